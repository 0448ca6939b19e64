"""Filters as SQL, with a count of what each left out because a posting does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_, select, true

from upslope.records import Filters
from upslope.records.query import QueryField, Term, label, parse
from upslope.store.database.schema import duplicate_links, postings, understandings
from upslope.store.rows import POSTING_COLUMNS
from upslope.taxonomy import Taxonomy

_JOINED = postings.join(understandings, understandings.c.posting == postings.c.id).outerjoin(
    duplicate_links, duplicate_links.c.posting == postings.c.id
)
_GROUP = func.coalesce(duplicate_links.c.canonical, postings.c.id)
_TEXTS: dict[QueryField, tuple[ColumnElement[Any], ...]] = {
    "any": (
        postings.c.title,
        postings.c.hiring_organization,
        postings.c.place_text,
        postings.c.description,
    ),
    "title": (postings.c.title,),
    "company": (postings.c.hiring_organization,),
}
_ROW = (*POSTING_COLUMNS, postings.c.open, understandings.c.document)


@dataclass(frozen=True)
class Condition:
    """One filter: what passes it, and what cannot be judged by it."""

    name: str
    passes: ColumnElement[bool]
    unknown: ColumnElement[bool] | None = None


def conditions(filters: Filters) -> list[Condition]:
    """Return the conditions that the filters ask for."""
    return [*_of_posting(filters), *_of_understanding(filters)]


def matching(asked: list[Condition], *, fold: bool) -> Select[Any]:
    """Select the rows that pass every condition; of a group of duplicates one, if ``fold``.

    The shown one is the canonical if it passes, else the one seen first.
    """
    passes = and_(true(), *(one.passes for one in asked))
    if not fold:
        return select(*_ROW).select_from(_JOINED).where(passes)
    place = func.row_number().over(
        partition_by=_GROUP,
        order_by=(duplicate_links.c.canonical.is_not(None), postings.c.first_seen, postings.c.id),
    )
    ranked = select(postings.c.id, place.label("place")).select_from(_JOINED).where(passes)
    first = ranked.subquery("ranked")
    return (
        select(*_ROW)
        .select_from(_JOINED.join(first, first.c.id == postings.c.id))
        .where(first.c.place == 1)
    )


def count(connection: Connection, asked: list[Condition], *, fold: bool) -> int:
    """Count the postings, or groups of duplicates, that pass every condition."""
    what = func.count(_GROUP.distinct()) if fold else func.count()
    query = select(what).select_from(_JOINED).where(and_(true(), *(one.passes for one in asked)))
    return connection.scalar(query) or 0


def left_out(connection: Connection, asked: list[Condition], *, fold: bool) -> dict[str, int]:
    """Count, by filter, what passes all the others and does not say what this one asks."""
    counts = {}
    for one in asked:
        if one.unknown is not None:
            others = [other for other in asked if other is not one]
            unjudged = Condition(one.name, one.unknown)
            counts[one.name] = count(connection, [*others, unjudged], fold=fold)
    return {name: number for name, number in counts.items() if number}


def _of_posting(filters: Filters) -> Iterator[Condition]:
    if filters.status != "any":
        yield Condition("status", postings.c.open.is_(filters.status == "open"))
    if filters.sources:
        yield Condition("source", postings.c.source.in_(filters.sources))
    for clause in parse(filters.query):
        yield Condition("query", or_(*(_holds(term) for term in clause)))
    if filters.place.strip():
        yield Condition("place", _is_in(filters.place), postings.c.place_text == "|")
    if filters.posted_since:
        since = postings.c.date_posted >= filters.posted_since
        yield Condition("posted_since", since, postings.c.date_posted.is_(None))
    for skill in filters.skills:
        yield Condition("skill", _asks_for(skill))


def _of_understanding(filters: Filters) -> Iterator[Condition]:
    if filters.roles:
        yield Condition("role", understandings.c.role.in_(filters.roles))
    if filters.seniorities:
        level = understandings.c.seniority
        yield Condition("seniority", level.in_(filters.seniorities), level == "unknown")
    if filters.remote:
        remote = understandings.c.remote
        yield Condition("remote", remote.in_(filters.remote), remote == "unstated")
    if filters.pay_at_least is not None:
        pay = understandings.c.yearly_pay
        yield Condition("pay", pay >= filters.pay_at_least, pay.is_(None))
    if filters.pay_at_least is not None and filters.pay_currency:
        # Amounts in another currency are not comparable: left out, and counted apart.
        same = understandings.c.pay_currency == filters.pay_currency
        unpaid = understandings.c.yearly_pay.is_(None)
        yield Condition("pay_currency", or_(same, unpaid), not_(func.coalesce(same, False)))


def _holds(term: Term) -> ColumnElement[bool]:
    holds = _found(term.field, term.text)
    return not_(holds) if term.negated else holds


def _found(field: QueryField, text: str) -> ColumnElement[bool]:
    """Look for a text as it stands, also inside of words: without the text index, better so."""
    if field in _TEXTS:
        return or_(*(_names(column, text) for column in _TEXTS[field]))
    if field == "place":
        return _is_in(text)
    if field == "skill":
        return _asks_for(Taxonomy.load().label(text) or text)
    if field == "source":
        return postings.c.source == text
    return understandings.c[field] == label(text)


def _names(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return func.coalesce(column, "").icontains(text, autoescape=True)


def _is_in(place: str) -> ColumnElement[bool]:
    name = place.strip().casefold()
    # "us" is a country, not a part of "Austin".
    part = f"|{name}|" if len(name) <= 2 else name
    return postings.c.place_text.contains(part, autoescape=True)


def _asks_for(skill: str) -> ColumnElement[bool]:
    return understandings.c.skill_text.contains(f"|{skill.casefold()}|", autoescape=True)
