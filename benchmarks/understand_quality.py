"""How well postings are understood, against hand-read labels.

``python benchmarks/understand_quality.py`` prints one row a field: the score on the 120 gold
postings, its 95 % interval (bootstrap over employers, so that one employer's repeated wording does
not pass for evidence), the score on the 338 postings the rules were developed on, and a baseline.
Reads ``../shared``; definitions of the scores are those of ``../shared/eval/score_understand.py``.
"""

from __future__ import annotations

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

Row = dict[str, Any]


def main() -> None:
    """Print the table."""
    scorer = _scorer()
    names = scorer.Names(SHARED / "eval" / "synonyms.json")
    gold = _load("postings.jsonl", "understand_labels.jsonl")
    train = _load("train_postings.jsonl", "train_labels.jsonl")
    on_gold, on_train = (_scores(scorer, names, *rows[:2]) for rows in (gold, train))
    intervals = _intervals(scorer, names, *gold)
    print(f"{'':20}{'gold':>7}  {'95 % interval':15}{'developed on':>13}{'baseline':>10}")
    for field in FIELDS:
        low, high = intervals[field]
        base = f"{BASELINES[field]:10.2f}" if field in BASELINES else f"{'':10}"
        scores = f"{on_gold[field]:7.3f}  {low:.3f} - {high:.3f}  {on_train[field]:13.3f}"
        print(f"{field:20}{scores}{base}")


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
