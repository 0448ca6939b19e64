"""Rows of a file taken over as applications: each once, and what is known is only moved on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from upslope.guide.tracker.fold import fold
from upslope.guide.tracker.rows import Row
from upslope.guide.tracker.written import fitting, id_of
from upslope.normalize.company import company_key
from upslope.records import STATUSES, Application, EntryKind, JournalEntry


class TakenOver(msgspec.Struct, kw_only=True):
    """The lines that rows add, and what became of the rows: ids of applications."""

    lines: list[JournalEntry] = []
    fresh: list[str] = []
    moved: list[str] = []
    known: list[str] = []


def take_over(rows: Sequence[Row], before: Sequence[JournalEntry], at: str) -> TakenOver:
    """Say which lines a file's rows add to a journal.

    A row is known by its key, by the address of its advert, or by its company and title; of two
    rows alike, the second is an application of its own. What is known keeps all that the person
    wrote; it gets a later status that the file tells of.

    Args:
        rows: as the file lists them, each with a key of its own.
        before: the whole journal.
        at: now, ISO 8601 in UTC.

    >>> row = Row(company="Quillfish", title="Cook", day="2026-03-01", text="By mail", key="k")
    >>> first = take_over([row], [], "2026-03-02T08:00:00+00:00")
    >>> [line.kind for line in first.lines], len(take_over([row], first.lines, "").lines)
    (['tracked', 'status', 'note'], 0)
    """
    taken, known = TakenOver(), fold(before)
    said = {line.id for line in before}  # what the person took back stays so
    named = _by_name(known.values())
    ids = [id_of("import", row.key) for row in rows]
    claimed = known.keys() & set(ids)
    for id, row in zip(ids, rows, strict=True):
        names = _names(_about(row))
        alike = (one for name in names for one in named.get(name, ()) if one.id not in claimed)
        found = known.get(id) or next(alike, None)
        application = found.id if found else id
        lines = _further(row, found) if found else _begun(row)
        fresh = [one for one in _written(application, lines, at) if one.id not in said]
        taken.lines += fresh
        into = (taken.moved if fresh else taken.known) if found else taken.fresh
        into.append(application)
        claimed.add(application)
    return taken


Line = tuple[EntryKind, str, dict[str, str]]
"""Its kind, what tells it from others of its application, its data."""


def _written(application: str, lines: Iterable[Line], at: str) -> Iterator[JournalEntry]:
    for kind, name, data in lines:
        yield JournalEntry(
            id=f"{application}.{name}",
            application=application,
            kind=kind,
            data=fitting(data),
            at=at,
            by="import",
        )


def _begun(row: Row) -> Iterator[Line]:
    yield "tracked", "tracked", _about(row) | ({"day": row.day} if row.day else {})
    yield from _steps(row)
    if row.text.strip():
        yield "note", "note", {"text": row.text}


def _further(row: Row, known: Application) -> Iterator[Line]:
    """Give the steps of a row that lie beyond the last one that is known."""
    last = STATUSES.index(known.status)
    return (step for step in _steps(row) if STATUSES.index(step[2]["status"]) > last)


def _steps(row: Row) -> Iterator[Line]:
    for status, day in row.steps():
        yield "status", status, {"status": status, "day": day or ""}


def _about(row: Row) -> dict[str, str]:
    said = {"company": row.company, "title": row.title, "url": row.url, "place": row.place}
    return fitting(said)


def _by_name(known: Iterable[Application]) -> dict[object, list[Application]]:
    """Give applications by all that a row can be known by, the oldest first."""
    found = defaultdict[object, list[Application]](list)
    for one in sorted(known, key=lambda one: one.began):
        for name in _names({"url": one.url, "company": one.company, "title": one.title}):
            found[name].append(one)
    return found


def _names(about: Mapping[str, str]) -> list[object]:
    name = company_key(about["company"]), re.sub(r"\W+", " ", about["title"]).strip().casefold()
    return [*([about["url"]] if about["url"] else []), *([name] if all(name) else [])]
