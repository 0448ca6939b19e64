"""Quiet hours by the clock on the wall: any hours, any zone, also when its clock is put on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upslope.errors import UsageError
from upslope.guide.alerts import quiet_hours, quiet_until
from upslope.records import QuietHours

ZONES = [
    *(ZoneInfo(name) for name in ("Europe/Oslo", "America/New_York", "Australia/Lord_Howe")),
    *(ZoneInfo(name) for name in ("Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu")),
    *(UTC, timezone(timedelta(hours=-9, minutes=-30))),
]
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda at: f"{at // 60:02}:{at % 60:02}")
MOMENTS = st.datetimes(datetime(2009, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
SPRING = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half an hour before Oslo's clock is put on
AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half an hour before it is put back


def is_quiet(hours: QuietHours, moment: datetime, zone: object) -> bool:
    at = f"{moment.astimezone(zone):%H:%M}"  # type: ignore[arg-type]
    if hours.begins < hours.ends:
        return hours.begins <= at < hours.ends
    return at >= hours.begins or at < hours.ends


@given(MINUTES, MINUTES, MOMENTS, st.sampled_from(ZONES))
@example("01:00", "02:30", SPRING, ZONES[0])
@example("02:15", "02:45", SPRING, ZONES[0])
@example("22:00", "02:30", AUTUMN, ZONES[0])
@example("23:59", "00:00", SPRING, ZONES[0])
def test_they_end_at_the_first_minute_that_is_not_quiet(
    begins: str, ends: str, now: datetime, zone: ZoneInfo
) -> None:
    hours = QuietHours(begins=begins, ends=ends)
    until = quiet_until(hours, now, zone)
    if begins == ends or not is_quiet(hours, now, zone):
        # Written by hand, hours without a length are all day long: then nothing is held back.
        assert until is None
        return
    assert until is not None
    assert now < until <= now + timedelta(hours=26)
    assert not is_quiet(hours, until, zone)
    before = until.astimezone(UTC) - timedelta(minutes=1)  # in UTC every hour comes once
    assert is_quiet(hours, max(now, before), zone)
    assert quiet_until(hours, until, zone) is None
    assert until.second == until.microsecond == 0


def test_midnight_lies_within() -> None:
    oslo, hours = ZONES[0], QuietHours(begins="22:00", ends="07:30")
    late = datetime(2026, 11, 22, 23, 59, 59, tzinfo=oslo)
    until = quiet_until(hours, late, oslo)
    assert until and until.isoformat() == "2026-11-23T07:30:00+01:00"
    assert quiet_until(hours, datetime(2026, 11, 22, 21, 59, tzinfo=oslo), oslo) is None
    assert quiet_until(None, late, oslo) is None


@pytest.mark.parametrize("text", ["22:00 - 7:30", "22:00–07:30", " 22:00 until 07:30 "])
def test_hours_are_read_as_people_write_them(text: str) -> None:
    assert quiet_hours(text) == QuietHours(begins="22:00", ends="07:30")
    assert quiet_hours("  ") is None


@pytest.mark.parametrize("text", ["22-7", "25:00-07:00", "22:00-22:00", "22:60-07:00", "x" * 99])
def test_what_are_no_hours_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="no quiet hours"):
        quiet_hours(text)
