"""Years, level, roles and degree add up as a careful reader would add them."""

from __future__ import annotations

from datetime import date

import pytest

from upslope.guide.resume import career
from upslope.guide.resume.positions import positions

TODAY = date(2026, 11, 1)


def read(text: str) -> career.Career:
    return career.read(text, TODAY)


def work(*periods: str) -> str:
    return "EXPERIENCE\n" + "\n\n".join(f"Data Engineer, Firm\n{period}" for period in periods)


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        (["Jan 2020 - Dec 2021"], 2.0),
        (["01/2020 to 12/2021"], 2.0),
        (["2020-01 – 2021-12"], 2.0),
        (["January 2020 until December 2021"], 2.0),
        (["2020 - 2022"], 2.0),
        (["Sept. 2021 — Aug 2022"], 1.0),
        (["Dec 2024 - Present"], 2.0),
        (["Dec 2024 - Dec 2031"], 2.0),  # a contract that goes on
        (["Jan 2029 - Dec 2031"], 0.0),
        (["Jan 2029 - Present"], 0.0),
        (["since 6th December 2024 till date"], 2.0),
        (["Jan 2020 - Dec 2021", "Jan 2021 - Dec 2022"], 3.0),  # a year of both counts once
        (["Jan 2018 - Dec 2018", "Jan 2022 - Dec 2022"], 2.0),  # the gap does not count
    ],
)
def test_months_of_positions_are_added(periods: list[str], years: float) -> None:
    assert read(work(*periods)).years == years


@pytest.mark.parametrize(
    "other",
    [
        "EDUCATION\nB.S. Physics, Plum University\nSept 2014 - June 2018",
        "PROJECTS\nBird classifier\nJan 2018 - June 2019",
        "EXPERIENCE\nData Science Intern, Firm\nJune 2018 - Aug 2019",
        "EXPERIENCE\nSales Associate, Shop\nJune 2016 - Aug 2019",
        "VOLUNTEER\nTreasurer, Data Club\n2015 - 2019",
    ],
)
def test_study_projects_internships_and_other_work_do_not_count(other: str) -> None:
    assert read(work("Jan 2020 - Dec 2021") + "\n\n" + other).years == 2.0


def test_an_old_resume_is_not_work_until_today() -> None:
    found = read(work("Jan 2016 - Present") + "\n\nCertificate, March 2018")
    assert found.years == pytest.approx(2.25 + career.TENURE / 12, abs=0.1)
    assert "newest date is in 2018" in found.notes[0]


def test_a_long_last_position_counts_until_today() -> None:
    assert read(work("Jan 2022 - Present")).years == pytest.approx(4.9, abs=0.1)


def test_stated_years_choose_within_what_the_dates_allow() -> None:
    text = "Data engineer with {} years of experience\n\n" + work("Jan 2016 - Present")
    assert read(text.format(7)).years == 7
    assert read(text.format(30)).years == pytest.approx(10.9, abs=0.1)
    assert read("Data engineer with six years of experience").years == 6


def test_no_dates_and_no_words_are_unknown_years() -> None:
    found = read("Python, SQL, Spark")
    assert (found.years, found.seniority, found.degree) == (None, "unknown", "none_stated")


@pytest.mark.parametrize(
    ("title", "period", "level"),
    [
        ("Data Engineer", "Jan 2026 - Present", "entry"),
        ("Data Engineer", "Jan 2023 - Present", "mid"),
        ("Data Engineer", "Feb 2017 - Nov 2025", "senior"),
        ("Senior Data Engineer", "Jan 2025 - Present", "senior"),
        ("Lead Data Engineer", "Jan 2019 - May 2025", "staff"),
        ("Engineering Manager", "Jan 2019 - May 2025", "manager"),
        ("Junior Data Engineer", "Feb 2017 - May 2025", "senior"),  # the years have outgrown it
    ],
)
def test_the_newest_title_gives_the_level_else_the_years(
    title: str, period: str, level: str
) -> None:
    older = "\n\nStaff Data Engineer, Other\nJan 2017 - Feb 2017"
    assert read(f"EXPERIENCE\n{title}, Firm\n{period}{older}").seniority == level


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("EXPERIENCE\nMLOps Engineer\n2020 - 2022", ["mlops_engineer"]),
        ("Data Analyst | Aspiring Data Scientist", ["data_analyst", "data_scientist"]),
        ("Backend Developer, moving into machine learning", ["software_engineer", "ml_engineer"]),
        ("EXPERIENCE\nNurse\n2020 - 2022", []),
    ],
)
def test_roles_are_held_first_then_sought(text: str, roles: list[str]) -> None:
    assert read(text).roles == roles


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("Ph.D. in Physics, Plum University", "phd"),
        ("M.Sc. Statistics", "master"),
        ("MS in Business Analytics", "master"),
        ("B.Tech in Electronics", "bachelor"),
        ("Bachelor of Arts, Philosophy", "bachelor"),
        ("MS Office, MS SQL Server", "none_stated"),
        ("- Worked with PhD students on a Master Data project", "none_stated"),
    ],
)
def test_the_highest_degree_is_read_from_headlines(line: str, degree: str) -> None:
    assert read("EDUCATION\n" + line).degree == degree


def test_an_expected_degree_counts_and_is_said() -> None:
    found = read("EDUCATION\nB.S. in Computer Science    Expected May 2027")
    assert found.degree == "bachelor"
    assert any("expected" in note for note in found.notes)


@pytest.mark.parametrize(
    "entry",
    [
        "Data Engineer, Firm    May 2020 - May 2021",
        "Data Engineer\nFirm, Town\nMay 2020 - May 2021\n- Built jobs",
        "May 2020\nto\nMay 2021\nFirm Town Data Engineer",
        "Employer: Firm\nRole: Data Engineer\nDuration: May 2020 – May 2021",
    ],
)
def test_the_title_is_found_where_layouts_put_it(entry: str) -> None:
    [position] = positions("EXPERIENCE\n\n" + entry, now=24310)
    assert position.kind == "work" and "Data Engineer" in position.title
