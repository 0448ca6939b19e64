"""How well postings are ranked for people: Upslope beside baselines, on grades given by hand.

    python benchmarks/match_quality.py [--shared ../shared] [--fit]

Grades: 0 no fit to 3 strong target. *Gold* are 13 people and 640 pairs, *own* are those of
``benchmarks/labels/match``. Prints nDCG@10, P@5 (grade 2 or 3) and Kendall's tau-b, each a mean
over people with a 95% bootstrap interval. What is learned is scored on people it was not fitted on.

``--fit`` writes ``guide/match/data/ranker.json``: points of at least 0 by a pairwise logistic model
with a ridge, pairs of postings weighted by the difference of their gains, each person counting the
same; and the curve from a score to a chance, from scores of people left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import kendalltau
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer

from upslope.guide.match import POINTS, Pool
from upslope.guide.match.parts import fits
from upslope.guide.match.person import Person as Compared
from upslope.guide.match.vocabulary import words
from upslope.guide.resume import resume_of
from upslope.normalize.records import posting_of
from upslope.records import Posting, Resume, Understanding
from upslope.understand import understand

SETS = ("match", "match_b")
TODAY = date(2026, 11, 21)  # positions without an end depend on it
OWN = Path(__file__).parent / "labels" / "match"
RANKER = Path(__file__).parents[1] / "src/upslope/guide/match/data/ranker.json"
RIDGE = 0.1
OLD = {"required": 20, "preferred": 8, "role": 13, "seniority": 11, "years": 8, "degree": 13}
OLD |= {"words": 27}
Array = NDArray[np.float64]
Ranker = Callable[["Person"], Sequence[float]]


@dataclass(frozen=True)
class Person:
    """One person and the postings that were graded for them."""

    id: str
    gold: bool
    text: str
    resume: Resume
    postings: Sequence[Posting]
    understood: Sequence[Understanding]
    grades: Sequence[int]

    @property
    def texts(self) -> list[str]:
        """Title and description of each posting."""
        return [f"{posting.title}\n{posting.description or ''}" for posting in self.postings]

    @cached_property
    def features(self) -> Array:
        """Each part of each posting, from 0 to 1."""
        found = fits(Pool(self.postings, self.understood), Compared(self.resume))
        return np.stack([found[name] for name in POINTS], axis=1)


def gold(folder: Path, name: str) -> list[Person]:
    """Read one shared set of graded pairs."""
    rows = json.loads((folder / f"{name}_postings.json").read_text())
    postings = [posting_of(row) for row in rows]
    understood = understand(postings)
    labels = map(json.loads, (folder / f"{name}_labels.jsonl").read_text().splitlines())
    grades = {(label["resume"], label["posting"]): label["grade"] for label in labels}
    return [
        Person(
            id=one["id"],
            gold=True,
            text=one["text"],
            resume=resume_of(one["text"], today=TODAY),
            postings=postings,
            understood=understood,
            grades=[grades[one["id"], posting.id] for posting in postings],
        )
        for one in json.loads((folder / f"{name}_resumes.json").read_text())
    ]


def own(shared: Path) -> list[Person]:
    """Read our own graded pairs; their postings are rows of a shared collection, by digest."""
    pairs: dict[str, dict[str, int]] = {}
    for row in map(json.loads, (OWN / "pairs.jsonl").read_text().splitlines()):
        pairs.setdefault(row["resume"], {})[row["posting"]] = row["grade"]
    wanted = {posting for grades in pairs.values() for posting in grades}
    rows = pq.read_table(shared / "data/postings_fulltext.parquet").to_pylist()
    named = {_digest(row): row for row in rows}
    postings = [
        posting_of({"id": one, **{key: named[one][key] for key in _KEYS}}) for one in sorted(wanted)
    ]
    both = {one.id: (posting, one) for posting, one in zip(postings, understand(postings))}  # noqa: B905
    people = []
    for one in map(json.loads, (OWN / "resumes.jsonl").read_text().splitlines()):
        if grades := pairs.get(one["id"]):
            chosen = [both[posting] for posting in sorted(grades)]
            people.append(
                Person(
                    id=one["id"],
                    gold=False,
                    text=one["text"],
                    resume=resume_of(one["text"], today=TODAY),
                    postings=[posting for posting, _ in chosen],
                    understood=[understood for _, understood in chosen],
                    grades=[grades[posting.id] for posting, _ in chosen],
                )
            )
    return people


_KEYS = ("title", "company", "location", "description")


def _digest(row: dict[str, str]) -> str:
    text = "\n".join(str(row[key] or "") for key in _KEYS)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def ranked(person: Person, scores: Sequence[float]) -> list[int]:
    """Return the grades, best score first; ties stand in the order of ids."""
    rows = zip(scores, person.postings, person.grades, strict=True)
    return [grade for _, _, grade in sorted(rows, key=lambda row: (-row[0], row[1].id))]


def ndcg(person: Person, scores: Sequence[float]) -> float:
    """Return nDCG@10 with gains of 2^grade - 1."""
    return _gain(ranked(person, scores)) / _gain(sorted(person.grades, reverse=True))


def _gain(grades: Sequence[int], k: int = 10) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:k]))


def precision(person: Person, scores: Sequence[float]) -> float:
    """Return the share of targets among the first five."""
    return sum(grade >= 2 for grade in ranked(person, scores)[:5]) / 5


def tau(person: Person, scores: Sequence[float]) -> float:
    """Return Kendall's tau-b; 0 if all scores are one."""
    return float(np.nan_to_num(kendalltau(scores, person.grades).statistic))


