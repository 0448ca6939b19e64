"""What is typed is kept, or refused with a sentence that says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import UsageError
from upslope.guide.tracker.written import FIELDS, LIMITS, as_day, as_id, as_status, checked, fitting


@pytest.mark.parametrize(
    "text",
    [
        *("", "tomorrow", "2026-02-30", "20261122", "2026-W01-1", "0001-01-01", "9999-12-31"),
        *("2026-1-1", "٢٠٢٦-١١-٢٢", "2026-11-22T10:00", "x" * 10**6),
    ],
)
def test_nonsense_is_no_day(text: str) -> None:
    with pytest.raises(UsageError, match="is not a day") as told:
        as_day(text)
    assert len(str(told.value)) < 120


@pytest.mark.parametrize("name", [name for names in FIELDS.values() for name in names])
def test_what_is_too_long_is_named(name: str) -> None:
    kind = next(kind for kind, names in FIELDS.items() if name in names)
    with pytest.raises(UsageError, match=f"The {name} is too long: 1,000,000 characters"):
        checked(kind, {name: "x" * 10**6})


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "quillfish.example", "https://a b", "https://a\r\nX:1", "//x"]
)
def test_only_an_address_of_a_page_is_one(url: str) -> None:
    with pytest.raises(UsageError, match="address"):
        checked("details", {"url": url})
    assert fitting({"url": url})["url"] == ""


@given(st.text())
def test_any_text_is_kept_or_refused(text: str) -> None:
    for check in (as_day, as_status, as_id, lambda text: checked("note", {"text": text})["text"]):
        try:
            assert check(text)
        except UsageError as error:
            assert len(str(error)) < 300


@given(st.dictionaries(st.sampled_from(["company", "title", "url", "place"]), st.text()))
def test_what_an_advert_says_always_fits(said: dict[str, str]) -> None:
    cut = fitting({**said, "title": said.get("title", "") * 500})
    assert all(len(text) <= LIMITS[name] for name, text in cut.items())
    checked("tracked", cut)


def test_a_name_is_one_line() -> None:
    assert checked("contact", {"name": "Ada\r\n  Quill\t"}) == {"name": "Ada Quill"}


@pytest.mark.parametrize("kind", FIELDS)
def test_something_must_be_said(kind: str) -> None:
    with pytest.raises(UsageError, match="needs a"):
        checked(kind, {"text": "  "} if kind in ("note", "contact") else {"text": "words"})
