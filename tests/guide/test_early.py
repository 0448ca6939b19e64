"""Openings for beginners are found in many languages, and ranked by what a beginner can show."""

from __future__ import annotations

from datetime import date

import pytest

from upslope.guide.early import EVIDENCE, FRESHNESS, rank_early, studies
from upslope.guide.first_posts import is_internship, signs
from upslope.records import Match, Posting, Resume, SkillMention, Understanding
from upslope.records.resume import Position, ResumeSkill, Study

TODAY = date(2026, 12, 1)


def posting(id: str = "1", title: str = "Junior Data Scientist", **more: str) -> Posting:
    return Posting(id=id, source="s", source_id=id, title=title, **more)  # type: ignore[arg-type]


def needs(skill: str) -> SkillMention:
    return SkillMention(
        skill=skill, surface=skill, need="required", field="description", start=0, end=len(skill)
    )


def effect(match: Match, kind: str) -> float:
    return sum(one.effect for one in match.reasons if one.kind == kind)


@pytest.mark.parametrize(
    ("title", "internship"),
    [
        ("Machine Learning Intern, Summer 2027", True),
        ("Data Science Co-op", True),
        ("Working Student Data Engineering (m/f/d)", True),
        ("Werkstudentin Künstliche Intelligenz", True),
        ("Praktikum Bildverarbeitung", True),
        ("Masterarbeit: Zeitreihen", True),
        ("Stagiaire data scientist (H/F)", True),
        ("Stage - Ingénieur machine learning", True),
        ("Alternance Data Analyst", True),
        ("Prácticas en ciencia de datos", True),
        ("Estagiário de Dados", True),
        ("Tirocinio curriculare AI", True),
        ("Stagiair machine learning", True),
        ("Praktikant till ML-teamet", True),
        ("Stażysta / Stażystka ds. danych", True),
        ("Стажер-аналитик", True),
        ("算法实习生", True),
        ("データサイエンティスト(インターン)", True),
        ("머신러닝 인턴", True),
        ("New Grad Software Engineer, ML", False),
        ("Graduate Programme: Data", False),
        ("Graduate Data Scientist", False),
        ("AI Apprenticeship", False),
        ("Trainee Analytics", False),
        ("Entry-Level ML Engineer", False),
        ("Junior Data Engineer", False),
        ("Absolventen Data Science", False),
        ("Data analyst débutant", False),
        ("Desenvolvedor Python Júnior", False),
        ("Młodszy analityk danych", False),
        ("2027 校招 算法工程师", False),
        ("新卒 機械学習エンジニア", False),
    ],
)
def test_titles_for_beginners(title: str, internship: bool) -> None:
    one, unread = posting(title=title), Understanding(id="1")
    assert signs(one, unread)
    assert is_internship(one, unread) == internship


@pytest.mark.parametrize(
    "title",
    [
        "Internal Tools Engineer",
        "International Data Manager",
        "Early-Stage Startup: ML Engineer",
        "Student Success Data Analyst",
        "Placement Engineer, Chip Design",
        "Graduate Admissions Analyst",
        "Stagecraft Engineer",
        "Cooperative Robotics Engineer",
        "Machine Learning Engineer",
    ],
)
def test_titles_for_others(title: str) -> None:
    assert not signs(posting(title=title), Understanding(id="1"))


@pytest.mark.parametrize(
    "more",
    [
        {"seniority": "senior", "min_years": 1},
        {"seniority": "staff"},
        {"seniority": "manager"},
        {"seniority": "entry", "min_years": 4},
        {"seniority": "mid", "min_years": 2},
        {},
    ],
)
def test_not_for_beginners(more: dict[str, str | int]) -> None:
    understood = Understanding(id="1", **more)  # type: ignore[arg-type]
    assert not signs(posting(title="Data Scientist"), understood)


def test_what_was_understood_counts_without_a_word_in_the_title() -> None:
    for understood in (
        Understanding(id="1", seniority="entry"),
        Understanding(id="1", seniority="intern"),
        Understanding(id="1", employment_type="internship"),
        Understanding(id="1", min_years=0),
        Understanding(id="1", seniority="intern", min_years=3),
    ):
        assert signs(posting(title="Data Scientist"), understood)


def test_only_openings_for_beginners_are_ranked() -> None:
    some = [posting("1"), posting("2", "Senior Data Scientist")]
    understood = [Understanding(id="2", seniority="senior", min_years=6)]
    assert [one.posting for one in rank_early(Resume(text=""), some, understood, TODAY)] == ["1"]
    assert rank_early(Resume(text=""), [], [], TODAY) == []


