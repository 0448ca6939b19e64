"""What is the person's own: what they want, what they chose, what their repositories show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Integer, cast, delete, func, insert, select, update

from upslope.errors import NotFoundError
from upslope.records import Choice, ChoiceKind, Claim, Profile, Repository
from upslope.store.database.engine import Database
from upslope.store.database.schema import (
    choices,
    claims,
    corrections,
    journal,
    postings,
    profile,
    repositories,
)
from upslope.store.runs import now
from upslope.store.storable import replaced

_ME = "me"


class Person:
    """The tables that speak of the person and of nobody else.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> person = Person(database)
    >>> person.want(Profile(roles=["ml_engineer"]))
    >>> person.profile().roles
    ['ml_engineer']
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self, *, tracked: bool = True) -> tuple[object, ...]:
        """Return what changes whenever the person says, chooses, shows or writes something.

        Args:
            tracked: whether what is written of applications counts.
        """
        newest = [
            func.max(table.c[column])
            for table, column in (
                (profile, "at"),
                (choices, "at"),
                (claims, "number"),
                (corrections, "number"),
                *([(journal, "number")] if tracked else []),
            )
        ]
        counts = [
            func.count(choices.c.at),
            func.sum(cast(choices.c.learned, Integer)),
            func.count(claims.c.number),
        ]
        asked = [select(one).scalar_subquery() for one in (*newest, *counts)]
        with self._database.read() as connection:
            return tuple(connection.execute(select(*asked)).one())

    def profile(self) -> Profile:
        """Return what the person wants; an empty profile where they did not say."""
        with self._database.read() as connection:
            text = connection.scalar(select(profile.c.document).where(profile.c.key == _ME))
        return msgspec.json.decode(text, type=Profile) if text else Profile()

    def want(self, wanted: Profile) -> None:
        """Keep what the person wants, in place of what they said before.

        Raises:
            StoreError: it could not be stored; what was said before holds.
        """
        row = {"key": _ME, "document": msgspec.json.encode(wanted).decode(), "at": now()}
        with self._database.write() as connection:
            connection.execute(delete(profile).where(profile.c.key == _ME))
            connection.execute(insert(profile), replaced(row))

    def choose(self, ids: Iterable[str], choice: ChoiceKind) -> None:
        """Note what the person did with stored postings; saying it again changes nothing.

        After :meth:`forget_learned` it is said anew, and counts.

        A posting cannot be hidden and saved at once: the later word holds.

        Raises:
            NotFoundError: a posting is not stored; nothing is noted.
        """
        opposed = {"hidden": ("saved", "applied")}.get(choice, ("hidden",))
        with self._database.write() as connection:
            for id in dict.fromkeys(ids):
                if connection.scalar(select(postings.c.id).where(postings.c.id == id)) is None:
                    raise NotFoundError(f"No posting {id!r} is stored.", next="See: upslope search")
                mine = choices.c.posting == id
                connection.execute(delete(choices).where(mine & choices.c.choice.in_(opposed)))
                same = mine & (choices.c.choice == choice) & choices.c.learned
                if connection.scalar(select(choices.c.at).where(same)) is None:
                    connection.execute(delete(choices).where(mine & (choices.c.choice == choice)))
                    row = Choice(posting=id, choice=choice, at=now())
                    connection.execute(insert(choices), msgspec.structs.asdict(row))

    def take_back(self, ids: Iterable[str]) -> int:
        """Take back everything that was done with some postings; return how many choices."""
        with self._database.write() as connection:
            gone = delete(choices).where(choices.c.posting.in_(list(ids)))
            return connection.execute(gone).rowcount

    def forget_learned(self) -> int:
        """Keep the choices, but learn nothing from those made so far; return how many."""
        with self._database.write() as connection:
            all_of_it = update(choices).where(choices.c.learned).values(learned=False)
            return connection.execute(all_of_it).rowcount

    def choices(self) -> list[Choice]:
        """Return all choices, oldest first."""
        query = select(choices).order_by(choices.c.at, choices.c.posting, choices.c.choice)
        with self._database.read() as connection:
            return [Choice(**row) for row in connection.execute(query).mappings()]

    def show(self, repository: Repository, shown: Sequence[Claim]) -> None:
        """Keep what a repository shows, in place of what it showed before.

        Raises:
            StoreError: it could not be stored; what it showed before is kept.
        """
        read = {
            "path": repository.path,
            "read_at": repository.read_at,
            "document": msgspec.json.encode(repository).decode(),
        }
        with self._database.write() as connection:
            connection.execute(delete(repositories).where(repositories.c.path == repository.path))
            connection.execute(insert(repositories), replaced(read))
            connection.execute(delete(claims).where(claims.c.repository == repository.path))
            if shown:
                rows = [_row(repository.path, claim) for claim in shown]
                connection.execute(insert(claims), rows)

    def forget_repository(self, path: str) -> bool:
        """Forget a repository and what it shows; say whether it was known."""
        with self._database.write() as connection:
            connection.execute(delete(claims).where(claims.c.repository == path))
            gone = delete(repositories).where(repositories.c.path == path)
            return connection.execute(gone).rowcount > 0

    def repositories(self) -> list[Repository]:
        """Return the repositories that were read, by path."""
        query = select(repositories.c.document).order_by(repositories.c.path)
        with self._database.read() as connection:
            found = connection.scalars(query)
            return [msgspec.json.decode(text, type=Repository) for text in found]

    def claims(self, repository: str | None = None) -> list[Claim]:
        """Return what repositories, or one by its path, show, in the order it was read."""
        query = select(claims.c.document).order_by(claims.c.number)
        if repository is not None:
            query = query.where(claims.c.repository == repository)
        with self._database.read() as connection:
            return [msgspec.json.decode(text, type=Claim) for text in connection.scalars(query)]


def _row(repository: str, claim: Claim) -> dict[str, str]:
    row = {name: str(getattr(claim, name)) for name in ("kind", "subject", "step")}
    document = msgspec.json.encode(claim).decode()
    row = row | {"repository": repository, "document": document}
    return {name: str(replaced(value)) for name, value in row.items()}
