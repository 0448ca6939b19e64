"""What the index holds of a posting."""

from __future__ import annotations

import math
import struct
from datetime import date, datetime
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path

from tantivy import Document, Index, Order, Schema, SchemaBuilder

from upslope.formats.values import day as day_in
from upslope.index.words import UNSPACED_LANGUAGES, analyzer, parted, spelled, text_analyzer
from upslope.records import Change, Posting, Understanding
from upslope.records.filters import place_names, yearly_pay

VERSION = 3
"""Of all that is decided here: another one, another folder, and the index is built anew."""

_WORDS = {"title": "words", "company": "words", "heading": "words", "text": "text"}
_NAMES = ("id", "place", "unstated", "currency")
_COUNTED = ("role", "seniority", "remote", "source", "skill", "country", "employer")

_APART = " the" * 9 + " "
"""Between the parts of the text: the places of words that are left out, so that no phrase of one
part and the next is found; a phrase with more function words on end than that is no phrase."""


def _schema() -> Schema:
    builder = SchemaBuilder()
    for name, cut_by in _WORDS.items():
        builder.add_text_field(name, tokenizer_name=cut_by)
    for name in (*_NAMES, *_COUNTED):
        builder.add_text_field(
            name,
            stored=name == "id",
            fast=name in _COUNTED,
            tokenizer_name="raw",
            index_option="basic",
        )
    builder.add_bytes_field("first_seen", stored=True)
    for name in ("open", "behind", "grouped", "day"):
        builder.add_integer_field(name, indexed=True)
    for name in ("group", "newest"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("pay", indexed=True)
    builder.add_float_field("recency", fast=True)
    return builder.build()


SCHEMA = _schema()


def open_index(folder: Path, *, create: bool = False) -> Index:
    """Open the index in a folder, or make one there.

    Raises:
        ValueError: there is none, it is damaged or has another schema (tantivy knows one error).
    """
    # Sorted so that the few duplicates stand together: to look through them is to skip the rest.
    # The rest by length: what stands where in texts of one length takes 4 % less room.
    make = partial(Index, SCHEMA, sort_by_field="group", sort_order=Order.Desc)
    index = make(str(folder)) if create else Index.open(str(folder))
    index.register_tokenizer("words", analyzer())
    index.register_tokenizer("text", text_analyzer())
    index.config_reader("manual")
    return index


def document(change: Change) -> Document:
    """Lay a posting out for the index."""
    posting, understanding = change.posting, change.understanding
    places = place_names(posting)
    pay = posting.base_salary or understanding.base_salary
    amount, day = yearly_pay(pay), day_of(posting.date_posted)
    seen = _moment(change.first_seen)
    title, company = _spelled(posting.title), _spelled(posting.hiring_organization or "")
    heading = [title, company, *map(_spelled, posting.job_location)]
    made = Document(
        id=posting.id,
        title=title,
        heading=heading,
        text=_APART.join([*heading, _text(posting)]),
        place=places,
        country=list(dict.fromkeys(place.country for place in posting.places if place.country)),
        role=understanding.role,
        seniority=understanding.seniority,
        remote=understanding.remote,
        source=posting.source,
        skill=sorted({one.skill for one in understanding.affirmed}),
        unstated=_unstated(understanding, pay=amount, place=places, day=day),
        open=int(not posting.closed),
        newest=_newest(posting.date_posted, seen),
        recency=_recency(day or seen.toordinal()),
    )
    if posting.hiring_organization:
        made.add_text("company", company)
        made.add_text("employer", posting.hiring_organization)
    is_behind = change.shown_as != posting.id
    is_grouped = is_behind or change.stands_for_others
    if not is_grouped:
        made.add_integer("group", len(posting.description or ""))
    else:
        made.add_integer("group", _group(change.shown_as, is_behind=is_behind))
        made.add_integer("grouped", 1)
        made.add_integer("behind", int(is_behind))
        made.add_bytes("first_seen", change.first_seen.encode())
    if pay and pay.currency:
        made.add_text("currency", pay.currency)
    if amount is not None:
        made.add_float("pay", amount)
    if day is not None:
        made.add_integer("day", day)
    return made


@lru_cache(maxsize=1_000)  # all that one run brings was first seen at one moment
def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


@lru_cache(maxsize=20_000)
def day_of(moment: str | None) -> int | None:
    """Return the number of an ISO 8601 date's day, or ``None`` if it is none.

    >>> day_of("2026-03-01T10:00:00Z") - day_of("2026-02-28")
    1
    """
    found = day_in(moment)
    return found.toordinal() if found else None


def _group(shown_as: str, *, is_behind: bool) -> int:
    """Return the number of a group of duplicates, odd for those that another one stands for."""
    return int.from_bytes(blake2b(shown_as.encode(), digest_size=8).digest()) >> 2 << 1 | is_behind


def _text(posting: Posting) -> str:
    text = spelled(posting.description or "")
    return parted(text) if posting.language in UNSPACED_LANGUAGES else text


def _spelled(text: str) -> str:
    return spelled(parted(text))


def _unstated(
    understanding: Understanding, *, pay: float | None, place: list[str], day: int | None
) -> list[str]:
    """Return the filters that cannot judge the posting."""
    known = {
        "seniority": understanding.seniority != "unknown",
        "remote": understanding.remote != "unstated",
        "pay": pay is not None,
        "place": bool(place),
        "posted_since": day is not None,
    }
    return [name for name, is_known in known.items() if not is_known]


@lru_cache(maxsize=20_000)
def _newest(posted: str | None, seen: datetime) -> int:
    """Return a number that sorts by date, then by when a posting was first seen, to the minute."""
    try:
        moment = datetime.fromisoformat(posted or "")
        seconds = int((moment.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds())
    except ValueError:
        seconds = 0
    # 36 bits of seconds reach the year 4147, 26 of minutes 2097: together they fit the field.
    return (min(max(seconds, 0), 2**36 - 1) << 26) + int(seen.timestamp() // 60)


@lru_cache(maxsize=20_000)
def _recency(day: int) -> float:
    """Return what tantivy makes a factor of the score: log2(2 + it) grows by 5% a year."""
    years = (day - date(2000, 1, 1).toordinal()) / 365.25
    factor = math.exp2(math.exp(0.05 * min(max(years, 0.0), 60.0))) - 2.0
    [as_exact_as_scores_are] = struct.unpack("f", struct.pack("f", factor))
    return float(as_exact_as_scores_are)
