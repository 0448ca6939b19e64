"""The data of the taxonomy: every rule that a line of it must keep."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

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
    assert len(SKILLS) >= 2200
    assert min(families.values()) >= 130


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


def test_nearly_every_skill_has_a_parent() -> None:
    assert sum(bool(skill.broader) for skill in SKILLS) >= 0.95 * len(SKILLS)


def test_related_skills_exist_and_are_no_parents() -> None:
    for skill in SKILLS:
        above = TAXONOMY.broader(skill.preferred_label)
        for other in skill.related:
            assert skill.preferred_label not in (other, *TAXONOMY.broader(other))
            assert other not in above
            assert skill.preferred_label in TAXONOMY.related(other)


def test_no_two_skills_are_linked_to_one_tool() -> None:
    linked = Counter(skill.onet for skill in SKILLS if skill.onet)
    assert len(linked) >= 200
    assert max(linked.values()) == 1


@pytest.mark.shared
def test_links_are_labels_of_esco_and_onet(shared: Path) -> None:
    """The crosswalks are facts: every link is written as the other classification writes it."""
    folder = shared / "data/taxonomy"
    esco = set((folder / "esco_skill_labels/skills_en_label.txt").read_text("utf-8").splitlines())
    rows = (folder / "onet/Technology Skills.txt").read_text("utf-8").splitlines()
    onet = {row.split("\t")[1] for row in rows}
    assert {skill.esco for skill in SKILLS if skill.esco} <= esco
    assert {skill.onet for skill in SKILLS if skill.onet} <= onet


def _sentences(field: str) -> list[tuple[str, str]]:
    return [(skill.preferred_label, text) for skill in SKILLS for text in getattr(skill, field)]


def test_there_are_enough_sentences() -> None:
    assert len(_sentences("yes")) >= 1200
    assert len(_sentences("no")) >= 400


def test_names_that_need_company_have_sentences_for_and_against() -> None:
    bare = [
        skill.preferred_label for skill in SKILLS if skill.near and not (skill.yes and skill.no)
    ]
    assert bare == []


@pytest.mark.parametrize("family", FAMILIES)
def test_sentences_name_their_skill_or_do_not(family: str) -> None:
    """Each family at once: a test for each of two thousand sentences would only cost time."""
    of_family = [skill for skill in SKILLS if skill.family == family]
    missed = [
        text for one in of_family for text in one.yes if one.preferred_label not in _found(text)
    ]
    wrong = [text for one in of_family for text in one.no if one.preferred_label in _found(text)]
    assert (missed, wrong) == ([], [])


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
