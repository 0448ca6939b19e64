"""What mails seem to say of applications, and what the person answered to that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec
from sqlalchemy import insert, select, update

from upslope.errors import NotFoundError, UsageError
from upslope.records import Suggestion
from upslope.store.database.engine import Database
from upslope.store.database.schema import suggestions
from upslope.store.runs import now
from upslope.store.storable import replaced

Answer = Literal["agreed", "dismissed"]


class Suggestions:
    """The table of suggestions; an answer is kept, so that the same mail never asks twice.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = Suggestions(database)
    >>> one = Suggestion(id="1", application=None, status="rejected", day="2026-11-02",
    ...                  quote="We chose another.", sender="hr@quillfish.example", subject="")
    >>> len(kept.put([one])), len(kept.put([one])), len(kept.waiting())
    (1, 0, 1)
    >>> kept.answer("1", "dismissed")
    >>> len(kept.put([one])), len(kept.waiting())
    (0, 0)
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, found: Iterable[Suggestion]) -> list[Suggestion]:
        """Keep suggestions; return those that were not known."""
        fresh = []
        with self._database.write() as connection:
            for one in found:
                known = select(suggestions.c.id).where(suggestions.c.id == one.id)
                if connection.scalar(known) is None:
                    document = msgspec.json.encode(replaced(msgspec.to_builtins(one))).decode()
                    row = {"id": one.id, "document": document, "at": now()}
                    connection.execute(insert(suggestions), row)
                    fresh.append(one)
        return fresh

    def waiting(self) -> list[Suggestion]:
        """Return those that the person did not answer yet, the newest mail first."""
        query = select(suggestions.c.document).where(suggestions.c.answer.is_(None))
        with self._database.read() as connection:
            texts = connection.scalars(query.order_by(suggestions.c.at, suggestions.c.id)).all()
        found = [msgspec.json.decode(text, type=Suggestion) for text in texts]
        return sorted(found, key=lambda one: one.day, reverse=True)

    def get(self, id: str) -> Suggestion:
        """Return one that waits, by the beginning of its id.

        Raises:
            UsageError: none that waits begins so, or several do.
        """
        found = [one for one in self.waiting() if id and one.id.startswith(id)]
        exact = [one for one in found if one.id == id] or found
        if len(exact) != 1:
            see = "See: upslope track replies"
            if found:
                raise UsageError(f"Several suggestions begin with {id!r}.", next=see)
            raise NotFoundError(f"No suggestion that waits begins with {id[:100]!r}.", next=see)
        return exact[0]

    def answer(self, id: str, answer: Answer) -> None:
        """Note what the person said to one."""
        with self._database.write() as connection:
            said = update(suggestions).where(suggestions.c.id == id)
            connection.execute(said.values(answer=answer))
