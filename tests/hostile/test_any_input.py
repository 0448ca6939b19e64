"""No text and no JSON value, however odd, makes a parser fail in any way but its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from upslope.errors import DocumentError
from upslope.formats.characters import clean, folded, mend
from upslope.formats.html import to_text
from upslope.formats.jsonresume import read as read_json_resume
from upslope.formats.money import money
from upslope.formats.postings.headline import read_headline
from upslope.formats.postings.microdata import microdata_postings
from upslope.formats.postings.pay import amount, pay_unit, salary
from upslope.formats.text import text_of
from upslope.formats.values import distinct, epoch, exact, items, moment, most_telling, text
from upslope.guide.resume.read import resume_of
from upslope.normalize.company import company_key, company_name
from upslope.normalize.dates import iso_date
from upslope.normalize.employment import employment_type, location_type
from upslope.normalize.identity import posting_id, web_url
from upslope.normalize.language import language
from upslope.normalize.pay import find_pay
from upslope.normalize.place import places
from upslope.normalize.records import posting_of
from upslope.normalize.title import clean_title
from upslope.records.query import parse

TODAY = date(2026, 11, 1)
#: Words and signs that parsers look for, between any characters at all, half surrogates too.
PIECES = st.sampled_from(
    [
        *(
            "$120k",
            "120.000,00 €",
            "1e308",
            "NaN",
            "₹12 lakh",
            "💰",
            "-",
            "–",
            "to",
            "/hr",
            "a year",
        ),
        *("Jan 2020", "2020-02-30", "31/12/9999", "0000", "+99:99", "yesterday", "3 days ago"),
        *(
            "Senior",
            "ML Engineer",
            "(m/f/d)",
            "Berlin, DE",
            "Remote",
            "|",
            ";",
            "•",
            "\n",
            "\r",
            "\t",
        ),
        *("Experience", "Education", "Python", "C++", "5+ years", "PhD or equivalent"),
        *(
            "<p>",
            "</div>",
            "<br>",
            "&amp;",
            "&#0;",
            "&#x110000;",
            "\x00",
            "\ud800",
            "\u202e",
            "\U000e0041",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(st.characters(), max_size=8), max_size=12).map(" ".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)

OF_TEXT: list[Callable[[str], object]] = [
    clean,
    mend,
    folded,
    read_headline,
    to_text,
    microdata_postings,
    company_name,
    company_key,
    employment_type,
    location_type,
    language,
    web_url,
    find_pay,
    clean_title,
    lambda said: list(money(said)),
    lambda said: iso_date(said, TODAY),
    lambda said: places([said, said]),
    lambda said: posting_id("files", said),
    lambda said: resume_of(said, today=TODAY),
    parse,
]
OF_VALUE: list[Callable[[object], object]] = [
    exact,
    text,
    items,
    epoch,
    moment,
    pay_unit,
    amount,
    lambda value: salary(value, value, value, value),
    lambda value: distinct([text(value), None]),
    lambda value: most_telling([str(value)]),
    lambda value: posting_of({"id": value, "title": value, "description": value, "pay": value}),
]


@pytest.mark.parametrize("parse", OF_TEXT)
@settings(max_examples=60)
@given(said=TEXTS)
def test_no_text_makes_a_parser_fail(parse: Callable[[str], object], said: str) -> None:
    parse(said)


@pytest.mark.parametrize("parse", OF_VALUE)
@settings(max_examples=60)
@given(value=VALUES)
def test_no_json_value_makes_a_parser_fail(
    parse: Callable[[object], object], value: object
) -> None:
    parse(value)


@pytest.mark.parametrize("read", [text_of, read_json_resume])
@settings(max_examples=60)
@given(body=st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_a_document_fail_but_as_a_document(
    read: Callable[[bytes], object], body: bytes
) -> None:
    try:
        read(body)
    except DocumentError as error:
        assert error.what


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(said: str) -> None:
    cleaned = clean(said)
    assume(mend(cleaned) == cleaned)  # text that was broken twice is mended once
    assert clean(cleaned) == cleaned


@given(TEXTS)
def test_what_is_clean_can_be_stored_and_shown(said: str) -> None:
    cleaned = clean(said)
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")
