"""A posting and what was understood of it, as rows of the tables, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import RowMapping

from upslope.records import Place, Posting, Salary, Understanding
from upslope.records.filters import place_names, yearly_pay
from upslope.store.schema import postings
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
POSTING_COLUMNS = [
    postings.c[name]
    for name in (*Posting.__struct_fields__, *(f"base_salary_{part}" for part in _SALARY))
    if name in postings.c
]


@dataclass(frozen=True)
class Understood:
    """One understanding ready to be stored: its row, and a row for each distinct skill."""

    values: dict[str, Any]
    skills: list[dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One posting ready to be stored, without what the run adds."""

    id: str
    closed: bool
    posting: dict[str, Any]
    understood: Understood


def storable(record: msgspec.Struct) -> dict[str, Any]:
    """Return a record as builtins without the characters that no database can hold.

    Each becomes U+FFFD, one for one, so that offsets into a text stay right.

    >>> storable(Place(city="Bo" + chr(0) + "nn"))["city"]
    'Bo�nn'
    """
    values: dict[str, Any] = msgspec.to_builtins(record)
    try:
        clean = b"\\u0000" not in msgspec.json.encode(record)
    except UnicodeEncodeError:
        clean = False
    return values if clean else replaced(values)


def row_of(
    posting: Posting, understanding: Understanding, *, reader: str, fingerprint: str | None
) -> Row:
    """Lay a posting out for the tables.

    Raises:
        ValueError: the understanding is of another posting.
    """
    if posting.id != understanding.id:
        raise ValueError(f"understanding {understanding.id} does not belong to {posting.id}")
    values = storable(posting)
    pay = values.pop("base_salary") or {}
    closed = values.pop("closed")
    values |= {f"base_salary_{part}": pay.get(part) for part in _SALARY}
    values |= {"place_text": place_text(posting), "fingerprint": fingerprint}
    understood = understood_of(understanding, posting.base_salary, reader)
    return Row(
        id=values["id"],
        closed=closed,
        posting={**values, "row_hash": _hash([values, understood.values])},
        understood=understood,
    )


def understood_of(understanding: Understanding, stated: Salary | None, reader: str) -> Understood:
    """Lay an understanding out; pay is what the source states, else what the text does."""
    document = storable(understanding)
    pay = stated or understanding.base_salary
    values = {
        "posting": document["id"],
        "reader": reader,
        "role": document["role"],
        "seniority": document["seniority"],
        "remote": document["remote"],
        "yearly_pay": yearly_pay(pay),
        "pay_currency": pay.currency if pay else None,
        "document": msgspec.json.encode(document).decode(),
    }
    needs = {mention["skill"]: mention["need"] for mention in document["skills"]}
    skills = [
        {"posting": document["id"], "skill": skill, "need": need} for skill, need in needs.items()
    ]
    return Understood(values, skills)


def posting_of(row: Mapping[str, Any] | RowMapping) -> Posting:
    """Rebuild a posting from a row that has ``POSTING_COLUMNS`` and ``open``."""
    values = {name: row[name] for name in Posting.__struct_fields__ if name in row}
    pay = {part: row[f"base_salary_{part}"] for part in _SALARY}
    values["base_salary"] = Salary(**pay) if any(v is not None for v in pay.values()) else None
    values["places"] = [Place(**place) for place in row["places"]]
    return Posting(**values, closed=not row["open"])


def understanding_of(document: str) -> Understanding:
    """Rebuild an understanding from its stored document."""
    return msgspec.json.decode(document, type=Understanding)


def news(before: Mapping[str, Any] | RowMapping, row: Row) -> dict[str, tuple[Any, Any]]:
    """Return the fields whose change is news, with their values before and after.

    Line breaks and repeated spaces are no news.
    """
    old = msgspec.to_builtins(posting_of(before))
    new = msgspec.to_builtins(posting_of({**row.posting, "open": not row.closed}))
    return {
        name: (old[name], new[name]) for name in CONTENT if _plain(old[name]) != _plain(new[name])
    }


def place_text(posting: Posting) -> str:
    """Return what a place filter looks in: casefolded names, each between bars.

    >>> place_text(Posting(id="1", source="x", source_id="1", title="", job_location=["Bonn, DE"]))
    '|bonn|de|'
    """
    text = "|" + "".join(f"{name}|" for name in place_names(posting))
    return str(replaced(text))


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _hash(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()
