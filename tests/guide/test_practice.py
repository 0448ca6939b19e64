"""Project briefs: words of ours, spread over the field, checkable; and the choice among them."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from upslope.guide.learning import unit
from upslope.guide.practice import Suits, briefs, choose
from upslope.guide.practice.cover import Need, Offer, cover, trains
from upslope.records import Brief
from upslope.records.portfolio import ARTEFACTS, STEPS
from upslope.records.understanding import DUTIES
from upslope.taxonomy import FAMILIES, Taxonomy
from upslope.understand.area import AREAS

BRIEFS = list(briefs().values())


def test_there_are_many_of_every_level() -> None:
    levels = Counter(brief.level for brief in BRIEFS)
    assert len(BRIEFS) >= 40
    assert min(levels[level] for level in ("starter", "intermediate", "advanced")) >= 8


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.id)
def test_brief_is_whole(brief: Brief) -> None:
    assert 4 <= len(brief.steps) <= 8
    assert 4 <= len(brief.criteria) <= 7
    assert brief.stretch and brief.data and brief.about
    assert len(set(brief.duties)) == len(brief.duties) >= 2
    assert 0 < brief.hours[0] < brief.hours[1] <= 100
    assert set(brief.areas) <= set(AREAS) and brief.areas


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.id)
def test_brief_names_what_a_reader_can_find(brief: Brief) -> None:
    labels = set(Taxonomy.load().skills)
    known: dict[str, set[str]] = {"skill": labels, "duty": {*DUTIES}, "artefact": {*ARTEFACTS}}
    assert set(brief.skills) <= labels
    assert len(set(brief.skills)) == len(brief.skills)
    for criterion in brief.criteria:
        assert set(criterion.any) <= known[criterion.kind], criterion.says
        assert criterion.step in STEPS[1:]
        assert 1 <= criterion.count <= len(criterion.any)
    if any(one.step == "tested" for one in brief.criteria):  # what is live need not be tested
        assert any({"tests", "ci"} & {*one.any} for one in brief.criteria)
    duties = {duty for one in brief.criteria if one.kind == "duty" for duty in one.any}
    assert duties <= set(brief.duties)


def test_every_duty_has_projects() -> None:
    counts = Counter(duty for brief in BRIEFS for duty in brief.duties)
    assert min(counts[duty] for duty in DUTIES) >= 8


def test_every_family_and_most_areas_have_projects() -> None:
    skills = Taxonomy.load().skills
    families = Counter(skills[skill].family for brief in BRIEFS for skill in set(brief.skills))
    assert min(families[family] for family in FAMILIES) >= 15
    assert {area for brief in BRIEFS for area in brief.areas} == set(AREAS)


@pytest.mark.shared
def test_the_most_asked_skills_are_trained(shared: Path) -> None:
    asked: Counter[str] = Counter()
    for line in (shared / "gold" / "train_labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["role"] in ("software_engineer", "data_analyst", "other"):
            continue
        names = {one.get("skill") or one["surface"] for one in label["skills"]}
        asked.update({skill for name in names if (skill := Taxonomy.load().label(name))})
    learnable = [skill for skill, _ in asked.most_common() if unit(skill)][:40]
    trained = {skill for brief in BRIEFS for skill in brief.skills}
    assert not set(learnable) - trained


def test_choice_trains_what_weighs_most() -> None:
    first = choose({"kubernetes": 9, "terraform": 8, "r": 1}, hours=70)[0]
    assert first.brief.id == "cluster-serving"
    assert first.skills[:2] == ["kubernetes", "terraform"]
    assert first.share == pytest.approx(17 / 18)
    assert "trains kubernetes, terraform" in first.why


def test_choice_counts_missing_duties() -> None:
    chosen = choose({"python": 1}, {"monitoring": 5}, hours=40)
    assert "monitoring" in chosen[0].duties
    assert "monitoring to show" in chosen[0].why


def test_choice_stays_within_the_hours() -> None:
    gap = {skill: 1.0 for brief in BRIEFS for skill in brief.skills}
    for hours in (10, 30, 100, 250):
        chosen = choose(gap, hours=hours)
        assert sum(sum(one.brief.hours) / 2 for one in chosen) <= hours
    assert choose(gap, hours=5) == []


def test_shares_add_up_to_no_more_than_the_gap() -> None:
    gap = {skill: 1.0 for brief in BRIEFS for skill in brief.skills}
    chosen = choose(gap, dict.fromkeys(DUTIES, 2.0), hours=400)
    assert 0.3 < sum(one.share for one in chosen) <= 1.0 + 1e-9
    assert len({one.brief.id for one in chosen}) == len(chosen) > 5


def test_choice_suits_the_person() -> None:
    gap = {"pytorch": 1.0, "computer vision": 1.0}
    for level, far in (("starter", "advanced"), ("advanced", "starter")):
        chosen = choose(gap, hours=300, suits=Suits(level=level))  # type: ignore[arg-type]
        assert chosen and far not in {one.brief.level for one in chosen}
    first = choose(gap, hours=80)[0].brief.id
    assert first not in {one.brief.id for one in choose(gap, hours=80, suits=Suits(done=[first]))}
    health = choose({"pytorch": 1.0}, hours=80, suits=Suits(areas=["healthcare_ai"]))
    assert health != choose({"pytorch": 1.0}, hours=80)


def test_nothing_lacked_or_nothing_trained_chooses_nothing() -> None:
    assert choose({}) == choose({"python": 0.0}) == choose({"underwater welding": 3.0}) == []


def test_a_wide_skill_is_trained_partly_by_its_tools() -> None:
    wide, tool = ("skill", "deep learning"), ("skill", "pytorch")
    [partly, *_] = (one for one in map(trains, BRIEFS) if tool in one and one.get(wide) != 1.0)
    assert 0 < partly[wide] < partly[tool] == 1.0


def test_a_project_off_the_level_is_worth_less() -> None:
    gap = {skill: 1.0 for brief in BRIEFS for skill in brief.skills}

    def starters(suits: Suits | None) -> int:
        chosen = choose(gap, hours=100, suits=suits)
        return sum(one.brief.level == "starter" for one in chosen)

    assert starters(Suits(level="starter")) > starters(Suits(level="intermediate"))


def test_cover_is_close_to_the_best_of_all() -> None:
    """On a sample small enough to try every set."""
    gap: dict[Need, float] = {
        ("skill", skill): 1.0 + n % 3
        for n, skill in enumerate(sorted({s for brief in BRIEFS[:12] for s in brief.skills}))
    }
    offers = [Offer(brief=brief, fit=1.0, trains=trains(brief)) for brief in BRIEFS[:12]]

    def closes(chosen: tuple[Offer, ...]) -> float:
        best = {need: max((one.trains.get(need, 0.0) for one in chosen), default=0) for need in gap}
        return sum(gap[need] * best[need] for need in gap)

    for hours in (25.0, 60.0, 110.0):
        sets = (some for size in range(6) for some in combinations(offers, size))
        best = max(closes(some) for some in sets if sum(one.hours for one in some) <= hours)
        assert closes(tuple(cover(offers, gap, hours))) >= 0.85 * best