def tfidf(person: Person) -> Sequence[float]:
    """Cosine of TF-IDF vectors with logarithmic counts and English stop words."""
    model = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    postings = model.fit_transform(person.texts)
    cosines = (model.transform([person.text]) @ postings.T).toarray()[0]
    return [float(cosine) for cosine in cosines]


def bm25(person: Person, k1: float = 1.5, b: float = 0.75) -> Sequence[float]:
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


def overlap(person: Person) -> Sequence[float]:
    """Share of the required and preferred skills that the resume names."""
    have = {one.skill for one in person.resume.skills}
    asked = [
        {mention.skill for mention in one.skills if mention.need in ("required", "preferred")}
        for one in person.understood
    ]
    return [len(have & skills) / max(1, len(skills)) for skills in asked]


def chance(person: Person) -> Sequence[float]:
    """An order by lot."""
    rng = random.Random(person.id)
    return [rng.random() for _ in person.postings]


def by_hand(person: Person) -> Sequence[float]:
    """The rung below: points of seven parts set by hand and a first fit."""
    return list(person.features @ np.array([OLD.get(name, 0) for name in POINTS], float))


def shipped(person: Person) -> Sequence[float]:
    """The score that ships: fitted on these people too, so kind."""
    return list(person.features @ np.array(list(POINTS.values())))


def linear(others: Sequence[Person], person: Person) -> Array:
    """Scores of a person with points fitted on others."""
    return np.asarray(person.features @ fitted(others))


def trees(others: Sequence[Person], person: Person) -> Array:
    """Scores by boosted trees that may only rise with each part, fitted on others."""
    model = HistGradientBoostingRegressor(
        max_iter=80, learning_rate=0.06, max_leaf_nodes=6, min_samples_leaf=30,
        monotonic_cst=[1] * len(POINTS), random_state=0,
    )  # fmt: skip
    features = np.vstack([one.features for one in others])
    gains = np.concatenate([2.0 ** np.array(one.grades) - 1 for one in others])
    return np.asarray(model.fit(features, gains).predict(person.features))


def fitted(people: Sequence[Person]) -> Array:
    """Fit the points of each part, scaled to a sum of 100."""
    rows, weights = [], []
    for person in people:
        gains = 2.0 ** np.array(person.grades) - 1
        better, worse = np.nonzero(gains[:, None] > gains[None, :])
        rows.append(person.features[better] - person.features[worse])
        weight = gains[better] - gains[worse]
        weights.append(weight / weight.sum() / len(people))
    pairs, weight = np.vstack(rows), np.concatenate(weights)
    scale = np.sqrt((pairs**2).mean(axis=0)) + 1e-9
    pairs = pairs / scale

    def loss(points: Array) -> tuple[float, Array]:
        margin = pairs @ points
        pull = -weight / (1 + np.exp(margin))
        value = float(weight @ np.logaddexp(0, -margin) + RIDGE * points @ points)
        return value, pairs.T @ pull + 2 * RIDGE * points

    start = np.full(pairs.shape[1], 0.3)
    found = minimize(loss, start, jac=True, bounds=[(0, None)] * len(start)).x / scale
    return np.asarray(100 * found / found.sum())


