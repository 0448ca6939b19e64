"""A posting and what was understood of it, as rows of the tables, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from sqlalchemy import RowMapping

from upslope.records import Place, Posting, Salary, Understanding
from upslope.records.filters import place_names, yearly_pay
from upslope.store.database.schema import postings
from upslope.store.storable import replaced

# Fields whose change is news to a reader. ``date_posted`` is not among them: many sources put the
# time of their last re-indexing there. ``clean_title``, ``places`` and ``language`` are ours.
CONTENT = (
    "title",
    "hiring_organization",
    "job_location",
    "job_location_type",
    "employment_type",
    "valid_through",
    "base_salary",
    "description",
)
_SALARY = Salary.__struct_fields__
_PLAIN_COLUMNS = [name for name in Posting.__struct_fields__ if name in postings.c]
_PLAIN = attrgetter(*_PLAIN_COLUMNS)
_PAY_COLUMNS = [f"base_salary_{part}" for part in _SALARY]
_NO_PAY = (None,) * len(_SALARY)
POSTING_COLUMNS = [postings.c[name] for name in (*_PLAIN_COLUMNS, *_PAY_COLUMNS)]


_NUL = b"\\u0000"
_UNDERSTANDING = msgspec.json.Decoder(Understanding)
R = TypeVar("R", bound=msgspec.Struct)


@dataclass(frozen=True)
class Understood:
    """One understanding ready to be stored: its row, and the JSON in it as bytes."""

    values: dict[str, Any]
    document: bytes


@dataclass(frozen=True)
class Row:
    """One posting ready to be stored, without what the run adds."""

    id: str
    closed: bool
    posting: dict[str, Any]
    understood: Understood


def storable(record: R) -> tuple[R, bytes]:
    """Return a record without the characters that no database can hold, and its JSON.

    Each becomes U+FFFD, one for one, so that offsets into a text stay right.

    >>> storable(Place(city="Bo" + chr(0) + "nn"))[0].city
    'Bo�nn'
    """
    try:
        written = msgspec.json.encode(record)
    except UnicodeEncodeError:  # half a surrogate pair
        written = _NUL
    if _NUL not in written:
        return record, written
    values = replaced(msgspec.to_builtins(record))
    return msgspec.convert(values, type(record)), msgspec.json.encode(values)


def row_of(
    posting: Posting, understanding: Understanding, *, reader: str, fingerprint: str | None
) -> Row:
    """Lay a posting out for the tables.

    Raises:
        ValueError: the understanding is of another posting.
    """
    if posting.id != understanding.id:
        raise ValueError(f"understanding {understanding.id} does not belong to {posting.id}")
    is_open = msgspec.structs.replace(posting, closed=False) if posting.closed else posting
    known, written = storable(is_open)
    understood = understood_of(understanding, known.base_salary, reader)
    values = {
        **dict(zip(_PLAIN_COLUMNS, _PLAIN(known), strict=True)),
        **dict(zip(_PAY_COLUMNS, _parts(known.base_salary), strict=True)),
        "places": msgspec.to_builtins(known.places),
        "place_text": place_text(known),
        "fingerprint": fingerprint,
    }
    ours = [reader, values["place_text"], fingerprint, understood.values["yearly_pay"]]
    values["row_hash"] = _hash(written, understood.document, msgspec.json.encode(ours))
    return Row(id=known.id, closed=posting.closed, posting=values, understood=understood)


def understood_of(understanding: Understanding, stated: Salary | None, reader: str) -> Understood:
    """Lay an understanding out; pay is what the source states, else what the text does."""
    known, written = storable(understanding)
    pay = stated or known.base_salary
    values = {
        "posting": known.id,
        "reader": reader,
        "role": known.role,
        "seniority": known.seniority,
        "remote": known.remote,
        "yearly_pay": yearly_pay(pay),
        "pay_currency": pay.currency if pay else None,
        "document": written.decode(),
        "skill_text": skill_text(known),
    }
    return Understood(values, written)


def posting_of(row: Mapping[str, Any] | RowMapping) -> Posting:
    """Rebuild a posting from a row that has ``POSTING_COLUMNS`` and ``open``."""
    values = {name: row[name] for name in _PLAIN_COLUMNS}
    values["places"] = [Place(**place) for place in values["places"]]
    pay = tuple([row[name] for name in _PAY_COLUMNS])
    stated = None if pay == _NO_PAY else Salary(**dict(zip(_SALARY, pay, strict=True)))
    return Posting(**values, base_salary=stated, closed=not row["open"])


def understanding_of(document: str) -> Understanding:
    """Rebuild an understanding from its stored document."""
    return _UNDERSTANDING.decode(document)


def news(before: Mapping[str, Any] | RowMapping, row: Row) -> dict[str, tuple[Any, Any]]:
    """Return the fields whose change is news, with their values before and after.

    Line breaks and repeated spaces are no news.
    """
    old = msgspec.to_builtins(posting_of(before))
    new = msgspec.to_builtins(posting_of({**row.posting, "open": not row.closed}))
    return {
        name: (old[name], new[name]) for name in CONTENT if _plain(old[name]) != _plain(new[name])
    }


def _parts(salary: Salary | None) -> tuple[Any, ...]:
    return _NO_PAY if salary is None else msgspec.structs.astuple(salary)


def place_text(posting: Posting) -> str:
    """Return what a place filter looks in: casefolded names, each between bars.

    >>> place_text(Posting(id="1", source="x", source_id="1", title="", job_location=["Bonn, DE"]))
    '|bonn|de|'
    """
    return _between_bars(place_names(posting))


def skill_text(understanding: Understanding) -> str:
    """Return what a skill filter looks in: as :func:`place_text`, all skills not ruled out.

    >>> from upslope.records import SkillMention
    >>> said = {"surface": "", "field": "title", "start": 0, "end": 0}
    >>> skills = [SkillMention(skill="SQL", need="required", **said),
    ...           SkillMention(skill="R", need="negated", **said)]
    >>> skill_text(Understanding(id="1", skills=skills))
    '|sql|'
    """
    return _between_bars(one.skill.casefold() for one in understanding.affirmed)


def _between_bars(names: Iterable[str]) -> str:
    return "|" + "".join(f"{name}|" for name in names)


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
