"""Years required: what counts as asked of the candidate, and how several numbers add up."""

from __future__ import annotations

import pytest

from upslope.understand.document import Document
from upslope.understand.years import required, years

ASKED = [
    ("Requirements:\n- 5+ years of experience in software engineering", 5),
    ("At least 3 years of hands-on work with Spark.", 3),
    ("Minimum of four years of experience in analytics.", 4),
    ("You bring two (2) years of professional experience.", 2),
    ("3-5 years of experience with recommender systems", 3),
    ("3 to 5 years' experience building APIs", 3),
    ("Qualifications: 7+ yrs experience", 7),
    ("Requirements\n- 10 plus years of experience in data platforms", 10),
    ("0-2 years of experience, internships included", 0),
    ("Requirements:\n- 5+ years of software engineering\n- 2 years of Python", 5),
    ("10+ years of overall experience and 4+\n  years of experience in AI.", 10),
    ("We ask for three years of software engineering.", 3),
    ("You need at least three years as a consultant who codes.", 3),
    ("About 3 years in the industry.", 3),
    ("Required: a doctorate and 6+ years of applied work.", 6),
    ("Four years in data science, a degree in statistics (PhD preferred).", 4),
    ("Minimum 4 years in sales; medical devices strongly preferred", 4),
    ("Requirements:\n- 2+ years after the PhD", 2),
    ("Mindestens drei Jahre Berufserfahrung", 3),
    ("Trois ans d'expérience au minimum", 3),
    ("Four or more (4+) years of relevant experience.", 4),
    ("Min 5-year experience as a team lead.", 5),
    ("Preferred qualifications:\n- Minimum 3 years of experience in ranking", 3),
    ("BSc, MBA preferred, 5-7 years in pricing", 5),
    ("B.S. in physics.12+ years in harbour logistics", 12),
    ("A clerk who has 8 yrs of exp in ledgers", 8),
    # Alternatives: the smallest is enough.
    ("Bachelor's degree and 5 years of experience or Master's degree and 3 years of experience", 3),
    ("BS with 4 years of experience; MS with 2 years of experience", 2),
    ("7+ years of experience with a PhD or 12+ years of experience with a Master's degree", 7),
    ("Minimum 3 years, 5+ years preferred, of experience in ledgers", 3),
    ("Requirements:\n- 6+ years for Bachelor's, 4+ years for Master's", 4),
    ("4+ years as an analyst or 6+ years as a clerk with 2+ years of SQL", 4),
    ("Requirements:\n- 7 years of analytics, or a master's and 5 years, OR a PhD, 3 years", 3),
    ("Desired skills and experience:\n- 4 years of experience in pricing", 4),
    # Years in place of a degree are no requirement of their own.
    ("Bachelor's degree in Physics or 12 years of related work experience", None),
    ("Requirements:\n- 6+ years of experience\n- Bachelor's degree or 9 years of experience", 6),
    # Other languages.
    ("Mindestens 3 Jahre Berufserfahrung als Entwickler", 3),
    ("Vous avez 5 ans d'expérience en Python", 5),
]

NOT_ASKED = [
    "Wickham Analytics has more than 40 years of experience in insurance.",
    "For over 20 years, Alder & Finch has built bridges.",
    "In the past three years we doubled our team.",
    "You must be 18 years old or older.",
    "A four year degree is welcome.",
    "A 2-year fixed-term contract.",
    "The salary is $120,000 per year.",
    "We pay $150,000.00 per year.",
    "Preferred qualifications:\n- 8+ years of experience in ranking",
    "5 years of experience in finance is a plus.",
    "Requirements:\n- You back-test on eight years of prices.",
    "Three years of weekly data.",
    "Alder & Finch is a firm with over 22 years of experience in bridges.",
    "A ten-year background check.",
    "With over 9 years working in harbours, Alder & Finch builds bridges.",
    "Experience:\nSQL: 1 year (Preferred)",
    "A PhD in physics (with 3+ years of experience preferred)",
    "Master's degree or equivalent experience (2+ years) in a relevant field",
    "Learn from engineers with average 10 years of experience.",
    "Two or more years of experience with maps (e.g. nautical ones) preferred",
    "Under two years of experience is fine.",
    "With over 14 years of expertise, our team builds bridges.",
    "Background checks are repeated every two years.",
    "Named a best workplace for 5 years in a row.",
    "Our founders met 3 years ago.",
    "After 2 years of service you get a sabbatical.",
    "Enrolled in a 3 year undergraduate program.",
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_years_asked(text: str, expected: int | None) -> None:
    assert required(Document(id="1", title="", description=text)) == expected


@pytest.mark.parametrize("text", NOT_ASKED)
def test_years_of_something_else(text: str) -> None:
    assert required(Document(id="1", title="", description=text)) is None


def test_the_field_is_named() -> None:
    assert years(Document(id="1", title="", description="")) == {"min_years": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 7+ years of mapping experience\n- Desirable 10+ years in aerial surveys", 7),
        ("- 10+ years of experience in data, AI or analytics, with at least 5 years as a lead", 10),
        ("Ideally you have:\n- At least 5 years of model training experience", 5),
        ("You must have:\n- Python\nIdeally you have:\n- At least 5 years of Rust", None),
    ],
)
def test_wishes_leads_and_lists_of_wishes_alone(text: str, expected: int | None) -> None:
    assert years(Document(id="1", title="", description=text))["min_years"] == expected
