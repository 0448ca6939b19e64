"""Signs and codes of currencies; a bare dollar sign is settled by the country."""

from __future__ import annotations

import re

# By ISO 4217 code.
_SIGNS = {
    "USD": "US$ USD$ USD US-$", "CAD": "C$ CA$ CAD$ CAD CDN$", "AUD": "A$ AU$ AUD$ AUD",
    "SGD": "S$ SG$ SGD", "HKD": "HK$ HKD", "NZD": "NZ$ NZD", "BRL": "R$ BRL", "TWD": "NT$ TWD",
    "MXN": "MX$ MXN", "EUR": "€ EUR euros euro", "GBP": "£ GBP", "INR": "₹ INR Rs. Rs",
    "CHF": "CHF SFr.", "PLN": "PLN zł", "MYR": "MYR RM", "SEK": "SEK", "NOK": "NOK",
    "DKK": "DKK", "JPY": "¥ JPY 円", "CNY": "CNY RMB 元 ￥", "KRW": "₩ KRW", "ILS": "₪ ILS NIS",
    "AED": "AED", "SAR": "SAR", "QAR": "QAR", "ZAR": "ZAR", "PHP": "₱ PHP", "HUF": "HUF Ft",
    "CZK": "CZK Kč", "RON": "RON", "UAH": "UAH ₴", "TRY": "TRY ₺", "THB": "THB ฿",
    "IDR": "IDR Rp", "VND": "VND ₫", "NGN": "NGN ₦", "COP": "COP", "CLP": "CLP", "ARS": "ARS",
    "KES": "KES", "EGP": "EGP", "PKR": "PKR", "BDT": "BDT", "BGN": "BGN",
}  # fmt: skip
CODES = tuple(_SIGNS)
CODE = {sign.lower(): code for code, signs in _SIGNS.items() for sign in signs.split()}
SIGNS_OF_ONE = {sign for sign in CODE if not sign.isalnum() and len(sign) == 1} | {"$"}
DOLLARS = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "SG": "SGD", "NZ": "NZD", "HK": "HKD",
}  # fmt: skip
"""Currencies that postings of a country, by ISO 3166-1 alpha-2 code, write as "$"."""
_HOMES = {
    "EUR": "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK", "GBP": "GB", "INR": "IN",
    "CHF": "CH LI", "PLN": "PL", "SEK": "SE", "NOK": "NO", "DKK": "DK", "JPY": "JP", "CNY": "CN",
    "KRW": "KR", "ILS": "IL", "AED": "AE", "SAR": "SA", "QAR": "QA", "ZAR": "ZA", "PHP": "PH",
    "MYR": "MY", "HUF": "HU", "CZK": "CZ", "RON": "RO", "UAH": "UA", "TRY": "TR", "THB": "TH",
    "IDR": "ID", "VND": "VN", "NGN": "NG", "BRL": "BR", "MXN": "MX", "TWD": "TW", "COP": "CO",
    "CLP": "CL", "ARS": "AR", "KES": "KE", "EGP": "EG", "PKR": "PK", "BDT": "BD", "BGN": "BG",
}  # fmt: skip
_HOME = {place: code for code, places in _HOMES.items() for place in places.split()} | DOLLARS


def _any_sign() -> str:
    """All signs, longest first, by their first character, which the engine tells apart fastest."""
    first: dict[str, list[str]] = {}
    for sign in sorted(CODE, key=len, reverse=True):
        first.setdefault(sign[0], []).append(re.escape(sign[1:]))
    return "|".join(
        f"(?-i:[{sign}{sign.upper()}])(?:{'|'.join(rest)})" for sign, rest in first.items()
    )


SIGN = _any_sign()
SYMBOL = "[" + "".join(sorted(SIGNS_OF_ONE)) + "]"
CURRENCY = rf"(?:(?<![a-z])(?:{SIGN})(?![a-z])[ ]?\$?|{SYMBOL})"


def currency_of(signs: list[str]) -> str | None:
    """Return the currency that signs and codes beside one amount mean.

    >>> currency_of(["$", "CAD"]), currency_of(["$"]), currency_of([])
    ('CAD', '$', None)
    """
    if not signs:
        return None
    words = [sign.strip().lower() for sign in signs]
    codes = [CODE.get(word) or CODE.get(word.rstrip("$ ")) for word in words]
    named = [code for code in codes if code]
    return named[0] if named else "$"


def is_currency(code: str) -> bool:
    """Say whether three capitals are the code of a currency.

    >>> is_currency("CHF"), is_currency("DOE")
    (True, False)
    """
    return code in _SIGNS


def home_currency(country: str | None) -> str | None:
    """Return the currency in which a country's postings state pay, if it is known.

    >>> home_currency("IE"), home_currency("CA"), home_currency(None)
    ('EUR', 'CAD', None)
    """
    return _HOME.get((country or "").upper())
