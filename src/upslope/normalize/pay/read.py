"""Every amount of money in a text is read once: its kind, and how sure it is to be base pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from upslope.formats.money import Money, evened, money
from upslope.normalize.pay.amounts import as_stated, base_salary, currency_in
from upslope.normalize.pay.around import Around, around, other_kind
from upslope.normalize.pay.home import Home
from upslope.normalize.pay.words import EXTRAS, INTERNS, LOCAL, PAY
from upslope.normalize.plausible import WIDEST, believable
from upslope.records.pay import PayKind
from upslope.records.posting import Salary

_LONGEST, _LONGEST_TITLE, _MOST_AMOUNTS = 200_000, 150, 500
_LEAST_IN_TITLE = 20_000


@dataclass(frozen=True, slots=True)
class Said:
    """One amount of money in a text, ``text[start:end]``; ``points`` say how sure it is pay."""

    kind: PayKind
    salary: Salary
    start: int
    end: int
    points: int
    local: bool = False


def read(text: str, home: Home) -> Iterator[Said]:
    """Yield every amount whose kind is clear, in reading order.

    >>> text = "Base pay $150k-$180k. We raised $30M."
    >>> [(said.kind, said.salary.min_value) for said in read(text, Home())]
    [('base', 150000.0), ('company', 30000000.0)]
    """
    text = evened(text[:_LONGEST])
    title_end = _title_end(text)
    for amount in islice(money(text), _MOST_AMOUNTS):
        if _is_count(amount):
            continue
        beside = around(text, amount)
        points = _points(amount, beside, in_title=amount.end <= title_end)
        enough = points >= (2 if amount.ranged and amount.currency else 3)
        if not enough and not amount.currency:
            continue
        salary: Salary | None = None
        kind = other_kind(amount, beside)
        if kind is None and enough and not (points == 2 and _is_huge(amount, share=0.4)):
            salary = base_salary(amount, beside, home)
            kind = "base" if salary else _no_pay(amount)
        elif kind is None:
            kind = "company" if _is_huge(amount, share=0.4) else None
        elif kind == "stipend":
            points = 3 if _pays_interns(amount, beside, text[:title_end].lower()) else 0
            salary = base_salary(amount, beside, home) if points else None
        if kind:
            salary = salary or as_stated(amount, home)
            local = bool(LOCAL.search(beside.before))
            yield Said(kind, salary, amount.start, amount.end, points, local)


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
    return 2 * bool(said or plain) + amount.ranged + bool(amount.unit) + bool(amount.currency)


def _no_pay(amount: Money) -> PayKind | None:
    """Say what an amount is that stands like pay and is none; ``None`` if that is not clear."""
    low, high = sorted((amount.low, amount.high))
    if high <= 0 or (amount.ranged and high / max(low, 1) > WIDEST):
        return "placeholder"
    return "company" if _is_huge(amount) else None


def _is_huge(amount: Money, share: float = 1) -> bool:
    """Say whether nobody is paid that much in a year, or that share of it."""
    least = min(amount.low, amount.high) / share
    return least > _LEAST_IN_TITLE and not believable(least, currency_in(amount, Home()), "year")


def _pays_interns(amount: Money, beside: Around, title: str) -> bool:
    """Say whether a stipend is what an intern is paid, not what is paid for a desk or a move."""
    near = beside.before[-60:] + beside.after[:40]
    interns = INTERNS.search(title) or INTERNS.search(near)
    return bool(interns and (amount.unit or amount.ranged)) and not EXTRAS.search(near)
