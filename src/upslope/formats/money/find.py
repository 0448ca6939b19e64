"""Amounts of money are found in text: numbers, currencies, periods, single or as a range.

Reads how money is written in postings ("$150,000 - $200,000", "150-200K", "2.538,57 EUR",
"₹12-18 LPA", "19 688 PLN", "$30M").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from upslope.formats.money.currencies import CODE, CURRENCY, SIGNS_OF_ONE, SYMBOL, currency_of
from upslope.formats.money.numbers import (
    CRORE,
    LAKH,
    MILLION,
    MILLIONS,
    NUMBER,
    SCALE,
    both_scales,
    factor,
    number,
    scaled,
)
from upslope.formats.money.periods import BEHIND, PERIODS
from upslope.records.posting import PayUnit

_ONE = (
    rf"(?P<number#>{NUMBER})(?P<scale#>{SCALE}|{MILLIONS})?\+?"
    rf"(?:\.-)?(?:[ ]?\(?(?P<code#>{CURRENCY})\)?)?(?:{BEHIND})?"
)
_TO = r"\s*(?:-{1,3}|[–—−‐‑~～]|to|and|bis|up to|through|à|et|hasta|tot|(?<=\s)[ay](?=\s))\s*"
_FIRST, _SECOND = _ONE.replace("#", "1"), _ONE.replace("#", "2")
_SIGN2 = rf"(?:(?P<sign2>{CURRENCY})\)?:?[ ]?)?"
# Begins with a digit, which the engine finds fast; the sign before it is looked for afterwards.
_MONEY = re.compile(
    rf"(?<![\d.,])(?:{_FIRST})(?:{_TO}{_SIGN2}(?:{_SECOND}))?"
    r"(?!(?<=\d)\d|%|[ ]?(?:hours|days|weeks|months|years)\b)",
    re.IGNORECASE,
)
_SIGN_BEFORE = re.compile(
    rf"(?<![.,$€£-])(?:(?<!\w)({CURRENCY})|({SYMBOL}))\)?:?[ ]?\Z", re.IGNORECASE
)
# Where a number begins, and what most lack that is no money: thousands, a scale or a currency.
_NUMERAL = re.compile(
    r"[0-9](?<!\d\d)(?P<likely>\d{0,2}(?:[.,'’ ]\d{3}|,\d\d,\d)"
    r"|(?!(?<=1)9\d\d\b|(?<=2)0\d\d\b)\d{3}"
    rf"|\d*(?:[.,]\d{{1,2}})?\+?(?:\.-)?(?:{SCALE}|(?:{MILLIONS})?[ ]?\(?{CURRENCY}))?",
    re.IGNORECASE,
)
_REACH = 80
"""How far, in code points, a number that is likely money stands from the ends of its range."""
_LAST_WORD = re.compile(r"[^\W\d_]+\.?\Z")
_LAST_OF_CODES = {end for code in CODE for end in (code[-1], code[-1].upper())} - SIGNS_OF_ONE
_SIGN_ENDS = _LAST_OF_CODES | SIGNS_OF_ONE | {""}
"""Characters that may stand before a number with a sign; nothing, where only blanks are seen."""
_PART_OF_NUMBER = frozenset("_.,$€£/-")
_SIGN_REACH = 9
_UNIT_GROUPS = [(unit, f"{unit}1", f"{unit}2") for unit, _ in PERIODS]


@dataclass(frozen=True, slots=True)
class Money:
    """One amount (``low == high``) or range at ``text[start:end]``.

    ``currency`` is an ISO 4217 code, ``"$"`` for a bare dollar sign or ``None``; ``unit`` is only
    what stands right at the amount; ``scaled`` says that "k" or "LPA" was written. ``low`` is the
    end that stands first: a range may be written the wrong way round.
    """

    start: int
    end: int
    low: float
    high: float
    currency: str | None
    unit: PayUnit | None
    ranged: bool
    scaled: bool


def money(text: str, all_numbers: bool = False) -> Iterator[Money]:
    """Yield every number that may be an amount of money, in reading order.

    Args:
        text: with its signs :func:`evened`.
        all_numbers: also such as "7 - 12", which in a text are mostly counts.

    >>> [(m.low, m.high, m.currency, m.unit) for m in money("pay: $150-200K, or €60/hour")]
    [(150000.0, 200000.0, '$', None), (60.0, 60.0, 'EUR', 'hour')]
    """
    for found in _amounts(text, all_numbers):
        lead = text[max(0, found.start() - _SIGN_REACH) : found.start()]
        sign = _SIGN_BEFORE.search(lead) if _signed(lead) else None
        if sign is None and _part_of_word(lead[-1:]):
            continue
        read = _read(found, sign)
        if read.currency or max(read.low, read.high) < MILLION or not read.scaled:
            yield read


def _part_of_word(last: str) -> bool:
    """Say whether a number goes on with what stands before it; Chinese has no blanks."""
    return last in _PART_OF_NUMBER or (last.isalnum() and not "\u3000" <= last <= "\u9fff")


def _read(found: re.Match[str], sign: re.Match[str] | None) -> Money:
    parts = found.groupdict()
    ranged = parts["number2"] is not None
    low = high = number(parts["number1"])
    scales = first, _ = factor(parts["scale1"]), factor(parts["scale2"])
    if ranged:
        high = number(parts["number2"])
        scales = both_scales(low, high, scales)
    else:
        scales = first, first
    before = (sign[1] or sign[2]) if sign else None
    signs = [one for one in (before, parts["code1"], parts["sign2"], parts["code2"]) if one]
    return Money(
        start=found.start() - (sign.end() - sign.start() if sign else 0),
        end=found.end(),
        low=scaled(low, scales[0]),
        high=scaled(high, scales[1]),
        currency=currency_of(signs) or ("INR" if max(scales) in {LAKH, CRORE} else None),
        unit=_unit(parts),
        ranged=ranged,
        scaled=max(scales) > 1,
    )


def _amounts(text: str, all_numbers: bool) -> Iterator[re.Match[str]]:
    """Yield what is written like an amount near the numbers that are likely money."""
    digits = _digits(text)
    reached = 0
    for start, end in [(0, len(text))] if all_numbers else _likely(text, digits):
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
        if numeral["likely"] or (
            text[max(0, at - 2) : at].rstrip(" :)")[-1:] in _SIGN_ENDS
            and _signed(text[max(0, at - _SIGN_REACH) : at])
        ):
            start = max(0, at - _REACH)
            if spans and start <= spans[-1][1]:
                start = spans.pop()[0]
            spans.append((start, at + _REACH))
    return spans


def _digits(text: str) -> list[int]:
    """Where a digit stands behind another character; a pattern takes three times as long."""
    import numpy as np  # noqa: PLC0415  # heavy: only with texts to read

    signs = np.frombuffer(f" {text}".encode("ascii", "replace"), np.uint8)  # one byte a character
    digit = signs - 0x30 < 10  # bits wrap around
    found: list[int] = (digit[1:] > digit[:-1]).nonzero()[0].tolist()
    return found


def _signed(lead: str) -> bool:
    """Say whether a sign or code of a currency stands at the end of a few letters."""
    lead = lead.rstrip(" :)")
    last = lead[-1:]
    if last in _LAST_OF_CODES:
        word = _LAST_WORD.search(lead)
        return word is not None and word.group().lower() in CODE
    return last in SIGNS_OF_ONE


def _unit(parts: dict[str, str | None]) -> PayUnit | None:
    for unit, first, second in _UNIT_GROUPS:
        if parts[first] or parts[second]:
            return unit
    scales = f"{parts['scale1']} {parts['scale2']}".lower()
    return "year" if "lpa" in scales else None  # lakhs per annum
