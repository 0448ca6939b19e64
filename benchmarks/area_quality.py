"""How well application areas and industries are told, against hand-read labels.

    python benchmarks/area_quality.py ../shared

Prints micro and macro F1 of the areas, for the model on employers that it has not seen (ten folds),
for the rule and for a constant; accuracy and macro F1 of the industry, for the rule and for a
constant; each with its 95 % interval (bootstrap over employers). Then each area and industry with
its readings. Reads ``benchmarks/labels/read.jsonl`` and the texts of ``../shared``.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from upslope.models import Labelled
from upslope.models.lifecycle.held_out import held_out
from upslope.models.lifecycle.scores import Answers, Score, by_class, scores
from upslope.models.table import Table
from upslope.records import Understanding
from upslope.understand.area import AREAS, MOST, TASK
from upslope.understand.document import Document
from upslope.understand.industry import INDUSTRIES, UNTOLD, industries
from upslope.understand.labelled import labelled

LABELS = Path(__file__).parent / "labels/read.jsonl"
TEXTS = ("data/postings_fulltext.parquet", "gold/train_postings.jsonl")
CLASSES = (*INDUSTRIES, UNTOLD)


def judge(rows: Sequence[Labelled], said: Sequence[Understanding]) -> tuple[Answers, Answers]:
    """Put areas and industries of postings beside those read by hand, for ``scores``."""
    employers = np.unique([row.employer for row in rows], return_inverse=True)[1]
    areas = (
        _indicator([row.labels["application_areas"] for row in rows], AREAS),
        _indicator([one.application_areas for one in said], AREAS),
    )
    industries = (
        _indicator([[row.labels["industry"] or UNTOLD] for row in rows], CLASSES),
        _indicator([[one.industry or UNTOLD] for one in said], CLASSES),
    )
    return Answers(*areas, employers, many=True), Answers(*industries, employers, many=False)


def _indicator(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Any:
    return np.array([[name in row for name in names] for row in rows]).astype(int)


def areas_unseen(rows: Sequence[Labelled]) -> tuple[list[list[str]], list[list[str]]]:
    """Areas of each posting by a model that has not seen its employer, and by the rule."""
    examples = [example for row in rows for example in TASK.examples(row)]
    found = held_out(Table.of(TASK, examples), "logistic", {})
    shape = (len(rows), len(AREAS))
    chances, said = found.chances.reshape(shape), found.said.reshape(shape)
    rule = np.array([bool(example.rule) for example in examples]).reshape(shape)
    return _named(chances, said), _named(chances, rule)


def _named(chances: Any, said: Any) -> list[list[str]]:
    """The areas said, likeliest first, as many as a posting may have."""
    return [
        [AREAS[at] for at in np.argsort(-chance) if holds[at]][:MOST]
        for chance, holds in zip(chances, said, strict=True)
    ]


def main() -> None:
    """Print the tables."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("shared", type=Path)
    shared = ask.parse_args().shared
    found, _ = labelled([LABELS], [shared / file for file in TEXTS])
    rows = [row for row in found if "application_areas" in row.labels]
    by_model, by_rule = areas_unseen(rows)
    told = industries([Document.of(row.posting) for row in rows], {})
    names = [str(one["industry"] or "") for one in told]
    answers = {
        "model": _judged(rows, by_model, names),
        "rule": _judged(rows, by_rule, names),
        "constant": _judged(rows, [["generative_ai"]] * len(rows), ["technology"] * len(rows)),
    }
    print(f"{len(rows)} postings, 95 % intervals over employers")
    for name, (areas, _) in answers.items():
        print(f"areas      {name:10}{_shown(scores(areas))}")
    for name in ("rule", "constant"):
        print(f"industry   {name:10}{_shown(scores(answers[name][1]))}")
    for one, classes in zip(answers["model"], (AREAS, CLASSES), strict=True):
        print()
        for name, (f1, count) in by_class(one, classes).items():
            print(f"{name:24}{count:5} readings   F1 {f1:.2f}")


def _judged(
    rows: Sequence[Labelled], areas: Sequence[list[str]], industries: Sequence[str]
) -> tuple[Answers, Answers]:
    said = [
        Understanding(id=row.posting.id, application_areas=work, industry=employer or None)
        for row, work, employer in zip(rows, areas, industries, strict=True)
    ]
    return judge(rows, said)


def _shown(measures: Mapping[str, Score]) -> str:
    return "   ".join(f"{name} {score}" for name, score in measures.items())


if __name__ == "__main__":
    main()
