"""Applications as a board and a list show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from upslope.apps.web.parts.tracking import when
from upslope.records import ENDED, STATUSES, Application, Status, Written

MOST_CARDS = 30
"""In one column; the others are in the list."""


class Card(NamedTuple):
    """One application: since when it stands where it does, and what of it comes next.

    ``next`` says how far that is; it is ``late`` if it should have been done already.
    """

    application: Application
    since: str
    next: str
    next_day: str
    late: bool
    closed: bool


class Column(NamedTuple):
    """The applications of one status: as many as are shown, and how many there are in all."""

    status: Status
    cards: list[Card]
    total: int


def card(one: Application, closed: Collection[str], today: date) -> Card:
    """Return how an application is shown.

    Args:
        one: the application.
        closed: ids of those whose advert closed.
        today: decides what is late.

    >>> call = Written(id="1", kind="reminder", data={"day": "2026-11-20"}, at="", number=2)
    >>> card(Application(id="a", written=[call]), [], date(2026, 11, 22)).next
    '2 days overdue'
    """
    ahead = [part for part in one.written if _comes(part, today.isoformat())]
    day = min((part.data["day"] for part in ahead), default="")
    return Card(
        one,
        one.steps[-1].day if one.steps else "",
        when(day, today) if day else "",
        day,
        bool(day) and day < today.isoformat(),
        one.id in closed,
    )


def _comes(part: Written, today: str) -> bool:
    day = part.data.get("day", "")
    if not day or part.done:
        return False
    return part.kind == "reminder" or (part.kind == "date" and day >= today)


def columns(cards: Iterable[Card]) -> tuple[list[Column], list[Column]]:
    """Return the columns of what goes on, and those of what ended; what comes next is on top."""
    by_status: dict[Status, list[Card]] = {status: [] for status in STATUSES}
    for one in cards:
        by_status[one.application.status].append(one)
    every = [
        Column(status, sorted(found, key=_urgency)[:MOST_CARDS], len(found))
        for status, found in by_status.items()
    ]
    going = [column for column in every if column.status not in ENDED]
    return going, [column for column in every if column.status in ENDED]


def _urgency(one: Card) -> tuple[str, int]:
    return one.next_day or "9", -one.application.number


SORTS = ("company", "title", "status", "since", "next")
"""What a list can be sorted by; with ``-`` before it, the other way round."""


def ordered(cards: Sequence[Card], by: str) -> list[Card]:
    """Return cards in the order of one of :data:`SORTS`; what says nothing of it comes last.

    >>> one, other = (card(Application(id=id, company=id), (), date(2026, 1, 1)) for id in "ab")
    >>> [found.application.id for found in ordered([one, other], "-company")]
    ['b', 'a']
    """
    name = by.removeprefix("-")
    told = [one for one in cards if _key(one, name) != ""]
    rest = [one for one in cards if _key(one, name) == ""]
    return [*sorted(told, key=lambda one: _key(one, name), reverse=by.startswith("-")), *rest]


def _key(one: Card, name: str) -> str:
    match name:
        case "company":
            return one.application.company.casefold()
        case "title":
            return one.application.title.casefold()
        case "status":
            return str(STATUSES.index(one.application.status))
        case "next":
            return one.next_day
    return one.since


def found(cards: Iterable[Card], text: str, statuses: Collection[str]) -> list[Card]:
    """Return the cards with all words of a text in their company, title, place or notes."""
    wanted = text.casefold().split()
    return [
        one
        for one in cards
        if (not statuses or one.application.status in statuses)
        and all(word in _text(one.application) for word in wanted)
    ]


def _text(one: Application) -> str:
    notes = [part.data.get("text", "") for part in one.written]
    return " ".join([one.company, one.title, one.place, *notes]).casefold()
