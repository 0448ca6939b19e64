"""What stored openings state as pay: counted once an offer, one currency, not from too few."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from upslope.guide.stated_pay import stated_of_kind
from upslope.records import Place, Posting, Salary, Understanding

Row = tuple[Posting, Understanding]


def row(
    number: int,
    middle: float,
    *,
    employer: str = "",
    currency: str = "USD",
    country: str = "US",
    role: str = "ml_engineer",
) -> Row:
    pay = Salary(
        currency=currency, min_value=0.9 * middle, max_value=1.1 * middle, unit_text="year"
    )
    posting = Posting(
        id=str(number),
        source="lever",
        source_id=str(number),
        title="ML Engineer",
        hiring_organization=employer or f"Quillfish {number}",
        places=[Place(country=country)],
    )
    known = Understanding(id=str(number), role=role, seniority="senior", base_salary=pay)  # type: ignore[arg-type]
    return posting, known


def twenty() -> list[Row]:
    return [row(number, 150_000 + 1_000 * number) for number in range(20)]


def test_median_and_its_interval() -> None:
    found = stated_of_kind(twenty(), "ml_engineer", "senior", "US")
    assert found is not None
    assert (found.n, found.employers, found.currency) == (20, 20, "USD")
    assert found.median == pytest.approx(159_500)
    assert found.p10 < found.low < found.median < found.high < found.p90


@pytest.mark.parametrize(
    ("role", "level", "country"),
    [
        ("data_scientist", "senior", "US"),
        ("ml_engineer", "entry", "US"),
        ("ml_engineer", "senior", "DE"),
    ],
)
def test_of_another_kind_there_is_none(role: str, level: str, country: str) -> None:
    assert stated_of_kind(twenty(), role, level, country) is None


def test_a_thousand_copies_count_once() -> None:
    copies = [row(1_000 + number, 900_000, employer="Loudmouth") for number in range(1_000)]
    found = stated_of_kind([*twenty(), *copies], "ml_engineer", "senior", "US")
    assert found is not None and found.n == 21 and found.median < 170_000


def test_an_employer_of_a_thousand_offers_does_not_make_the_median() -> None:
    offers = [
        row(1_000 + number, 900_000 + number, employer="Loudmouth") for number in range(1_000)
    ]
    found = stated_of_kind([*twenty(), *offers], "ml_engineer", "senior", "US")
    assert found is not None and (found.n, found.employers) == (1_020, 21)
    assert found.median < 170_000


def test_another_currency_is_not_mixed_in() -> None:
    pounds = [row(100 + number, 60_000, currency="GBP") for number in range(12)]
    found = stated_of_kind([*twenty(), *pounds], "ml_engineer", "senior", None)
    assert found is not None and (found.currency, found.n) == ("USD", 20)


@pytest.mark.parametrize("pay", [0.0, 1e308, -5.0, 3.0, float("inf"), float("nan")])
def test_what_nobody_is_paid_is_left_out(pay: float) -> None:
    found = stated_of_kind([*twenty(), row(99, pay)], "ml_engineer", "senior", "US")
    assert found is not None and found.n == 20


@pytest.mark.parametrize(
    "rows", [[], twenty()[:9], [row(n, 1e5 + n, employer="One") for n in range(50)]]
)
def test_too_few_are_no_market(rows: Sequence[Row]) -> None:
    assert stated_of_kind(rows, "ml_engineer", "senior", "US") is None
