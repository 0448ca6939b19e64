"""Shares of openings by degree: counted right, adding up, less sure where openings are few."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from upslope.guide.degrees import asked, by_group, opened, says, steps
from upslope.records import DEGREES, Understanding
from upslope.records.understanding import Degree


def opening(degree: Degree = "none_stated", *, equivalent: bool = False) -> Understanding:
    return Understanding(id="x", degree_required=degree, degree_or_equivalent=equivalent)


SOME = [
    *[opening()] * 4,
    *[opening("bachelor")] * 3,
    *[opening("bachelor", equivalent=True)] * 2,
    *[opening("master")] * 5,
    *[opening("master", equivalent=True)],
    *[opening("phd")] * 5,
]


def test_what_openings_ask_for() -> None:
    found = asked(SOME)
    assert found.openings == 20
    assert [found.required[degree].count for degree in DEGREES] == [4, 3, 5, 5]
    assert {degree: one.count for degree, one in found.or_equivalent.items()} == {
        "bachelor": 2,
        "master": 1,
        "phd": 0,
    }
    everything = [*found.required.values(), *found.or_equivalent.values()]
    assert sum(one.count for one in everything) == found.openings
    assert all(one.low <= one.count / one.of <= one.high for one in everything)


@pytest.mark.parametrize(
    ("held", "parts"),
    [
        ("none_stated", (4, 3, 13)),
        ("bachelor", (9, 1, 10)),
        ("master", (15, 0, 5)),
        ("phd", (20, 0, 0)),
    ],
)
def test_what_a_degree_opens(held: Degree, parts: tuple[int, int, int]) -> None:
    found = opened(SOME, held)
    assert (found.open.count, found.experience_instead.count, found.closed.count) == parts


def test_a_higher_degree_never_closes_an_opening() -> None:
    chance = random.Random(5)
    for _ in range(50):
        some = [
            opening(chance.choice(DEGREES), equivalent=chance.random() < 0.4)
            for _ in range(chance.randint(0, 30))
        ]
        ladder = steps(some)
        assert all(a.open.count <= b.open.count for a, b in pairwise(ladder))
        assert all(a.closed.count >= b.closed.count for a, b in pairwise(ladder))
        assert all(
            one.open.count + one.experience_instead.count + one.closed.count == len(some)
            for one in ladder
        )
        assert ladder[-1].closed.count == 0


def test_experience_instead_of_no_degree_means_nothing() -> None:
    assert asked([opening(equivalent=True)]).required["none_stated"].count == 1


def test_nothing_is_known_of_no_openings() -> None:
    found = opened([], "bachelor")
    assert (found.open.low, found.open.high) == (0.0, 1.0)
    assert "unknown, none to count" in says(found)


def test_fewer_openings_are_less_sure() -> None:
    few, many = opened(SOME, "bachelor").open, opened(SOME * 10, "bachelor").open
    assert few.high - few.low > 2 * (many.high - many.low)


def test_what_is_said_is_plain() -> None:
    assert says(opened(SOME, "none_stated")) == (
        "With no degree: open 20 % (8 to 42), 4 of 20; open to experience instead 15 % (5 to 36), "
        "3 of 20; closed 65 % (43 to 82), 13 of 20."
    )


def test_groups_hold_every_opening_in_each_cut() -> None:
    some = [
        Understanding(id="1", role="ml_engineer", seniority="entry"),
        Understanding(id="2", role="ml_engineer", seniority="senior"),
        Understanding(id="3", role="data_scientist", seniority="entry"),
    ]
    groups = by_group(some)
    assert len(groups[None, None]) == 3
    assert [one.id for one in groups["ml_engineer", None]] == ["1", "2"]
    assert [one.id for one in groups[None, "entry"]] == ["1", "3"]
    assert [one.id for one in groups["ml_engineer", "entry"]] == ["1"]
