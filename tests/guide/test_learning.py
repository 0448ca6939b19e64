"""The facts on learning hold together, and what was not judged is said to be a guess."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest

from upslope.guide.learning import prerequisites, set_aside, unit
from upslope.guide.learning.unit import guess
from upslope.taxonomy import Taxonomy

ASKED = ["python", "sql", "machine learning", "pytorch", "docker", "apache spark", "kubernetes"]


def test_labels_are_of_the_taxonomy() -> None:
    known = Taxonomy.load().skills
    named = {
        label for one in prerequisites().values() for label in (one.skill, *one.needs, *one.helps)
    }
    assert not (named | set(set_aside())) - set(known)


def test_what_is_needed_has_an_entry() -> None:
    entries = prerequisites()
    assert not {need for one in entries.values() for need in one.needs} - set(entries)


def test_there_is_an_order_in_which_to_learn() -> None:
    order = TopologicalSorter({one.skill: one.needs for one in prerequisites().values()})
    assert len([*order.static_order()]) == len(prerequisites()) >= 200


def test_each_entry_is_sound() -> None:
    for entry in prerequisites().values():
        low, high = entry.hours
        assert 0 < low < high <= 300, entry
        assert entry.skill not in {*entry.needs, *entry.helps}, entry
        assert not set(entry.needs) & set(entry.helps), entry
        assert entry.why.endswith(".") and len(entry.why) <= 130, entry
        assert not entry.guessed, entry


def test_judged_skills_are_not_set_aside() -> None:
    assert not set(set_aside()) & set(prerequisites())
    assert all(unit(skill) is None for skill in set_aside())


@pytest.mark.parametrize("skill", ASKED)
def test_judged_skills_are_answered_as_judged(skill: str) -> None:
    assert unit(skill) is prerequisites()[skill]


def test_every_skill_is_a_unit_or_set_aside() -> None:
    """A plan asks for any skill that a posting names."""
    for skill in Taxonomy.load().skills:
        found = unit(skill)
        assert found is None or 0 < found.hours[0] < found.hours[1]
        assert found is None or not set(found.needs) - set(prerequisites())


def test_guessed_hours_meet_the_judged_ones() -> None:
    """Each judged entry is guessed from the others of its kind."""
    entries = prerequisites()
    met = [
        guess(skill).hours[0] <= entry.hours[1] and entry.hours[0] <= guess(skill).hours[1]
        for skill, entry in entries.items()
    ]
    assert sum(met) / len(met) >= 0.9


def test_a_guess_says_so() -> None:
    found = unit("apache beam")
    assert found is not None and found.guessed and found.needs and "Nobody judged" in found.why


def test_unknown_label() -> None:
    with pytest.raises(KeyError):
        unit("juggling")
