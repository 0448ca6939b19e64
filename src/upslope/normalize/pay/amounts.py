"""An amount of money becomes pay: its currency, its unit, which end of a range it is."""

from __future__ import annotations

from upslope.formats.money import DOLLARS, Money, home_currency
from upslope.normalize.pay.around import Around
from upslope.normalize.pay.home import Home
from upslope.normalize.pay.words import FORTNIGHT, FROM, UNITS, UP_TO
from upslope.normalize.plausible import WIDEST, believable, unit_by_size
from upslope.records.posting import PayUnit, Salary

_THOUSAND = 1000


def base_salary(amount: Money, beside: Around, home: Home) -> Salary | None:
    """Return an amount as base pay; ``None`` if nobody is paid like that."""
    currency = currency_in(amount, home)
    ends = _ends(amount)
    unit = amount.unit or _unit_said(beside)
    if not ends or not unit or (not amount.unit and not believable(ends[1], currency, unit)):
        unit = unit_by_size(amount.high, currency)  # "salary or hourly wage: $90,000"
    if not ends or unit is None:
        return None
    factor = 0.5 if unit == "week" and FORTNIGHT.search(beside.before + beside.after[:20]) else 1.0
    low, high = (end * factor for end in ends)
    if not (believable(low, currency, unit) and believable(high, currency, unit)):
        return None
    most = not amount.ranged and bool(UP_TO.search(beside.before))
    least = not amount.ranged and not most and bool(FROM.search(beside.before))
    return Salary(
        currency=currency,
        min_value=None if most else low,
        max_value=None if least else high,
        unit_text=unit,
    )


def as_stated(amount: Money, home: Home) -> Salary:
    """Return an amount with nothing judged or converted."""
    low, high = sorted((amount.low, amount.high))
    return Salary(
        currency=currency_in(amount, home),
        min_value=low,
        max_value=high,
        unit_text=amount.unit,
    )


def currency_in(amount: Money, home: Home) -> str:
    """Return the currency; a bare "$" is the dollar of the posting's country, no sign its money."""
    if amount.currency is None:
        return home_currency(home.country) or "USD"
    return DOLLARS.get(home.country or "", "USD") if amount.currency == "$" else amount.currency


def _ends(amount: Money) -> tuple[float, float] | None:
    """Return the least and the most; ``None`` for a dummy ("$1 - $999,999") or a slip.

    Two full amounts that stand the wrong way round are one range: nothing else can be meant.
    """
    low, high = amount.low, amount.high
    if low > high >= _THOUSAND:
        low, high = high, low
    if low > high or high <= 0 or high / max(low, 1) > WIDEST:
        return None
    return low, high


def _unit_said(beside: Around) -> PayUnit | None:
    """Return the unit that is named nearest: in the words after, else in those before."""
    for words in (beside.after[:25], beside.before):
        found = [(m.start(), u) for u, word in UNITS for m in word.finditer(words)]
        if found:
            return min(found)[1] if words is not beside.before else max(found)[1]
    return None
