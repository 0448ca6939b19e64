"""What left this machine: whom Upslope asked, how often and for what, from its own records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import func, select

from upslope.errors import UpslopeError
from upslope.store.database.schema import alerted, gatherings, mailboxes, runs, validators

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One host that was asked.

    Args:
        host: its name; ``""`` where only the source is known.
        why: for what, in a few words: the names of sources.
        visits: to its lists; 0 where only single addresses are known.
        requests: that these visits took.
        first: ISO 8601 of the first visit, in UTC.
        last: of the last.
    """

    host: str
    why: list[str]
    visits: int = 0
    requests: int = 0
    first: str = ""
    last: str = ""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One channel that was told of openings, as the person asked: of how many, and when last."""

    channel: str
    openings: int
    last: str


class Left:
    """What left one workspace. What is known is what its tables say: nothing is logged for it.

    Args:
        workspace: the person's own.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def mark(self) -> Hashable:
        """Return what changes whenever somebody was asked or told."""
        newest = (func.max(runs.c.number), func.max(runs.c.finished_at), func.max(alerted.c.at))
        counts = (func.count(one) for one in (validators.c.url, gatherings.c.id, mailboxes.c.uid))
        asked = [select(one).scalar_subquery() for one in (*newest, *counts)]
        with self._workspace.store.database.read() as connection:
            return tuple(connection.execute(select(*asked)).one())

    def asked(self) -> list[Asked]:
        """Return the hosts that were asked, those asked last first."""
        found = defaultdict[str, list[Asked]](list)
        for one in (*self._visited(), *self._addresses(), *self._mail()):
            found[one.host].append(one)
        joined = [_joined(host, every) for host, every in found.items()]
        return sorted(joined, key=lambda one: (one.last, one.requests, one.host), reverse=True)

    def told(self) -> list[Told]:
        """Return the channels that were told of openings."""
        query = select(
            alerted.c.channel, func.count().label("openings"), func.max(alerted.c.at).label("last")
        ).group_by(alerted.c.channel)
        with self._workspace.store.database.read() as connection:
            return [Told(**row) for row in connection.execute(query).mappings()]

    def _visited(self) -> Iterator[Asked]:
        """Yield what runs say: their boards, and how many requests these took."""
        query = select(
            runs.c.source,
            runs.c.board,
            func.count().label("visits"),
            func.sum(runs.c.requests).label("requests"),
            func.min(runs.c.started_at).label("first"),
            func.max(runs.c.started_at).label("last"),
        ).where(runs.c.requests > 0)
        with self._workspace.store.database.read() as connection:
            rows = connection.execute(query.group_by(runs.c.source, runs.c.board)).all()
        sources = self._workspace.sources()
        for row in rows:
            source = sources.get(row.source)
            yield Asked(
                host=self._host(row.source, row.board),
                why=[f"openings ({source.label if source else row.source})"],
                visits=row.visits,
                requests=row.requests,
                first=row.first,
                last=row.last,
            )

    def _host(self, source: str, board: str) -> str:
        try:
            return self._workspace.source(source).host(board) or ""
        except UpslopeError:  # a source of an outside package that is gone
            return ""

    def _addresses(self) -> Iterator[Asked]:
        """Yield hosts of single addresses: lists that are asked for again, and of events."""
        columns = ((validators.c.url, "lists and files"), (gatherings.c.origin, "events"))
        with self._workspace.store.database.read() as connection:
            for column, why in columns:
                for address in connection.scalars(select(column).distinct()):
                    if host := _host_of(address):
                        yield Asked(host=host, why=[why])

    def _mail(self) -> Iterator[Asked]:
        with self._workspace.store.database.read() as connection:
            for mailbox in connection.scalars(select(mailboxes.c.mailbox)):
                if host := _host_of(mailbox):
                    yield Asked(host=host, why=["your mailbox"])


def _host_of(address: str) -> str:
    """Return the host of an address of the web or of a mailbox; nothing for a file.

    >>> _host_of("imaps://ada@mail.example/Jobs"), _host_of("talks.ics")
    ('mail.example', '')
    """
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https", "imaps")
        return (parts.hostname or "") if known else ""
    except ValueError:
        return ""


def _joined(host: str, every: list[Asked]) -> Asked:
    """Add up what is known of one host."""
    return Asked(
        host=host,
        why=list(dict.fromkeys(why for one in every for why in one.why)),
        visits=sum(one.visits for one in every),
        requests=sum(one.requests for one in every),
        first=min((one.first for one in every if one.first), default=""),
        last=max(one.last for one in every),
    )
