"""Words that look like skills: ``traps.toml`` has each beside a twin that means the skill."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from upslope.normalize.records import posting_of
from upslope.taxonomy import Taxonomy
from upslope.understand import understand

TAXONOMY = Taxonomy.load()
TRAPS = tomllib.loads((Path(__file__).parent / "traps.toml").read_text("utf-8"))
PAIRS = [(skill, *pair) for skill, pairs in TRAPS["trap"].items() for pair in pairs]
NEGATED = [(skill, text) for skill, texts in TRAPS["negated"].items() for text in texts]


def found(text: str) -> set[str]:
    return {skill.preferred_label for _, _, skill in TAXONOMY.find(text)}


def test_there_are_enough_traps() -> None:
    assert len(PAIRS) >= 120
    assert len({trap for _, trap, _ in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(("skill", "trap", "twin"), PAIRS, ids=[trap for _, trap, _ in PAIRS])
def test_trap_and_twin_are_told_apart(skill: str, trap: str, twin: str) -> None:
    assert skill not in found(trap)
    assert skill in found(twin)


@pytest.mark.parametrize(("skill", "text"), NEGATED)
def test_a_skill_that_is_not_asked_for_is_found_and_negated(skill: str, text: str) -> None:
    description = f"Requirements:\n- Curiosity and care\n- {text}"
    posting = posting_of({"id": "1", "title": "Engineer", "description": description})
    [understood] = understand([posting])
    assert [one.need for one in understood.skills if one.skill == skill] == ["negated"]
