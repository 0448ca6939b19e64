"""Fits the weights in ``understand/data/role.json`` on hand-read postings.

    python benchmarks/fit_understand.py ../shared [--write role]

Reads ``gold/train_postings.jsonl`` and ``gold/train_labels.jsonl`` there, and for the role also the
postings of ``data/`` that ``benchmarks/labels/roles.jsonl`` names by the digest of their text.
Postings whose employer or text is in ``gold/postings.jsonl`` are left out. Prints the scores on
employers that the weights have not seen (ten folds by employer), and with ``--write`` writes a
file that ships.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from upslope.formats.html import to_text
from upslope.understand.document import Document
from upslope.understand.role import votes

DATA = Path(__file__).parents[1] / "src/upslope/understand/data"
LABELS = Path(__file__).parent / "labels/roles.jsonl"
LEGAL_FORM = re.compile(r"\b(inc|llc|ltd|corp|corporation|co|company|gmbh|limited|plc|ag)\b")
ROLE_STRENGTH = 0.05
TABLES = ("start", "weights")
UNSURE = 0.5  # weight of a posting whose reader was unsure of the role
Features = list[dict[str, float]]


class Read(NamedTuple):
    """A posting, its hand-read label and its employer."""

    document: Document
    label: dict[str, Any]
    employer: str


def read(shared: Path) -> tuple[list[Read], list[Read]]:
    """Return the postings labelled whole, and those of which only the role was read."""
    gold = shared / "gold"
    labels = {row["id"]: row for row in _rows(gold / "train_labels.jsonl")}
    whole = [
        Read(Document(p["id"], p["title"], p["description"]), labels[p["id"]], _employer(p))
        for p in _rows(gold / "train_postings.jsonl")
    ]
    test = _rows(gold / "postings.jsonl")
    employers = {_employer(p) for p in test} - {""}
    texts = {_start(p["description"]) for p in test}

    def unseen_in_test(row: Read) -> bool:
        return row.employer not in employers and _start(row.document.description) not in texts

    role_only = _role_only(shared / "data")
    return list(filter(unseen_in_test, whole)), list(filter(unseen_in_test, role_only))


def _role_only(data: Path) -> Iterator[Read]:
    labels = {row["digest"]: row | {"unsure": []} for row in _rows(LABELS)}
    for posting in chain(_table(data), _structured(data)):
        digest = hashlib.sha256(posting["description"].encode()).hexdigest()
        if label := labels.pop(digest, None):
            text = posting["description"]
            text = to_text(text) if "</" in text else text
            yield Read(
                Document(digest, posting["title"], text), label, _employer(posting) or digest
            )


def _table(data: Path) -> Iterator[dict[str, str]]:
    columns = ["title", "company", "description"]
    yield from pq.read_table(data / "postings_fulltext.parquet", columns=columns).to_pylist()


def _structured(data: Path) -> Iterator[dict[str, str]]:
    for row in _rows(data / "jobposting_jsonld.jsonl"):
        posting = row["jobposting"]
        employer = posting.get("hiringOrganization")
        name = employer.get("name") if isinstance(employer, dict) else employer
        yield {
            "title": str(posting.get("title")),
            "company": str(name or ""),
            "description": str(posting.get("description")),
        }


def _employer(posting: dict[str, Any]) -> str:
    name = (posting.get("company") or "").split("\n")[0].lower()
    return LEGAL_FORM.sub("", " ".join(re.findall(r"[a-z0-9]+", name))).strip()


def _start(text: str) -> str:
    """Return the first words of a text, the same in any layout."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))[:400]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def model(strength: float) -> Pipeline:
    """Return the unfitted model: standardised features, then logistic regression."""
    linear = LogisticRegression(C=strength, max_iter=3000)
    return make_pipeline(DictVectorizer(sparse=False), StandardScaler(), linear)


