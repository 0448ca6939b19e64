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
    "$90k-$80k a year": ("USD", 80_000, 90_000, "year"),
    "RM 5,000 - RM 10,000 a month": ("MYR", 5_000, 10_000, "month"),
    "R277,200 a year": ("ZAR", 277_200, 277_200, "year"),
    "ab 12,24 € stündlich": ("EUR", 12.24, None, "hour"),
    "ab 4.471,97 € monatlich": ("EUR", 4_471.97, None, "month"),
    "₹ 5,00,000 - ₹ 8,00,000 a year": ("INR", 500_000, 800_000, "year"),
    "PLN 15\xa0000–20\xa0000 net per month": ("PLN", 15_000, 20_000, "month"),
    "年収 750～900万円": ("JPY", 7_500_000, 9_000_000, "year"),
    "USD $20.00/Hr. - USD $25.00/Hr.": ("USD", 20, 25, "hour"),
    "7 - 12 per hour": (None, 7, 12, "hour"),
}


@pytest.mark.parametrize("words", SAID)
def test_pay_is_read(words: str) -> None:
    pay = salary_text(words, "US")
    assert isinstance(pay, Salary)
    assert (pay.currency, pay.min_value, pay.max_value, pay.unit_text) == SAID[words]


@pytest.mark.parametrize(
    "words", ["", None, "DOE", "Competitive", "1 2 3", ["$5"], "9" * 400, "1e308"]
)
def test_what_is_not_clear_is_refused(words: object) -> None:
    assert salary_text(words, "US") is None


def test_a_bare_dollar_is_nobodys() -> None:
    pay = salary_text("$5 an hour")
    assert pay is not None
    assert pay.currency is None
