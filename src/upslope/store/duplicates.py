"""Postings that are the same opening: linked, shown as one, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from upslope.errors import NotFoundError
from upslope.store.batches import chunks, fill, revise
from upslope.store.blocks import note_compared
from upslope.store.database.engine import Database
from upslope.store.database.schema import duplicate_links, postings


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One posting that stands behind another, ``canonical``, which is shown for both.

    ``by`` is who says so; ``probability`` how sure that is, 0 to 1.
    """

    posting: str
    canonical: str
    why: str
    probability: float = 1.0
    by: Literal["fingerprint", "model", "person"] = "model"


class Duplicates:
    """The links between postings. Groups are flat: every link leads to the one that is shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def link(self, links: Iterable[Link]) -> None:
        """Put postings behind others. What a person unlinked, only a person links again.

        Raises:
            NotFoundError: a posting is not stored.
        """
        with self._database.write() as connection:
            for one in links:
                pair = (one.posting, one.canonical)
                _require(connection, *pair)
                if one.by == "person" or not _any_apart(connection, pair):
                    _join(connection, one)

    def unlink(self, posting: str) -> None:
        """Take a posting out of its group for good; the rest of the group stays together.

        Raises:
            NotFoundError: the posting is not stored.
        """
        with self._database.write() as connection:
            _require(connection, posting)
            revise(connection, _group(connection, posting))
            _hand_over(connection, posting)
            connection.execute(delete(duplicate_links).where(duplicate_links.c.posting == posting))
            connection.execute(
                insert(duplicate_links),
                {
                    "posting": posting,
                    "canonical": None,
                    "why": "taken out of its group",
                    "probability": 1.0,
                    "by": "person",
                },
            )

    def around(self, ids: Collection[str]) -> set[str]:
        """Return some postings and all that are in a group with one of them."""
        with self._database.read() as connection:
            links = _linked(connection, ids)
            shown = {*ids, *filter(None, links.values())}
            return shown | _behind(connection, shown)

    def roots(self, ids: Collection[str]) -> dict[str, str]:
        """Return, for some postings and all in a group with one of them, which one is shown."""
        with self._database.read() as connection:
            links = _linked(connection, ids)
            shown = {links.get(id) or id for id in ids}
            behind = _linked(connection, _behind(connection, shown))
        return {id: behind.get(id) or id for id in {*ids, *shown, *behind}}

    def said(self, ids: Iterable[str]) -> Said:
        """Return what a person said of postings."""
        columns = (duplicate_links.c.posting, duplicate_links.c.canonical)
        said = Said(set(), [])
        with self._database.read() as connection:
            for chunk in chunks(ids):
                by_person = duplicate_links.c.by == "person"
                query = select(*columns).where(by_person, duplicate_links.c.posting.in_(chunk))
                for posting, canonical in connection.execute(query):
                    if canonical is None:
                        said.alone.add(posting)
                    else:
                        said.together.append((posting, canonical))
        return said

    def regroup(self, members: Collection[str], links: Sequence[Link]) -> None:
        """Link postings anew, and note that they were compared.

        What a model or equal fingerprints said of the members before is forgotten; what a person
        said stays, but leads to the posting that is shown now.

        Args:
            members: all postings of the groups that may have changed.
            links: their links; a member without one stands alone, or is shown for others.
        """
        with self._database.write() as connection:
            before = _rows(connection, members)
            said = {id: row for id, row in before.items() if row["by"] == "person"}
            after = {
                link.posting: msgspec.structs.asdict(link)
                | ({key: said[link.posting][key] for key in _WHOSE} if link.posting in said else {})
                for link in links
            }
            after |= {id: row for id, row in said.items() if row["canonical"] is None}
            changed = [id for id in {*before, *after} if before.get(id) != after.get(id)]
            for chunk in chunks(changed):
                gone = duplicate_links.c.posting.in_(chunk)
                connection.execute(delete(duplicate_links).where(gone))
            fill(connection, duplicate_links, [after[id] for id in changed if id in after])
            moved = (row.get(id, {}).get("canonical") for id in changed for row in (before, after))
            revise(connection, {*changed, *filter(None, moved)})
            note_compared(connection, members)

    def of(self, posting: str) -> list[Link]:
        """Return the links of a posting's whole group, empty if it stands alone."""
        names = Link.__struct_fields__
        with self._database.read() as connection:
            query = select(*(duplicate_links.c[name] for name in names))
            rows = connection.execute(
                query.where(duplicate_links.c.canonical == root(connection, posting)).order_by(
                    duplicate_links.c.posting
                )
            )
            return [Link(**row) for row in rows.mappings()]


class Said(NamedTuple):
    """What a person said of postings: which stand alone for good, and which belong together."""

    alone: set[str]
    together: list[tuple[str, str]]


