"""Makes the model that estimates pay from a posting's text, and writes it beside the table.

    python -m benchmarks.train_pay_text [--cache FOLDER] [--write]

Run it after ``train_pay.py``: the model stands on the table and names its digest. How well it does
on employers that it has not seen is printed by ``pay_text.py``. Which words tell that a posting
without a place is in the United States is learned from all texts whose place is known, pay or not.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from benchmarks.pay_postings import rows, texts
from benchmarks.pay_text import BEST
from benchmarks.pay_text_judged import CELLS, ENDS, FOLDS, held_out, known
from benchmarks.pay_text_rungs import ON_TABLE, RUNGS, SCALE, Design, Known, fitted_ridge, logs
from scipy.sparse import csr_matrix

from upslope.estimate.learn import offsets
from upslope.estimate.table import shipped
from upslope.estimate.text import SURE, TextModel, groups
from upslope.estimate.words import shares, words

DATA = Path(__file__).parents[1] / "src/upslope/estimate/data"
DIGITS = 5


class Here(NamedTuple):
    """Which words tell that a posting is in the United States.

    Args:
        start: log odds of a text without known words.
        words: word -> log odds.
        figures: how well it does on employers that it was not fitted to.
    """

    start: float
    words: dict[str, float]
    figures: str


def here(columns: dict[str, int]) -> Here:
    """Learn from all texts with a known country."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    told = list(texts())
    truth = np.array([one.american for one in told])
    _, of = np.unique([one.employer for one in told], return_inverse=True)
    fold = np.random.default_rng(0).permutation(of.max() + 1)[of] % FOLDS
    matrix = _matrix([words(one.text) for one in told], columns)
    sure = np.zeros(len(told))
    for one in range(FOLDS):
        model = LogisticRegression(C=10.0, max_iter=500).fit(
            matrix[fold != one], truth[fold != one]
        )
        sure[fold == one] = model.predict_proba(matrix[fold == one])[:, 1]
    said = sure > SURE
    model = LogisticRegression(C=10.0, max_iter=500).fit(matrix, truth)
    return Here(
        float(model.intercept_[0]),
        dict(zip(columns, model.coef_[0].tolist(), strict=True)),
        f"{said[truth].mean():.0%} of {truth.sum():,} US texts read so without their place, and "
        f"{said[~truth].mean():.1%} of {(~truth).sum():,} others",
    )


def _matrix(found: Sequence[set[str]], columns: dict[str, int]) -> csr_matrix:
    at, to, values = [], [], []
    for place, one in enumerate(found):
        named, share = shares(one, columns.keys())
        at += [place] * len(named)
        to += [columns[word] for word in named]
        values += [share] * len(named)
    return csr_matrix((values, (at, to)), shape=(len(found), len(columns)))


def fit(found: Sequence[Known], table: str) -> TextModel:
    """Learn the weights from all rows, and the intervals from rows that were held out."""
    left = logs(found) - held_out(RUNGS[BEST], found)
    shift = float(np.median(left))
    cells = [groups(one.asked) for one in found]
    low, high = (offsets(cells, left - shift, CELLS, q) for q in ENDS)
    design = Design.of(["attributes", "words"], found)
    model = fitted_ridge(design, found, table=True)
    weights = defaultdict(dict)
    at = 0
    for part in design.parts:
        for name in design.columns[part]:
            weights[part][name] = float(model.coef_[at]) * SCALE[part]
            at += 1
    told = here(dict(design.columns["words"]))
    print(told.figures)
    return TextModel(
        table=table,
        postings=len(found),
        employers=len({one.row.employer for one in found}),
        years=(found[0].row.year, found[-1].row.year),
        start=float(model.intercept_) + shift,
        on_table=float(model.coef_[-1]) * ON_TABLE,
        attributes=_rounded(weights["attributes"]),
        words=_rounded(weights["words"]),
        here_start=told.start,
        here=_rounded(told.words),
        low=low,
        high=high,
    )


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    return {name: round(value, DIGITS) for name, value in weights.items()}


def main() -> None:
    """Train, and write when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--cache", type=Path)
    ask.add_argument("--write", action="store_true")
    options = ask.parse_args()
    table, digest = shipped()
    model = fit(known(rows(options.cache)[0], table), digest)
    content = msgspec.json.encode(model)
    print(f"{len(model.attributes)} attributes, {len(model.words)} words, {len(content):,} bytes")
    if options.write:
        (DATA / "text.json").write_bytes(content + b"\n")


if __name__ == "__main__":
    main()
