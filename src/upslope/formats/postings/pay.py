"""Stated pay in fields: amounts, units and ranges, refused where unclear."""

from __future__ import annotations

import math
import re

from upslope.formats.money import period_named
from upslope.formats.values import text
from upslope.records import Salary
from upslope.records.posting import PayUnit

_PLAIN = re.compile(r"\d+(\.\d{1,2})?|\d{1,3}(,\d{3})+(\.\d{1,2})?|\d{1,3}(['\u2019 ]\d{3})+")
_EUROPEAN = re.compile(r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}|\d{4,},\d{1,2}")


def pay_unit(words: object) -> PayUnit | None:
    """Read the period that pay is stated for.

    >>> pay_unit("per-hour-wage"), pay_unit("YEAR"), pay_unit("MON"), pay_unit("one-time")
    ('hour', 'year', 'month', None)
    """
    return period_named(text(words) or "")


def amount(value: object) -> float | None:
    """Read an amount of money; ``None`` when it is absent, zero or could mean two things.

    >>> amount("70,000.50"), amount("70.000,00"), amount("70.000"), amount(0), amount("80k-90k")
    (70000.5, 70000.0, None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        number = float(value) if abs(value) < 1e12 else math.nan
    else:
        number = _written(re.sub(r"^[^\d\-+]{1,4}", "", text(value) or ""))
    return number if math.isfinite(number) and number > 0 else None


def _written(words: str) -> float:
    if _PLAIN.fullmatch(words) and not re.fullmatch(r"\d{1,3}\.\d{3}", words):
        return float(re.sub(r"[,'\u2019 ]", "", words))
    if _EUROPEAN.fullmatch(words):
        return float(words.replace(".", "").replace(",", "."))
    return math.nan


def salary(low: object, high: object, currency: object, unit: object) -> Salary | None:
    """Put a stated range together, or ``None`` if no amount is clear or the range is upside down.

    Words may say a range the wrong way round; two fields that do are filled in wrongly.

    >>> salary("60000", 80000, "eur", "YEAR")
    Salary(currency='EUR', min_value=60000.0, max_value=80000.0, unit_text='year')
    >>> salary(90000, 80000, "EUR", "YEAR") is None
    True
    """
    least, most = amount(low), amount(high)
    if (least is None and most is None) or (least and most and least > most):
        return None
    code = (text(currency) or "").upper()
    return Salary(
        currency=code if re.fullmatch("[A-Z]{3}", code) else None,
        min_value=least,
        max_value=most,
        unit_text=pay_unit(unit),
    )


def widest(ranges: list[Salary | None]) -> Salary | None:
    """Make one range of several, of those in the terms (currency, period) of the first.

    >>> widest([salary(5, 7, "EUR", "hour"), None, salary(6, 9, "EUR", "hour")])
    Salary(currency='EUR', min_value=5.0, max_value=9.0, unit_text='hour')
    """
    clear = [each for each in ranges if each]
    if not clear:
        return None
    currency, unit = clear[0].currency, clear[0].unit_text
    alike = [each for each in clear if (each.currency, each.unit_text) == (currency, unit)]
    return Salary(
        currency=currency,
        min_value=min((each.min_value for each in alike if each.min_value), default=None),
        max_value=max((each.max_value for each in alike if each.max_value), default=None),
        unit_text=unit,
    )