def test_reasons_add_up_and_stay_within_the_scale() -> None:
    resume = Resume(
        text="Python PyTorch project",
        skills=[ResumeSkill(skill="python", line="Python", where="projects")],
        roles=["data_scientist"],
        seniority="entry",
        degree="bachelor",
    )
    some = [posting(str(number), f"Junior {title}") for number, title in enumerate("ABC")]
    read = [
        Understanding(id="0", skills=[needs("python"), needs("sql")], role="data_scientist"),
        Understanding(id="1", min_years=2, degree_required="phd"),
    ]
    for found in rank_early(resume, some, read, TODAY):
        assert abs(found.score - sum(one.effect for one in found.reasons)) < 0.01
        assert 0 <= found.score <= 100


def test_a_project_shows_more_than_a_list() -> None:
    asked = Understanding(id="1", skills=[needs("python"), needs("sql")])
    made, listed = (
        Resume(text="", skills=[ResumeSkill(skill="python", line="Python", where=where)])
        for where in ("projects", "skills")
    )
    [shown], [named] = (rank_early(one, [posting()], [asked], TODAY) for one in (made, listed))
    assert effect(shown, "evidence") == EVIDENCE / 2
    assert effect(named, "evidence") == 0
    assert shown.score > named.score


def test_the_own_level_does_not_count() -> None:
    """Somebody who begins anew may have been senior elsewhere."""
    read = [Understanding(id="1", seniority="entry")]
    [new], [old] = (
        rank_early(Resume(text="", seniority=level), [posting()], read, TODAY)
        for level in ("entry", "senior")
    )
    assert new.score == old.score


def _study(year: int, *, expected: bool) -> Resume:
    return Resume(
        text="", education=[Study(degree="master", line="MSc", year=year, expected=expected)]
    )


@pytest.mark.parametrize(
    ("resume", "prefers_internship", "says"),
    [
        (_study(2028, expected=True), True, "An internship, and you study until 2028."),
        (_study(2026, expected=True), False, "An internship, and your study ends soon."),
        (_study(2024, expected=False), False, "An internship, and you no longer study."),
        (_study(2025, expected=True), False, "An internship, and you no longer study."),
        (Resume(text=""), False, "An internship; many ask that you study."),
    ],
)
def test_internships_are_for_those_who_study(
    resume: Resume, prefers_internship: bool, says: str
) -> None:
    some = [posting("1", "Data Intern"), posting("2", "Junior Analyst")]
    intern, first = (
        next(r for r in one.reasons if r.kind == "seniority")
        for one in sorted(rank_early(resume, some, [], TODAY), key=lambda one: one.posting)
    )
    assert intern.says == says
    assert (intern.effect > first.effect) == prefers_internship


def test_who_studies() -> None:
    now = Position(title="BSc", kind="study", first="2024-09", last=None, months=27)
    assert studies(_study(2028, expected=True), TODAY)
    assert studies(Resume(text="", positions=[now]), TODAY)
    assert not studies(_study(2025, expected=True), TODAY)
    assert not studies(_study(2024, expected=False), TODAY)
    assert not studies(Resume(text=""), TODAY)


@pytest.mark.parametrize(
    ("more", "fit", "says"),
    [
        ({"date_posted": "2026-11-28"}, 1.0, "Posted 3 days ago."),
        ({"date_posted": "2026-06-01T08:00:00Z"}, 0.0, "Posted 183 days ago."),
        ({"valid_through": "2026-12-04"}, 1.0, "It closes in 3 days: apply first."),
        ({"valid_through": "2026-11-01"}, 0.0, "Its deadline passed on 2026-11-01."),
        ({}, 0.5, "When it was posted is not known."),
        ({"date_posted": "soon"}, 0.5, "When it was posted is not known."),
        ({"date_posted": "2031-01-01"}, 0.5, "When it was posted is not known."),
    ],
)
def test_new_and_closing_openings_go_first(more: dict[str, str], fit: float, says: str) -> None:
    [found] = rank_early(Resume(text=""), [posting(**more)], [], TODAY)
    [reason] = [one for one in found.reasons if one.kind == "freshness"]
    assert (reason.effect, reason.says) == (FRESHNESS * fit, says)


def test_what_is_closed_stands_last() -> None:
    some = [
        posting("1", description="Python and PyTorch for models", valid_through="2026-10-01"),
        posting("2", "Junior Gardener"),
    ]
    fits = Understanding(id="1", role="ml_engineer", role_probability=1.0)
    resume = Resume(text="Python and PyTorch for models", roles=["ml_engineer"])
    found = rank_early(resume, some, [fits], TODAY)
    assert [one.posting for one in found] == ["2", "1"]
    assert found[1].score > found[0].score