def relink(connection: Connection, fingerprints: Iterable[str]) -> None:
    """Link all postings of equal fingerprint to the one seen first.

    Links that fingerprints once made are made again from scratch, so that a posting whose text
    changed leaves its old group. What a model or a person said stays.
    """
    for chunk in chunks(sorted(fingerprints)):
        columns = (postings.c.fingerprint, postings.c.id)
        members = connection.execute(
            select(*columns)
            .where(postings.c.fingerprint.in_(chunk))
            .order_by(postings.c.fingerprint, postings.c.first_seen, postings.c.id)
        ).all()
        rows = _rows(connection, [row.id for row in members])
        before = {id: row["canonical"] for id, row in rows.items()}
        made = {id for id, row in rows.items() if row["by"] == "fingerprint"}
        forget_prints(connection, made)
        taken = {id: shown for id, shown in before.items() if id not in made}
        links: list[dict[str, object]] = []
        for _, group in groupby(members, key=lambda row: row.fingerprint):
            ids = [row.id for row in group if taken.get(row.id, "") is not None]
            links += _behind_first(connection, ids, taken) if len(ids) > 1 else []
        fill(connection, duplicate_links, links)
        after = taken | {str(link["posting"]): str(link["canonical"]) for link in links}
        moved = [row.id for row in members if after.get(row.id) != before.get(row.id)]
        shown = (links.get(id) for id in moved for links in (before, after))
        revise(connection, {*moved, *filter(None, shown)})


def root(connection: Connection, posting: str) -> str:
    """Return the posting that is shown for this one: itself, unless it stands behind another."""
    query = select(duplicate_links.c.canonical).where(duplicate_links.c.posting == posting)
    return connection.scalar(query) or posting


def _behind_first(
    connection: Connection, ids: list[str], taken: dict[str, str | None]
) -> list[dict[str, object]]:
    shown = root(connection, ids[0])
    return [
        {
            "posting": id,
            "canonical": shown,
            "why": "same text",
            "probability": 1.0,
            "by": "fingerprint",
        }
        for id in ids
        if id != shown and id not in taken
    ]


def forget_prints(connection: Connection, ids: Iterable[str]) -> None:
    """Delete the links of some postings that equal fingerprints made."""
    for chunk in chunks(ids):
        connection.execute(
            delete(duplicate_links).where(
                duplicate_links.c.by == "fingerprint", duplicate_links.c.posting.in_(chunk)
            )
        )


def _linked(connection: Connection, ids: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    columns = (duplicate_links.c.posting, duplicate_links.c.canonical)
    for chunk in chunks(ids):
        query = select(*columns).where(duplicate_links.c.posting.in_(chunk))
        found |= {row.posting: row.canonical for row in connection.execute(query)}
    return found


_WHOSE = ("why", "probability", "by")


def _rows(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the links of some postings, whole."""
    found: dict[str, dict[str, Any]] = {}
    for chunk in chunks(ids):
        query = select(duplicate_links).where(duplicate_links.c.posting.in_(chunk))
        found |= {row["posting"]: dict(row) for row in connection.execute(query).mappings()}
    return found


def _behind(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return the postings that stand behind some others."""
    found: set[str] = set()
    for chunk in chunks(ids):
        query = select(duplicate_links.c.posting).where(duplicate_links.c.canonical.in_(chunk))
        found |= set(connection.scalars(query))
    return found


def _require(connection: Connection, *ids: str) -> None:
    for id in ids:
        if connection.scalar(select(postings.c.id).where(postings.c.id == id)) is None:
            raise NotFoundError(f"There is no posting {id}.", next="See: upslope search")


def _any_apart(connection: Connection, ids: tuple[str, ...]) -> bool:
    return None in _linked(connection, ids).values()


def _join(connection: Connection, link: Link) -> None:
    shown = root(connection, link.canonical)
    if shown in (link.posting, root(connection, link.posting)):
        return  # one group already
    revise(connection, {*_group(connection, link.posting), shown})
    connection.execute(delete(duplicate_links).where(duplicate_links.c.posting == link.posting))
    connection.execute(
        update(duplicate_links)
        .where(duplicate_links.c.canonical == link.posting)
        .values(canonical=shown)
    )
    connection.execute(
        insert(duplicate_links), {**msgspec.structs.asdict(link), "canonical": shown}
    )


def _group(connection: Connection, posting: str) -> list[str]:
    """Return a posting's whole group, itself and the one that is shown among them."""
    shown = root(connection, posting)
    query = select(duplicate_links.c.posting).where(duplicate_links.c.canonical == shown)
    return list({posting, shown, *connection.scalars(query)})


def _hand_over(connection: Connection, posting: str) -> None:
    """Let the next of the group be shown in place of the posting that leaves."""
    behind = duplicate_links.c.canonical == posting
    query = select(duplicate_links.c.posting).where(behind).order_by(duplicate_links.c.posting)
    heir = connection.scalar(query.limit(1))
    if heir is not None:
        connection.execute(delete(duplicate_links).where(duplicate_links.c.posting == heir))
        connection.execute(update(duplicate_links).where(behind).values(canonical=heir))
