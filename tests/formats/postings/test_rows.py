"""Rows of a reply are found wherever they are, and nobody else's are."""

from __future__ import annotations

from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.formats.postings.rows import Shape

ACME = Shape(frozenset({"code"}), "acme.example", named=("offers",), under=("jobs",), bare=True)
ROW = {"code": 1}


@pytest.mark.parametrize(
    "data",
    [
        [ROW],
        ROW,
        {"jobs": [ROW]},
        {"offers": [ROW]},
        {"note": "x", "reply": {"jobs": [ROW]}},
        {"list": [{"jobs": [ROW]}]},
        [{"url": "https://jobs.acme.example/1"}],
    ],
)
def test_rows_are_found(data: Any) -> None:
    assert len(ACME.find(data, "acme").rows) == 1


def test_several_replies_in_one_file_are_read_together() -> None:
    found = ACME.find({"pages": [{"jobs": [ROW], "total": 2}, {"jobs": [ROW]}]}, "acme")
    assert (len(found.rows), found.around["total"]) == (2, 2)


def test_bad_rows_come_along() -> None:
    assert ACME.find({"offers": [{"other": 1}, 7]}, "acme").rows == [{"other": 1}, 7]
    assert ACME.find({"jobs": [None, ROW]}, "acme").rows == [None, ROW]


@pytest.mark.parametrize("data", [[], {"jobs": []}, {"offers": []}])
def test_an_empty_list_is_a_list(data: Any) -> None:
    assert ACME.find(data, "acme").rows == []


@pytest.mark.parametrize("data", [None, 7, {}, [[]], {"jobs": {}}, {"jobs": [{"id": 1}]}, [{}]])
def test_what_is_not_ours_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="acme sent no list"):
        ACME.find(data, "acme")


def test_wide_and_deep_replies_are_given_up_in_time() -> None:
    deep: Any = ROW
    for _ in range(50):
        deep = {"a": deep}
    with pytest.raises(ReadError):
        ACME.find([deep] * 30_000, "acme")
