"""When a deadline is: zones by name, AoE, summer time, and what cannot be meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.gatherings.moments import instant, moment, span, utc, zone_of


@pytest.mark.parametrize(
    ("written", "zone", "at"),
    [
        ("2026-05-06 23:59:59", "AoE", "2026-05-07T11:59:59Z"),
        ("2026-05-06 23:59:59", "aoe ", "2026-05-07T11:59:59Z"),
        ("2026-05-06 23:59:59", "UTC-12", "2026-05-07T11:59:59Z"),
        ("2026-12-31 23:59", "AoE", "2027-01-01T11:59:00Z"),
        ("2026-05-06 23:59", "UTC-8", "2026-05-07T07:59:00Z"),
        ("2026-05-06 23:59", "UTC-08", "2026-05-07T07:59:00Z"),
        ("2026-05-06 23:59", "GMT+02", "2026-05-06T21:59:00Z"),
        ("2026-05-06 23:59", "UTC−3", "2026-05-07T02:59:00Z"),
        ("2026-05-06 23:59", "+05:30", "2026-05-06T18:29:00Z"),
        ("2026-05-06 23:59", "PST", "2026-05-07T07:59:00Z"),
        ("2026-05-06 23:59", "PT", "2026-05-07T06:59:00Z"),
        ("2026-05-06 23:59", "Europe/London", "2026-05-06T22:59:00Z"),
        ("2026-01-06 23:59", "Europe/London", "2026-01-06T23:59:00Z"),
        ("2026-05-06 23:59", None, "2026-05-06T23:59:00Z"),
        ("2026-05-06T23:59:00Z", "AoE", "2026-05-06T23:59:00Z"),
        ("2026-05-06T23:59:00+02:00", None, "2026-05-06T21:59:00Z"),
        ("2026-05-06 24:00", "UTC", "2026-05-07T00:00:00Z"),
        ("2026-05-06 23:59:60", "UTC", "2026-05-06T23:59:59Z"),
        ("2026/5/6", "AoE", "2026-05-06"),
    ],
)
def test_moments(written: str, zone: str | None, at: str) -> None:
    assert moment(written, zone) == at


def test_the_edges_of_summer_time() -> None:
    new_york = "America/New_York"
    assert moment("2026-03-08 01:59", new_york) == "2026-03-08T06:59:00Z"
    assert moment("2026-03-08 03:00", new_york) == "2026-03-08T07:00:00Z"
    assert moment("2026-11-01 01:30", new_york) == "2026-11-01T05:30:00Z"  # shown twice: the first
    assert moment("2026-11-01 02:30", new_york) == "2026-11-01T07:30:00Z"
    assert moment("2026-10-25 02:30", "Europe/Berlin") == "2026-10-25T00:30:00Z"


@pytest.mark.parametrize("written", ["", "TBD", "TBA", "soon", None])
def test_no_moment_yet(written: str | None) -> None:
    assert moment(written, "AoE") is None


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2026-05-06 23:59", "Mars/Olympus"),
        ("2026-05-06 23:59", "IST"),
        ("2026-05-06 23:59", "UTC+99"),
        ("2026-02-30 23:59", "UTC"),
        ("2026-05-06 25:00", "UTC"),
        ("0001-01-01 00:00", "+14"),
        ("9999-12-31 23:59", "AoE"),
    ],
)
def test_what_cannot_be_meant_is_said(written: str, zone: str) -> None:
    with pytest.raises(ValueError, match=r"zone|range|day|hour|meant"):
        moment(written, zone)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("June 30-July 4, 2025", ("2025-06-30", "2025-07-04")),
        ("September, 18-22, 2022", ("2022-09-18", "2022-09-22")),
        ("Dec. 29 – Jan 3, 2027", ("2026-12-29", "2027-01-03")),
        ("May 6th, 2026", ("2026-05-06", "2026-05-06")),
        ("Foo 6, 2026", (None, None)),
        ("February 30, 2026", (None, None)),
        (None, (None, None)),
    ],
)
def test_spans_of_days(written: str | None, days: tuple[str | None, str | None]) -> None:
    assert span(written) == days


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_an_offset_is_taken_off(local: datetime, minutes: int) -> None:
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    written = local.replace(microsecond=0)
    at = moment(written.isoformat(sep=" "), f"UTC{sign}{hours:02}:{rest:02}")
    assert at == utc(written - timedelta(minutes=minutes), UTC)


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_words_are_a_moment_or_a_reason(written: str, zone: str) -> None:
    zone_of(zone)
    span(written)
    try:
        at = moment(written, zone)
    except ValueError:
        return
    assert at is None or instant(at).tzinfo is not None
