"""Application areas: what stands in title and duties counts, what is said in passing does not."""

from __future__ import annotations

import pytest

from upslope.models import SHIPPED, Labelled
from upslope.records import Posting
from upslope.understand.area import AREAS, HOLDS, MOST, TASK, areas, pairs
from upslope.understand.document import Document

AREA = [
    ("Recommender Systems Engineer", "Build recommendation models.", "recommendation"),
    ("ML Engineer, Search Ranking", "Improve search relevance.", "search"),
    ("Fraud Data Scientist", "Find fraud in payments.", "fraud_detection"),
    ("Engineer, Autonomous Driving", "Build ADAS for self-driving cars.", "autonomous_driving"),
    ("Computer Vision Engineer", "Train object detection models.", "computer_vision"),
    ("NLP Engineer", "Improve named entity recognition.", "language"),
    ("Speech Scientist", "Train ASR models on audio.", "speech"),
    ("Robotics Engineer", "Program robots with ROS.", "robotics"),
    ("ML Engineer, Ads", "Rank ads for advertisers.", "advertising"),
    ("Generative AI Engineer", "Build RAG applications on LLMs.", "generative_ai"),
    ("AI Engineer", "Build AI agents with tool calling.", "agents"),
    ("MLOps Engineer", "Run model serving on our ML platform.", "ml_platform"),
    ("Data Engineer", "Build ETL into the data warehouse.", "data_platform"),
    ("BI Analyst", "Build dashboards in Power BI.", "business_intelligence"),
    ("Analyst", "Read medical imaging of patients for clinical trials.", "healthcare_ai"),
    ("Actuary", "Build credit risk and underwriting models.", "risk_and_credit"),
    ("Security Engineer", "Detect malware and other threats.", "cybersecurity"),
]


def said(title: str, text: str) -> list[str]:
    document = Document(id="1", title=title, description=text)
    found = areas([document], SHIPPED)[0]["application_areas"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("title", "duty", "expected"), AREA)
def test_title_and_duty_name_an_area(title: str, duty: str, expected: str) -> None:
    assert said(title, f"Responsibilities:\n- {duty}")[0] == expected


def test_one_word_in_passing_names_no_area() -> None:
    assert said("Analyst", "About us: our founders met at a robotics fair.") == []


def test_benefits_and_legal_notes_name_no_area() -> None:
    text = "Benefits:\n- Fraud protection\n- Clinical care and diagnostics for patients"
    assert len(pairs((Document(id="1", title="Clerk", description=text),)).area) == 0


def test_a_posting_without_words_has_no_area() -> None:
    assert said("", "") == []


def test_at_most_three_areas_are_said_likeliest_first() -> None:
    duties = "\n".join(f"- {duty}" for _, duty, _ in AREA)
    found = said("Generative AI Engineer", f"Responsibilities:\n{duties}")
    assert len(found) == MOST


def test_each_posting_is_answered_as_if_alone() -> None:
    documents = [
        Document(id=str(at), title=title, description=f"Responsibilities:\n- {duty}")
        for at, (title, duty, _) in enumerate(AREA)
    ]
    assert areas(documents, SHIPPED) == [areas([one], SHIPPED)[0] for one in documents]


def test_what_is_said_among_the_duties_is_told_from_what_is_asked_for() -> None:
    text = "Responsibilities:\n- Find fraud.\nRequirements:\n- Knows fraud and fraudsters."
    [features] = pairs((Document(id="1", title="", description=text),)).features.as_rows()
    assert features["fraud_detection"] == 1
    assert features["asked"] > features["duties"] > 0
    assert features["rank"] == 1


def test_a_labelled_posting_is_an_example_of_every_area() -> None:
    posting = Posting(id="1", source="", source_id="1", title="NLP Engineer")
    examples = list(TASK.examples(Labelled(posting, {"application_areas": ["language"]})))
    assert [AREAS[at] for at, one in enumerate(examples) if HOLDS in one.label] == ["language"]
    assert [AREAS[at] for at, one in enumerate(examples) if HOLDS in one.rule] == ["language"]
    assert len(examples) == len(AREAS)


def test_a_posting_whose_areas_were_not_read_teaches_nothing() -> None:
    posting = Posting(id="1", source="", source_id="1", title="NLP Engineer")
    assert not list(TASK.examples(Labelled(posting, {"role": "ml_engineer"})))