def unseen(make: Callable[[], Pipeline], x: Features, y: Any, groups: Any, weight: Any) -> Any:
    """Return the probabilities of each row by a model that has not seen its employer."""
    chances = np.zeros((len(y), len(np.unique(y))))
    folds = GroupKFold(10, shuffle=True, random_state=0)
    for train, test in folds.split(x, y, groups):
        fitted = fit(make(), [x[i] for i in train], y[train], weight[train])
        chances[test] = fitted.predict_proba([x[i] for i in test])
    return chances


def fit(pipeline: Pipeline, x: Features, y: Any, weight: Any) -> Pipeline:
    """Fit with one weight a row."""
    return pipeline.fit(x, y, logisticregression__sample_weight=weight)


def unscaled(fitted: Pipeline) -> tuple[list[str], Any, Any]:
    """Return feature names, weights and start values for features that are not standardised."""
    names, scaler, linear = fitted[0].get_feature_names_out(), fitted[1], fitted[2]
    weights = linear.coef_ / scaler.scale_
    return list(names), weights, linear.intercept_ - weights @ scaler.mean_


def fit_role(whole: list[Read], role_only: list[Read]) -> dict[str, Any]:
    """Return the role's table with its held-out scores."""
    rows = whole + role_only
    x = [votes(row.document) for row in rows]
    y = np.array([row.label["role"] for row in rows])
    groups = np.array([row.employer for row in rows])
    sure = np.array([UNSURE if "role" in row.label["unsure"] else 1.0 for row in rows])
    # Rare roles count more, by the square root of how rare: recall of each matters, not of most.
    weight = sure * np.sqrt([len(y) / len(set(y)) / (y == one).sum() for one in y])
    fitted = fit(model(ROLE_STRENGTH), x, y, weight)
    names, weights, start = unscaled(fitted)
    classes = fitted.classes_
    chances = unseen(lambda: model(ROLE_STRENGTH), x, y, groups, weight)
    size = len(whole)
    table = {
        "start": _named(classes, start),
        "weights": {name: _named(classes, weights[:, i]) for i, name in enumerate(names)},
    }
    scores = {
        "held_out_by_employer": _role_score(y, chances, classes),
        "of_these_labelled_whole": _role_score(y[:size], chances[:size], classes),
        "of_these_role_only": _role_score(y[size:], chances[size:], classes),
    }
    return scores | table


def _role_score(y: Any, chances: Any, classes: Any) -> dict[str, float]:
    said = classes[chances.argmax(1)]
    score = {
        "accuracy": accuracy_score(y, said),
        "macro_f1": f1_score(y, said, average="macro"),
        "log_loss": log_loss(y, chances, labels=classes),
        "mean_probability": chances.max(1).mean(),
    }
    return _round(score)


def _named(names: Any, values: Any) -> dict[str, float]:
    return {str(n): round(float(v), 3) for n, v in zip(names, values, strict=True)}


def _round(score: dict[str, Any]) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in score.items()}


def _write(name: str, what: str, rows: list[Read], table: dict[str, Any]) -> None:
    employers = len({row.employer for row in rows})
    card = {
        "what": what,
        "data": f"{len(rows)} postings of {employers} employers, read by hand; none of their text",
        "date": date.today().isoformat(),
        **_scores(table),
        "limits": "mostly English postings of data, AI and software work, 2016 to 2026",
    }
    weights = {key: table[key] for key in table if key in TABLES}
    text = json.dumps({"card": card} | weights, indent=1) + "\n"
    (DATA / f"{name}.json").write_text(text, "utf-8")


def _scores(table: dict[str, Any]) -> dict[str, Any]:
    return {key: table[key] for key in table if key not in TABLES}


def main() -> None:
    """Print the held-out scores; write the weights when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("shared", type=Path)
    ask.add_argument("--write", action="append", default=[], choices=["role"])
    options = ask.parse_args()
    whole, role_only = read(options.shared)
    for_role = fit_role(whole, role_only)
    print(*_scores(for_role).items(), sep="\n")
    if "role" in options.write:
        both = whole + role_only
        _write("role", "weights of a logistic regression for a posting's role", both, for_role)


if __name__ == "__main__":
    main()
