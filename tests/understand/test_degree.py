"""Degrees: the lowest that is enough, what may replace it, and in which fields."""

from __future__ import annotations

import pytest

from upslope.understand.degree import degree
from upslope.understand.document import Document

LEVELS = [
    ("Bachelor's degree in Computer Science required.", "bachelor"),
    ("BS/MS in Computer Science", "bachelor"),
    ("B.Sc. in Mathematics", "bachelor"),
    ("Bachelor's or Master's degree in Statistics", "bachelor"),
    ("Bachelor's degree required; Master's degree preferred", "bachelor"),
    ("Bachelor’s degree in Physics (Master's preferred)", "bachelor"),
    ("Requirements:\n- Degree in a quantitative field", "bachelor"),
    ("University degree in engineering", "bachelor"),
    ("Abgeschlossenes Studium der Informatik", "bachelor"),
    ("Master's or PhD in Machine Learning", "master"),
    ("MSc in Robotics", "master"),
    ("M.S. in Computer Science", "master"),
    ("An advanced degree in economics", "master"),
    ("Diplôme d'ingénieur (Bac+5)", "master"),
    ("PhD in Computer Vision", "phd"),
    ("Ph.D. degree in Linguistics", "phd"),
    ("A doctorate in biology", "phd"),
    ("Abgeschlossenes Masterstudium der Physik", "master"),
    ("Diplôme d'ingénieur ou équivalent", "master"),
    ("BS Computer Science", "bachelor"),
    ("Tools: KafkaBS/MS in Computer Science", "bachelor"),
    ("PhD (preferred) or MS in statistics", "master"),
    ("Ph.D. plus 3 years of work, or M.S. plus 8 years", "master"),
    ("An MRes or PhD in physics", "master"),
    ("A bachelor's degree (computer science, finance or accounting preferred)", "bachelor"),
    ("Master's degree in computer science Preferred Skills: Spark", "master"),
    ("Enrolled in an undergraduate program in engineering", "bachelor"),
    ("Enrolled at the undergraduate level", "bachelor"),
    ("Enrolled at an accredited university", "bachelor"),
    ("Graduate of a technical university", "bachelor"),
    ("Educational background in physics", "bachelor"),
    ("What we look for in youDegree in software engineering", "bachelor"),
    ("Required skillsMS or PhD in physics", "master"),
    ("About youPhD in biology", "phd"),
    ("We help every recent graduate in Europe.", "none_stated"),
    ("Bachelor's degree – advanced degree preferred", "bachelor"),
    ("Nice to have:\n- SQL\nEducation and knowledge\n- Bachelor's degree", "bachelor"),
    ("- Bachelor's degree in software or systems\n  engineering preferred", "none_stated"),
    ("BSc. Computer Science or similar - advantage", "none_stated"),
    ("Postgrad degree in statistics heavily preferredExperience with R", "none_stated"),
    ("Our college runs 20 undergraduate and graduate degree programs.", "none_stated"),
    ("For undergraduate or master's students", "bachelor"),
    ("QualificationsBachelor's degree in Mathematics, Master's degree preferred", "bachelor"),
    ("Master's preferred, however a Bachelor's degree is enough", "bachelor"),
    ("Master s degree and two years", "master"),
    ("PhD not needed.", "none_stated"),
    ("PhD: no. Maths: some.", "none_stated"),
    ("Not looking for: PhD, poets.", "none_stated"),
    ("A degree is optional.", "none_stated"),
    ("You've no need of a computer science degree.", "none_stated"),
    ("Ein abgeschlossenes Studium ist nicht nötig.", "none_stated"),
    ("Associate degree in a science field", "none_stated"),
    # Not asked for.
    ("", "none_stated"),
    ("A PhD is a plus.", "none_stated"),
    ("Preferred qualifications:\n- Master's degree in Statistics", "none_stated"),
    ("Master's degree preferred", "none_stated"),
    ("A degree is not required.", "none_stated"),
    ("Founded by Jo Vane, Ph.D. in 2013.", "none_stated"),
    ("Our team of PhDs and engineers", "none_stated"),
    ("Proficient in MS Office and MS SQL", "none_stated"),
    ("Cambridge, MA", "none_stated"),
    ("You will master your craft.", "none_stated"),
    ("Scrum Master certification", "none_stated"),
    ("Tuition support for a bachelor's degree", "none_stated"),
]

REPLACED = [
    ("Bachelor's degree or equivalent experience", True),
    ("Bachelor's degree in Mathematics, or equivalent practical experience", True),
    ("Bachelor's degree (or equivalent\n  work experience)", True),
    ("BS degree or 5+ years of experience", True),
    ("Bachelor's degree or an equivalent combination of education and training", True),
    ("Master's degree, or relevant industry experience in lieu of it", True),
    ("Bachelor's degree in Computer Science or a related field with 3 years of experience", False),
    ("Bachelor's degree in Computer Science", False),
    ("Bachelor's degree in Statistics.\nExperience with Excel or equivalent tools", False),
    ("Experience with Airflow or equivalent", False),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_levels(text: str, expected: str) -> None:
    found = degree(Document(id="1", title="", description=text))
    assert found["degree_required"] == expected


@pytest.mark.parametrize(("text", "expected"), REPLACED)
def test_replaced_by_experience(text: str, expected: bool) -> None:
    found = degree(Document(id="1", title="", description=text))
    assert found["degree_or_equivalent"] is expected


def test_fields_come_from_the_sentence_of_the_degree() -> None:
    text = "BSc in Computer Science, Statistics or Physics.\nWe sell chemistry sets."
    found = degree(Document(id="1", title="", description=text))
    assert found["degree_fields"] == ["computer science", "statistics", "physics"]


def test_it_is_no_field_but_information_technology_is() -> None:
    said = "Bachelor's degree because it matters"
    asked = "Bachelor's degree in IT"
    for text, expected in ((said, []), (asked, ["information systems"])):
        found = degree(Document(id="1", title="", description=text))
        assert found["degree_fields"] == expected


@pytest.mark.parametrize(
    "text",
    ["MSc-Bsc in Computer Science", "BS or MS (preferable) in Statistics", "BS or MS (preferred)."],
)
def test_a_wish_in_brackets_is_for_the_second_degree(text: str) -> None:
    said = degree(Document(id="1", title="", description=f"Requirements:\n- {text}"))
    assert said["degree_required"] == "bachelor"
