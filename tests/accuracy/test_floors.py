"""Accuracy is a pinned floor: ``make accuracy`` fails where a measure falls below its floor.

Lowering a floor needs a line of the changelog that says "floor" and names the measure.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from benchmarks.scoring import measure

from upslope.normalize.records import posting_of
from upslope.sample import labelled_set
from upslope.understand import understand

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
RELEASED = tomllib.loads((HERE / "floors_of_last_release.toml").read_text("utf-8"))


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def _measured(labels: Path, postings: Path) -> dict[str, float]:
    known = {row["id"]: row for row in _rows(postings)}
    said = _rows(labels)
    return measure(said, understand([posting_of(known[row["id"]]) for row in said]))


def _check(found: Mapping[str, float], floors: Mapping[str, float]) -> None:
    print()
    for name, floor in floors.items():
        print(f"{name:20} {found[name]:6.3f}  floor {floor:.3f}")
    below = [name for name, floor in floors.items() if found[name] < floor]
    assert not below, {name: (found[name], floors[name]) for name in below}


def test_our_own_postings() -> None:
    [labels], [postings] = labelled_set()
    _check(_measured(labels, postings), FLOORS["own"])


@pytest.mark.shared
def test_gold_postings(shared: Path) -> None:
    gold = shared / "gold"
    found = _measured(gold / "understand_labels.jsonl", gold / "postings.jsonl")
    _check(found, FLOORS["gold"])


def test_no_floor_is_lowered_in_silence() -> None:
    said = "\n".join(file.read_text("utf-8") for file in (ROOT / "changelog").glob("*.md"))
    lowered = [
        name
        for part, floors in RELEASED.items()
        for name, floor in floors.items()
        if FLOORS[part].get(name, 0) < floor
    ]
    untold = [
        name
        for name in lowered
        if not any("floor" in line and name in line for line in said.splitlines())
    ]
    assert not untold, f"lowered without a line of the changelog: {untold}"
