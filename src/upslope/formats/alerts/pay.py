"""Pay as the line of a card states it: "$110K/yr - $120K/yr", "52 k € - 60 k €", "£45 an hour"."""

from __future__ import annotations

import re

from upslope.formats.postings.pay import amount, salary
from upslope.records import Salary

_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "￥": "CNY", "元": "CNY", "zł": "PLN", "円": "JPY"}
_CODES = "USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|INR|PLN|SEK|NOK|DKK|JPY|CNY|HKD|BRL|MXN|CZK|HUF|AED"
_DOLLARS = {
    "us": "USD",
    "au": "AUD",
    "ca": "CAD",
    "nz": "NZD",
    "sg": "SGD",
    "hk": "HKD",
    "mx": "MXN",
}
_SIGN = re.compile(rf"[$€£₹￥元円]|zł|\b(?:{_CODES})\b", re.I)
_NUMBER = re.compile(r"(\d[\d.,'’\u00a0\u202f]*(?: \d{3}\b)*)\s*([kKmM]\b|万)?")
_MOST = re.compile(r"up to|bis zu|jusqu|hasta|fino a|até|\btot\b", re.I)
_LEAST = re.compile(r"from|\bab\b|à partir|desde|\bda\b|\+$", re.I)
_TIMES = {"k": 1_000, "m": 1_000_000, "万": 10_000}
_PERIODS = (
    (r"hour|/\s?hr?\b|heure|stunde|\bhora|\bora\b|\buur\b|时薪|小时|時給", "hour"),
    (r"\bday|/\s?d\b|jour\b|\btag\b|\bd[íi]a\b|giorno|日薪|日給", "day"),
    (r"week|semaine|woche|semana|settimana", "week"),
    (r"month|/\s?mo\b|mois|monat|\bmes\b|\bm[êe]s\b|mese|maand|月", "month"),
    (r"year|/\s?yr\b|annual|annum|\ban\b|\bannée|jahr|\baño|\bano\b|anno|jaar|rok|年", "year"),
)

_OTHERS = re.compile(
    rf"[^A-Za-z]|\b(?:{_CODES}|hourly|an? hour|yearly|annual(?:ly)?|year|month(?:ly)?|week(?:ly)?"
    rf"|day|daily"
    r"|per|from|up to|salary|range|base|estimated?|employer|glassdoor|est|gross|brutto|netto"
    r"|competitive"
    r"|plus|bonus|pro|jahr|monat|stunde|par|heure|mois|bis zu|jusqu|fino|hasta|k|yr|hr|mo)\b",
    re.I,
)
"""What may stand beside the amounts in a line that is about pay."""


def pay_line(line: str, country: str = "") -> Salary | None:
    """Read a line that states pay and nothing else; ``None`` if it does not.

    Args:
        line: of at most 80 characters.
        country: of the site, ISO 3166-1 alpha-2 in lower case: says which dollar "$" is.

    >>> pay_line("$110K/yr - $120K/yr", "ca")
    Salary(currency='CAD', min_value=110000.0, max_value=120000.0, unit_text='year')
    >>> pay_line("Up to £600 a day").max_value, pay_line("500 employees") is None
    (600.0, True)
    """
    sign = _SIGN.search(line[:80])
    if len(line) > 80 or not sign or len(_OTHERS.sub("", line)) > 12:
        return None
    amounts = [_amount(number) for number in _NUMBER.finditer(line)][:2]
    if not amounts or None in amounts:
        return None
    low, high = amounts[0], amounts[-1]
    if low and high and 1_000 * low <= high:  # "80-90k"
        low *= 1_000
    if len(amounts) == 1:
        low = None if _MOST.search(line) else low
        high = None if _LEAST.search(line) else high
    return salary(low, high, _currency(sign[0], country), _period(line))


def _amount(number: re.Match[str]) -> float | None:
    value = amount(number[1].rstrip(".,'’ ").replace("\u00a0", " ").replace("\u202f", " "))
    if value is None and re.fullmatch(r"\d{1,3}\.\d{3}", number[1].rstrip(".,")):
        value = float(number[1].rstrip(".,").replace(".", ""))  # "45.000 €"
    times = _TIMES.get((number[2] or "").lower(), 1)
    return value * times if value is not None else None


def _currency(sign: str, country: str) -> str | None:
    return _DOLLARS.get(country) if sign == "$" else _SIGNS.get(sign, sign.upper())


def _period(line: str) -> str | None:
    return next((unit for words, unit in _PERIODS if re.search(words, line, re.I)), None)
