"""Stated base pay is read from a posting's text, and field pay is checked.

A number is believed to be base pay when it has a currency or stands with pay words, is of a size
that people are paid, and nothing beside it says bonus, equity, funding or benefits. When in doubt
the answer is ``None``: a wrong salary is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from upslope.normalize.money import Money, money
from upslope.normalize.pay_words import (
    AFTER_PLUS,
    ASIDE,
    FORTNIGHT,
    FROM,
    LOCAL,
    NOT_PAY_AFTER,
    NOT_PAY_BEFORE,
    PAY,
    UNITS,
    UP_TO,
)
from upslope.normalize.plausible import WIDEST, believable, plausible, unit_by_size
from upslope.records.posting import PayUnit, Salary

__all__ = ["DOLLARS", "StatedPay", "find_pay", "plausible", "stated_pay"]

_NEXT = 120
"""Characters within which a second amount belongs to the list that the first one opened."""
_NOT_REACH = 80
"""Characters before an amount within which a word says that it is no pay."""
_WRAPPED = re.compile(r"\n[ \t]*(?=[a-z])")
"""A line break within a sentence: what follows begins in lower case."""
_SENTENCE_ENDS = re.compile(r"[.!?](?<=[a-z0-9)][.!?])\s+(?=[A-Z])")
_GLUED = re.compile(r"[a-z][A-Z]")
_LONGEST, _LONGEST_TITLE, _MOST_AMOUNTS = 200_000, 150, 500
_LEAST_IN_TITLE = 20_000
DOLLARS = {"CA": "CAD", "AU": "AUD", "SG": "SGD", "NZ": "NZD", "HK": "HKD"}
"""Countries, by ISO 3166-1 alpha-2 code, where "$" is their own dollar and not the US one."""


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Pay and where it is stated: ``text[start:end]``."""

    salary: Salary
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Offer(StatedPay):
    points: int

    def alike(self, other: _Offer) -> bool:
        """Say whether both can be ranges of one pay: in kind, and not far apart."""
        one, two = self.salary, other.salary
        least, most = sorted(s.max_value or s.min_value or 0 for s in (one, two))
        kind = (one.currency, one.unit_text) == (two.currency, two.unit_text)
        return kind and most <= least * WIDEST


def stated_pay(text: str, country: str | None = None) -> Salary | None:
    """Return the base pay that a text states, or ``None`` when none is clear.

    Args:
        text: title and description.
        country: ISO 3166-1 alpha-2 code of the posting's place; says which dollar "$" is.

    Several ranges of one posting (pay zones, levels) become one from the least to the most.

    >>> stated_pay("Base salary: $150k-$200k, plus a $10,000 sign-on bonus.")
    Salary(currency='USD', min_value=150000.0, max_value=200000.0, unit_text='year')
    >>> stated_pay("We raised $30M and offer a $5,000 learning budget.") is None
    True
    """
    found = find_pay(text, country)
    return found.salary if found else None


def find_pay(text: str, country: str | None = None) -> StatedPay | None:
    """Return the stated pay and the span of its first mention.

    >>> found = find_pay("ML Engineer. Pay: £600 per day.")
    >>> found.salary.min_value, found.salary.unit_text, found.start
    (600.0, 'day', 18)
    """
    offers = list(_offers(text, country))
    best = max((offer.points for offer in offers), default=0)
    sure = [offer for offer in offers if offer.points >= best - 1]
    if not sure:
        return None
    first, last, same = sure[0], sure[0].start, []
    for offer in offers[offers.index(first) :]:
        near = offer.start - last < _NEXT
        if offer.alike(first) and (near or offer.points >= best - 1):
            same.append(offer.salary)
            last = offer.end
    return StatedPay(_span(same), first.start, first.end)


def _span(salaries: list[Salary]) -> Salary:
    """Return one range from the least to the most of ranges in one currency and unit.

    An amount said at least as often to be the most ("up to") or the least ("from") is no more.
    """
    ends = {s.max_value for s in salaries if s.min_value is None}
    ends |= {s.min_value for s in salaries if s.max_value is None}
    points = [s for s in salaries if s.min_value == s.max_value and s.min_value in ends]
    if 2 * len(points) <= len(salaries):
        salaries = [s for s in salaries if s not in points]
    lows = [salary.min_value for salary in salaries if salary.min_value is not None]
    highs = [salary.max_value for salary in salaries if salary.max_value is not None]
    return Salary(
        currency=salaries[0].currency,
        min_value=min(lows, default=None),
        max_value=max(highs, default=None),
        unit_text=salaries[0].unit_text,
    )


