"""An order of learning obeys needs, carries over to other employers or says that it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec
import numpy as np
import pytest
from icalendar import Calendar

from upslope.errors import UsageError
from upslope.guide.gap.effect import Effects
from upslope.guide.gap.evidence import KNOWN, LEARNT
from upslope.guide.match import LINE, Pool
from upslope.guide.plan import Materials, Pace, Plan, plan, plan_calendar
from upslope.guide.plan.compare import LEAST, compared
from upslope.guide.plan.demand import Demand, demand, sigmoid
from upslope.guide.plan.importance import FLOOR, importance
from upslope.guide.plan.order import Bundle, Learner, area, best_order, popular_order, worths
from upslope.guide.plan.plan import LAST_YEAR, LEAST_HOURS, MOST_HOURS
from upslope.guide.plan.units import Units
from upslope.records import (
    Brief,
    Claim,
    Posting,
    Prerequisite,
    Profile,
    Resource,
    Resume,
    ResumeSkill,
    SkillMention,
    Understanding,
)
from upslope.records.learning import Confidence
from upslope.records.understanding import Need, Responsibility

Opening = tuple[Posting, Understanding]
MONDAY = date(2026, 11, 23)
PACE = Pace(starts=MONDAY, hours_per_week=10.0)


def opening(
    id: str, employer: str, required: Sequence[str], preferred: Sequence[str] = (), **fields: object
) -> Opening:
    needs: list[tuple[Need, Sequence[str]]] = [("required", required), ("preferred", preferred)]
    skills = [
        SkillMention(skill=one, surface=one, need=need, field="title", start=0, end=1)
        for need, names in needs
        for one in names
    ]
    posting = Posting(
        id=id, source="made", source_id=id, title="Engineer", hiring_organization=employer
    )
    return posting, msgspec.structs.replace(Understanding(id=id, skills=skills), **fields)


def asked(openings: Sequence[Opening]) -> Demand:
    return demand([one for one, _ in openings], [one for _, one in openings])


def taught(**entries: tuple[float, Sequence[str]]) -> Callable[[str], Prerequisite]:
    """Say how skills are learnt: hours and needs; others take ten hours."""

    def find(skill: str) -> Prerequisite:
        hours, needs = entries.get(skill.replace(" ", "_"), (10.0, ()))
        return Prerequisite(skill=skill, hours=(hours, hours), needs=[*needs])

    return find


def targets(order: Sequence[Bundle]) -> list[str]:
    return [one.target for one in order]


def planned(openings: Sequence[Opening], resume: Resume | None = None, **options: object) -> Plan:
    postings, understood = [one for one, _ in openings], [one for _, one in openings]
    return plan(resume or Resume(text=""), postings, understood, PACE, **options)  # type: ignore[arg-type]


# A world in which what most ask opens nothing soon: java is asked by all, but beside two more
# slow skills; a third of the openings needs only docker and git.
SLOW = ("java", "scala", "rust")
WORLD = [opening(f"s{n}", f"Slow {n}", SLOW) for n in range(16)]
WORLD += [opening(f"q{n}", f"Quick {n}", ("docker", "git"), ("java",)) for n in range(12)]
HOURS = taught(java=(100, ()), scala=(100, ()), rust=(100, ()), docker=(10, ()), git=(10, ()))


def test_needs_come_first_and_once() -> None:
    units = Units(taught(kubernetes=(20, ["docker"]), docker=(10, ["linux"]), linux=(5, [])))
    openings = [opening(f"{n}", f"E{n}", ("kubernetes", "docker")) for n in range(5)]
    [first, *_] = best_order(Learner(asked(openings), units, {}))
    assert first.skills in (("linux", "docker"), ("linux", "docker", "kubernetes"))
    order = [skill for b in best_order(Learner(asked(openings), units, {})) for skill in b.skills]
    assert order == ["linux", "docker", "kubernetes"]


def test_a_circle_of_needs_ends() -> None:
    units = Units(taught(docker=(1, ["kubernetes"]), kubernetes=(1, ["docker"])))
    assert units.closure("docker", {}) == ["kubernetes", "docker"]


def test_what_is_known_is_neither_step_nor_need() -> None:
    units = Units(taught(kubernetes=(20, ["docker"])))
    openings = [opening("1", "Tern", ("kubernetes", "docker"))]
    learner = Learner(asked(openings), units, {"docker": 0.9})
    assert [one.skills for one in best_order(learner)] == [("kubernetes",)]


def test_a_gain_counts_the_needed_hours_too() -> None:
    units = Units(taught(kubernetes=(10, ["linux"]), linux=(200, []), docker=(20, [])))
    openings = [opening(f"{n}", f"E{n}", ("kubernetes", "docker")) for n in range(5)]
    assert targets(list(best_order(Learner(asked(openings), units, {})))) == [
        "docker",
        "kubernetes",
    ]


def test_popularity_takes_what_most_ask_and_the_plan_what_opens_soon() -> None:
    units = Units(HOURS)
    popular = list(popular_order(Learner(asked(WORLD), units, {})))
    ours = list(best_order(Learner(asked(WORLD), units, {})))
    assert popular[0].target == "java"
    assert {*targets(ours)[:2]} == {"docker", "git"}
    worth = {
        name: area(Learner(asked(WORLD), units, {}), order).mean()
        for name, order in (("ours", ours), ("popular", popular))
    }
    assert worth["ours"] > worth["popular"]


def test_with_few_employers_popularity_weighs_more() -> None:
    found = asked(WORLD)
    learner = Learner(found, Units(HOURS), {})
    bundles, one = learner.bundles(), found.weights[None, :]
    gains = learner.gains(bundles)
    own, mixed, popular = (
        worths(found, gains, bundles, one, shrunk)[0] for shrunk in (0.0, 28.0, 1e12)
    )
    assert own == pytest.approx(found.weights @ gains)
    assert mixed == pytest.approx((own + popular) / 2)
    assert bundles[int(popular.argmax())].target == "java"
    assert popular.sum() == pytest.approx(own.sum())


def test_readiness_rises_with_every_skill_and_stays_in_bounds() -> None:
    learner = Learner(asked(WORLD), Units(HOURS), {})
    before = sigmoid(learner.logits)
    for skill in ("docker", "java", "git"):
        learner.learn(skill)
        after = sigmoid(learner.logits)
        assert (after >= before).all()
        assert (after > before).any()
        assert ((after >= 0) & (after <= 1)).all()
        before = after
    assert learner.logits == pytest.approx(learner.demand.logits(learner.vector))


def test_study_shows_only_what_was_studied() -> None:
    learner = Learner(asked([opening("1", "Tern", ("deep learning", "pytorch"))]), Units(), {})
    learner.learn("pytorch")
    assert learner.shown == {"pytorch": LEARNT}
    worked = Learner(learner.demand, Units(), {"pytorch": 1.0})
    assert worked.shown["deep learning"] >= KNOWN


def test_openings_that_require_nothing_count_what_they_prefer() -> None:
    found = asked([opening("1", "Tern", (), ("sql",)), opening("2", "Tern", ())])
    assert found.ids == ("1",)
    assert found.opened(found.vector({"sql": LEARNT})).tolist() == [True]


def test_area_is_the_share_of_the_hours() -> None:
    units = Units(taught(sql=(100, ())))
    found = asked([opening("1", "Tern", ("sql",))])
    order = list(best_order(Learner(found, units, {})))
    assert area(Learner(found, units, {}), order, 400).tolist() == [0.75]
    assert area(Learner(found, units, {}), order, 50).tolist() == [0.0]
    assert area(Learner(found, units, {"sql": 1.0}), [], 50).tolist() == [1.0]


def test_neighbours_save_hours_and_widen_the_range() -> None:
    units = Units(lambda skill: Prerequisite(skill=skill, helps=["java", "go"], hours=(20, 40)))
    alone, beside = units.hours("scala", {}), units.hours("scala", {"java": 0.9})
    assert beside[0] < alone[0]
    assert beside[1] < alone[1]
    assert beside[1] / beside[0] > alone[1] / alone[0]


def test_the_plan_is_shown_where_it_carries_over() -> None:
    better = compared(asked(WORLD), Units(HOURS), {})
    assert better.better
    assert 0 < better.between[0] <= better.plan - better.popularity <= better.between[1]
    assert "plan is shown" in better.says


def test_popularity_is_shown_where_the_plan_is_no_better() -> None:
    alike = [opening(f"{n}", f"E{n}", ("docker",)) for n in range(20)]
    same = compared(asked(alike), Units(HOURS), {})
    assert not same.better
    assert same.plan == same.popularity
    assert "popularity is shown" in same.says


def test_one_employer_is_no_evidence() -> None:
    one = [opening(posting.id, "Quillfish", ("docker", "git")) for posting, _ in WORLD]
    told = compared(asked(one), Units(HOURS), {})
    assert not told.better
    assert str(LEAST) in told.says
    assert planned(one).shown == "popularity"


@pytest.fixture(scope="module")
def real() -> Plan:
    """A plan with the hours and needs that ship."""
    openings = [
        opening(f"{n}", f"Employer {n}", ("python", *names), ("machine learning",))
        for n, names in enumerate(
            [("pytorch", "docker"), ("apache spark", "sql"), ("docker", "kubernetes")] * 8
        )
    ]
    return planned(openings)


def test_both_orders_have_all_figures(real: Plan) -> None:
    assert real.steps == (real.plan if real.shown == "plan" else real.popularity)
    assert (real.openings, real.employers) == (24, 24)
    for step in (*real.plan, *real.popularity):
        assert 0 <= step.best <= 1
        assert step.between[0] <= step.between[1]
        assert step.gain >= 0
        assert step.required <= step.asked <= real.openings
        assert step.skill in step.says
    assert real.popularity[0].skill == "python"
    assert sum(len(one.opens) for one in real.plan) == len(
        {id for one in real.plan for id in one.opens}
    )


def test_dates_follow_the_hours(real: Plan) -> None:
    assert real.plan[0].starts == MONDAY.isoformat()
    spent = sum(sum(one.hours) / 2 for one in real.plan)
    last = MONDAY + timedelta(days=round(7 * spent / 10))
    assert abs((date.fromisoformat(real.plan[-1].ends) - last).days) <= 1
    for one, after in zip(real.plan, real.plan[1:], strict=False):
        assert one.starts <= one.ends == after.starts


def test_milestones_only_grow(real: Plan) -> None:
    first, *_ = real.milestones
    assert (first.hours, first.date) == (40, "2026-12-21")
    for one, after in zip(real.milestones, real.milestones[1:], strict=False):
        assert after.learnt[: len(one.learnt)] == one.learnt
        assert after.opened >= one.opened
    for one in real.milestones:
        assert one.surely == one.learnt[: len(one.surely)]
        longest = sum(step.hours[1] for step in real.steps[: len(one.surely)])
        assert longest <= one.hours


def test_assumptions_are_said_and_no_chance_of_a_job_is(real: Plan) -> None:
    said = " ".join(real.assumptions)
    assert "only studied" in said
    assert "not the chance" in said
    everything = msgspec.json.encode(real).decode().lower()
    assert "probability" not in everything
    assert "certificates are not steps" in everything


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (msgspec.json.encode(planned(WORLD)) for _ in range(2))
    assert first == second
    assert msgspec.json.decode(first, type=Plan).openings == len(WORLD)


def test_the_calendar_holds_steps_and_milestones(real: Plan) -> None:
    written = plan_calendar(real)
    assert written == plan_calendar(real)
    events = list(Calendar.from_ical(written).walk("VEVENT"))
    assert len(events) == len(real.steps) + len(real.milestones)
    uids = {str(event["uid"]) for event in events}
    assert len(uids) == len(events)
    assert events[0].decoded("dtstart") == MONDAY
    assert all(event.decoded("dtend") > event.decoded("dtstart") for event in events)


def test_milestones_ask_the_match_if_it_is_given() -> None:
    postings, understood = zip(*WORLD, strict=True)
    resume = Resume(text="", skills=[ResumeSkill(skill="git", line="", where="work")])
    effects = Effects(resume, postings, Pool(postings, understood).scores, LINE)
    told = plan(resume, postings, understood, PACE, effects=effects)
    assert all(one.passing is not None for one in told.milestones)
    assert planned(WORLD).milestones[0].passing is None


def learnt_from(id: str, *, free: bool, confidence: Confidence) -> Resource:
    return Resource(
        id=id,
        name=id,
        provider="Plum",
        url="https://plum.example",
        kind="course",
        hours=(5, 9),
        level="starter",
        free=free,
        skills=["docker"],
        confidence=confidence,
        checked_on="2026-11-01",
    )


def test_steps_name_what_to_learn_from_surest_and_free_first() -> None:
    resources = [
        learnt_from("memory", free=True, confidence="memory"),
        learnt_from("paid", free=False, confidence="official"),
        learnt_from("free", free=True, confidence="official"),
    ]
    briefs = {
        id: Brief(
            id=id, title=id, level="starter", about="", hours=(5, 9), skills=skills, duties=[],
            steps=[], criteria=[],
        )
        for id, skills in {"narrow": ["docker"], "wide": ["docker", "git"], "far": ["sas"]}.items()
    }  # fmt: skip
    told = planned(WORLD, materials=Materials(resources, briefs))
    step = {one.skill: one for one in told.plan}["docker"]
    assert step.resources == ["free", "paid", "memory"]
    assert step.briefs == ["wide", "narrow"]


def test_projects_train_what_is_asked_and_not_shown_in_use() -> None:
    openings = [opening(f"{n}", f"E{n}", ("docker", "pytorch")) for n in range(3)]
    [first, *_] = planned(openings).projects
    assert {"docker", "pytorch"}.intersection(first.skills)
    used = [Claim(subject=one, kind="skill", step="tested") for one in ("docker", "pytorch")]
    assert planned(openings, claims=used).projects == []
    duty = {"monitoring": Responsibility(present=True, probability=1.0)}
    watched = [opening("1", "Tern", ("underwater welding",), responsibilities=duty)]
    assert "monitoring" in planned(watched).projects[0].duties
    served = [Claim(subject="monitoring", kind="duty", step="served")]
    assert planned(watched, claims=served).projects == []


def test_new_and_fitting_openings_weigh_more() -> None:
    near, _ = opening("near", "Tern", ())
    far, _ = opening("far", "Tern", ())
    undated, _ = opening("undated", "Tern", ())
    near = msgspec.structs.replace(near, date_posted="2026-11-20")
    far = msgspec.structs.replace(far, date_posted="2025-11-20")
    weights = importance(Resume(text=""), Profile(), [near, far, undated], [], MONDAY)
    assert weights["far"] < weights["undated"] < weights["near"]
    late = importance(Resume(text=""), Profile(), [near, far], [], date(3771, 2, 19))
    assert all(late.values())


def test_an_opening_that_does_not_suit_still_counts_a_little() -> None:
    posting, understood = opening("1", "Tern", (), visa="no_sponsorship", seniority="manager")
    profile = Profile(needs_visa=True, levels=["entry"])
    weight = importance(Resume(text=""), profile, [posting], [understood], MONDAY)["1"]
    assert weight == pytest.approx(FLOOR * FLOOR)


@pytest.mark.parametrize("hours", [0, -1, 0.01, 200, float("nan")])
def test_a_pace_that_no_week_has_is_refused(hours: float) -> None:
    with pytest.raises(UsageError, match="hours a week"):
        Pace(starts=MONDAY, hours_per_week=hours)


def test_the_slowest_pace_ends_on_a_day_that_there_is() -> None:
    with pytest.raises(UsageError, match="cannot start"):
        Pace(starts=date.max)
    slowest = Pace(starts=date(LAST_YEAR, 12, 31), hours_per_week=LEAST_HOURS, hours=MOST_HOURS)
    postings, understandings = zip(*WORLD, strict=True)
    assert plan(Resume(text=""), postings, understandings, slowest).steps


def test_odd_input_gives_a_plan_without_steps() -> None:
    assert planned([]).steps == []
    silent = planned([opening("1", "Tern", ())])
    assert silent.steps == []
    assert silent.milestones == []
    assert any("1 opening without a named skill" in one for one in silent.assumptions)
    assert planned([opening("1", "Tern", ("frobnication",))]).steps == []


def test_nothing_is_left_to_learn_for_who_knows_all() -> None:
    skills = ("java", "scala", "rust", "docker", "git")
    shown = [ResumeSkill(skill=skill, line="", where="work") for skill in skills]
    told = planned(WORLD, Resume(text="", skills=shown))
    assert told.plan == told.popularity == []
    assert told.comparison.plan == pytest.approx(1.0)


def test_gains_are_those_of_learning() -> None:
    learner = Learner(asked(WORLD), Units(HOURS), {"git": 0.9})
    bundle = learner.bundle("docker")
    gains, before = learner.gains([bundle])[:, 0], sigmoid(learner.logits)
    learner.learn("docker")
    assert np.allclose(gains, sigmoid(learner.logits) - before)
