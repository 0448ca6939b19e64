"""Stated base pay is found in the ways postings write it, and other money is not."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.normalize.pay import find_pay, plausible, stated_pay
from upslope.records import Salary
from upslope.records.posting import PayUnit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salary: $150,000 - $200,000 per year", ("USD", 150000, 200000, "year")),
        ("Salary: $200,000 - $150,000", ("USD", 150000, 200000, "year")),
        ("Pay: 150-200K", ("USD", 150000, 200000, "year")),
        ("We offer $150k–$200k base.", ("USD", 150000, 200000, "year")),
        ("USD 150000 to 200000 annually", ("USD", 150000, 200000, "year")),
        ("base: USD$140,500 per year - USD$156,000 per year", ("USD", 140500, 156000, "year")),
        ("Rate: $60-$75/hr", ("USD", 60, 75, "hour")),
        ("Day rate: £500-£600", ("GBP", 500, 600, "day")),
        ("minimum salary every 2 weeks is $3000", ("USD", 1500, None, "week")),
        ("Salary: PLN 20 000 - 25 000 gross monthly", ("PLN", 20000, 25000, "month")),
        ("Gehalt: 65.000 - 75.000 € p.a.", ("EUR", 65000, 75000, "year")),
        ("Salary: 70.000,00 €", ("EUR", 70000, 70000, "year")),
        ("Salary: € 5.500 - € 6.500", ("EUR", 5500, 6500, "month")),
        ("CHF 120'000 - 140'000 salary", ("CHF", 120000, 140000, "year")),
        ("Salary ₹12-18 LPA", ("INR", 1200000, 1800000, "year")),
        ("CTC: 12 to 18 lakhs", ("INR", 1200000, 1800000, "year")),
        ("Compensation: 1.2 - 1.5 crore INR", ("INR", 12000000, 15000000, "year")),
        ("₹25,00,000 - ₹35,00,000 per annum", ("INR", 2500000, 3500000, "year")),
        ("C$120,000 - C$140,000 base salary", ("CAD", 120000, 140000, "year")),
        ("Pay: $120,000 - $140,000 (CAD)", ("CAD", 120000, 140000, "year")),
        ("Salary up to $180,000", ("USD", None, 180000, "year")),
        ("Pay: From $140,000.00 per year", ("USD", 140000, None, "year")),
        ("salary starting at EUR 49,000 a year", ("EUR", 49000, None, "year")),
        ("Base salary $160,000 + bonus + equity", ("USD", 160000, 160000, "year")),
        ("$125,000 - $155,000 (bonus eligible) salary", ("USD", 125000, 155000, "year")),
        ("Base range (excluding equity and bonus):\n$180,000—$210,000 USD",
         ("USD", 180000, 210000, "year")),
        ("Base pay by zone:\nZone A: $140,000 - $180,000\nZone B: $120,000 - $160,000",
         ("USD", 120000, 180000, "year")),
        ("Minimum Salary: USD 119,500\nMaximum Salary: USD 179,500",
         ("USD", 119500, 179500, "year")),
        ("Data Engineer – Remote – €100,000\nWe build things.", ("EUR", 100000, 100000, "year")),
        # What stands beside the amount: a lost line break, hours of the week, a bonus, other units.
        ("$110,000 a yearAlder & Finch builds bridges.", ("USD", 110000, 110000, "year")),
        ("Benefits£13.10/hour25 days off", ("GBP", 13.1, 13.1, "hour")),
        ("Benefits£15.20phStart at dawn", ("GBP", 15.2, 15.2, "hour")),
        ("The salary/hourly wage for this role is: $104,000 to $130,000.",
         ("USD", 104000, 130000, "year")),
        ("Salary: £98,500/year\nBenefits: a £1,200/€1,200 annual desk",
         ("GBP", 98500, 98500, "year")),
        ("Contract: fulltimeSalary£13.40 Hourly", ("GBP", 13.4, 13.4, "hour")),
        ("Pay $16.20 per hour - 20 hours a week", ("USD", 16.2, 16.2, "hour")),
        ("Pay range: $90k - $120k w/ 10% annual bonus", ("USD", 90000, 120000, "year")),
        ("Salary range: $40,000 - $60,000/$50,000 - $75,000", ("USD", 40000, 75000, "year")),
        ("Hybrid (2 days per week in Pune). Compensation: ₹30–40 LPA",
         ("INR", 3000000, 4000000, "year")),
        ("Above all: salary up to $190K + benefits", ("USD", None, 190000, "year")),
        ("PayStarting at £15.40 per hour", ("GBP", 15.4, None, "hour")),
        ("Analyst - €90,000\nSalary up to €90,000", ("EUR", None, 90000, "year")),
        ("Analyst: $90,000 a year\nSalary up to $90,000\nSalary: $90,000 /year",
         ("USD", 90000, 90000, "year")),
        ("401(k) match (up\n  to $6,000/year)\nZone A: $170,000 - $240,000",
         ("USD", 170000, 240000, "year")),
    ],
)  # fmt: skip
def test_ways_to_state_pay(text: str, expected: tuple[str, float, float, PayUnit]) -> None:
    salary = stated_pay(text)
    assert salary is not None
    assert (salary.currency, salary.min_value, salary.max_value, salary.unit_text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "OTE: $250,000 - $300,000",
        "On-target earnings of $250,000 - $300,000",
        "We raised $30M in Series B funding.",
        "$10,000 sign-on bonus",
        "A referral bonus of $5,000 per year",
        "a $2,000 annual learning stipend",
        "We offer $5,000 per year to be used towards courses",
        "401k match up to $5,000 per year",
        "$50M in annual revenue",
        "Salary: $1 - $999,999",
        "manage a budget of $1,000,000 - $2,000,000",
        "stock options worth $50,000 - $100,000 per year",
        "20,000 - 30,000 employees",
        "between 2023 - 2024 salaries rose",
        "Weekly hours: 40. Posted 2020\nWeekly",
        "The salary is competitive.",
        "life insurance up to $100,000",
        "Equity range: $100,000 - $200,000",
        "",
    ],
)
def test_other_money_is_refused(text: str) -> None:
    assert stated_pay(text) is None


@given(
    st.sampled_from(["$150,000 - $180,000 a year", "CHF 80 per hour", "150-200K", "₹12-18 LPA"]),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_pay_is_found_wherever_it_stands(said: str, before: int, after: int) -> None:
    alone = stated_pay(f"Title\nSalary: {said}.\n")
    noise = "We have 3 teams and 24 trains since 2019.\n"
    assert alone is not None
    assert stated_pay(f"Title\n{noise * before}Salary: {said}.\n{noise * after}") == alone


def test_the_span_is_where_the_pay_stands() -> None:
    text = "ML Engineer\nNo fluff.\nPay: $150,000 - $180,000 a year."
    found = find_pay(text)
    assert found is not None
    assert text[found.start : found.end].strip() == "$150,000 - $180,000 a year"


def test_dollars_follow_the_country() -> None:
    salary = stated_pay("Salary: $90,000 - $110,000", country="CA")
    assert salary is not None
    assert salary.currency == "CAD"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((150000, 100000, "year"), (100000, 150000, "year")),
        ((45, 60, "year"), None),
        ((120000, 150000, "hour"), None),
        ((0, 120000, "year"), (None, 120000, "year")),
        ((50, None, None), (50, None, "hour")),
        ((math.nan, 60, "hour"), (None, 60, "hour")),
        ((0, 0, "year"), None),
        ((1, 999999, "year"), None),
        ((1e308, 1e308, "year"), None),
        ((math.inf, None, "year"), None),
        ((-5, None, "hour"), None),
        ((5000, 6000, None), None),
    ],
)
def test_field_pay_is_mended_or_refused(
    given: tuple[float | None, float | None, PayUnit | None],
    expected: tuple[float | None, float | None, PayUnit] | None,
) -> None:
    low, high, unit = given
    kept = plausible(Salary(currency="usd", min_value=low, max_value=high, unit_text=unit))
    assert (kept and (kept.min_value, kept.max_value, kept.unit_text)) == expected
    assert kept is None or kept.currency == "USD"


@pytest.mark.parametrize(
    "bomb", ["£5 ", "1 2 ", "$1-", "1,", "9", "up to 1 to ", "salary $", "1 per "]
)
def test_numbers_without_end_are_not_slow(bomb: str) -> None:
    start = time.process_time()
    stated_pay(bomb * 50_000)
    assert time.process_time() - start < 2


def _same(gold: dict[str, object] | None, said: Salary | None) -> bool:
    if gold is None or said is None:
        return False
    ends = zip((gold["min"], gold["max"]), (said.min_value, said.max_value), strict=True)
    return (gold["currency"], gold["period"]) == (said.currency, said.unit_text) and all(
        a == b or (a is not None and b is not None and abs(float(str(a)) - b) <= 0.005 * b)
        for a, b in ends
    )


@pytest.mark.shared
def test_floor_on_hand_labels(shared: Path) -> None:
    """Measured: precision 0.94, recall 0.96 on 338 postings (two of five misses are labels')."""
    with (shared / "gold" / "train_postings.jsonl").open(encoding="utf-8") as lines:
        said = {row["id"]: stated_pay(f"{row['title']}\n{row['description']}")
                for row in map(json.loads, lines)}  # fmt: skip
    with (shared / "gold" / "train_labels.jsonl").open(encoding="utf-8") as lines:
        gold = {row["id"]: row["salary"] for row in map(json.loads, lines)}
    right = sum(_same(gold[key], said[key]) for key in gold)
    assert right / sum(pay is not None for pay in said.values()) >= 0.93
    assert right / sum(pay is not None for pay in gold.values()) >= 0.94


@pytest.mark.shared
def test_floor_on_posted_ranges(shared: Path) -> None:
    """The site's own pay field, where a text states one of its ends. Measured: 0.978 and 0.962."""
    answered = right = stated = 0
    with (shared / "data" / "pay" / "posted_ranges.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            field, text = row["field_pay"], row["description"].lower().replace(",", "")
            ends = [end for end in (field["min"], field["max"]) if end]
            if not any(f"{e:g}" in text or (e >= 1000 and f"{e / 1000:g}k" in text) for e in ends):
                continue
            stated += 1
            pay = stated_pay(f"{row['title']}\n{row['description']}")
            answered += pay is not None
            right += pay is not None and all(
                said is None or abs(said - end) <= 0.01 * end
                for said, end in ((pay.min_value, field["min"]), (pay.max_value, field["max"]))
            )
    assert right / answered >= 0.97
    assert right / stated >= 0.90


def test_machine_learning_in_the_title_above_is_no_learning_budget() -> None:
    found = stated_pay("Machine Learning Engineer\n$42.00 - $60.00 (est. hourly pay rate)")
    assert found == Salary(currency="USD", min_value=42, max_value=60, unit_text="hour")
    assert stated_pay("Senior Engineer\nLearning budget: $5,000") is None