def left_out(
    people: Sequence[Person], score: Callable[[Sequence[Person], Person], Array]
) -> dict[str, Array]:
    """Return each person's scores by what was fitted on all others."""
    return {one.id: score([other for other in people if other is not one], one) for one in people}


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return a 95% bootstrap interval of a mean."""
    rng = random.Random(0)
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(2000))
    return means[50], means[1949]


def cell(values: Sequence[float]) -> str:
    """Write a mean with its interval."""
    low, high = interval(values)
    return f"{sum(values) / len(values):.3f} ({low:.2f}-{high:.2f})"


def table(people: Sequence[Person], rankers: dict[str, Ranker]) -> None:
    """Print each measure of each ranker."""
    for name, some in (
        ("gold", [one for one in people if one.gold]),
        ("own", [one for one in people if not one.gold]),
    ):
        print(f"{name + f', {len(some)} people':26}" + f"{'nDCG@10':>20}{'P@5':>20}{'tau-b':>20}")
        for label, ranker in rankers.items():
            scores = [ranker(one) for one in some]
            cells = [
                cell([measure(one, score) for one, score in zip(some, scores, strict=True)])
                for measure in (ndcg, precision, tau)
            ]
            print(f"{label:26}" + "".join(f"{one:>20}" for one in cells))
        print()


def across(people: Sequence[Person]) -> None:
    """Print what points of one set earn on the other."""
    sides = [[one for one in people if one.gold is gold] for gold in (True, False)]
    for fit_on, check in (sides, sides[::-1]):
        values = [ndcg(one, linear(fit_on, one)) for one in check]
        print(
            f"fitted on {'gold' if fit_on[0].gold else 'own'} alone, on the other: {cell(values)}"
        )


def calibrated(people: Sequence[Person], scores: dict[str, Array]) -> tuple[float, float]:
    """Fit the logistic curve from a left-out score to the chance of grade 2 or 3."""
    x = np.concatenate([scores[one.id] for one in people])
    y = np.concatenate([np.array(one.grades) >= 2 for one in people])

    def loss(curve: Array) -> float:
        margin = curve[0] * (x - 50) / 10 + curve[1]
        return float(np.mean(np.logaddexp(0, margin) - y * margin))

    slope, start = minimize(loss, np.array([1.0, -1.0])).x
    return float(slope / 10), float(start - 5 * slope)


def reliability(people: Sequence[Person], scores: dict[str, Array]) -> None:
    """Print chances said, by curves fitted without the person, beside how often they held."""
    said, held, who = [], [], []
    for one in people:
        slope, start = calibrated([other for other in people if other is not one], scores)
        said += list(1 / (1 + np.exp(-(slope * scores[one.id] + start))))
        held += [grade >= 2 for grade in one.grades]
        who += [one.id] * len(one.grades)
    print("chance said       pairs    said    held")
    for low, high in ((0.6, 1), (0.4, 0.6), (0.2, 0.4), (0.08, 0.2), (0, 0.08)):
        rows = [row for row, chance in enumerate(said) if low <= chance < high]
        if rows:
            by = Counter(who[row] for row in rows)
            hits = Counter(who[row] for row in rows if held[row])
            ends = _over_people(by, hits)
            mean, rate = np.mean([said[row] for row in rows]), sum(hits.values()) / len(rows)
            print(
                f"{low:.2f} to {high:.2f} {len(rows):9} {mean:8.2f} {rate:7.2f} "
                f"({ends[0]:.2f}-{ends[1]:.2f})"
            )


def _over_people(by: Counter[str], hits: Counter[str]) -> tuple[float, float]:
    """Return a 95% interval of a share, people drawn anew."""
    rng, names = random.Random(0), sorted(by)
    shares = []
    for _ in range(2000):
        drawn = rng.choices(names, k=len(names))
        shares.append(sum(hits[one] for one in drawn) / sum(by[one] for one in drawn))
    shares.sort()
    return shares[50], shares[1949]


def write(people: Sequence[Person], scores: dict[str, Array]) -> None:
    """Write the ranker: points that all people give, the curve, and the line.

    The line is the score from which the chance is 0.4, where the band "good" begins.
    """
    points = {
        name: round(float(value), 1) for name, value in zip(POINTS, fitted(people), strict=True)
    }
    most = max(points, key=lambda name: points[name])
    points[most] = round(points[most] + 100 - sum(points.values()), 1)
    slope, start = calibrated(people, scores)
    line = round((math.log(0.4 / 0.6) - start) / slope, 1)
    ranker = {"points": points, "slope": round(slope, 4), "start": round(start, 4), "line": line}
    RANKER.write_text(json.dumps(ranker, indent=2) + "\n")
    print(json.dumps(ranker))


def main() -> None:
    """Run the benchmark."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    ask.add_argument("--fit", action="store_true", help="write the ranker anew")
    args = ask.parse_args()
    people = [one for name in SETS for one in gold(args.shared / "gold", name)] + own(args.shared)
    by_linear, by_trees = left_out(people, linear), left_out(people, trees)
    table(
        people,
        {
            "by lot": chance,
            "skill overlap": overlap,
            "BM25": bm25,
            "TF-IDF cosine": tfidf,
            "rules: points by hand": by_hand,
            "linear, left out": lambda one: list(by_linear[one.id]),
            "trees, left out": lambda one: list(by_trees[one.id]),
            "as shipped (kind)": shipped,
        },
    )
    across(people)
    reliability(people, by_linear)
    for one in people:
        print(f"{one.id}  {ndcg(one, list(by_linear[one.id])):.2f}", end="  ")
    print()
    if args.fit:
        write(people, by_linear)


if __name__ == "__main__":
    main()
