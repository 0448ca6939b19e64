"""What the person says is true of a posting: kept as a log, and put in place of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from upslope.records import Correction, SkillMention, Understanding
from upslope.store.database.engine import Database
from upslope.store.database.schema import corrections
from upslope.store.rows import Understood, skill_text, understanding_of
from upslope.store.storable import replaced

_COLUMNS = [corrections.c[name] for name in Correction.__struct_fields__]


class Corrections:
    """The log of corrections. The latest of a posting's field, or of one skill of it, holds.

    They are put in place of what models and rules answer whenever an understanding is stored; to
    show a new one at once, the posting is understood again.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, said: Iterable[Correction]) -> None:
        """Note corrections of stored postings, all in one transaction.

        Raises:
            StoreError: they could not be stored; none of them is.
        """
        with self._database.write() as connection:
            for one in said:
                row = msgspec.to_builtins(one)
                connection.execute(insert(corrections), replaced(row))

    def all(self, posting: str | None = None) -> list[Correction]:
        """Everything that was said, of one posting or of all, oldest first."""
        with self._database.read() as connection:
            return _read(connection, None if posting is None else [posting])

    def in_force(self, posting: str | None = None) -> list[Correction]:
        """What holds now, of one posting or of all: the labels to learn from."""
        return latest(self.all(posting))


def latest(said: Iterable[Correction]) -> list[Correction]:
    """Return the last of each field, or skill, unless it was taken back.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 11, 21, tzinfo=UTC)
    >>> first = Correction(posting="1", field="role", answered="other", truth="data_analyst", at=at)
    >>> second = msgspec.structs.replace(first, truth="data_engineer")
    >>> [one.truth for one in latest([first, second])]
    ['data_engineer']
    >>> latest([first, msgspec.structs.replace(first, taken_back=True)])
    []
    """
    last = {(one.posting, one.field, _skill(one)): one for one in said}
    return [one for one in last.values() if not one.taken_back]


def corrected(understood: Understanding, said: Iterable[Correction]) -> Understanding:
    """Return an understanding with what the person said in place of what was read.

    A skill that the text does not show is added as required, at no place in the text.

    >>> from datetime import UTC, datetime
    >>> said = Correction(posting="1", field="min_years", answered="", truth="3",
    ...                   at=datetime(2026, 11, 21, tzinfo=UTC))
    >>> corrected(Understanding(id="1"), [said]).min_years
    3
    """
    changes: dict[str, Any] = {}
    skills = {mention.skill: mention for mention in understood.skills}
    for one in said:
        if one.field == "skills" and not one.truth:
            skills.pop(one.answered, None)
        elif one.field == "skills":
            if one.truth not in skills or skills[one.truth].need == "negated":
                skills[one.truth] = _named_by_person(one.truth)
        elif one.field == "min_years":
            changes["min_years"] = int(one.truth) if one.truth else None
        else:
            changes[one.field] = one.truth
            if one.field == "role":
                changes["role_probability"] = 1.0
    return msgspec.structs.replace(understood, **changes, skills=list(skills.values()))


def apply(connection: Connection, rows: Sequence[Understood]) -> list[Understood]:
    """Put what the person said of some postings in place of what was read of them."""
    said: dict[str, list[Correction]] = {}
    for one in latest(_read(connection, [row.values["posting"] for row in rows])):
        said.setdefault(one.posting, []).append(one)
    return [_apply(row, said.get(row.values["posting"], [])) for row in rows]


def _apply(row: Understood, said: list[Correction]) -> Understood:
    if not said:
        return row
    known = corrected(understanding_of(row.values["document"]), said)
    document = msgspec.json.encode(known)
    shown = {name: getattr(known, name) for name in ("role", "seniority", "remote")}
    texts = {"document": document.decode(), "skill_text": skill_text(known)}
    return Understood(row.values | shown | texts, document)


def _named_by_person(skill: str) -> SkillMention:
    return SkillMention(
        skill=skill, surface="", need="required", field="description", start=0, end=0
    )


def _skill(one: Correction) -> str:
    """A posting has many skills, each right or wrong by itself."""
    return (one.truth or one.answered) if one.field == "skills" else ""


def _read(connection: Connection, ids: Sequence[str] | None) -> list[Correction]:
    query = select(*_COLUMNS).order_by(corrections.c.number)
    if ids is not None:
        query = query.where(corrections.c.posting.in_(ids))
    names = Correction.__struct_fields__
    return [
        msgspec.convert(dict(zip(names, row, strict=True)), Correction)
        for row in connection.execute(query)
    ]
