"""Pay in a field of words."""

from __future__ import annotations

import pytest

from upslope.formats.postings.pay_text import salary_text
from upslope.records import Salary

SAID = {
    "$0.05 – $0.06 / hour": ("USD", 0.05, 0.06, "hour"),
    "$135,000 - $198,000 / year": ("USD", 135_000, 198_000, "year"),
    "CA$80k to CA$95k per year": ("CAD", 80_000, 95_000, "year"),
    "€60.000 - €80.000 annually": ("EUR", 60_000, 80_000, "year"),
    "From £35,000 a year": ("GBP", 35_000, None, "year"),
    "$120-150k a year": ("USD", 120_000, 150_000, "year"),
    "£40 – £55K per annum": ("GBP", 40_000, 55_000, "year"),
    "Up to $25 an hour": ("USD", None, 25, "hour"),
    "CHF 5'000 monthly": ("CHF", 5_000, 5_000, "month"),
}


@pytest.mark.parametrize("words", SAID)
def test_pay_is_read(words: str) -> None:
    pay = salary_text(words, "US")
    assert isinstance(pay, Salary)
    assert (pay.currency, pay.min_value, pay.max_value, pay.unit_text) == SAID[words]


@pytest.mark.parametrize(
    "words", ["", None, "DOE", "Competitive", "$90k-$80k a year", "1 2 3", ["$5"], "9" * 400]
)
def test_what_is_not_clear_is_refused(words: object) -> None:
    assert salary_text(words, "US") is None


def test_a_bare_dollar_is_nobodys() -> None:
    pay = salary_text("$5 an hour")
    assert pay is not None
    assert pay.currency is None
