"""Fits the weights in ``understand/data/role.json`` and ``duties.json`` on hand-read postings.

    python benchmarks/fit_understand.py ../shared/gold [--write]

Reads ``train_postings.jsonl`` and ``train_labels.jsonl`` there, prints the scores on employers that
the weights have not seen (ten folds by employer), and with ``--write`` writes the files that ship.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from upslope.records import DUTIES
from upslope.understand.document import Document
from upslope.understand.duties import role_features, sentence_features, shown
from upslope.understand.role import votes

DATA = Path(__file__).parents[1] / "src/upslope/understand/data"
UNSURE = 0.5  # weight of a posting whose reader was unsure of the role
THRESHOLDS = (0.35, 0.4, 0.45, 0.5)
Features = list[dict[str, float]]


def read(folder: Path) -> tuple[list[Document], list[dict[str, Any]], Any]:
    """Return the training postings, their labels and their employers."""
    by_id = {row["id"]: row for row in _rows(folder / "train_labels.jsonl")}
    postings = _rows(folder / "train_postings.jsonl")
    documents = [Document(p["id"], p["title"], p["description"]) for p in postings]
    employers = np.array([p["company"].split("\n")[0].lower() for p in postings])
    return documents, [by_id[p["id"]] for p in postings], employers


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


def fit_role(
    documents: list[Document], labels: list[dict[str, Any]], groups: Any
) -> tuple[dict[str, Any], Any]:
    """Return the role's table with its held-out score, and the held-out probabilities."""
    x = [votes(document) for document in documents]
    y = np.array([label["role"] for label in labels])
    sure = np.array([UNSURE if "role" in label["unsure"] else 1.0 for label in labels])
    # Rare roles count more, by the square root of how rare: recall of each matters, not of most.
    weight = sure * np.sqrt([len(y) / len(set(y)) / (y == one).sum() for one in y])
    fitted = fit(model(0.15), x, y, weight)
    names, weights, start = unscaled(fitted)
    classes = fitted.classes_
    chances = unseen(lambda: model(0.15), x, y, groups, weight)
    said = classes[chances.argmax(1)]
    score = {
        "accuracy": accuracy_score(y, said),
        "macro_f1": f1_score(y, said, average="macro"),
        "log_loss": log_loss(y, chances, labels=classes),
        "mean_probability": chances.max(1).mean(),
    }
    table = {
        "start": _named(classes, start),
        "weights": {name: _named(classes, weights[:, i]) for i, name in enumerate(names)},
    }
    return {"held_out_by_employer": _round(score)} | table, (classes, chances)


def fit_duties(
    documents: list[Document], labels: list[dict[str, Any]], groups: Any, roles: Any
) -> dict[str, Any]:
    """Return the table of each duty with its held-out F1; the role enters as an unseen one's."""
    classes, chances = roles
    found = [list(shown(document)) for document in documents]
    tables: dict[str, Any] = {}
    scores: dict[str, Any] = {}
    for duty in DUTIES:
        x = [
            sentence_features([one for one in sentences if one.duty == duty])
            | role_features(dict(zip(classes, row, strict=True)))
            for sentences, row in zip(found, chances, strict=True)
        ]
        y = np.array([bool(label["responsibilities"][duty]) for label in labels])
        sure = unseen(lambda: model(0.2), x, y, groups, np.ones(len(y)))[:, 1]
        f1 = {t: f1_score(y, sure >= t) for t in THRESHOLDS}
        threshold = max(THRESHOLDS, key=lambda t: f1[t])
        names, weights, start = unscaled(fit(model(0.2), x, y, np.ones(len(y))))
        scores[duty] = f1[threshold]
        tables[duty] = {
            "present_from": threshold,
            "start": round(float(start[0]), 3),
            "weights": _named(names, weights[0]),
        }
    macro = sum(scores.values()) / len(DUTIES)
    return {"held_out_f1_by_employer": _round({**scores, "macro": macro}), "duties": tables}


def _named(names: Any, values: Any) -> dict[str, float]:
    return {str(n): round(float(v), 3) for n, v in zip(names, values, strict=True)}


def _round(score: dict[str, Any]) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in score.items()}


def _write(name: str, what: str, rows: int, employers: int, table: dict[str, Any]) -> None:
    held_out = next(key for key in table if key.startswith("held_out"))
    card = {
        "what": what,
        "data": f"{rows} postings of {employers} employers, read by hand; none of their text",
        "date": date.today().isoformat(),
        held_out: table.pop(held_out),
        "limits": "mostly English postings of data, AI and software work, 2016 to 2026",
    }
    text = json.dumps({"card": card} | table, indent=1) + "\n"
    (DATA / f"{name}.json").write_text(text, "utf-8")


def main() -> None:
    """Print the held-out scores; write the weights when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--write", action="store_true")
    options = ask.parse_args()
    documents, labels, employers = read(options.folder)
    for_role, roles = fit_role(documents, labels, employers)
    for_duties = fit_duties(documents, labels, employers, roles)
    print(for_role["held_out_by_employer"], for_duties["held_out_f1_by_employer"], sep="\n")
    if options.write:
        size = len(documents), len(set(employers))
        _write("role", "weights of a logistic regression for a posting's role", *size, for_role)
        _write("duties", "weights of a logistic regression per duty", *size, for_duties)


if __name__ == "__main__":
    main()
