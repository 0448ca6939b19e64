"""Who a person is cannot be told from a redacted resume, and changes nothing in it."""

from __future__ import annotations

import re

import pytest

from upslope.guide.resume.redact import redact

RESUME = """\
{name}{gap}{mail}
Denver, CO | {phone} | {link}

SUMMARY
{title}{last} is a backend engineer. {they} built services in Go and {their} team grew with {them}.

EXPERIENCE
Software Engineer, Larch & Sons, May 2020 - Present
- Chair, {society}. {chair} of the reading group; back from {leave} leave in 2023.
- {themself}: 900 tests, 2.3 TB per day, 10-12 models, p99 of 45 ms
{fact}
EDUCATION
MS in Statistics, Plum Lake University, 2016 - 2018
"""
ADA = {
    "name": "Ada Byron-Voss",
    "gap": "  ",
    "mail": "ada.bv@example.org",
    "phone": "(303) 555-0119",
    "link": "linkedin.com/in/adabv",
    "title": "Ms. ",
    "last": "Byron-Voss",
    "they": "She",
    "their": "her",
    "them": "her",
    "society": "Women in Machine Learning",
    "chair": "Chairwoman",
    "leave": "maternity",
    "themself": "Herself",
    "fact": "Gender: female",
}
TUNDE = {
    "name": "OLATUNDE ADEBAYO Jr.",
    "gap": "                         ",
    "mail": "t@mail.example.com",
    "phone": "+44 20 7946 0958",
    "link": "https://github.com/tunde",
    "title": "Mr ",
    "last": "ADEBAYO",
    "they": "He",
    "their": "his",
    "them": "him",
    "society": "Men in Data & AI",
    "chair": "Chairman",
    "leave": "paternity",
    "themself": "Himself",
    "fact": "Date of birth - 1 May 1990",
}
ALEX = ADA | {
    "name": "Alex 'Lex' Kim",
    "title": "Mx. ",
    "last": "Kim",
    "they": "They",
    "their": "their",
    "them": "them",
    "chair": "Chairperson",
    "themself": "Themself",
    "fact": "Pronouns: they/them",
}


@pytest.mark.parametrize("other", [TUNDE, ALEX])
def test_another_person_leaves_the_same_bytes(other: dict[str, str]) -> None:
    assert redact(RESUME.format(**ADA)) == redact(RESUME.format(**other))


def test_nothing_of_the_person_is_left_and_the_work_is() -> None:
    bare = redact(RESUME.format(**ADA))
    assert not re.search(r"Ada|Byron|example|555|linkedin|she\b|\bher\b|wom[ae]n|female", bare)
    for kept in ("MS in Statistics", "2016 - 2018", "900 tests", "p99 of 45 ms", "Go", "Denver"):
        assert kept in bare


@pytest.mark.parametrize(
    "text",
    [
        "Shipped 2,300,000 events; 2012 - 2014, 06/2015 to 10/2017",
        "Node.js/Express, ASP.NET/C#, CI/CD, TCP/IP",
        "MS Excel, MR headsets, HIS integration, 40 man-hours",
        "Python 3.11.7, CUDA 12.1, 0.91 to 0.74",
    ],
)
def test_work_is_not_taken_for_contacts(text: str) -> None:
    skills = {"MS", "Excel", "Python", "CUDA"}
    whole = "Data Engineer\n" + text
    assert redact(whole, known=skills.__contains__) == whole


def test_a_name_that_is_a_skill_takes_no_skill_away() -> None:
    text = "Julia Spark\n\n- Models in Julia. Julia Spark spoke at two meetups."
    assert redact(text, known=lambda word: word in {"Julia", "Spark"}) == (
        "- Models in Julia.  spoke at two meetups."
    )


def test_a_name_below_a_headline_is_found() -> None:
    assert redact("Data Engineer\nAda Byron\n\nAda wrote tests") == "Data Engineer\n\nwrote tests"


def test_a_headline_is_no_name() -> None:
    assert redact("Senior Data Engineer\nSkills: SQL") == "Senior Data Engineer\nSkills: SQL"
