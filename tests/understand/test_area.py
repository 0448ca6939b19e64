"""Application areas and industry: named by title, by a duty or twice by the text."""

from __future__ import annotations

import pytest

from upslope.understand.area import area
from upslope.understand.document import Document

AREAS = [
    ("Recommender Systems Engineer", "", "recommendation"),
    ("ML Engineer, Search Ranking", "", "search"),
    ("Fraud Data Scientist", "", "fraud_detection"),
    ("Perception Engineer, Autonomous Driving", "", "autonomous_driving"),
    ("Computer Vision Engineer", "", "computer_vision"),
    ("NLP Engineer", "", "language"),
    ("Speech Scientist", "", "speech"),
    ("Robotics Engineer", "", "robotics"),
    ("ML Engineer, Ads", "", "advertising"),
    ("Generative AI Engineer", "", "generative_ai"),
    ("Data Scientist, Forecasting", "", "forecasting"),
    ("Analyst", "Responsibilities:\n- Read medical imaging of patients", "healthcare_ai"),
    ("Analyst", "Our team does credit scoring. Credit risk is our subject.", "risk_and_credit"),
]

INDUSTRIES = [
    ("Alder Bank", "", "finance"),
    ("Finch University", "", "education"),
    ("Wickham", "We run hospitals and help patients and clinicians.", "healthcare"),
    ("Wickham", "An online retailer for shoppers: e-commerce at its best.", "e_commerce"),
    ("Wickham", "We build electric vehicles for the automotive market.", "automotive"),
    ("Wickham", "Our semiconductor factory makes wafers.", "manufacturing"),
    ("Wickham", "A telecom company with its own 5G network.", "telecom"),
    ("Wickham", "Supports the Department of Defense and the Army.", "government"),
    ("Wickham", "A SaaS company in the cloud.", "technology"),
    ("Wickham", "We make things.", None),
    ("", "", None),
    # Words of requirements and benefits say nothing of the employer.
    ("Wickham", "Requirements:\n- Experience in banking and insurance companies", None),
    ("Wickham", "Benefits:\n- Medical, hospital and patient plans", None),
]


@pytest.mark.parametrize(("title", "text", "expected"), AREAS)
def test_areas(title: str, text: str, expected: str) -> None:
    found = area(Document(id="1", title=title, description=text))["application_areas"]
    assert isinstance(found, list)
    assert expected in found


def test_one_word_in_passing_names_no_area() -> None:
    text = "About us: our founders met at a robotics fair."
    assert area(Document(id="1", title="Analyst", description=text))["application_areas"] == []


@pytest.mark.parametrize(("company", "text", "expected"), INDUSTRIES)
def test_industries(company: str, text: str, expected: str | None) -> None:
    document = Document(id="1", title="Data Analyst", description=text, company=company)
    assert area(document)["industry"] == expected
