"""What the index finds, against a search in plain Python."""

from __future__ import annotations

import time
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.index.made_up import BONN, CHANGES, change, expected

from upslope.errors import UsageError
from upslope.index import TextIndex
from upslope.records import Filters, Mark
from upslope.records.filters import Status
from upslope.records.understanding import Remote, Role, Seniority


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    made = TextIndex(tmp_path_factory.mktemp("home"))
    made.follow(CHANGES, Mark(revision=1))
    return made


def numbers(index: TextIndex, query: str, **asked: object) -> list[int]:
    return [int(id[1:]) for id in index.search(Filters(query=query, **asked)).ids]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("c++", {1}),
        ("C++", {1}),
        ("c#", {2}),
        ("csharp", {2}),
        (".net", {2}),
        ("asp.net", {2}),
        ("node.js", {3}),
        ("nodejs", {3}),
        ("k8s", {1}),
        ("ml", {0, 12}),  # "machine learning", by its short name
        ('"ml"', set()),
        ("zurich", {11}),
        ("機械学習", {11}),
        ("学習", {11}),
        ("習学", set()),
        ("engineer", {0, 2, 10}),
        ("intern", {4}),  # a stemmer finds "International" too
        ("library", {12}),
        ("machine learning", {0, 3, 12}),
        ('"machine learning"', {0, 12}),
        ('"learning machine"', set()),
        ("machine -learning", set()),
        ("title:machine", {0}),
        ("company:ranking", {11}),
        ("ranking", {4, 11}),
        ("company:quill* title:developer", {1, 3}),
        ("skill:python", {0}),
        ("skill:py", set()),
        ("place:berlin", set()),
        ("place:bon", {0, 6, 10}),
        ("bonn engineer", {0, 10}),
        ("role:data_scientist", {4}),
        ('role:"data scientist" seniority:intern', {4}),
        ("remote:hybrid", {12}),
        ("source:lever", {8}),
        ("java OR rust", {1, 12}),
        ("java OR rust -k8s", {12}),
        ("engineer -java -machine", {2, 10}),
        ("-engineer -developer -title:data -title:an*", {4, 5, 11, 13}),
        ("data*", {6}),
        ("?!", set()),
        ("engineer ?!", {0, 2, 10}),
        ("colour:red engineer", set()),
    ],
)
def test_words_phrases_and_fields(index: TextIndex, query: str, found: set[int]) -> None:
    assert set(numbers(index, query)) == found


_QUERIES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            [
                "engineer",
                "engineers",
                "rank*",
                '"machine',
                'learning"',
                "c++",
                "ml",
                "-nlp",
                "c#",
                ".net",
                "java",
                "-java",
                "node.js",
                "ranking",
                "OR",
                "title:engineer",
                "-title:intern",
                "company:quill*",
                "skill:python",
                "skill:C++",
                "role:other",
                "a*",
                "place:bonn",
                "place:us",
                "source:lever",
                "seniority:senior",
                '"data',
                "-remote:hybrid",
                "学習",
                "de",
                "**",
                "-",
                ":",
                'title:"learning',
                'engineers"',
                '""',
                "libraries",
                '-"no',
                'java"',
                "title:",
                "and",
            ]
        ),
        max_size=5,
    ).map(" ".join),
)
_FILTERS = st.builds(
    Filters,
    query=st.one_of(st.just(""), _QUERIES),
    roles=st.lists(st.sampled_from(get_args(Role)[:7]), max_size=2).map(tuple),
    seniorities=st.lists(st.sampled_from(get_args(Seniority)), max_size=2).map(tuple),
    place=st.sampled_from(["", "", "bonn", "de", "us", "GERM", "x%", " ", "\ud800"]),
    remote=st.lists(st.sampled_from(get_args(Remote)), max_size=2).map(tuple),
    posted_since=st.sampled_from([None, None, "2026-01-15", "2026-02-01", "2027-01-01"]),
    pay_at_least=st.sampled_from([None, None, 0.0, 85_000.0, 150_000.0, float("inf")]),
    pay_currency=st.sampled_from([None, "USD", "EUR"]),
    skills=st.lists(st.sampled_from(["python", "C++", "c#", "cobol"]), max_size=1).map(tuple),
    sources=st.lists(st.sampled_from(["lever", "greenhouse", "'", "\udfff"]), max_size=2).map(
        tuple
    ),
    status=st.sampled_from(get_args(Status)),
)