def _offers(text: str, country: str | None) -> Iterator[_Offer]:
    """Yield amounts that may be base pay, each with points for how sure that is."""
    title_end = min(len(text.partition("\n")[0]), _LONGEST_TITLE)
    some = False
    for amount in islice(money(text[:_LONGEST]), _MOST_AMOUNTS):
        if _is_count(amount):
            continue
        before, after = _context(text, amount)
        points = _points(amount, before, after, in_title=amount.end <= title_end)
        if points < (2 if amount.ranged and amount.currency else 3):
            continue
        if _refused(amount, before, after) or (some and LOCAL.search(before)):
            continue
        if salary := _salary(amount, before, after, country):
            some = True
            yield _Offer(salary, amount.start, amount.end, points)


def _points(amount: Money, before: str, after: str, in_title: bool) -> int:
    """Count what speaks for base pay; a large amount in a title needs no word beside it."""
    said = amount.unit or PAY.search(before) or PAY.search(after[:40])
    plain = in_title and amount.currency and amount.low >= _LEAST_IN_TITLE
    return 2 * bool(said or plain) + amount.ranged + bool(amount.unit) + bool(amount.currency)


def _context(text: str, amount: Money) -> tuple[str, str]:
    """Return what stands before in the sentence (and in a heading above it) and after it.

    Both are in lower case.
    """
    before = _WRAPPED.sub(" ", text[max(0, amount.start - 250) : amount.start])
    lines = [line for line in before.split("\n") if line.strip()]
    before = "\n".join(lines[-2:]) if len(lines) > 1 and len(lines[-1]) < 60 else before
    before = ASIDE.sub(" ", before)
    before = _SENTENCE_ENDS.split(before)[-1]
    after = text[amount.end : amount.end + 80]
    if glued := _GLUED.search(after):
        after = after[: glued.end() - 1]
    return before.lower(), after.lower()


def _is_count(amount: Money) -> bool:
    """Say whether a number without currency and scale is too small for pay, or a year."""
    bare = amount.currency is None and not amount.scaled
    return bare and (amount.low < 1000 or 1900 <= amount.low <= 2100)


def _refused(amount: Money, before: str, after: str) -> bool:
    if amount.low > amount.high or amount.high <= 0 or amount.high / max(amount.low, 1) > WIDEST:
        return True
    if NOT_PAY_BEFORE.search(before, max(0, len(before) - _NOT_REACH)):
        return True
    beside = NOT_PAY_AFTER.match(after)
    return bool(beside) and not (amount.ranged and AFTER_PLUS.search(after))


def _salary(amount: Money, before: str, after: str, country: str | None) -> Salary | None:
    currency = amount.currency or "$"
    if currency == "$":
        currency = DOLLARS.get(country or "", "USD")
    factor = 1.0
    unit = amount.unit or _unit_said(before, after)
    if not unit or (not amount.unit and not believable(amount.high, currency, unit)):
        unit = unit_by_size(amount.high, currency)  # "salary or hourly wage: $90,000"
    if unit == "week" and FORTNIGHT.search(before + after[:20]):
        factor = 0.5
    low, high = amount.low * factor, amount.high * factor
    if unit is None or not (believable(low, currency, unit) and believable(high, currency, unit)):
        return None
    most = not amount.ranged and bool(UP_TO.search(before))
    least = not amount.ranged and not most and bool(FROM.search(before))
    return Salary(
        currency=currency,
        min_value=None if most else low,
        max_value=None if least else high,
        unit_text=unit,
    )


def _unit_said(before: str, after: str) -> PayUnit | None:
    """Return the unit that is named nearest: in the words after, else in those before."""
    for words in (after[:25], before):
        found = [(m.start(), u) for u, word in UNITS for m in word.finditer(words)]
        if found:
            return min(found)[1] if words is not before else max(found)[1]
    return None
