"""Trains the model ``duties`` that ships: which sentence of a posting shows which responsibility.

    python benchmarks/train_duties.py ../shared [--write]

Hand-read labels say which duties a posting has, and of some which sentence shows each. So the model
learns from bags of sentences: the odds of the sentences of a posting add up to the posting's odds,
and those are held against the label (multiple-instance learning; Ray and Craven 2005 compare it
with logistic regression on the whole bag, which is the rung below here). Prints the ladder on
employers that no rung has seen; ``--write`` writes the model and its card to ``models/shipped``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.model_selection import GroupKFold
from train_models import read, write

from upslope.models import SHIPPED, Example, Labelled, Task
from upslope.models.arrays import ArrayModel, Layer, Matrix
from upslope.models.artefact import to_files
from upslope.models.fitted import Fitted
from upslope.models.lifecycle.card import card, markdown
from upslope.models.lifecycle.dataset import dataset
from upslope.models.lifecycle.held_out import FOLDS, HeldOut
from upslope.models.lifecycle.ladder import LADDER, Step, climb
from upslope.models.lifecycle.scores import Answers, by_class, calibration_error, difference, scores
from upslope.models.table import Table
from upslope.records import DUTIES
from upslope.understand.document import Document, Sentence
from upslope.understand.duties import loudness
from upslope.understand.spoken import spoken

ABOUT = "Which of the six responsibilities a sentence of a posting shows."
DECAY = 3e-3
"""Weight of the sum of squared weights beside the mean loss of a posting."""
SENTENCES = 0.3
"""Weight of a sentence that was read, beside that of a posting."""
EMPLOYERS = 5
"""A feature is used if sentences of so many employers have it."""
GRID = np.linspace(0.2, 0.7, 26)
"""Thresholds to choose from."""


class Bags(NamedTuple):
    """Sentences of postings: ``x`` sentences x features, ``bag`` the posting of each.

    ``shown`` (sentences x duties) marks the sentences that were read to show a duty, ``y`` and
    ``weight`` are of the postings.
    """

    x: Any
    bag: Any
    shown: Any
    y: Any
    weight: Any

    @property
    def loud(self) -> Any:
        """How loudly each sentence speaks, as a column."""
        sentences = np.bincount(self.bag, minlength=len(self.y))
        return loudness(sentences)[self.bag][:, None]

    def of(self, postings: Any) -> Bags:
        """The bags of some postings, numbered anew."""
        place = np.full(len(self.y), -1)
        place[postings] = np.arange(len(postings))
        mine = np.flatnonzero(place[self.bag] >= 0)
        return Bags(
            self.x[mine],
            place[self.bag[mine]],
            self.shown[mine],
            self.y[postings],
            self.weight[postings],
        )


def fit(bags: Bags) -> tuple[Matrix, Matrix]:
    """Return weights (features x duties) and start values."""
    size, duties = bags.x.shape[1], bags.y.shape[1]
    share = csr_matrix(
        (np.ones(len(bags.bag)), (bags.bag, np.arange(len(bags.bag)))),
        shape=(len(bags.y), len(bags.bag)),
    )
    heft = (bags.weight / bags.weight.sum())[:, None]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        both = flat.reshape(size + 1, duties)
        odds = np.exp(np.clip(bags.x @ both[:-1] + both[-1], -30, 20))
        total = share @ odds + 1e-6
        lost = heft * (np.log1p(total) - bags.y * np.log(total))
        slope = (heft * (total / (1 + total) - bags.y) / total)[bags.bag] * odds
        hint = SENTENCES / len(bags.y) * bags.shown
        lost_hints = (hint * np.log1p(1 / odds)).sum()
        slope -= hint / (1 + odds)
        down = np.vstack([bags.x.T @ slope + 2 * DECAY * both[:-1], slope.sum(axis=0)])
        return float(lost.sum() + lost_hints + DECAY * (both[:-1] ** 2).sum()), down.ravel()

    start = np.zeros((size + 1, duties))
    start[-1] = -3
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    both = found.x.reshape(start.shape)
    return both[:-1], both[-1]


def pooled(bags: Bags, weights: Matrix, start: Matrix) -> Matrix:
    """Return the probability of each duty for each posting."""
    total = np.zeros(bags.y.shape)
    np.add.at(total, bags.bag, bags.loud * np.exp(np.minimum(bags.x @ weights + start, 20)))
    return np.asarray(total / (1 + total))


class Said(NamedTuple):
    """A sentence that may show a duty, and its features."""

    sentence: Sentence
    features: Mapping[str, float]


class Sentences(NamedTuple):
    """The sentences of a posting that may show a duty, and which were read to show one."""

    found: list[Said]
    shown: list[set[str]]


def task(kept: dict[int, Sentences]) -> Task:
    """Return the task by postings, for the rungs that know no bags.

    Notes the sentences behind each example by the identity of its features: the data set leaves
    some examples out.
    """

    def examples(row: Labelled) -> Iterator[Example]:
        if (duties := row.labels.get("responsibilities")) is None:
            return
        document = Document.of(row.posting)
        said = spoken((document,), SHIPPED["role"])
        found = [*map(Said, said.sentences, said.features.as_rows())]
        counts = Counter(name for one in found for name in one.features)
        features = {name: float(np.log1p(count)) for name, count in counts.items()}
        kept[id(features)] = Sentences(found, [_shown(row, one) for one in found])
        yield Example(
            features=features,
            label=frozenset(duty for duty in DUTIES if duties[duty]),
            rule=frozenset(duty for duty in DUTIES if counts[f"phrase.{duty}"]),
            employer=row.employer,
            month=row.month,
            weight=row.weight("responsibilities"),
        )

    return Task("duties", DUTIES, examples, many=True, about=ABOUT)


def _shown(row: Labelled, one: Said) -> set[str]:
    middle = (one.sentence.start + one.sentence.end) // 2
    spans = row.labels.get("duty_sentences", {})
    return {duty for duty in spans if any(a <= middle < b for a, b in spans[duty])}


def bags_of(table: Table, kept: list[Sentences]) -> tuple[Bags, tuple[str, ...]]:
    """Return the bags of all postings and the names of their features."""
    bag = np.repeat(np.arange(len(kept)), [len(one.found) for one in kept])
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([row.features for one in kept for row in one.found])
    rows, columns = x.nonzero()
    seen = np.unique(np.stack([columns, table.employers[bag[rows]]]), axis=1)[0]
    common = np.bincount(seen, minlength=x.shape[1]) >= EMPLOYERS
    shown = np.array([[duty in said for duty in DUTIES] for one in kept for said in one.shown])
    names = vectorizer.get_feature_names_out()[common]
    return Bags(x[:, common], bag, shown, table.y, table.weight), tuple(names)


def climbed(table: Table, bags: Bags) -> Step:
    """Return the figures of the odds that add up, on the same held-out employers as the rungs."""
    raw = np.zeros(table.y.shape)
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    parts = list(folds.split(table.y, groups=table.employers))
    for train, test in parts:
        raw[test] = pooled(bags.of(test), *fit(bags.of(train)))
    said = np.zeros(table.y.shape, dtype=np.int64)
    for train, test in parts:
        said[test] = raw[test] >= thresholds(table.y[train], raw[train])
    answers = Answers(table.y, said, table.employers, many=True)
    return Step(
        "pooled",
        scores(answers),
        {},
        calibration_error(table.y, raw, many=True),
        by_class(answers, DUTIES),
        answers,
        HeldOut(raw, said, 1.0, thresholds(table.y, raw)),
    )


def thresholds(truth: NDArray[np.int64], chances: Matrix) -> Matrix:
    """Return for each duty the probability from which saying it is there has the best F1."""
    said = chances[:, :, None] >= GRID
    hit = (said & (truth[:, :, None] == 1)).sum(0)
    f1 = 2 * hit / np.maximum(said.sum(0) + truth.sum(0)[:, None], 1)
    return np.asarray(GRID[f1.argmax(1)].round(2))


def main() -> None:
    """Print the ladder; write the model when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("shared", type=Path)
    ask.add_argument("--rung", action="append", default=[], choices=LADDER)
    ask.add_argument("--write", action="store_true")
    options = ask.parse_args()
    kept: dict[int, Sentences] = {}
    asked = task(kept)
    data = dataset(asked, *read(options.shared))
    table = Table.of(asked, data.examples)
    bags, names = bags_of(table, [kept[id(example.features)] for example in data.examples])
    best = climbed(table, bags)
    steps = [*climb(table, options.rung or LADDER), best]
    told = card(asked, data, steps, best, best, {"decay": DECAY}, datetime.now(UTC))
    print(markdown(told))
    for step in steps:
        print(step.rung, "to pooled:", difference(step.answers, best.answers)["macro_f1"])
    if options.write:
        layer = Layer(*fit(bags))
        features = {name: place for place, name in enumerate(names)}
        model = ArrayModel(features, DUTIES, (layer,), "sigmoid", best.kept.threshold)
        write("duties", to_files("duties", "pooled", Fitted(model), told))


if __name__ == "__main__":
    main()
