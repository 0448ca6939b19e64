"""How well postings are ranked for people: Upslope beside three baselines, on hand-given grades.

    python benchmarks/match_quality.py [--shared ../shared] [--fit]

Prints nDCG@10 for each of the 13 people's sets, its mean and a 95% bootstrap interval over people.
Grades: 0 no fit to 3 strong target; 7 people x 40 postings and 6 people x 60 postings.

``--fit`` shows how the points of ``upslope.guide.match`` were set: a pairwise logistic model with
weights of at least 0 is fitted to the parts, pairs of postings weighted by the difference of their
gains, each person counting the same. It prints the points that all people give, the nDCG@10 of
each person with points that were fitted without that person, and the points of one set on the
people of the other.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction.text import TfidfVectorizer

from upslope.guide.match import POINTS, Pool, match
from upslope.guide.match.parts import fits
from upslope.guide.match.person import Person as Compared
from upslope.guide.match.vocabulary import words
from upslope.guide.resume import resume_of
from upslope.records import Posting, Resume, Understanding
from upslope.understand import understand

SETS = ("match", "match_b")
TODAY = date(2026, 11, 21)  # positions without an end depend on it
Array = NDArray[np.float64]
Ranker = Callable[["Person"], list[float]]


@dataclass(frozen=True)
class Person:
    """One person and the postings that were graded for them."""

    id: str
    text: str
    resume: Resume
    postings: Sequence[Posting]
    understood: Sequence[Understanding]
    grades: Sequence[int]

    @property
    def texts(self) -> list[str]:
        """Title and description of each posting."""
        return [f"{posting.title}\n{posting.description or ''}" for posting in self.postings]


def people(gold: Path, name: str) -> list[Person]:
    """Read one set of graded pairs."""
    rows = json.loads((gold / f"{name}_postings.json").read_text())
    postings = [
        Posting(
            id=row["id"],
            source="gold",
            source_id=row["id"],
            title=row["title"],
            description=row["description"],
            hiring_organization=row["company"],
        )
        for row in rows
    ]
    understood = understand(postings)
    labels = map(json.loads, (gold / f"{name}_labels.jsonl").read_text().splitlines())
    grades = {(label["resume"], label["posting"]): label["grade"] for label in labels}
    return [
        Person(
            id=one["id"],
            text=one["text"],
            resume=resume_of(one["text"], today=TODAY),
            postings=postings,
            understood=understood,
            grades=[grades[one["id"], posting.id] for posting in postings],
        )
        for one in json.loads((gold / f"{name}_resumes.json").read_text())
    ]


def ndcg(person: Person, scores: Sequence[float], k: int = 10) -> float:
    """Return nDCG@k with gains of 2^grade - 1; ties stand in the order of ids."""
    rows = zip(scores, person.postings, person.grades, strict=True)
    ranked = [grade for _, _, grade in sorted(rows, key=lambda row: (-row[0], row[1].id))]
    return _gain(ranked, k) / _gain(sorted(person.grades, reverse=True), k)


def _gain(grades: Sequence[int], k: int) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:k]))


def tfidf(person: Person) -> list[float]:
    """Cosine of TF-IDF vectors with logarithmic counts and English stop words."""
    model = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    postings = model.fit_transform(person.texts)
    cosines = (model.transform([person.text]) @ postings.T).toarray()[0]
    return [float(cosine) for cosine in cosines]


def bm25(person: Person, k1: float = 1.5, b: float = 0.75) -> list[float]:
    """Okapi BM25 with the words of the resume as the query."""
    counts = [Counter(words(text)) for text in person.texts]
    documents = Counter(word for count in counts for word in count)
    mean = sum(map(Counter.total, counts)) / len(counts)
    query = set(words(person.text))

    def score(count: Counter[str]) -> float:
        norm = k1 * (1 - b + b * count.total() / mean)
        return sum(
            math.log1p((len(counts) - documents[word] + 0.5) / (documents[word] + 0.5))
            * (count[word] * (k1 + 1) / (count[word] + norm))
            for word in query & count.keys()
        )

    return [score(count) for count in counts]


def overlap(person: Person) -> list[float]:
    """Share of the required and preferred skills that the resume names."""
    own = {one.skill for one in person.resume.skills}
    asked = [
        {mention.skill for mention in one.skills if mention.need in ("required", "preferred")}
        for one in person.understood
    ]
    return [len(own & skills) / max(1, len(skills)) for skills in asked]


def upslope(person: Person) -> list[float]:
    """The score of ``upslope match``."""
    found = match(person.resume, person.postings, person.understood)
    scores = {one.posting: one.score for one in found}
    return [scores[posting.id] for posting in person.postings]


RANKERS: dict[str, Ranker] = {
    "TF-IDF cosine": tfidf,
    "BM25": bm25,
    "skill overlap": overlap,
    "Upslope": upslope,
}


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return a 95% bootstrap interval of a mean."""
    rng = random.Random(0)
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(2000))
    return means[50], means[1949]


