"""Finding patterns near their cues, and words by rows, without losing an offset."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.understand.document import Document
from upslope.understand.evidence import any_of, find, first, full_title, sentence_at, windows
from upslope.understand.statements import Statements
from upslope.understand.words import WordRows, plain

TEXTS = st.text(alphabet=st.sampled_from("ab İß\n.-•visa "), max_size=400)


@given(TEXTS)
def test_windows_cover_every_cue(text: str) -> None:
    spans = windows(text, ["visa"])
    for match in re.finditer("visa", text):
        assert any(start <= match.start() and match.end() <= end for start, end in spans)
    assert all(left[1] < right[0] for left, right in pairwise(spans))


@given(TEXTS)
def test_a_found_match_stands_where_it_says(text: str) -> None:
    document = Document(id="1", title="", description=text)
    for match, _ in find(document, re.compile("visa"), ["visa"]):
        assert text[match.start() : match.end()] == "visa"


def test_the_sentence_of_a_heading_is_its_line() -> None:
    document = Document(id="1", title="", description="Requirements:\n- SQL")
    assert sentence_at(document, 3).text == "Requirements:"


def test_the_first_row_of_a_table_wins() -> None:
    table = [("b", any_of("visa b"), ["visa"]), ("a", any_of("visa"), ["visa"])]
    assert first("a visa b", table) == "b"
    assert first("nothing", table) is None


def test_each_row_is_searched_near_its_own_cues() -> None:
    rows = [("a", any_of("tea"), ["visa"]), ("b", any_of("tea"), ["tea"]), ("c", any_of("x"), None)]
    assert first("tea", rows) == "b"
    assert first("x", rows) == "c"


def test_a_title_is_completed_by_the_text() -> None:
    assert full_title(Document(id="1", title="x_y", description="No more.")) == "x y"


def test_plain_words_keep_plus_and_sharp() -> None:
    assert plain("C++/C# – Node.js_2") == " c++ c# node js 2 "


def test_adjacent_words_are_both_counted() -> None:
    rows = WordRows({"a": ["rag", "llm"]})
    assert rows.count("RAG LLM")["a"] == 2


def test_words_are_matched_whole_unless_starred() -> None:
    rows = WordRows({"whole": ["rag"], "start": ["statistic*"]})
    assert rows.count("Fragile ragtime statistics") == {"start": 1}


@pytest.mark.parametrize(
    "name",
    ["remote", "employment", "employment_titles", "visa", "seniority", "seniority_titles"],
)
def test_every_table_of_statements_compiles_and_says_nothing_of_nothing(name: str) -> None:
    assert Statements(name).answer("") is None
    assert Statements(name).answer("We sell tea.") is None
