"""Numbers as people write them: "150,000", "2.538,57", "1,50,000", "150k", "18 lakhs", "$30M"."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:,\d{2,3}|[.'’ ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?"
SCALE = r"[ ]?(?:k|lpa|lakhs?|lacs?|cr|crores?|thousand)(?![a-z])|l(?![a-z])|万"
MILLIONS = r"\+?[ ]?(?:mm?|mn|mio|millions?|bn?|billions?|tn?|trillions?)(?![a-z0-9/$€£])"
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
LAKH, CRORE, MILLION = 1e5, 1e7, 1e6
_TIMES = {
    "k": 1e3, "th": 1e3, "万": 1e4, "l": LAKH, "c": CRORE, "m": MILLION, "b": 1e9, "t": 1e12,
}  # fmt: skip


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


def factor(scale: str | None) -> float:
    """Return what a word behind a number multiplies it by.

    >>> factor("K"), factor(" LPA"), factor("crore"), factor(" billion"), factor(None)
    (1000.0, 100000.0, 10000000.0, 1000000000.0, 1)
    """
    if not scale:
        return 1
    word = scale.strip("+ ").lower()
    return _TIMES.get(word[:2]) or _TIMES.get(word[:1]) or 1


def scaled(value: float, scale: float) -> float:
    """Multiply, unless the writer gave both the zeros and the "k" ("$100,000K").

    >>> scaled(150, 1000), scaled(100_000, 1000)
    (150000, 100000)
    """
    return round(value * scale, 2) if scale > 1 and value < 10_000 else value


def both_scales(low: float, high: float, scales: tuple[float, float]) -> tuple[float, float]:
    """Return the scales of both ends of a range, of which one may have been left out.

    >>> both_scales(150, 200, (1, 1000)), both_scales(150, 200, (1000, 1))
    ((1000, 1000), (1000, 1000))
    >>> both_scales(85, 105_000, (1, 1)), both_scales(1, 999_999, (1, 1))
    ((1000, 1), (1, 1))
    """
    first, second = scales
    if first == 1 and low < 1000 and (second > 1 or low * 1000 <= high <= low * 12_000):
        return (second if second > 1 else 1000), second
    if second == 1 and first > 1 and high < 1000:
        return first, first
    return scales
