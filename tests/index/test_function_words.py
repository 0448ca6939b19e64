"""What a search finds where function words are asked for, which the texts do not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.index.made_up import AUSTIN, change, expected

from upslope.index import TextIndex
from upslope.index.function_words import FUNCTION_WORDS
from upslope.records import Filters, Mark
from upslope.taxonomy import Taxonomy

CHANGES = [
    change(0, title="Head of Data", description="You lead the team."),
    change(1, title="Data lead", description="You report to the head of the data platform."),
    change(2, title="Analyst", description="The head has data; we work with it in an office."),
    change(3, title="Engineer with Rust", hiring_organization="The And Co", **AUSTIN),
    change(4, title="Engineer", description="Rust with us, and infrastructure as code. On call."),
    change(5, title="Chief", hiring_organization="Data Of", description="Theory of withdrawal"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    made = TextIndex(tmp_path_factory.mktemp("home"))
    made.follow(CHANGES, Mark(revision=1))
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("head of data", {0, 1, 2}),  # "of" asks nothing beside words that say something
        ("the OR rust", {3, 4}),
        ("data -the", {0, 1, 2, 5}),
        ("engineer with rust", {3, 4}),
        ("with", {3}),  # alone, it is looked for in titles, companies and places
        ("with the", {3}),
        ("-with", {0, 1, 2, 4, 5}),
        ('"with"', {3}),
        ('"engineer with"', {3, 4}),
        ('"head of data"', {0, 2}),  # in the text, some word stands between the two
        ('"head of the data"', {1}),
        ('"head data"', set()),
        ('"the head of"', {0, 1, 2}),
        ("title:of", {0}),
        ('title:"head of data"', {0}),
        ("company:and", {3}),
        ("the*", {3, 5}),
        ("wit*", {3, 5}),
        ('"chief the data"', set()),  # the title does not go on in the company
        ("iac", {4}),
        ("on-call", {4}),
        ("it", {2}),
        ("us", {3, 4}),
        ("?! of", {0, 5}),
        ("of ?! analyst", {2}),
    ],
)
def test_function_words(index: TextIndex, query: str, found: set[int]) -> None:
    ids = index.search(Filters(query=query)).ids
    assert {int(id[1:]) for id in ids} == found
    assert (set(ids), {}) == expected(Filters(query=query), CHANGES)


_WORDS = ["head", "of", "the", "data", "rust", "with", "of*", "da*", "-the", "OR", "-data", "iac"]
_PHRASES = ['"head of data"', '"of the data"', '"the team"', '"to the"', "title:of", '"with us"']


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*_WORDS, *_PHRASES]), max_size=5).map(" ".join))
def test_any_query_finds_what_a_plain_search_does(index: TextIndex, query: str) -> None:
    hits = index.search(Filters(query=query))
    assert len(hits.ids) == hits.total
    assert set(hits.ids) == expected(Filters(query=query), CHANGES)[0]


def test_a_heading_with_all_the_words_comes_first_whatever_stands_between(tmp_path: Path) -> None:
    made = TextIndex(tmp_path)
    often = "The head has data. " * 30
    made.follow([change(0, description=often), change(1, title="Head, Data")], Mark(revision=1))
    assert made.search(Filters(query="head of data")).ids == ["p1", "p0"]


def test_no_skill_is_a_function_word() -> None:
    label = Taxonomy.load().label
    assert [word for word in FUNCTION_WORDS if label(word)] == []
    assert not FUNCTION_WORDS & {"it", "us", "no", "not", "who", "r", "c", "go"}
