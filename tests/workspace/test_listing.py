"""The page of openings: every order is one of the same openings, and what is not shown is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.made_up import posting, salary, take

from upslope.errors import UsageError
from upslope.records import Filters
from upslope.workspace import Workspace
from upslope.workspace.listing import SORTS, Listed, Only, Sort

PAID: dict[str, dict[str, Any]] = {
    "1": {"date_posted": "2026-03-01", "base_salary": salary(80_000, 90_000)},
    "2": {"date_posted": "2026-03-05", "base_salary": salary(50, 60, "hour")},
    "3": {"date_posted": "2026-03-03", "base_salary": salary(99_000, 999_000, currency="SEK")},
    "4": {"date_posted": "2026-03-04"},
    "5": {"date_posted": None, "base_salary": salary(60_000, 70_000)},
    "6": {"date_posted": "2026-03-02", "title": "Ranking Engineer"},
}
"""Six openings by number; most of those that state their pay state it in USD, once by the hour."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Six openings that no test changes."""
    with Workspace(tmp_path_factory.mktemp("listing")) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Workspace]:
    """The same, to be changed."""
    with Workspace(tmp_path / "mine") as opened:
        fill(opened)
        yield opened


def fill(workspace: Workspace) -> None:
    take(workspace.store, [posting(number, **fields) for number, fields in PAID.items()])


def numbers(listed: Listed) -> str:
    return "".join(one.source_id for one, _ in listed.rows)


@pytest.mark.parametrize(
    ("sort", "filters", "order"),
    [
        ("best", Filters(), "243615"),
        ("newest", Filters(), "243615"),
        ("newest", Filters(query="engineer"), "243615"),
        ("pay", Filters(), "215346"),
        ("pay", Filters(pay_currency="SEK"), "321546"),
        ("best", Filters(query="title:ranking"), "6"),
    ],
)
def test_each_order(workspace: Workspace, sort: Sort, filters: Filters, order: str) -> None:
    assert numbers(workspace.listing.page(filters, sort)) == order


def test_by_fit_what_has_no_score_comes_last(workspace: Workspace) -> None:
    scores = {"gh-5": 70.0, "gh-1": 90.0, "gh-3": 0.0}
    assert numbers(workspace.listing.page(Filters(), "match", scores=scores)) == "153246"


def test_the_currency_that_is_compared_is_told(workspace: Workspace) -> None:
    page = workspace.listing.page
    assert page(Filters(), "pay").currency == "USD"
    assert page(Filters(pay_currency="SEK"), "pay").currency == "SEK"
    assert page(Filters()).currency is None


@given(sort=st.sampled_from(SORTS), most=st.integers(1, 7), query=st.sampled_from(["", "engineer"]))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_pages_joined_are_the_whole(
    workspace: Workspace, sort: Sort, most: int, query: str
) -> None:
    page, filters, scores = workspace.listing.page, Filters(query=query), {"gh-4": 5.0}
    whole = page(filters, sort, most=100, scores=scores)
    parts = [page(filters, sort, start=n, most=most, scores=scores) for n in range(0, 6, most)]
    assert "".join(map(numbers, parts)) == numbers(whole)
    assert {one.total for one in parts} == {whole.total} == {6}
    assert page(filters, sort, start=6, most=most).rows == []


def test_what_is_hidden_is_counted_and_can_be_shown(mine: Workspace) -> None:
    mine.person.choose(["gh-2", "gh-4"], "hidden")
    shown = mine.listing.page(Filters())
    assert (numbers(shown), shown.total, shown.hidden) == ("3615", 4, 2)
    hidden = mine.listing.page(Filters(), only="hidden")
    assert (numbers(hidden), hidden.total) == ("24", 2)
    assert mine.listing.count(Filters()) == 6
    mine.person.take_back(["gh-2"])
    assert numbers(mine.listing.page(Filters())) == "23615"


def test_duplicates_stand_behind_one_and_are_named(mine: Workspace) -> None:
    before = mine.listing.page(Filters())
    assert (before.folded, before.others) == (0, {})
    mine.openings.join("gh-6", "gh-2")
    folded = mine.listing.page(Filters())
    assert (folded.total, folded.folded) == (5, 1)
    [(root, others)] = folded.others.items()
    assert {root, *(one.id for one in others)} == {"gh-2", "gh-6"}
    only: Only = "folded"
    assert [one.id for one, _ in mine.listing.page(Filters(), only=only).rows] == [root]
    mine.openings.part("gh-6")
    assert mine.listing.page(Filters()).folded == 0


def test_what_is_collected_later_is_listed(mine: Workspace) -> None:
    assert mine.listing.page(Filters(), "newest").total == 6
    take(mine.store, [posting(7, date_posted="2026-03-09")], "partial")
    assert numbers(mine.listing.page(Filters(), "newest"))[0] == "7"


def test_facets_and_what_cannot_be_judged_are_of_all_pages(workspace: Workspace) -> None:
    found = workspace.listing.page(Filters(facets=True, pay_at_least=75_000), most=1)
    assert found.total == len("123")
    assert found.left_out["pay"] == len("46")
    assert found.facets["role"] == {"ml_engineer": 3}
    assert workspace.listing.page(Filters()).facets == {}


def test_a_filter_with_a_value_that_is_none_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError):
        workspace.listing.page(Filters(posted_since="in spring"))
