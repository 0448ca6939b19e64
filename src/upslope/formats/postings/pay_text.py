"""Stated pay in a field of words: "$7 – $12 / hour", "EUR 60.000 - 80.000 per year"."""

from __future__ import annotations

import re

from upslope.formats.money import DOLLARS, Money, evened, is_currency, money, period_named
from upslope.formats.postings.pay import salary
from upslope.formats.values import text
from upslope.records import Salary

_MOST = re.compile(r"up to|max|bis zu|jusqu|hasta|fino a|até|\btot\b", re.IGNORECASE)
_LEAST = re.compile(
    r"from|starting|at least|\bmin|\bab\b|à partir|desde|\bda\b|\+\s*$", re.IGNORECASE
)
_CODE = re.compile(r"\b[A-Z]{3}\b")
_POWER = re.compile(r"\d[eE]\d")
_RAND = re.compile(r"(?<!\w)R ?(?=\d)")


def salary_text(words: object, country: str | None = None) -> Salary | None:
    """Read a field that holds pay and nothing else; ``None`` where it is not clear.

    Args:
        words: what the field says.
        country: the posting's, ISO 3166-1 alpha-2; a bare "$" is that country's dollar.

    >>> salary_text("$7 – $12 / hour", "US")
    Salary(currency='USD', min_value=7.0, max_value=12.0, unit_text='hour')
    >>> salary_text("ab 2.900 € monatlich")
    Salary(currency='EUR', min_value=2900.0, max_value=None, unit_text='month')
    >>> salary_text("80k-90k EUR per year").max_value, salary_text("Competitive") is None
    (90000.0, True)
    """
    said = _RAND.sub("ZAR ", evened((text(words) or "")[:200]))
    amounts = list(money(said, all_numbers=True))
    ends = [end for one in amounts for end in ((one.low, one.high) if one.ranged else (one.low,))]
    ends.sort()
    if not 1 <= len(ends) <= 2 or _POWER.search(said):
        return None
    alone = len(ends) == 1
    most = alone and bool(_MOST.search(said))
    least = alone and not most and bool(_LEAST.search(said))
    terms = _terms(amounts, said, country)
    return salary(None if most else ends[0], None if least else ends[-1], *terms)


def _terms(amounts: list[Money], said: str, country: str | None) -> tuple[str | None, str | None]:
    """Return currency and unit, which may stand apart from the amounts."""
    currency = next((one.currency for one in amounts if one.currency), None)
    named = next((code for code in _CODE.findall(said) if is_currency(code)), None)
    if currency in {None, "$"}:
        dollar = DOLLARS.get((country or "").upper()) if currency else None
        currency = named or dollar
    unit = next((one.unit for one in amounts if one.unit), None)
    return currency, unit or period_named(said)
