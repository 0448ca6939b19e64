"""Rows of a file taken over as applications: each once, and what is known is only moved on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

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


def take_over(rows: Iterable[Row], before: Sequence[JournalEntry], at: str) -> TakenOver:
    """Say which lines a file's rows add to a journal.

    A row is known by its key, by the address of its advert, or by its company and title. What is
    known keeps all that the person wrote; it gets a later status that the file tells of.

    Args:
        rows: as the file lists them.
        before: the whole journal.
        at: now, ISO 8601 in UTC.

    >>> row = Row(company="Quillfish", title="Cook", day="2026-03-01", text="By mail", key="k")
    >>> first = take_over([row], [], "2026-03-02T08:00:00+00:00")
    >>> [line.kind for line in first.lines], len(take_over([row], first.lines, "").lines)
    (['tracked', 'status', 'note'], 0)
    """
    taken, index = TakenOver(), _Index(fold(before).values())
    for row in rows:
        id = id_of("import", row.key)
        known = index.find(id, row)
        line = _writer(known.id if known else id, at)
        if known is None:
            taken.lines += _begun(row, line)
            taken.fresh.append(id)
            index.add(Application(id=id, company=row.company, title=row.title, url=row.url))
        elif steps := list(_further(row, known, line)):
            taken.lines += steps
            taken.moved.append(known.id)
        else:
            taken.known.append(known.id)
    return taken


Write = Callable[..., JournalEntry]


def _writer(application: str, at: str) -> Write:
    def line(kind: EntryKind, name: str, **data: str) -> JournalEntry:
        id = f"{application}.{name}"
        fields: dict[str, Any] = {"kind": kind, "data": fitting(data), "at": at, "by": "import"}
        return JournalEntry(id=id, application=application, **fields)

    return line


def _begun(row: Row, line: Write) -> Iterator[JournalEntry]:
    about = {"company": row.company, "title": row.title, "url": row.url, "place": row.place}
    began = {"day": row.day} if row.day else {}
    yield line("tracked", "tracked", **about, **began)
    for status, day in row.steps():
        yield line("status", status, status=status, day=day or "")
    if row.text:
        yield line("note", "note", text=row.text)


def _further(row: Row, known: Application, line: Write) -> Iterator[JournalEntry]:
    """Give the steps of a row that lie beyond the last one that is known."""
    last = STATUSES.index(known.status)
    for status, day in row.steps():
        if STATUSES.index(status) > last:
            yield line("status", status, status=status, day=day or "")


class _Index:
    """Applications by all that a row can be known by."""

    def __init__(self, known: Iterable[Application]) -> None:
        self._by: dict[object, Application] = {}
        for one in known:
            self.add(one)

    def add(self, one: Application) -> None:
        for key in _keys(one.id, one.url, one.company, one.title):
            self._by.setdefault(key, one)

    def find(self, id: str, row: Row) -> Application | None:
        keys = _keys(id, row.url, row.company, row.title)
        return next((self._by[key] for key in keys if key in self._by), None)


def _keys(id: str, url: str, company: str, title: str) -> list[object]:
    name = company_key(company), re.sub(r"\W+", " ", title).strip().casefold()
    return [id, *([("url", url)] if url else []), *([name] if all(name) else [])]
