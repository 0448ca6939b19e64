"""Stated pay in a field of words: "$7 – $12 / hour", "EUR 60.000 - 80.000 per year"."""

from __future__ import annotations

import re

from upslope.formats.postings.pay import amount, pay_unit, salary
from upslope.formats.values import text
from upslope.records import Salary

_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₪": "ILS", "₩": "KRW", "zł": "PLN", "₺": "TRY"}
_DOLLARS = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"}
_CODE = re.compile(r"\b([A-Z]{3})\b")
_DOLLAR = re.compile(r"\b(US|CA|C|AU?|NZ|SG?|HK)\$")
_SHARED_K = re.compile(
    r"(?<![\d.,])(\d{1,3})(?=\s?(?:-|–|—|to)\s?\D{0,3}\d{1,3}\s?[kK]\b)"
)  # "120-150k"
_NUMBER = re.compile(r"\d[\d.,'\u2019]*(?:\s\d{3})*(?:\s?[kK]\b)?")


def salary_text(words: object, country: str | None = None) -> Salary | None:
    """Read a field that holds pay and nothing else; ``None`` where it is not clear.

    Args:
        words: what the field says.
        country: the posting's, ISO 3166-1 alpha-2; a bare "$" is that country's dollar.

    >>> salary_text("$7 – $12 / hour", "US")
    Salary(currency='USD', min_value=7.0, max_value=12.0, unit_text='hour')
    >>> salary_text("80k-90k EUR per year").max_value, salary_text("Competitive") is None
    (90000.0, True)
    """
    said = (text(words) or "")[:200]
    written = _NUMBER.findall(_SHARED_K.sub(r"\1k", said))
    amounts = [_amount(number) for number in written]
    if not 1 <= len(amounts) <= 2 or None in amounts:
        return None
    low = None if re.match(r"\s*up to\b", said, re.I) else amounts[0]
    high = None if re.match(r"\s*(?:from|starting)\b", said, re.I) else amounts[-1]
    return salary(low, high, _currency(said, country), pay_unit(said))


def _amount(written: str) -> float | None:
    thousands = written[-1] in "kK"
    plain = written.rstrip("kK ").rstrip(".,")
    if re.fullmatch(r"\d{1,3}\.\d{3}", plain):  # in a range of pay, 60.000 is no sixty
        plain = plain.replace(".", "")
    found = amount(plain)
    return found * 1000 if found and thousands else found


def _currency(said: str, country: str | None) -> str | None:
    if code := _CODE.search(said):
        return code[1]
    if dollar := _DOLLAR.search(said):
        return next(code for at, code in _DOLLARS.items() if at.startswith(dollar[1][0]))
    if "$" in said:
        return _DOLLARS.get((country or "").upper())
    return next((code for sign, code in _SIGNS.items() if sign in said), None)
