"""Our own labelled set is whole, covers what it should, and every surface stands in its text."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from upslope.records.understanding import (
    DUTIES,
    Degree,
    Employment,
    Need,
    Remote,
    Role,
    Seniority,
    Visa,
)
from upslope.sample import labelled_set
from upslope.understand.area import AREAS, MOST
from upslope.understand.industry import INDUSTRIES

Row = dict[str, Any]


def lines(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@cache
def rows() -> tuple[tuple[Row, Row], ...]:
    """Each posting with its labels."""
    [labels], [postings] = labelled_set()
    return tuple(zip(lines(postings), lines(labels), strict=True))


def values(field: str) -> Counter[Any]:
    return Counter(label[field] for _, label in rows())


def test_postings_and_labels_are_in_one_order() -> None:
    assert [posting["id"] for posting, _ in rows()] == [label["id"] for _, label in rows()]
    assert len({posting["id"] for posting, _ in rows()}) == len(rows()) >= 60


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("role", Role),
        ("seniority", Seniority),
        ("remote", Remote),
        ("employment_type", Employment),
        ("degree_required", Degree),
        ("visa", Visa),
    ],
)
def test_every_answer_to_a_question_shows(field: str, allowed: Any) -> None:
    assert set(values(field)) == set(get_args(allowed))


def test_every_duty_is_there_and_is_not() -> None:
    for duty in DUTIES:
        assert {label["responsibilities"][duty] for _, label in rows()} == {True, False}


def test_every_skill_stands_in_the_text_as_it_is_spelled() -> None:
    for posting, label in rows():
        text = f"{posting['title']}\n{posting['description']}"
        for skill in label["skills"] + label.get("optional_skills", []):
            assert skill["surface"] in text, (posting["id"], skill)
        names = [skill["name"] for skill in label["skills"]]
        assert len(names) == len(set(names)), posting["id"]
        assert {skill["need"] for skill in label["skills"]} <= set(get_args(Need))


def test_areas_and_industries_are_known() -> None:
    for _, label in rows():
        assert set(label["application_areas"]) <= set(AREAS)
        assert len(label["application_areas"]) <= MOST
        assert label["industry"] in INDUSTRIES


def test_pay_is_in_many_currencies_and_periods() -> None:
    paid = [label["salary"] for _, label in rows() if label["salary"]]
    assert {"USD", "EUR", "GBP", "CHF", "INR", "SGD", "CAD"} <= {one["currency"] for one in paid}
    assert {"year", "month", "day", "hour"} <= {one["period"] for one in paid}
    assert any(label["salary"] is None for _, label in rows())


def test_some_skills_are_named_because_they_are_not_needed() -> None:
    refused = [s for _, label in rows() for s in label["skills"] if s["need"] == "negated"]
    assert len(refused) >= 15


def test_no_address_or_host_is_named() -> None:
    for posting, _ in rows():
        assert not re.search(r"https?://|@\w", posting["description"]), posting["id"]
