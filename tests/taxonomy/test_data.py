"""The data of the taxonomy: every rule that a line of it must keep."""

from __future__ import annotations

from collections import Counter

import pytest

from upslope.taxonomy import FAMILIES, Skill, Taxonomy
from upslope.taxonomy.spelling import plain, variants

TAXONOMY = Taxonomy.load()
SKILLS = list(TAXONOMY.skills.values())


def _found(text: str) -> set[str]:
    return {skill.preferred_label for _, _, skill in TAXONOMY.find(text)}


def test_there_are_enough_skills_in_every_family() -> None:
    families = Counter(skill.family for skill in SKILLS)
    assert set(families) == set(FAMILIES)
    assert len(SKILLS) >= 900
    assert min(families.values()) >= 60


def test_no_name_belongs_to_two_skills() -> None:
    owners: dict[str, str] = {}
    for skill in SKILLS:
        for name in (skill.preferred_label, *skill.alt_labels):
            assert owners.setdefault(plain(name), skill.preferred_label) == skill.preferred_label


def test_no_skill_is_written_twice() -> None:
    from upslope.taxonomy.taxonomy import _read

    labels = Counter(skill.preferred_label for skill in _read())
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_marks_speak_of_the_skills_own_names(family: str) -> None:
    for skill in (skill for skill in SKILLS if skill.family == family):
        names = {plain(name) for name in (skill.preferred_label, *skill.alt_labels)}
        assert skill.preferred_label == skill.preferred_label.lower().strip()
        assert {plain(name) for name in (*skill.exact, *skill.near)} <= names, skill.preferred_label
        assert 0 < skill.sure < 1
        spelled = names.union(*(variants(name) for name in names))
        for phrase in skill.unless:
            assert any(f" {name} " in f" {plain(phrase)} " for name in spelled), phrase


def test_broader_skills_exist_and_lead_up() -> None:
    for skill in SKILLS:
        above = TAXONOMY.broader(skill.preferred_label)
        assert skill.preferred_label not in above
        assert above <= set(TAXONOMY.skills)


def _sentences(field: str) -> list[tuple[str, str]]:
    return [(skill.preferred_label, text) for skill in SKILLS for text in getattr(skill, field)]


def test_there_are_enough_sentences() -> None:
    assert len(_sentences("yes")) >= 150
    assert len(_sentences("no")) >= 150


@pytest.mark.parametrize(("label", "text"), _sentences("yes"))
def test_sentence_names_the_skill(label: str, text: str) -> None:
    assert label in _found(text)


@pytest.mark.parametrize(("label", "text"), _sentences("no"))
def test_sentence_does_not_name_the_skill(label: str, text: str) -> None:
    assert label not in _found(text)


def test_every_skill_is_found_by_its_own_name() -> None:
    """By the label, or where that is no word of its own, by another name, beside a sure skill."""

    def names(skill: Skill) -> tuple[str, ...]:
        return (skill.preferred_label, *skill.exact, *skill.alt_labels)

    lost = [
        skill.preferred_label
        for skill in SKILLS
        if not any(skill.preferred_label in _found(f"TensorFlow, {n}") for n in names(skill))
    ]
    assert lost == []
