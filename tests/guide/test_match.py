"""A score is a sum of reasons, rises with evidence, and depends on nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.guide.match import POINTS, Pool, match
from upslope.guide.match.parts import shared
from upslope.guide.match.person import Person
from upslope.guide.resume import resume_of
from upslope.records import Match, Posting, Resume, ResumeSkill, SkillMention, Understanding
from upslope.taxonomy import Taxonomy
from upslope.understand import understand

TODAY = date(2026, 11, 1)
SKILLS = ("python", "pytorch", "kubernetes", "sql", "apache spark", "deep learning", "tableau")
RESUME = """\
{name}

Machine Learning Engineer

EXPERIENCE
Machine Learning Engineer, Tern Audio
March 2022 - Present
- {she} trained ranking models in PyTorch and served them on Kubernetes
- Wrote feature pipelines with Spark and SQL
- Chair, {society}

EDUCATION
M.Sc. Computer Science, Plum University, 2019 - 2021
"""


def posting(id: str, title: str = "", description: str = "") -> Posting:
    return Posting(id=id, source="made", source_id=id, title=title, description=description)


def mention(skill: str, need: str = "required") -> SkillMention:
    return msgspec.convert(
        {"skill": skill, "surface": skill, "need": need, "field": "title", "start": 0, "end": 1},
        SkillMention,
    )


def understood(id: str, *required: str, **fields: object) -> Understanding:
    skills = [mention(skill) for skill in required]
    return msgspec.structs.replace(
        Understanding(id=id, role_probability=0.9, skills=skills), **fields
    )


def has(*skills: str, **fields: object) -> Resume:
    shown = [ResumeSkill(skill=skill, line=f"used {skill}") for skill in skills]
    return msgspec.structs.replace(Resume(text=" ".join(skills), skills=shown), **fields)


def scores(resume: Resume, *postings: Understanding) -> dict[str, float]:
    found = match(resume, [posting(one.id) for one in postings], postings)
    return {one.posting: one.score for one in found}


WORLD = [
    posting("ml", "Machine Learning Engineer", "Train ranking models.\n- PyTorch\n- Kubernetes"),
    posting("bi", "BI Analyst", "Dashboards.\n- Tableau\n- 8 years of experience\n- PhD"),
    posting("vague", "Rockstar", "We change the world."),
]
KNOWN = [
    understood("ml", "pytorch", "kubernetes", role="ml_engineer", seniority="mid"),
    understood("bi", "tableau", role="data_analyst", min_years=8, degree_required="phd"),
    understood("vague"),
]


def ranked(text: str) -> list[Match]:
    return match(resume_of(text, today=TODAY), WORLD, KNOWN)


def test_points_are_a_hundred() -> None:
    assert sum(POINTS.values()) == pytest.approx(100)
    assert min(POINTS.values()) >= 0


def test_what_fits_comes_first_and_every_posting_comes() -> None:
    found = ranked(RESUME.format(name="Ada Byron", she="She", society="Chess Club"))
    assert [one.posting for one in found] == ["ml", "vague", "bi"]
    assert found[-1].missing == ["tableau"]


def test_reasons_add_up_to_the_score_and_quote_both_sides() -> None:
    for one in ranked(RESUME.format(name="Ada Byron", she="She", society="Chess Club")):
        assert sum(reason.effect for reason in one.reasons) == pytest.approx(one.score, abs=0.01)
        assert 0 <= one.score <= 100
        assert all(reason.effect >= 0 and reason.says for reason in one.reasons)
    kinds = {reason.kind: reason for reason in one.reasons}
    assert kinds["years"].posting == "8 years of experience"
    assert any(
        reason.kind == "role" and str(reason.resume).startswith("Machine Learning Engineer")
        for reason in one.reasons
    )
    assert kinds["missing_skill"].effect == 0


def test_a_skill_reason_has_the_words_of_both_texts() -> None:
    first = ranked(RESUME.format(name="Ada Byron", she="She", society="Chess Club"))[0]
    says = {reason.says: reason for reason in first.reasons if reason.kind == "skill"}
    reason = next(value for key, value in says.items() if key.startswith("pytorch"))
    assert "trained ranking models in PyTorch" in str(reason.resume)
    assert reason.posting


def test_names_and_gender_change_no_byte() -> None:
    first = ranked(RESUME.format(name="Ada Byron", she="She", society="Women in Robotics"))
    other = ranked(RESUME.format(name="Mr. Wei Zhang-O'Dell", she="He", society="Men in Robotics"))
    assert msgspec.json.encode(first) == msgspec.json.encode(other)


def test_the_order_of_the_input_changes_no_byte() -> None:
    resume = resume_of(RESUME.format(name="Ada", she="She", society="Chess"), today=TODAY)
    backwards = match(resume, WORLD[::-1], KNOWN[::-1])
    assert msgspec.json.encode(match(resume, WORLD, KNOWN)) == msgspec.json.encode(backwards)


def test_repeating_skills_thirty_times_gains_nothing() -> None:
    text = RESUME.format(name="Ada Byron", she="She", society="Chess Club")
    once = text + "\nSKILLS\nPython, PyTorch, Kubernetes"
    stuffed = once + "\nPython, PyTorch, Kubernetes" * 30
    assert {m.posting: m.score for m in ranked(once)} == {
        m.posting: m.score for m in ranked(stuffed)
    }


def test_ties_stand_in_the_order_of_ids() -> None:
    assert list(scores(has("python"), understood("b"), understood("a"))) == ["a", "b"]


def test_a_vague_posting_does_not_win() -> None:
    found = scores(
        has("python", "sql", "pytorch"),
        understood("full", "python", "sql", "pytorch", "kubernetes"),
        understood("one", "tableau"),
        understood("none"),
    )
    assert found["full"] > found["none"] > found["one"]
    found = scores(
        has("python", "sql"), understood("both", "python", "sql"), understood("one", "sql")
    )
    assert found["both"] > found["one"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"years": 5.0}, {"years": 2.0}),
        ({"years": None}, {"years": 0.0}),
        ({"seniority": "senior"}, {"seniority": "mid"}),
        ({"seniority": "unknown"}, {"seniority": "entry"}),
        ({"degree": "master"}, {"degree": "bachelor"}),
        ({"degree": "none_stated"}, {"degree": "bachelor"}),
        ({"roles": ["ml_engineer"]}, {"roles": ["data_analyst"]}),
        ({"roles": []}, {"roles": ["data_analyst"]}),
    ],
)
def test_each_part_counts_and_unknown_is_no_penalty(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    asked = understood(
        "1", role="ml_engineer", seniority="senior", min_years=5, degree_required="master"
    )
    if better == {"degree": "none_stated"}:
        asked = msgspec.structs.replace(asked, degree_required="phd")
    assert scores(has(**better), asked)["1"] >= scores(has(**worse), asked)["1"]


def test_a_level_asks_the_years_that_are_usual_where_none_are_named() -> None:
    duties = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(130))
    asked = understood("1", seniority="senior")
    fresh, seasoned = (
        match(has(years=years), [posting("1", "", duties)], [asked])[0] for years in (1.0, 6.0)
    )
    assert fresh.score < seasoned.score
    assert any("5+ years are usual; you: 1." in reason.says for reason in fresh.reasons)


def test_a_title_held_shares_its_words_but_not_its_level() -> None:
    def effect(title: str) -> float:
        resume = resume_of(f"Senior Reporting Analyst\nTern Audio, {title}", today=TODAY)
        [found] = match(resume, [posting("1", "Senior Billing Analyst")], [])
        says = "One of your titles shares words with this one."
        return sum(one.effect for one in found.reasons if one.says == says)

    assert 0 < effect("Senior Clerk") < effect("Billing Analyst")


def test_related_skills_earn_part_of_the_credit() -> None:
    assert "deep learning" in Taxonomy.load().broader("pytorch")
    asked = understood("1", "deep learning")
    named, related, neither = (
        scores(has(skill), asked)["1"] for skill in ("deep learning", "pytorch", "sql")
    )
    assert named > related > neither


def test_a_rare_skill_weighs_more() -> None:
    asked = understood("1", "python", "kubernetes")
    common, rare = (
        match(has(skill), [posting("1")], [asked], {"python": 0.1, "kubernetes": 3.0})[0].score
        for skill in ("python", "kubernetes")
    )
    assert rare > common


def test_a_posting_without_understanding_is_unknown_not_lost() -> None:
    [found] = match(has("python"), [posting("1")], [])
    assert found.posting == "1" and found.score > 0


owned = st.lists(st.sampled_from(SKILLS), unique=True, max_size=5)


@given(own=owned, asked=st.lists(st.sampled_from(SKILLS), unique=True, min_size=1), other=owned)
@settings(max_examples=60, deadline=None)
def test_adding_a_required_skill_never_lowers_its_posting(
    own: list[str], asked: list[str], other: list[str]
) -> None:
    world = [understood("1", *asked), understood("2", *other)]
    for skill in asked:
        assert scores(has(*own, skill), *world)["1"] >= scores(has(*own), *world)["1"]


@given(text=st.text(max_size=300), more=st.sampled_from(SKILLS))
@settings(max_examples=40, deadline=None)
def test_any_text_is_matched_and_more_words_never_lower_the_wording(text: str, more: str) -> None:
    resume = resume_of(text, today=TODAY)
    assert len(match(resume, WORLD, KNOWN)) == 3
    pool = Pool(WORLD, KNOWN)
    before, after = (shared(pool, Person(Resume(text=one))) for one in (text, f"{text}\n{more}"))
    assert (before <= after).all()


@given(
    own=owned,
    asked=st.lists(st.sampled_from(SKILLS), unique=True, min_size=1),
    years=st.floats(0, 12),
    degree=st.sampled_from(["none_stated", "bachelor", "master", "phd"]),
)
@settings(max_examples=40, deadline=None)
def test_more_of_anything_never_lowers_a_score(
    own: list[str], asked: list[str], years: float, degree: str
) -> None:
    world = [
        understood("1", *asked, min_years=4, degree_required="master", role="ml_engineer"),
        understood("2", *asked[:1], seniority="senior", degree_required=degree),
    ]
    person = has(*own, years=years, degree="bachelor", roles=["data_scientist"])
    before = scores(person, *world)
    for better in (
        {"years": years + 1.5},
        {"degree": "master"},
        {"degree": "phd"},
        {"skills": has(*own, *SKILLS).skills},
        {"text": f"{person.text}\nserved models on Kubernetes with PyTorch"},
    ):
        after = scores(msgspec.structs.replace(person, **better), *world)
        assert all(after[one] >= before[one] for one in before), better


ASKS = (
    "- 3+ years of experience in machine learning",
    "- Python and SQL",
    "- PyTorch",
    "- Docker and Kubernetes",
    "- Bachelor's degree in computer science",
)
FITS = """\
Machine Learning Engineer
Experience
Machine Learning Engineer, Fernwick Labs, Jan 2018 - Jan 2025
- Built ranking models with Python, SQL, PyTorch, Docker and Kubernetes
- Years of experience in machine learning, from requirements to models that are served
Education
B.Sc. Computer Science, Plum University, 2017
"""


@given(dropped=st.sets(st.sampled_from(range(len(ASKS))), min_size=1))
@settings(max_examples=31, deadline=None)
def test_taking_requirements_away_from_a_posting_that_fits_never_raises_it(
    dropped: set[int],
) -> None:
    left = [line for number, line in enumerate(ASKS) if number not in dropped]
    duties = " ".join(f"Measure thing number {n} with care, then write word{n}." for n in range(60))
    whole, vague = (
        posting(id, "Machine Learning Engineer", f"{duties}\nRequirements:\n" + "\n".join(lines))
        for id, lines in (("whole", ASKS), ("vague", left))
    )
    found = match(FITTING, [whole, vague], understand([whole, vague]))
    by_id = {one.posting: one.score for one in found}
    assert by_id["whole"] >= by_id["vague"]


FITTING = resume_of(FITS, today=TODAY)


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    code = (
        "import msgspec, tests.guide.test_match as t;"
        "from upslope.guide.match import match;"
        "print(msgspec.json.encode(match(t.FITTING, t.WORLD, t.KNOWN)).decode())"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert found.strip() == msgspec.json.encode(match(FITTING, WORLD, KNOWN)).decode()


def test_a_match_says_how_sure_it_is() -> None:
    best, *_, last = match(FITTING, WORLD, KNOWN)
    assert best.chance is not None
    assert last.chance is not None
    assert 1 > best.chance > last.chance > 0
    assert last.band == "unlikely"


def test_a_title_alone_cannot_beat_a_posting_that_asks_and_tells() -> None:
    bare = Posting(id="bare", source="s", source_id="1", title="Machine Learning Engineer")
    duties = " ".join(f"Measure thing number {n} with care, then write word{n}." for n in range(60))
    whole = Posting(
        id="whole",
        source="s",
        source_id="2",
        title="Machine Learning Engineer",
        description=f"Requirements:\n- 3+ years of Python, PyTorch, SQL and Docker.\n{duties}",
    )
    resume = resume_of(
        "Experience\nMachine Learning Engineer, Fernwick Labs, Jan 2020 - Jan 2025\n"
        "Built ranking models with Python, PyTorch, SQL and Docker; measured them with care.\n"
    )
    postings = [bare, whole]
    best, second = match(resume, postings, understand(postings))
    assert (best.posting, second.posting) == ("whole", "bare")
    assert second.score < 70
