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
    FROM,
    LOCAL,
    NOT_PAY_AFTER,
    NOT_PAY_BEFORE,
    PAY,
    UNITS,
    UP_TO,
)
from upslope.records.posting import PayUnit, Salary

# Rough units of each currency for one US dollar (2025), only to tell hours from years.
_PER_DOLLAR = {
    "INR": 85, "JPY": 150, "KRW": 1400, "PLN": 4, "CZK": 22, "HUF": 360, "SEK": 10, "NOK": 10,
    "DKK": 7, "MXN": 18, "BRL": 5.5, "PHP": 57, "IDR": 16000, "VND": 25000, "TWD": 32, "THB": 34,
    "ZAR": 18, "ILS": 3.6, "AED": 3.7, "SAR": 3.75, "QAR": 3.6, "MYR": 4.4, "HKD": 7.8, "CNY": 7.2,
    "TRY": 35, "UAH": 41, "NGN": 1500, "COP": 4000, "CLP": 950, "ARS": 1000, "PKR": 280,
    "BDT": 120, "EGP": 50, "KES": 130, "RON": 4.5,
}  # fmt: skip
# Least and most US dollars that a full-time posting offers in one unit.
_BOUNDS: dict[PayUnit, tuple[float, float]] = {
    "hour": (2, 1_000),
    "day": (10, 8_000),
    "week": (40, 20_000),
    "month": (100, 100_000),
    "year": (1_200, 2_000_000),
}
_WIDEST = 12
"""A range whose ends are further apart than this factor is a placeholder."""
_NEXT = 120
"""Characters within which a second amount belongs to the list that the first one opened."""
_LONGEST, _MOST_AMOUNTS = 200_000, 500
_DOLLARS = {"CA": "CAD", "AU": "AUD", "SG": "SGD", "NZ": "NZD", "HK": "HKD"}

