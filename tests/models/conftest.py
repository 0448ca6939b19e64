"""An invented task that can be learned, and one that cannot be told by rules."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from upslope.models import Example, Labelled, Task
from upslope.models.lifecycle.dataset import Dataset, dataset
from upslope.records import Posting

DRINKS = ("tea", "milk", "water")


def drinks(size: int, seed: int = 0, noise: float = 0.1, prefix: str = "") -> list[Labelled]:
    """Postings whose drink is told by a word, now and then by the wrong one."""
    draw = np.random.default_rng(seed)
    rows = []
    for number in range(size):
        truth = DRINKS[draw.integers(3)]
        said = DRINKS[draw.integers(3)] if draw.random() < noise else truth
        posting = Posting(
            id=f"{prefix}{seed}-{number}",
            source="",
            source_id="",
            title=f"{prefix}{seed}-{number}",
            description=f"{said} {prefix} {seed} number {number}",
            hiring_organization=f"{prefix}{seed}-{number // 2}",
            date_posted=f"2026-{1 + 11 * number // size:02}-03",
        )
        rows.append(Labelled(posting, {"drink": truth, "likes": [truth]}))
    return rows


def _features(row: Labelled) -> dict[str, float]:
    words = (row.posting.description or "").split()
    return {f"word.{words[0]}": 1.0, "letters": float(len(words))}


def _one(row: Labelled) -> Iterator[Example]:
    if "drink" in row.labels:
        rule = "tea" if "tea" in (row.posting.description or "") else "milk"
        label = row.labels["drink"]
        yield Example(_features(row), label, rule, row.employer, row.month, row.weight("drink"))


def _many(row: Labelled) -> Iterator[Example]:
    label = frozenset(row.labels["likes"])
    yield Example(_features(row), label, frozenset({"tea"}), row.employer, row.month)


@pytest.fixture
def drink() -> Task:
    return Task("drink", DRINKS, _one, about="What somebody drinks.")


@pytest.fixture
def likes() -> Task:
    return Task("likes", DRINKS, _many, many=True)


@pytest.fixture
def data(drink: Task) -> Dataset:
    return dataset(drink, drinks(150))


@pytest.fixture(autouse=True)
def few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty trees show all that two hundred do here."""
    monkeypatch.setattr("upslope.models.estimators.ensemble.TREES", 20)
