"""The six responsibilities: which sentence shows which, what shows none, and what adds up."""

from __future__ import annotations

import pytest

from upslope.models import SHIPPED
from upslope.records import DUTIES, Responsibility
from upslope.understand.document import Document
from upslope.understand.duties import duties
from upslope.understand.spoken import spoken

ITEMS = [
    ("Collect, clean and prepare data from many sources.", {"data"}),
    ("Build data pipelines in Spark.", {"data"}),
    ("Develop machine learning models for ranking.", {"modelling"}),
    ("Develop and train deep learning models.", {"modelling"}),
    ("Evaluate models and tune their hyperparameters.", {"tuning"}),
    ("Deploy models to production.", {"deployment"}),
    ("Bring our models into production.", {"deployment"}),
    ("Monitor models and retrain them on drift.", {"monitoring"}),
    ("Watch live models for drift.", {"monitoring"}),
    ("Monitor and maintain deployed models.", {"monitoring"}),
    ("Partner with product managers.", {"collaboration"}),
    ("Work with cross-functional teams.", {"collaboration"}),
]

NOTHING = [
    "We sell tea and coffee.",
    "Serve tea to guests.",
    "The dental plan covers everyone.",
    "Our business model is simple.",
    "Deploy tents at festivals.",
    "Monitor the temperature of the oven.",
    "",
]


def document(text: str, title: str = "Machine Learning Engineer") -> Document:
    return Document(id="1", title=title, description=text)


def read(one: Document) -> dict[str, Responsibility]:
    [found] = duties([one], SHIPPED)
    answer = found["responsibilities"]
    assert isinstance(answer, dict)
    return answer


def said(text: str) -> set[str]:
    [one] = spoken((document(text),), SHIPPED["role"]).features.as_rows()
    return set(one)


@pytest.mark.parametrize(("text", "expected"), ITEMS)
def test_a_plain_item_shows_its_duty(text: str, expected: set[str]) -> None:
    found = read(document(f"Responsibilities:\n- {text}"))
    assert expected <= {duty for duty in DUTIES if found[duty].present}
    for duty in expected:
        assert found[duty].evidence == text


@pytest.mark.parametrize("text", NOTHING)
def test_a_sentence_shows_no_work_on_models(text: str) -> None:
    found = read(document(text, title="Waiter"))
    assert not any(found[duty].present for duty in DUTIES if duty != "collaboration")


def test_an_action_and_its_object_are_a_pair_in_their_order() -> None:
    assert "action.monitor>object.model" in said("Monitor models.")
    assert "object.model>action.monitor" in said("Have models monitored daily.")


def test_an_object_far_from_its_action_is_no_pair() -> None:
    far = said("Deploy tents, chairs, lamps, tables, ropes and all that a festival needs, models")
    assert not any(">" in name for name in far)


def test_a_sentence_is_known_by_its_tone_and_section() -> None:
    assert {"opens.asks", "in.required", "bullet"} <= said(
        "Requirements:\n- Experience in deploying models"
    )


def test_benefits_and_legal_notes_speak_of_no_duty() -> None:
    text = "Benefits:\n- Work with great teams that deploy models"
    assert spoken((document(text),), SHIPPED["role"]).sentences == []


def test_a_sentence_without_an_action_is_not_spoken() -> None:
    assert spoken((document("Models of great beauty."),), SHIPPED["role"]).sentences == []


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
    found = read(document(FULL))
    assert all(found[duty].present for duty in DUTIES)
    assert found["collaboration"].evidence == "Work closely with product teams"
    assert found["data"].evidence == "Collect and clean sensor data"
    for one in found.values():
        assert (one.evidence or "?") in FULL
        assert 0 <= one.probability <= 1


def test_what_is_absent_has_no_evidence() -> None:
    found = read(document("Responsibilities:\n- Serve guests", title="Waiter"))
    assert all(one.evidence is None for one in found.values() if not one.present)


def test_hints_add_up() -> None:
    hint = "Support the release of models."
    some, more = (read(document("\n".join([hint] * times))) for times in (10, 30))
    assert some["deployment"].probability < more["deployment"].probability


def test_a_non_model_job_has_no_model_duties() -> None:
    text = "Responsibilities:\n- Serve guests\n- Work with the team to plan shifts"
    found = read(document(text, title="Waiter"))
    models = ("modelling", "tuning", "deployment", "monitoring")
    assert not any(found[duty].present for duty in models)


def test_a_posting_is_answered_alike_alone_and_in_a_batch() -> None:
    every = [document(FULL), document(""), document(ITEMS[0][0]), document(FULL, title="Analyst")]
    assert duties(every, SHIPPED) == [duties([one], SHIPPED)[0] for one in every]


@pytest.mark.parametrize("text", ["ai " * 20_000 + "deploy " * 20_000, "business model " * 10_000])
def test_long_text_without_end_is_read_in_good_time(text: str) -> None:
    assert read(document(text)).keys() == set(DUTIES)