_MONTHLY = {"EUR", "PLN", "MYR", "CZK", "HUF", "RON", "SGD", "HKD", "AED", "SAR", "QAR", "PHP"}


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Pay and where it is stated: ``text[start:end]``."""

    salary: Salary
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Offer(StatedPay):
    points: int

    @property
    def kind(self) -> tuple[str | None, PayUnit | None]:
        return self.salary.currency, self.salary.unit_text


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
        if offer.kind == first.kind and (offer in sure or offer.start - last < _NEXT):
            same.append(offer)
            last = offer.end
    lows = [p.salary.min_value for p in same if p.salary.min_value is not None]
    highs = [p.salary.max_value for p in same if p.salary.max_value is not None]
    salary = Salary(
        currency=first.salary.currency,
        min_value=min(lows, default=None),
        max_value=max(highs, default=None),
        unit_text=first.salary.unit_text,
    )
    return StatedPay(salary, first.start, first.end)


def plausible(salary: Salary) -> Salary | None:
    """Return field pay if people are paid like that, mended where the mistake is plain.

    Zero is unknown, ends in the wrong order are swapped, a year's pay marked as an hour's (or
    the reverse) gets its unit from its size; ``None`` when nothing believable is left.

    >>> plausible(Salary(currency="USD", min_value=120000, max_value=0, unit_text="hour"))
    Salary(currency='USD', min_value=120000, max_value=None, unit_text='year')
    >>> plausible(Salary(currency="USD", min_value=1, max_value=1e308)) is None
    True
    """
    ends = [end if end and 0 < end < float("inf") else None for end in _ends(salary)]
    values = sorted(end for end in ends if end is not None)
    if not values or values[-1] / values[0] > _WIDEST:
        return None
    low, high = values if len(values) == 2 else ends
    unit = salary.unit_text
    currency = salary.currency.upper() if salary.currency else None
    if unit is None or not all(_believable(value, currency, unit) for value in values):
        unit = _unit_by_size(values[-1], currency)
    if unit is None or not all(_believable(value, currency, unit) for value in values):
        return None
    return Salary(currency=currency, min_value=low, max_value=high, unit_text=unit)


def _ends(salary: Salary) -> tuple[float | None, float | None]:
    return salary.min_value, salary.max_value


def _offers(text: str, country: str | None) -> Iterator[_Offer]:
    """Yield amounts that may be base pay, each with points for how sure that is."""
    some = False
    for amount in islice(money(text[:_LONGEST]), _MOST_AMOUNTS):
        before, after = _context(text, amount)
        bare = amount.currency is None and not amount.scaled
        if bare and (amount.low < 1000 or 1900 <= amount.low <= 2100):
            continue
        if _refused(amount, before, after) or (some and LOCAL.search(before)):
            continue
        salary = _salary(amount, before, after, country)
        said = bool(PAY.search(before)) or bool(PAY.search(after[:40])) or bool(amount.unit)
        said |= (
            bool(amount.currency)
            and amount.end < min(len(text.partition("\n")[0]) + 1, 150)
            and amount.low >= 20_000
        )
        points = 2 * said + amount.ranged + bool(amount.unit) + bool(amount.currency)
        if salary and points >= (2 if amount.ranged and amount.currency else 3):
            some = True
            yield _Offer(salary, amount.start, amount.end, points)


def _context(text: str, amount: Money) -> tuple[str, str]:
    """Return what stands before in the sentence (and in a heading above it) and after it."""
    before = text[max(0, amount.start - 250) : amount.start]
    lines = [line for line in before.split("\n") if line.strip()]
    before = "\n".join(lines[-2:]) if len(lines) > 1 and len(lines[-1]) < 60 else before
    before = ASIDE.sub(" ", before)
    before = re.split(r"(?<=[a-z0-9)])[.!?]\s+(?=[A-Z])", before)[-1]
    after = text[amount.end : amount.end + 80]
    return before, re.split(r"(?<=[a-z])(?=[A-Z])", after)[0]


def _refused(amount: Money, before: str, after: str) -> bool:
    if amount.low > amount.high or amount.high <= 0 or amount.high / max(amount.low, 1) > _WIDEST:
        return True
    if NOT_PAY_BEFORE.search(before):
        return True
    beside = NOT_PAY_AFTER.search(after)
    return bool(beside) and not (amount.ranged and AFTER_PLUS.search(after))


def _salary(amount: Money, before: str, after: str, country: str | None) -> Salary | None:
    currency = amount.currency or "$"
    if currency == "$":
        currency = _DOLLARS.get(country or "", "USD")
    factor = 1.0
    unit = amount.unit or _unit_said(before, after) or _unit_by_size(amount.high, currency)
    if unit == "week" and re.search(
        r"every 2 weeks|bi-?weekly", before + after[:20], re.IGNORECASE
    ):
        factor = 0.5
    low, high = amount.low * factor, amount.high * factor
    if unit is None or not (_believable(low, currency, unit) and _believable(high, currency, unit)):
        return None
    one = not amount.ranged
    return Salary(
        currency=currency,
        min_value=None if one and UP_TO.search(before) else low,
        max_value=None if one and FROM.search(before) else high,
        unit_text=unit,
    )


def _unit_said(before: str, after: str) -> PayUnit | None:
    """Return the unit that is named nearest: in the words after, else in those before."""
    for words in (after[:25], before):
        found = [(m.start(), u) for u, word in UNITS for m in word.finditer(words)]
        if found:
            return min(found)[1] if words is not before else max(found)[1]
    return None


def _unit_by_size(value: float, currency: str | None) -> PayUnit | None:
    dollars = value / _PER_DOLLAR.get(currency or "USD", 1)
    if 7 <= dollars <= 250:
        return "hour"
    if currency in _MONTHLY and 300 <= dollars < 12_000:
        return "month"
    return "year" if dollars >= (4_000 if currency == "INR" else 12_000) else None


def _believable(value: float, currency: str | None, unit: PayUnit) -> bool:
    least, most = _BOUNDS[unit]
    return least <= value / _PER_DOLLAR.get(currency or "USD", 1) <= most
