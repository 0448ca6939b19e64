"""How far applications come, how long answers take, and how sure that is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

import msgspec
import numpy as np

from upslope.formats.alerts.links import portal_of
from upslope.guide.market.interval import wilson
from upslope.guide.market.survival import DAY, Floats, age_when, between, count, still_open
from upslope.guide.tracker.passage import LADDER, Passage, Stay, passage
from upslope.records.application import Application
from upslope.records.market import Cell, Chart, Column, MarketTable

FEWEST = 5
"""Applications, below which a share or a median would tell of chance alone."""

_SOURCES = ["your tracker"]
_SHARE = [
    Column(name="share", label="share", kind="share"),
    Column(name="low", label="at least", kind="share"),
    Column(name="high", label="at most", kind="share"),
]
_REACHED = "Who reached a step counts for those below it, also where they were not noted."
_SURE = f"Intervals of 95 % by Wilson; no share is told of fewer than {FEWEST}."
_SO_FAR = (
    "Applications that are still open count as not there yet: the share can only grow as their"
    " answers come."
)
_NO_LOT = (
    "You did not draw by lot what to apply for where, so this does not say which place is better."
    " Places whose intervals overlap may not differ at all."
)


def tables(applications: Iterable[Application], today: date) -> list[MarketTable]:
    """Tell of all applications that were sent: steps, their sequence, times, and places.

    With fewer than five, a table is refused with a sentence.

    Args:
        applications: of the tracker; those that are removed, or only saved, are left out.
        today: until when open ones have waited.

    >>> [table.name for table in tables([], date(2026, 4, 1))]
    ['funnel', 'funnel_steps', 'funnel_days', 'funnel_places']
    """
    kept = [one for one in applications if not one.removed]
    ways = [(one.url, passage(one, today)) for one in kept]
    sent = [(url, way) for url, way in ways if way.reached >= 0]
    passages = [way for _, way in sent]
    made = [_steps(passages), _sequence(passages), _days(passages), _places(sent)]
    unsent = {"not sent": len(kept) - len(sent)} if len(kept) > len(sent) else {}
    return [_judged(table, unsent) for table in made]


def _judged(table: MarketTable, excluded: dict[str, int]) -> MarketTable:
    """Say what was left out of a table, and refuse one that stands on too few."""
    table = msgspec.structs.replace(table, excluded=excluded | table.excluded)
    if table.n >= FEWEST:
        return table
    there = "is 1" if table.n == 1 else f"are {table.n}"
    why = f"This needs {FEWEST} applications that were sent; so far there {there}."
    return msgspec.structs.replace(table, rows=[], chart=None, refused=why)


def _steps(ways: Sequence[Passage]) -> MarketTable:
    reached = [sum(way.reached >= at for way in ways) for at in range(len(LADDER))]
    return MarketTable(
        name="funnel",
        title="How far your applications came",
        definition="Of all applications that were sent, the share that reached each step."
        f" {_REACHED} {_SURE}",
        n=len(ways),
        sources=_SOURCES,
        columns=[_text("step"), _count("reached", "reached"), *_SHARE],
        rows=[
            [step, number, *_share(number, len(ways))]
            for step, number in zip(LADDER, reached, strict=True)
        ],
        notes=[_SO_FAR],
        chart=Chart(kind="bars", x="step", y="share", low="low", high="high"),
    )


def _sequence(ways: Sequence[Passage]) -> MarketTable:
    return MarketTable(
        name="funnel_steps",
        title="From step to step",
        definition="Of the applications that reached a step, the share that went on to the next one"
        f" or beyond. {_REACHED} {_SURE}",
        n=len(ways),
        sources=_SOURCES,
        columns=[
            *(_text("step"), _text("next"), _count("reached", "reached")),
            *(_count("further", "went on"), _count("ended", "ended there")),
            *(_count("waiting", "still open"), *_SHARE),
        ],
        rows=[_sequence_row(at, ways) for at in range(len(LADDER) - 1)],
        notes=[_SO_FAR],
    )


def _sequence_row(at: int, ways: Sequence[Passage]) -> list[Cell]:
    there = [way for way in ways if way.reached >= at]
    further = sum(way.reached > at for way in there)
    ended = sum(way.reached == at and way.ended is not None for way in there)
    counted: list[Cell] = [len(there), further, ended, len(there) - further - ended]
    return [LADDER[at], LADDER[at + 1], *counted, *_share(further, len(there))]


def _days(ways: Sequence[Passage]) -> MarketTable:
    stays = [stay for way in ways for stay in way.stays]
    undated = sum(way.undated for way in ways)
    return MarketTable(
        name="funnel_days",
        title="How long answers take",
        definition="Days until half of the applications on a step had the employer's next word: a"
        " further step or a rejection. By Kaplan and Meier: those without an answer count as"
        " waiting, up to today or to the day on which you gave up or withdrew. Intervals of 95 % by"
        " Brookmeyer and Crowley on the scale of log(-log); nothing is told of fewer than"
        f" {FEWEST}.",
        n=len(stays),
        sources=_SOURCES,
        columns=[
            *(_text("step"), _count("applications", "applications")),
            _count("answered", "of them answered"),
            *(_of_days("median", "half answered after"), _of_days("low", "at least")),
            _of_days("high", "at most"),
        ],
        rows=[_days_row(step, [one for one in stays if one.step == step]) for step in LADDER[:-2]],
        excluded={"days not known": undated} if undated else {},
        notes=["Empty: fewer than half have been answered so far, or there are too few."],
    )


def _days_row(step: str, stays: Sequence[Stay]) -> list[Cell]:
    answered = sum(stay.answered for stay in stays)
    if len(stays) < FEWEST:
        return [step, len(stays), answered, None, None, None]
    ages = np.array([max(stay.days * DAY, 1) for stay in stays], dtype=np.int64)
    nothing = np.zeros(len(stays), dtype=np.int64)
    counts = count(nothing, ages, np.array([stay.answered for stay in stays]), nothing, 1)
    curves = (still_open(counts, fewest=1)[0], *between(counts, fewest=1))
    return [step, len(stays), answered, *map(_half, curves)]


def _half(curve: Floats) -> Cell:
    """Return the day on which a curve falls through a half; ``None`` if it does not."""
    found = float(age_when(0.5, curve))
    return math.ceil(found) if math.isfinite(found) else None


def _places(sent: Sequence[tuple[str, Passage]]) -> MarketTable:
    places = Counter(_place(url) for url, _ in sent)
    further = Counter(_place(url) for url, way in sent if way.reached > 0)
    return MarketTable(
        name="funnel_places",
        title="Where the advert stood",
        definition="Of the applications for adverts of a place, the share that came further than"
        f" applied. {_SURE}",
        n=len(sent),
        sources=_SOURCES,
        columns=[
            *(_text("place"), _count("applications", "applications")),
            *(_count("further", "came further"), *_SHARE),
        ],
        rows=[
            [place, number, further[place], *_share(further[place], number)]
            for place, number in sorted(places.items(), key=lambda one: (-one[1], one[0]))
        ],
        notes=[_NO_LOT, _SO_FAR],
    )


def _place(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        host = ""
    return portal_of(host) or ("employer or other site" if host else "not noted")


def _share(part: int, whole: int) -> list[Cell]:
    if whole < FEWEST:
        return [None, None, None]
    low, high = wilson(part / whole, whole)
    return [part / whole, float(low), float(high)]


def _text(name: str) -> Column:
    return Column(name=name, label=name)


def _count(name: str, label: str) -> Column:
    return Column(name=name, label=label, kind="count")


def _of_days(name: str, label: str) -> Column:
    return Column(name=name, label=label, kind="days", unit="days")
