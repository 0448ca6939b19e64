"""Every amount of money in a text is read once: its kind, and how sure it is to be base pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from upslope.formats.money import Money, evened, money
from upslope.normalize.pay.amounts import as_stated, base_salary, currency_in
from upslope.normalize.pay.around import Around, around, other_kind
from upslope.normalize.pay.home import Home
from upslope.normalize.pay.words import EXTRAS, INTERNS, LEGAL_LEAST, LOCAL, PAY
from upslope.normalize.plausible import WIDEST, believable
from upslope.records.pay import PayKind
from upslope.records.posting import Salary

_LONGEST, _LONGEST_TITLE, _MOST_AMOUNTS = 200_000, 150, 500
_LEAST_IN_TITLE = 20_000
_SURE = 3
"""Points from which an amount is pay; a range in a currency needs one less."""
_ANYWHERE = Home()
_NEXT_LEVEL = 80
"""Characters within which a list of levels goes on."""


@dataclass(frozen=True, slots=True)
class Said:
    """One amount of money in a text, ``text[start:end]``; ``points`` say how sure it is pay."""

    kind: PayKind
    salary: Salary
    start: int
    end: int
    points: int
    local: bool = False


def read(text: str, home: Home, pay_only: bool = False) -> Iterator[Said]:
    """Yield every amount whose kind is clear, in reading order.

    ``pay_only`` leaves out, and does not look at, amounts that nothing says are pay.

    >>> text = "Base pay $150k-$180k. We raised $30M."
    >>> [(said.kind, said.salary.min_value) for said in read(text, Home())]
    [('base', 150000.0), ('company', 30000000.0)]
    """
    text = evened(text[:_LONGEST])
    title = text[: _title_end(text)].lower()
    level: Said | None = None
    for amount in islice(money(text), _MOST_AMOUNTS):
        if _is_count(amount):
            continue
        beside = around(text, amount)
        points = _points(amount, beside, in_title=amount.end <= len(title))
        if level and _is_next_level(amount, level):
            points = max(points, _SURE)
        if not _enough(amount, points) and (pay_only or not amount.currency):
            continue
        if said := _said(amount, beside, points, title, home):
            yield said
            level = said if said.kind == "base" else level


def _said(amount: Money, beside: Around, points: int, title: str, home: Home) -> Said | None:
    kind, pay = other_kind(amount, beside), None
    if (
        kind is None
        and _enough(amount, points)
        and (points >= _SURE or not _is_huge(amount.low, amount, 0.4))
    ):
        pay = base_salary(amount, beside, home)
        kind = "base" if pay else None
        points = 1 if LEGAL_LEAST.search(beside.before) else points
    elif kind == "stipend":
        interns = _pays_interns(amount, beside, title)
        pay, points = (base_salary(amount, beside, home), points) if interns else (None, 0)
    kind = kind or _no_pay(amount, points)
    if kind is None or (kind != "placeholder" and amount.high <= 0):
        return None
    return Said(
        kind=kind,
        salary=pay or as_stated(amount, home),
        start=amount.start,
        end=amount.end,
        points=points,
        local=bool(LOCAL.search(beside.before)),
    )


def _enough(amount: Money, points: int) -> bool:
    return points >= (_SURE - 1 if amount.ranged and amount.currency else _SURE)


def _title_end(text: str) -> int:
    end = text.find("\n", 0, _LONGEST_TITLE)
    return end if end >= 0 else _LONGEST_TITLE


def _is_count(amount: Money) -> bool:
    """Say whether a number without currency and scale is too small for pay, or a year."""
    bare = amount.currency is None and not amount.scaled
    return bare and (amount.low < 1000 or 1900 <= amount.low <= 2100)


def _points(amount: Money, beside: Around, in_title: bool) -> int:
    """Count what speaks for base pay; a large amount in a title needs no word beside it."""
    said = amount.unit or PAY.search(beside.before) or PAY.search(beside.after[:40])
    plain = in_title and amount.currency and amount.low >= _LEAST_IN_TITLE
    plain = plain and not _is_huge(amount.high, amount, 0.4)
    return 2 * bool(said or plain) + amount.ranged + bool(amount.unit) + bool(amount.currency)


def _is_next_level(amount: Money, level: Said) -> bool:
    """Say whether an amount goes on with a list of levels: "I: $110,000; II: $145,000"."""
    before = level.salary.max_value or level.salary.min_value or 0
    return (
        level.salary.unit_text == "year"
        and amount.start - level.end <= _NEXT_LEVEL
        and amount.currency is not None
        and amount.low not in {level.salary.min_value, level.salary.max_value}
        and before / 3 <= amount.low <= amount.high <= before * 3
    )


def _no_pay(amount: Money, points: int) -> PayKind | None:
    """Say what an amount is that is no pay; ``None`` if that is not clear."""
    low, high = sorted((amount.low, amount.high))
    if _is_huge(high, amount, 1 if points >= _SURE else 0.4):
        return "company"
    dummy = high <= 0 or (amount.ranged and high / max(low, 1) > WIDEST)
    return "placeholder" if dummy and points >= _SURE and amount.currency else None


def _is_huge(value: float, amount: Money, share: float) -> bool:
    """Say whether nobody is paid so much in a year; a share below 1 doubts earlier."""
    value /= share
    return value > _LEAST_IN_TITLE and not believable(value, currency_in(amount, _ANYWHERE), "year")


def _pays_interns(amount: Money, beside: Around, title: str) -> bool:
    """Say whether a stipend is what an intern is paid, not what is paid for a desk or a move."""
    near = beside.before[-60:] + beside.after[:40]
    interns = INTERNS.search(title) or INTERNS.search(near)
    return bool(interns and (amount.unit or amount.ranged)) and not EXTRAS.search(near)
