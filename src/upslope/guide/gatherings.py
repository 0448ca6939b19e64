"""Which gatherings are to come: found by field, place and time, the nearest deadline first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import msgspec

from upslope.errors import UsageError
from upslope.formats.gatherings.moments import instant
from upslope.normalize.gazetteer import fold
from upslope.normalize.place import places
from upslope.records import Deadline, Gathering, GatheringKind

_SHORT = {
    "ml": "machine-learning", "ai": "machine-learning", "cv": "computer-vision",
    "vision": "computer-vision", "nlp": "natural-language-processing", "dm": "data-mining",
    "rl": "reinforcement-learning", "hci": "human-computer-interaction",
    "llm": "large-language-models", "llms": "large-language-models",
}  # fmt: skip
_WEAK = {"conference", "international", "annual", "the", "on", "of", "and", "for", "in", "workshop"}
_WEAK |= {"symposium", "summit", "ieee", "acm", "cvf", "online", "virtual", "meetup", "days", "day"}
_COMPARED = 10_000  # texts whose words are remembered: each is held against all of its day


@dataclass(frozen=True)
class Wanted:
    """What is asked for: ``before`` a day, ``within`` days from now, ``past`` what is over too."""

    field: str = ""
    place: str = ""
    country: str = ""
    kind: GatheringKind | None = None
    before: date | None = None
    within: int | None = None
    past: bool = False


@dataclass(frozen=True)
class Coming:
    """A gathering and what of it comes next: a deadline, else its start, else its end.

    ``what`` says which, ``told`` when in the feed's own words (a day, or a moment in UTC), and
    ``at`` is the moment in UTC: of a day its first for a start, else its last.
    """

    gathering: Gathering
    what: str
    told: str
    at: datetime
    zone: str | None = None


def coming(
    gatherings: Iterable[Gathering], wanted: Wanted | None = None, now: datetime | None = None
) -> list[Coming]:
    """Give what is to come, the nearest first; the same gathering of two feeds once.

    Raises:
        UsageError: no country goes by that name.

    >>> icml = Gathering(id="1", kind="conference", title="ICML", starts="2026-07-06", deadlines=[
    ...     Deadline(at="2026-01-29T11:59:59Z", label="Paper"),
    ...     Deadline(at="2026-01-24T11:59:59Z", label="Abstract")])
    >>> [(one.what, remaining(one.at, datetime(2026, 1, 28, tzinfo=UTC)))
    ...  for one in coming([icml], now=datetime(2026, 1, 28, tzinfo=UTC))]
    [('Paper', '1 d 11 h')]
    """
    asked, moment = wanted or Wanted(), now or datetime.now(UTC)
    code = country_of(asked.country) if asked.country else None
    if asked.country and code is None:
        raise UsageError(
            f"There is no country '{asked.country}'.", next="Try its name, or its code as in DE."
        )
    latest = _latest(asked, moment)
    fitting = (one for one in together(gatherings) if _fits(one, asked, code))
    found = [_next(one, moment) for one in fitting]
    shown = [one for one in found if one and (asked.past or one.at >= moment) and one.at <= latest]
    return sorted(shown, key=lambda one: (one.at, one.gathering.title))


def _latest(asked: Wanted, now: datetime) -> datetime:
    ends = [datetime.max.replace(tzinfo=UTC)]
    if asked.before:
        ends.append(instant(asked.before.isoformat()))
    if asked.within is not None:
        ends.append(now + timedelta(days=min(asked.within, 36_500)))
    return min(ends)


def _next(one: Gathering, now: datetime) -> Coming | None:
    """Give the nearest deadline at which one may still enter, else the start, else the end."""
    entries = sorted((told for told in one.deadlines if told.enters), key=_end)
    if ahead := next((told for told in entries if _end(told) >= now), None):
        return Coming(one, ahead.label, ahead.at, _end(ahead), ahead.zone)
    if one.starts and _begin(one.starts) >= now:
        return Coming(one, "starts", one.starts, _begin(one.starts))
    if last := one.ends or one.starts:
        return Coming(one, "ends", last, instant(last))
    return Coming(one, entries[-1].label, entries[-1].at, _end(entries[-1])) if entries else None


def _end(told: Deadline) -> datetime:
    return instant(told.at)


def _begin(starts: str) -> datetime:
    return instant(starts if "T" in starts else f"{starts}T00:00:00")


def _fits(one: Gathering, asked: Wanted, code: str | None) -> bool:
    if one.cancelled or (asked.kind and one.kind != asked.kind):
        return False
    if code and one.country != code:
        return False
    where = f"{one.place or ''} {'online' if one.online else ''}".casefold()
    if asked.place.casefold() not in where:
        return False
    if not asked.field:
        return True
    name = re.sub(r"[\s_]+", "-", asked.field.strip().casefold())
    return any(_SHORT.get(name, name) in field for field in one.fields)


def country_of(place: str | None) -> str | None:
    """Give the country of a place, ISO 3166-1 alpha-2, if it is known.

    >>> country_of("San Diego, USA"), country_of("Germany"), country_of("de"), country_of("Online")
    ('US', 'DE', 'DE', None)
    """
    said = (place or "").strip()
    found, _ = places([said.upper() if len(said) == 2 else said]) if said else ([], None)
    return next((one.country for one in found if one.country), None)


def remaining(at: datetime, now: datetime) -> str:
    """Say how long it is until then, in two steps of the clock.

    >>> now = datetime(2026, 1, 1, tzinfo=UTC)
    >>> [remaining(now + timedelta(minutes=minutes), now) for minutes in (59, 61, 1441, 99999, -1)]
    ['59 min', '1 h 1 min', '1 d 0 h', '69 d', 'over']
    """
    if at < now:
        return "over"
    minutes = int((at - now).total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    if days >= 14:
        return f"{days} d"
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"


def together(gatherings: Iterable[Gathering]) -> list[Gathering]:
    """Join what two feeds have of the same gathering: same days and place, and alike by name."""
    groups = dict[str, list[Gathering]]()
    for one in sorted(gatherings, key=lambda one: (-len(one.deadlines), one.id)):
        days = groups.setdefault((one.starts or one.id)[:10], [])
        twin = next((place for place, other in enumerate(days) if _same(other, one)), None)
        if twin is None:
            days.append(one)
        else:
            days[twin] = _joined(days[twin], one)
    return [one for days in groups.values() for one in days]


def _same(one: Gathering, other: Gathering) -> bool:
    if one.origin == other.origin and one.kind == "meetup":
        return False  # a feed tells its own meetups apart
    here, there = _cities(one.place or ""), _cities(other.place or "")
    if here and there and not here & there:
        return False
    if one.url and other.url and _page(one.url) == _page(other.url) and _page(one.url)[1]:
        return True
    mine, theirs = _words(one.title), _words(other.title)
    alike = mine & theirs
    return bool(alike) and (len(alike) * 2 > len(mine | theirs) or _site(one, other))


@lru_cache(_COMPARED)
def _cities(place: str) -> frozenset[str]:
    """Give the words of the first part of a place, which is the city."""
    return frozenset(re.findall(r"\w+", fold(place.split(",", maxsplit=1)[0])))


def _site(one: Gathering, other: Gathering) -> bool:
    return bool(one.url and other.url) and _page(one.url or "")[0] == _page(other.url or "")[0]


@lru_cache(_COMPARED)
def _page(url: str) -> tuple[str, str]:
    """Give host and path of an address, without what changes nothing."""
    rest = re.sub(r"^https?://(?:www\.)?|[?#].*", "", url.casefold())
    host, _, path = rest.partition("/")
    return host, path.strip("/")


@lru_cache(_COMPARED)
def _words(title: str) -> frozenset[str]:
    """Give the words that tell a gathering apart, without years and "conference"."""
    found = re.findall(r"[^\W\d_]+", title.casefold())
    return frozenset(word for word in found if word not in _WEAK) or frozenset(found)


def _joined(one: Gathering, other: Gathering) -> Gathering:
    known = {(told.kind, told.at[:10]) for told in one.deadlines}
    more = [told for told in other.deadlines if (told.kind, told.at[:10]) not in known]
    return msgspec.structs.replace(
        one,
        deadlines=[*one.deadlines, *more],
        fields=list(dict.fromkeys([*one.fields, *other.fields])),
        place=one.place or other.place,
        country=one.country or other.country,
        online=one.online if other.online is None else one.online or other.online,
        url=one.url or other.url,
    )


def located(gatherings: Sequence[Gathering]) -> list[Gathering]:
    """Fill in the countries of places."""
    return [msgspec.structs.replace(one, country=country_of(one.place)) for one in gatherings]
