"""Which openings count as wanted: what a profile says, held against what a posting says."""

from __future__ import annotations

from typing import Any

import pytest

from upslope.guide.wanted import wanted
from upslope.normalize import normalize
from upslope.records import Posting, Profile, RawPosting, Understanding


def posting(*places: str) -> Posting:
    raw = RawPosting(source="s", source_id="1", title="Engineer", job_location=[*places])
    return normalize([raw])[0]


def passes(profile: Profile, *places: str, **understood: Any) -> bool:
    one = posting(*places)
    return bool(
        wanted([(one, Understanding(id=one.id, role="ml_engineer", **understood))], profile)
    )


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("USA", "Austin, TX"),
        ("United States", "Remote - US"),
        ("Deutschland", "Munich, Germany"),
        ("München", "Munich, Germany"),
        ("Berlin, Germany", "Berlin"),
        ("Berlin", "Germany"),
        ("Bavaria", "Munich, Bavaria, Germany"),
    ],
)
def test_a_place_is_read_however_it_is_written(asked: str, offered: str) -> None:
    assert passes(Profile(places=[asked]), offered)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("US", "Melbourne, Australia"),
        ("UK", "Kyiv, Ukraine"),
        ("India", "Indianapolis, Indiana"),
        ("York", "New York, NY"),
        ("Paris, France", "Paris, TX"),
        ("Nowhereville", "Oslo"),
    ],
)
def test_a_place_is_not_a_part_of_another_name(asked: str, offered: str) -> None:
    assert not passes(Profile(places=[asked]), offered)


def test_what_is_not_said_leaves_nothing_out() -> None:
    picky = Profile(places=["Oslo"], levels=["senior"], remote=["hybrid"], needs_visa=True)
    assert passes(picky)
    assert passes(Profile(places=["Oslo"]), "Bergen", remote="remote")
    assert not passes(picky, "Oslo", visa="no_sponsorship")
    assert not passes(picky, "Oslo", seniority="entry")
    assert not passes(Profile(roles=["data_analyst"]))
