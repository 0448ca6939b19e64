"""The six responsibilities: which sentence shows which, and what shows none."""

from __future__ import annotations

import pytest

from upslope.records import DUTIES, Responsibility
from upslope.understand.document import Document
from upslope.understand.duties import duties, shown

SENTENCES = [
    ("Collect, clean and prepare data from many sources.", {"data"}),
    ("Build data pipelines in Spark.", {"data"}),
    ("Design data models for the warehouse.", {"data"}),
    ("Develop machine learning models for ranking.", {"modelling"}),
    ("Design and implement algorithms for routing.", {"modelling"}),
    ("Hyperparameter search and error analysis.", {"tuning"}),
    ("Optimize models for latency.", {"tuning"}),
    ("Deploy models to production.", {"deployment"}),
    ("Integrate AI into our mobile app.", {"deployment"}),
    ("Monitor models and retrain them on drift.", {"monitoring"}),
    ("Partner with product managers.", {"collaboration"}),
    ("Work with cross-functional teams.", {"collaboration"}),
]

NOTHING = [
    "We sell tea and coffee.",
    "Serve tea to guests.",
    "The dental plan covers everyone.",
    "Our business model is simple.",
    "You will be a role model.",
    "Deploy tents at festivals.",
    "Monitor the temperature of the oven.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_shows_duties(text: str, expected: set[str]) -> None:
    found = {one.duty for one in shown(Document(id="1", title="", description=text))}
    assert expected <= found


@pytest.mark.parametrize("text", NOTHING)
def test_a_sentence_shows_nothing(text: str) -> None:
    document = Document(id="1", title="", description=text)
    assert {one.duty for one in shown(document)} == set()
    found = duties(document)["responsibilities"]
    assert found == {duty: Responsibility() for duty in DUTIES}


def test_data_models_are_not_learned_models() -> None:
    document = Document(id="1", title="", description="Design semantic models for reports.")
    assert "modelling" not in {one.duty for one in shown(document)}


def test_an_object_far_from_its_verb_shows_nothing() -> None:
    text = "Deploy tents, chairs, tables, lamps and all that a festival of any size needs, ai"
    assert list(shown(Document(id="1", title="", description=text))) == []


FULL = """About us
Alder & Finch builds machine learning models for bridges.

Responsibilities:
- Collect and clean sensor data
- Train and evaluate deep learning models
- Deploy ML models to production and monitor model drift
- Work closely with product teams

Benefits:
- We work with great teams
"""


def test_evidence_is_the_exact_sentence_of_a_duty() -> None:
    document = Document(id="1", title="Machine Learning Engineer", description=FULL)
    found = duties(document)["responsibilities"]
    assert isinstance(found, dict)
    assert all(found[duty].present for duty in DUTIES)
    assert found["collaboration"].evidence == "Work closely with product teams"
    assert found["data"].evidence == "Collect and clean sensor data"
    for one in found.values():
        assert one.evidence in FULL
        assert 0 <= one.probability <= 1


def test_a_non_model_job_has_no_model_duties() -> None:
    text = "Responsibilities:\n- Serve guests\n- Work with the team to plan shifts"
    found = duties(Document(id="1", title="Waiter", description=text))["responsibilities"]
    assert isinstance(found, dict)
    models = ("modelling", "tuning", "deployment", "monitoring")
    assert not any(found[duty].present for duty in models)


@pytest.mark.parametrize("text", ["ai " * 40_000 + "deploy " * 20_000, "business model " * 10_000])
def test_long_text_without_end_is_read_in_good_time(text: str) -> None:
    assert list(shown(Document(id="1", title="", description=text))) == []