@settings(max_examples=200)
@given(_FILTERS)
@example(Filters(query="\x00\ud800 \uffff"))
@example(Filters(query="a" * 5000))
def test_any_query_and_filters_find_what_a_plain_search_does(
    index: TextIndex, filters: Filters
) -> None:
    hits = index.search(filters)
    assert len(hits.ids) == hits.total
    assert (set(hits.ids), hits.left_out) == expected(filters, CHANGES)


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '"""" "',
        "NEAR(",
        "NEAR(a b, 5) AND (",
        "*",
        "^",
        "a^1e999",
        "title:",
        'title:"',
        "-",
        "- -",
        "\\",
        "[a TO z]",
        "(((((((" * 500,
        "(a+)+$ " * 100,
        "/(.*)*/",
        "a~9999",
        " OR ".join(f"w{number}" for number in range(10_000)),
        "OR " * 10_000,
        "* " * 10_000,
        "a* OR b* OR c* " * 1_000,
        "engineers " * 10_000,
        "-" * 100_000,
        '"' + "machine learning " * 10_000,
        "x" * 1_000_000,
        "\x00",
    ],
)
def test_hostile_queries_end_within_a_second(index: TextIndex, query: str) -> None:
    before = time.process_time()
    index.search(Filters(query=query))
    assert time.process_time() - before < 1


def test_a_word_in_the_title_or_company_weighs_more(index: TextIndex) -> None:
    assert numbers(index, "ranking")[0] == 4
    assert numbers(index, "machine learning")[0] == 0
    assert numbers(index, "engineer", limit=1) == [10]  # nothing else in its title


def test_of_two_alike_the_newer_comes_first(tmp_path: Path) -> None:
    index = TextIndex(tmp_path)
    days = ["2025-01-01", "2026-01-01", "2024-01-01"]
    index.follow(
        [change(number, date_posted=day) for number, day in enumerate(days)], Mark(revision=1)
    )
    assert numbers(index, "engineer") == numbers(index, "") == [1, 0, 2]


def test_without_a_query_the_newest_come_first_and_undated_last(index: TextIndex) -> None:
    found = numbers(index, "", status="any")
    assert set(found[-2:]) == {2, 13}
    assert found[-1] == 2


def test_of_duplicates_one_is_shown_and_counted(index: TextIndex) -> None:
    assert numbers(index, "data scientist") == [6]
    assert numbers(index, "data scientist", sources=("lever",)) == [8]  # seen before 7
    hits = index.search(Filters(sources=("lever",), facets=True))
    assert (hits.total, hits.facets["source"]) == (1, {"lever": 1})


def test_facets_count_all_that_is_found(index: TextIndex) -> None:
    facets = index.search(Filters(status="any", limit=1, facets=True)).facets
    assert facets["country"] == {"DE": 3, "US": 2}
    assert facets["role"]["ml_engineer"] == 10
    assert facets["skill"] == {"C#": 1, "c++": 1, "java": 1, "python": 1, "rust": 1}
    assert facets["company"]["Zürich Ranking AG"] == 1
    assert list(facets) == [
        "role",
        "seniority",
        "remote",
        "source",
        "country",
        "skill",
        "company",
    ]
    assert index.search(Filters(query="cobol", facets=True)).facets["role"] == {}


def test_no_date_is_too_early_or_late(tmp_path: Path) -> None:
    index = TextIndex(tmp_path)
    days = ["9999-12-31T23:59:59", "0001-01-01", "no date", "2026-01-01"]
    index.follow(
        [change(number, date_posted=day) for number, day in enumerate(days)], Mark(revision=1)
    )
    assert numbers(index, "")[:2] == [0, 3]
    assert len(numbers(index, "engineer")) == 4


@settings(max_examples=50)
@given(_FILTERS, st.integers(0, 6))
def test_a_limit_cuts_the_answer_and_changes_no_count(
    index: TextIndex, filters: Filters, limit: int
) -> None:
    whole = index.search(filters)
    cut = index.search(msgspec.structs.replace(filters, limit=limit))
    assert (cut.ids, cut.total, cut.left_out) == (whole.ids[:limit], whole.total, whole.left_out)


def test_all_words_in_title_company_or_place_come_before_the_text(tmp_path: Path) -> None:
    index = TextIndex(tmp_path)
    often = "Rust in Bonn. " * 30
    index.follow(
        [
            change(0, title="Rust engineer, rust", description=often),
            change(1, title="Rust", **BONN),
        ],
        Mark(revision=1),
    )
    assert numbers(index, "rust bonn") == [1, 0]


def test_facets_are_counted_only_when_asked_for(index: TextIndex) -> None:
    assert index.search(Filters(query="engineer")).facets == {}


def test_a_filter_that_is_no_date_is_said(index: TextIndex) -> None:
    with pytest.raises(UsageError, match=r"'soon' is no date.*2026-11-01"):
        index.search(Filters(posted_since="soon"))
