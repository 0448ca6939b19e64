"""The industry: the one that the posting has the most words of, and none if it has none."""

from __future__ import annotations

import pytest

from upslope.models import Labelled
from upslope.records import Posting
from upslope.understand.document import Document
from upslope.understand.industry import TASK, UNTOLD, industries

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
    ("Wickham", "An online travel company for hotels and flights.", "travel"),
    ("Wickham", "Our consultants advise; consulting is all we do.", "consulting"),
    ("Wickham", "We make things.", None),
    ("", "", None),
    # What the employer tells of itself is louder than what it asks for.
    ("Wickham", "About us: a chain of hospitals.\nRequirements:\n- Banking", "healthcare"),
    # Benefits say nothing of the employer.
    ("Wickham", "Benefits:\n- Medical, hospital and patient plans", None),
]


@pytest.mark.parametrize(("company", "text", "expected"), INDUSTRIES)
def test_industries(company: str, text: str, expected: str | None) -> None:
    document = Document(id="1", title="Data Analyst", description=text, company=company)
    assert industries([document], {}) == [{"industry": expected}]


def test_a_labelled_posting_is_one_example() -> None:
    posting = Posting(
        id="1", source="", source_id="1", title="Analyst", hiring_organization="Alder Bank"
    )
    [example] = TASK.examples(Labelled(posting, {"industry": "finance"}))
    assert (example.label, example.rule, example.features["share.finance"]) == (
        "finance",
        "finance",
        1.0,
    )
    [untold] = TASK.examples(Labelled(posting, {"industry": None}))
    assert untold.label == UNTOLD
    assert not list(TASK.examples(Labelled(posting, {})))
