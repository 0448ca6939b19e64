"""Amounts of money are found in text: numbers, currencies, periods, single or as a range.

Reads how money is written in postings ("$150,000 - $200,000", "150-200K", "2.538,57 EUR",
"₹12-18 LPA", "19 688 PLN"). Which of them is pay is judged in :mod:`upslope.normalize.pay`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from upslope.records.posting import PayUnit

# Signs and codes by ISO 4217 currency; a bare dollar sign is settled by the country.
_SIGNS = {
    "USD": "US$ USD$ USD US-$", "CAD": "C$ CA$ CAD$ CAD CDN$", "AUD": "A$ AU$ AUD$ AUD",
    "SGD": "S$ SG$ SGD", "HKD": "HK$ HKD", "NZD": "NZ$ NZD", "BRL": "R$ BRL", "TWD": "NT$ TWD",
    "MXN": "MX$ MXN", "EUR": "€ EUR euros euro", "GBP": "£ GBP", "INR": "₹ INR Rs. Rs",
    "CHF": "CHF SFr.", "PLN": "PLN zł", "MYR": "MYR RM", "SEK": "SEK", "NOK": "NOK",
    "DKK": "DKK", "JPY": "¥ JPY", "CNY": "CNY RMB", "KRW": "₩ KRW", "ILS": "₪ ILS NIS",
    "AED": "AED", "SAR": "SAR", "QAR": "QAR", "ZAR": "ZAR", "PHP": "₱ PHP", "HUF": "HUF Ft",
    "CZK": "CZK Kč", "RON": "RON", "UAH": "UAH ₴", "TRY": "TRY ₺", "THB": "THB ฿",
    "IDR": "IDR Rp", "VND": "VND ₫", "NGN": "NGN ₦", "COP": "COP", "CLP": "CLP", "ARS": "ARS",
    "KES": "KES", "EGP": "EGP", "PKR": "PKR", "BDT": "BDT", "BGN": "BGN",
}  # fmt: skip
_CODE = {sign.lower(): code for code, signs in _SIGNS.items() for sign in signs.split()}
_SIGNS_OF_ONE = {sign for sign in _CODE if not sign.isalnum() and len(sign) == 1} | {"$"}


def _any_sign() -> str:
    """All signs, longest first, by their first character, which the engine tells apart fastest."""
    first: dict[str, list[str]] = {}
    for sign in sorted(_CODE, key=len, reverse=True):
        first.setdefault(sign[0], []).append(re.escape(sign[1:]))
    return "|".join(
        f"(?-i:[{sign}{sign.upper()}])(?:{'|'.join(rest)})" for sign, rest in first.items()
    )


_SIGN = _any_sign()
_SYMBOL = "[" + "".join(sorted(_SIGNS_OF_ONE)) + "]"
_CURRENCY = rf"(?:(?<![a-z])(?:{_SIGN})(?![a-z])[ ]?\$?|{_SYMBOL})"
_NUMBER = r"\d{1,3}(?:,\d{2,3}|[.'’ ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?"
_SCALE = r"[ ]?(?:k|lpa|lakhs?|lacs?|cr|crores?|thousand)(?![a-z])|l(?![a-z])"
_PER: tuple[tuple[PayUnit, str], ...] = (
    ("hour", r"hour(?:ly)?|hrs?|ph|h|stunde|std|uur|heure"),
    ("day", r"day|daily|diem|tag|dag|jour"),
    ("week", r"week(?:ly)?|wk|woche"),
    ("month", r"month(?:ly)?|mo|mth|pcm|monat(?:lich)?|maand|mois|mes|mese|miesi[aą]c"),
    ("year", r"year(?:ly)?|yr|y|annum|annual(?:ly|i[sz]ed)?|p\.?\s?a\b\.?|jahr(?:lich)?|jährlich"
             r"|an|année|jaar|año|anno|rok"),
)  # fmt: skip
_UNIT = "|".join(f"(?P<{unit}#>{words})" for unit, words in _PER)
_UNIT_LETTERS = "adhjmprstuwyADHJMPRSTUWY"
"""What a unit may begin with: looked at before all units are tried."""
_AFTER = (
    rf"(?:[ ]?/[ ]?|[ ]*(?:per|an|a|each|every|pro|par|por|je)\s+|[ ]*\(?)"
    rf"(?-i:(?=[{_UNIT_LETTERS}]))(?:{_UNIT})"
    # A capital may follow a whole word where a line break was lost: "a yearWe are".
    r"(?:(?![a-zäöü0-9])|(?-i:(?:(?<=[a-z]{3})|(?<=ph))(?=[A-Z0-9])))"
)
_ONE = (
    rf"(?P<number#>{_NUMBER})(?P<scale#>{_SCALE})?\+?"
    rf"(?:\.-)?(?:[ ]?\(?(?P<code#>{_CURRENCY})\)?)?(?:{_AFTER})?"
)
_TO = r"\s*(?:-{1,3}|[–—−‐‑~]|to|and|bis|up to|through|à)\s*"
_FIRST, _SECOND = _ONE.replace("#", "1"), _ONE.replace("#", "2")
_SIGN2 = rf"(?:(?P<sign2>{_CURRENCY})\)?:?[ ]?)?"
# Begins with a digit, which the engine finds fast; the sign before it is looked for afterwards.
_MONEY = re.compile(
    rf"(?<![\d.,])(?:{_FIRST})(?:{_TO}{_SIGN2}(?:{_SECOND}))?"
    r"(?!(?<=\d)\d|%|[ ]?(?:hours|days|weeks|months|years)\b)",
    re.IGNORECASE,
)
_SIGN_BEFORE = re.compile(
    rf"(?<![.,$€£-])(?:(?<!\w)({_CURRENCY})|({_SYMBOL}))\)?:?[ ]?\Z", re.IGNORECASE
)
# Where a number begins, and what most lack that is no money: thousands, a scale or a currency.
_NUMERAL = re.compile(
    r"[0-9](?<!\d\d)(?P<likely>\d{0,2}(?:[.,'’ ]\d{3}|,\d\d,\d)"
    r"|(?!(?<=1)9\d\d\b|(?<=2)0\d\d\b)\d{3}"
    rf"|\d*(?:[.,]\d{{1,2}})?\+?(?:\.-)?(?:{_SCALE}|[ ]?\(?{_CURRENCY}))?",
    re.IGNORECASE,
)
_REACH = 80
"""How far, in code points, a number that is likely money stands from the ends of its range."""
_LAST_WORD = re.compile(r"[^\W\d_]+\.?\Z")
_PART_OF_WORD = re.compile(r"[\w.,$€£/-]\Z")
_SIGN_REACH = 9
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
_LAKH, _CRORE = 1e5, 1e7


@dataclass(frozen=True, slots=True)
class Money:
    """One amount (``low == high``) or range at ``text[start:end]``.

    ``currency`` is an ISO 4217 code, ``"$"`` for a bare dollar sign or ``None``; ``unit`` is only
    what stands right at the amount; ``scaled`` says that "k" or "LPA" was written.
    """

    start: int
    end: int
    low: float
    high: float
    currency: str | None
    unit: PayUnit | None
    ranged: bool
    scaled: bool


def money(text: str) -> Iterator[Money]:
    """Yield every number that may be an amount of money, in reading order.

    >>> [(m.low, m.high, m.currency, m.unit) for m in money("pay: $150-200K, or €60/hour")]
    [(150000.0, 200000.0, '$', None), (60.0, 60.0, 'EUR', 'hour')]
    """
    for found in _amounts(text):
        lead = text[max(0, found.start() - _SIGN_REACH) : found.start()]
        sign = _SIGN_BEFORE.search(lead) if _signed(lead) else None
        if sign is None and _PART_OF_WORD.search(lead):
            continue
        parts = found.groupdict() | {"sign1": sign and (sign[1] or sign[2])}
        scales = [_factor(parts["scale1"]), _factor(parts["scale2"])]
        low = number(parts["number1"])
        high = number(parts["number2"]) if parts["number2"] else low
        if parts["number2"] is None:
            scales[1] = scales[0]
        elif scales[0] == 1 and low < 1000 and (scales[1] > 1 or low * 1000 <= high >= 10_000):
            scales[0] = scales[1] if scales[1] > 1 else 1000
        elif scales[1] == 1 and scales[0] > 1 and high < 1000:
            scales[1] = scales[0]
        low, high = (_scaled(n, scale) for n, scale in zip((low, high), scales, strict=True))
        signs = [parts[name] for name in ("sign1", "code1", "sign2", "code2") if parts[name]]
        yield Money(
            start=found.start() - (len(lead) - sign.start() if sign else 0),
            end=found.end(),
            low=low,
            high=high,
            currency=_currency(signs) or ("INR" if max(scales) >= _LAKH else None),
            unit=_unit(parts),
            ranged=parts["number2"] is not None,
            scaled=max(scales) > 1,
        )


def _amounts(text: str) -> Iterator[re.Match[str]]:
    """Yield what is written like an amount near the numbers that are likely money."""
    digits = _digits(text)
    reached = 0
    for start, end in _likely(text, digits):
        for at in digits[bisect_left(digits, start) : bisect_left(digits, end)]:
            if at >= reached and (found := _MONEY.match(text, at, end)):
                reached = found.end()
                yield found


def _likely(text: str, digits: list[int]) -> list[tuple[int, int]]:
    """Spans around the numbers that may be money, in order and without overlap."""
    spans: list[tuple[int, int]] = []
    reached = 0
    for at in digits:
        if at < reached or not (numeral := _NUMERAL.match(text, at)):
            continue
        reached = numeral.end()
        if numeral["likely"] or _signed(text[max(0, at - _SIGN_REACH) : at]):
            start = max(0, at - _REACH)
            if spans and start <= spans[-1][1]:
                start = spans.pop()[0]
            spans.append((start, at + _REACH))
    return spans


def _digits(text: str) -> list[int]:
    """Where a digit stands behind another character; a pattern takes three times as long."""
    import numpy as np  # noqa: PLC0415  # heavy: only with texts to read

    signs = np.frombuffer(text.encode("latin-1", "replace"), np.uint8)
    digit = signs - 0x30 < 10  # 8 bits wrap around
    first = digit.copy()
    first[1:] &= ~digit[:-1]
    found: list[int] = np.flatnonzero(first).tolist()
    return found


def _signed(lead: str) -> bool:
    """Say whether a sign or code of a currency stands at the end of a few letters."""
    lead = lead.rstrip(" :)")
    last = lead[-1:]
    if last.isalpha() or last == ".":
        word = _LAST_WORD.search(lead)
        return word is not None and word.group().lower() in _CODE
    return last in _SIGNS_OF_ONE


def number(text: str) -> float:
    """Read a number with any of the usual separators.

    >>> [number(n) for n in ("150,000", "2.538,57", "2,538.57", "19 688", "12.5", "1,50,000")]
    [150000.0, 2538.57, 2538.57, 19688.0, 12.5, 150000.0]
    """
    digits = text.replace(" ", "").replace("'", "").replace("’", "")
    whole, mark, tail = digits, "", ""
    last = _DECIMALS.search(digits)
    if last:
        whole, mark, tail = digits[: last.start()], ".", last[1]
    return float(whole.replace(".", "").replace(",", "") + mark + tail)


def _factor(scale: str | None) -> float:
    word = (scale or "").strip().lower()
    if word in {"k", "thousand"}:
        return 1000
    if word.startswith("cr"):
        return _CRORE
    return _LAKH if word else 1


def _scaled(value: float, scale: float) -> float:
    """Multiply, unless the writer gave both the zeros and the "k" ("$100,000K")."""
    return round(value * scale, 2) if value < 10_000 else value


def _currency(signs: list[str]) -> str | None:
    words = [sign.strip().lower() for sign in signs]
    codes = [_CODE.get(word) or _CODE.get(word.rstrip("$ ")) for word in words]
    named = [code for code in codes if code]
    return named[0] if named else ("$" if signs else None)


def _unit(parts: dict[str, str | None]) -> PayUnit | None:
    for unit, _ in _PER:
        if parts[f"{unit}1"] or parts[f"{unit}2"]:
            return unit
    scales = f"{parts['scale1']} {parts['scale2']}".lower()
    return "year" if "lpa" in scales else None  # lakhs per annum
