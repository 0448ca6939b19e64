"""How well postings are understood, against hand-read labels.

    python benchmarks/understand_quality.py [--last-look]

Prints one row a field: the score on the first 80 gold postings, with its 95 % interval (bootstrap
over employers, so that one employer's repeated wording does not pass for evidence), and a baseline.
The last 40 are kept for the last look at a version, and only then scored, with all 120.
Reads ``../shared``; definitions of the scores are those of ``../shared/eval/score_understand.py``.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from upslope.normalize.records import posting_of
from upslope.understand import understand

SHARED = Path(__file__).resolve().parents[2] / "shared"
FIELDS = {
    "skills F1": ("skills", "f1"),
    "need accuracy": ("skills", "need_accuracy"),
    "role accuracy": ("role", "accuracy"),
    "role macro F1": ("role", "macro_f1"),
    "seniority accuracy": ("seniority", "accuracy"),
    "min_years exact": ("min_years", "accuracy"),
    "degree accuracy": ("degree_required", "accuracy"),
    "remote accuracy": ("remote", "accuracy"),
    "employment accuracy": ("employment_type", "accuracy"),
    "visa accuracy": ("visa", "accuracy"),
    "visa macro F1": ("visa", "macro_f1"),
    "pay precision": ("salary", "precision"),
    "pay recall": ("salary", "recall"),
    "duties macro F1": ("responsibilities", "macro_f1"),
}
# Measured by others on this gold set: best open skill extractor, title patterns, constants.
BASELINES = {
    "skills F1": 0.37,
    "role accuracy": 0.54,
    "seniority accuracy": 0.60,
    "min_years exact": 0.78,
    "visa accuracy": 0.86,
    "visa macro F1": 0.31,
}
ROUNDS = 200
KEPT = 80
"""Gold postings that may be looked at again and again; the others are for the last look."""

Row = dict[str, Any]


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--last-look", action="store_true")
    scorer = _scorer()
    names = scorer.Names(SHARED / "eval" / "synonyms.json")
    labels, answers, employers = _load("postings.jsonl", "understand_labels.jsonl")
    parts = {"first 80": labels[:KEPT]}
    if ask.parse_args().last_look:
        parts |= {"last 40": labels[KEPT:], "all 120": labels}
    columns = {
        part: (
            _scores(scorer, names, rows, answers),
            _intervals(scorer, names, rows, answers, employers),
        )
        for part, rows in parts.items()
    }
    print(f"{'':20}" + "".join(f"{part:>8}  {'95 % interval':15}" for part in parts) + "  baseline")
    for field in FIELDS:
        cells = [
            f"{found[field]:8.3f}  {low:.3f} - {high:.3f}  "
            for found, around in columns.values()
            for low, high in [around[field]]
        ]
        print(f"{field:20}{''.join(cells)}{BASELINES.get(field, '')!s:>10}")


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", SHARED / "eval/score_understand.py")
    if spec is None or spec.loader is None:
        sys.exit("no ../shared beside this checkout: nothing to score on")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _load(postings: str, labels: str) -> tuple[list[Row], list[Row], dict[str, str]]:
    """Labels, answers and the employer of each id."""
    records = _lines(SHARED / "gold" / postings)
    answers = msgspec.to_builtins(understand([posting_of(record) for record in records]))
    employers = {record["id"]: str(record.get("company")) for record in records}
    return _lines(SHARED / "gold" / labels), answers, employers


def _lines(file: Path) -> list[Row]:
    return [msgspec.json.decode(line) for line in file.read_bytes().splitlines() if line.strip()]


def _scores(
    scorer: ModuleType, names: Any, labels: list[Row], answers: list[Row]
) -> dict[str, float]:
    found = scorer.score(labels, answers, names)
    return {field: found[part][key] or 0.0 for field, (part, key) in FIELDS.items()}


def _intervals(
    scorer: ModuleType, names: Any, labels: list[Row], answers: list[Row], employers: dict[str, str]
) -> dict[str, tuple[float, float]]:
    groups = defaultdict(list)
    for label in labels:
        groups[employers[label["id"]]].append(label)
    draw, rounds = random.Random(0), defaultdict(list)
    for _ in range(ROUNDS):
        chosen = draw.choices(list(groups.values()), k=len(groups))
        drawn = [label for group in chosen for label in group]
        for field, value in _scores(scorer, names, drawn, answers).items():
            rounds[field].append(value)
    tail = ROUNDS * 25 // 1000
    return {field: (sorted(v)[tail], sorted(v)[-tail - 1]) for field, v in rounds.items()}


if __name__ == "__main__":
    main()
