"""Pay as it is stated, with all that a posting says of money, and pay as it is estimated."""

from __future__ import annotations

from typing import Literal

import msgspec

from upslope.records.posting import PayUnit, Salary

PayKind = Literal[
    "base",
    "on_target",
    "bonus",
    "sign_on",
    "referral",
    "equity",
    "commission",
    "stipend",
    "benefit",
    "company",
    "placeholder",
]
"""``company`` is the employer's own money (funding, revenue); ``placeholder`` a dummy range."""

StatedBy = Literal["source", "text"]


class PayStatement(msgspec.Struct, frozen=True, kw_only=True):
    """One amount of money that a posting states.

    Args:
        kind: what the money is; only ``base`` is base pay.
        salary: amounts, currency and unit as stated.
        stated_by: a field of the source, or the text.
        start: where it begins in the text, in code points; ``None`` for a field.
        end: where it ends.
        place: the place that it is for, where several are told apart.
    """

    kind: PayKind
    salary: Salary
    stated_by: StatedBy = "text"
    start: int | None = None
    end: int | None = None
    place: str | None = None


class PayEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """A year's base pay that a posting of this kind is likely to state: the middle of its range.

    Args:
        id: of the posting, or a name for what was asked.
        currency: ISO 4217; ``None`` with all amounts when nothing can be said.
        unit_text: the unit of the amounts.
        p10: a tenth of such postings lie below.
        p50: half of them.
        p90: nine tenths.
        model: which model answered, with its version.
        why: on what it stands, or why nothing is said.
    """

    id: str
    currency: str | None = None
    unit_text: PayUnit | None = None
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    model: str = ""
    why: str = ""


class PayStated(msgspec.Struct, frozen=True, kw_only=True):
    """What stored openings of one kind state: the middles of their ranges of a year's base pay.

    Args:
        kind: which openings: role, level, country.
        currency: ISO 4217; of all amounts.
        n: distinct offers; an employer's equal ones count once.
        employers: of those.
        p10: a tenth lies below.
        median: half of them.
        p90: nine tenths.
        low: lower end of the 95 % interval of the median.
        high: upper end.
    """

    kind: str
    currency: str
    n: int
    employers: int
    p10: float
    median: float
    p90: float
    low: float
    high: float