def table(sets: dict[str, list[Person]]) -> None:
    """Print nDCG@10 of each ranker on each set and on all people."""
    print(f"{'nDCG@10':16}" + "".join(f"{name:>24}" for name in (*sets, "all people")))
    for label, ranker in RANKERS.items():
        each = [[ndcg(person, ranker(person)) for person in one] for one in sets.values()]
        cells = [*each, [value for values in each for value in values]]
        print(f"{label:16}" + "".join(f"{_cell(values):>24}" for values in cells))


def _cell(values: Sequence[float]) -> str:
    low, high = interval(values)
    return f"{sum(values) / len(values):.3f} ({low:.2f}-{high:.2f})"


def fitted(everyone: Sequence[Person], ridge: float = 0.03) -> Array:
    """Fit the points of each part, scaled to a sum of 100."""
    rows, weights = [], []
    for person in everyone:
        features = _features(person)
        gains = np.array([2**grade - 1 for grade in person.grades], float)
        better, worse = np.nonzero(gains[:, None] > gains[None, :])
        rows.append(features[better] - features[worse])
        weight = gains[better] - gains[worse]
        weights.append(weight / weight.sum() / len(everyone))
    pairs, weight = np.vstack(rows), np.concatenate(weights)
    scale = np.sqrt((pairs**2).mean(axis=0)) + 1e-9
    pairs = pairs / scale

    def loss(points: Array) -> tuple[float, Array]:
        margin = pairs @ points
        pull = -weight / (1 + np.exp(margin))
        value = float(weight @ np.logaddexp(0, -margin) + ridge * points @ points)
        return value, pairs.T @ pull + 2 * ridge * points

    start = np.full(pairs.shape[1], 0.3)
    found = minimize(loss, start, jac=True, bounds=[(0, None)] * len(start)).x / scale
    return np.asarray(100 * found / found.sum())


def _features(person: Person) -> Array:
    """Return each part of each posting, from 0 to 1."""
    found = fits(Pool(person.postings, person.understood), Compared(person.resume))
    return np.stack([found[name] for name in POINTS], axis=1)


def fit(sets: dict[str, list[Person]]) -> None:
    """Print fitted points and what they earn on people they were not fitted on."""
    everyone = [person for one in sets.values() for person in one]
    points = fitted(everyone)
    print("points     " + ", ".join(f"{n} {p:.1f}" for n, p in zip(POINTS, points, strict=True)))

    def score(person: Person, points: Array) -> float:
        return ndcg(person, [float(value) for value in _features(person) @ points])

    left_out = [score(p, fitted([q for q in everyone if q is not p])) for p in everyone]
    print(f"one person left out: {_cell(left_out)}")
    for name, other in ((SETS[0], SETS[1]), (SETS[1], SETS[0])):
        points = fitted(sets[name])
        print(f"{name} on {other}: {_cell([score(person, points) for person in sets[other]])}")


def main() -> None:
    """Run the benchmark."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    ask.add_argument("--fit", action="store_true", help="fit the points anew, with people left out")
    args = ask.parse_args()
    sets = {name: people(args.shared / "gold", name) for name in SETS}
    table(sets)
    if args.fit:
        fit(sets)


if __name__ == "__main__":
    main()
