"""Filters as index queries: the same meaning as in SQL (``store/search.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query

from upslope.errors import UsageError
from upslope.index.names import Names
from upslope.index.schema import SCHEMA, day_of
from upslope.records import Filters

_FEW = 64
"""So many values are looked up one by one; for more, one walk through all there are is faster."""


Part = tuple[Occur, Query]


@dataclass(frozen=True)
class Condition:
    """One filter: what must pass it, or must not match it, and what cannot be judged by it."""

    name: str
    query: Query
    unknown: Query | None = None
    occur: Occur = Occur.Must

    @property
    def part(self) -> Part:
        """The filter as a part of a boolean query; it chooses, it does not make answers better."""
        return (self.occur, unscored(self.query))


def conditions(filters: Filters, names: Names) -> Iterator[Condition]:
    """Yield the conditions that the filters ask for, all but the query's words.

    Raises:
        UsageError: ``posted_since`` is no date.
    """
    if filters.status != "any":
        # What it must not be: where all are open, that costs nothing.
        other = whole("open", int(filters.status == "closed"))
        yield Condition("status", other, occur=Occur.MustNot)
    if filters.sources:
        yield Condition("source", any_of("source", filters.sources))
    if filters.place.strip():
        yield Condition("place", in_place(filters.place, names), _unstated("place"))
    if filters.posted_since:
        since = _at_least("day", _day(filters.posted_since), FieldType.Integer)
        yield Condition("posted_since", since, _unstated("posted_since"))
    for skill in filters.skills:
        yield Condition("skill", with_skill(skill, names))
    for name, asked in (
        ("role", filters.roles),
        ("seniority", filters.seniorities),
        ("remote", filters.remote),
    ):
        if asked:
            unknown = None if name == "role" else _unstated(name)
            yield Condition(name, any_of(name, asked), unknown)
    if filters.pay_at_least is not None:
        reaches = _at_least("pay", float(filters.pay_at_least), FieldType.Float)
        yield Condition("pay", reaches, _unstated("pay"))
        if filters.pay_currency:
            # Amounts in another currency are not comparable: left out, and counted apart.
            same = whole("currency", filters.pay_currency)
            passes = either([same, _unstated("pay")])
            yield Condition("pay_currency", passes, but_not(Query.all_query(), same))


def whole(field: str, value: str | int) -> Query:
    """Match one value of a field that is not cut into words."""
    return Query.term_query(SCHEMA, field, _sound(value), index_option="basic")


def any_of(field: str, values: Sequence[str] | Sequence[int]) -> Query:
    """Match any of some values."""
    if 0 < len(values) <= _FEW:
        return either([whole(field, value) for value in values])
    return Query.term_set_query(SCHEMA, field, [_sound(value) for value in values])


def in_place(place: str, names: Names) -> Query:
    """Match a part of a place's name; two letters are a whole region or country code."""
    name = place.strip().casefold()
    if len(name) <= 2:  # "us" is a country, not a part of "Austin"
        return whole("place", name)
    return any_of("place", [known for known in names.of("place") if name in known])


def with_skill(skill: str, names: Names) -> Query:
    """Match a skill by its label, in small or capital letters."""
    label = skill.lower()
    return any_of("skill", [known for known in names.of("skill") if known.lower() == label])


def unscored(query: Query) -> Query:
    """Match what a query matches, without the work of scoring it."""
    return Query.const_score_query(query, 0.0)


def both(queries: Sequence[Query]) -> Query:
    """Match what matches all; without any query, everything."""
    if len(queries) < 2:
        return queries[0] if queries else Query.all_query()
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def either(queries: Sequence[Query]) -> Query:
    """Match what matches at least one of some."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def but_not(query: Query, *others: Query) -> Query:
    """Match what a query matches and the others do not."""
    return Query.boolean_query([(Occur.Must, query), *((Occur.MustNot, other) for other in others)])


def _sound(value: str | int) -> str | int:
    """Replace half surrogate pairs, which no index holds."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _at_least(field: str, value: float, kind: FieldType) -> Query:
    return Query.range_query(SCHEMA, field, kind, lower_bound=value, use_inverted_index=True)


def _unstated(name: str) -> Query:
    return whole("unstated", name)


def _day(since: str) -> int:
    day = day_of(since)
    if day is None:
        raise UsageError(f"{since!r} is no date.", next="Write it so: 2026-11-01")
    return day
