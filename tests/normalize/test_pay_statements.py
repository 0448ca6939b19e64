"""Every amount of money is told by its kind; a trap stands beside the same sentence as real pay."""

from __future__ import annotations

import cProfile
import pstats

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.normalize.pay import find_pay, stated_pay, statements
from upslope.records import Salary
from upslope.records.pay import PayKind

TWINS: list[tuple[PayKind, str, str]] = [
    ("on_target", "On-target earnings (OTE): $240,000 - $260,000.",
     "Base salary: $240,000 - $260,000."),
    ("on_target", "Total compensation of $300k for this role.", "Base pay of $300k for this role."),
    ("on_target", "You earn $180,000 OTE in the first year.",
     "You earn $180,000 in the first year."),
    ("bonus", "The annual bonus is $20,000.", "The annual base salary is $20,000."),
    ("bonus", "Variable incentive target range of $40,000 - $50,000 a year.",
     "Base range of $40,000 - $50,000 a year."),
    ("bonus", "Cleared staff get a pay differential, up to an additional $20,000.",
     "Cleared staff get a pay range, up to the top of $120,000."),
    ("bonus", "Earn $100 for every ten rides.", "Earn $100 an hour for ten rides."),
    ("sign_on", "Pay: a $15,000 sign-on bonus", "Pay: $15,000 every month"),
    ("sign_on", "We pay a joining bonus of £5,000.", "We pay a salary of £35,000."),
    ("referral", "Earn $5,000 a year in referral bonuses.", "Earn $50,000 a year in this role."),
    ("equity", "Stock options worth $50,000 - $100,000 per year.",
     "Base pay from $50,000 - $100,000 per year."),
    ("commission", "Commission of $60,000 a year is fair.", "Pay of $60,000 a year is fair."),
    ("stipend", "A learning stipend of $2,000 per year.", "A salary of $92,000 per year."),
    ("stipend", "$1,500 home office stipend on your first pay day.",
     "$1,500 per week from your first pay day."),
    ("benefit", "401(k) match up to $6,000 per year.", "Pay up to $160,000 per year."),
    ("benefit", "Salary comes with a wellness allowance of $1,200 per year.",
     "Salary comes to $101,200 per year."),
    ("benefit", "A training budget of $3,000 per year.", "A salary of $93,000 per year."),
    ("company", "We raised $30M from Oddleaf Partners.", "We pay $130k to our engineers."),
    ("company", "Revenue of $1B a year, paid by shops.", "Salary of $1M a year, paid by us."),
    ("company", "You manage a budget of $200,000 - $900,000.", "Salary: $200,000 - $900,000."),
    ("company", "Backed with €12 million.", "Salary: €120 thousand."),
    ("placeholder", "Salary: $1 - $999,999 a year", "Salary: $100,001 - $999,999 a year"),
    ("placeholder", "Pay: $0.00 - $0.00 per hour", "Pay: $20.00 - $30.00 per hour"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "trap", "pay"), TWINS)
def test_a_trap_and_its_twin(kind: PayKind, trap: str, pay: str) -> None:
    assert [one.kind for one in statements(trap)] == [kind]
    assert stated_pay(trap) is None
    assert [one.kind for one in statements(pay)] == ["base"]
    assert stated_pay(pay) is not None


SAID: list[tuple[str, tuple[str, float | None, float | None, str]]] = [
    # How ranges and numbers are written.
    ("Pay: 150-200K", ("USD", 150e3, 200e3, "year")),
    ("Pay: $150K-200", ("USD", 150e3, 200e3, "year")),
    ("Salary: 150.000 EUR", ("EUR", 150e3, 150e3, "year")),
    ("CTC ₹1,50,000 per month", ("INR", 150e3, 150e3, "month")),
    ("Salary: 12-18 LPA", ("INR", 1.2e6, 1.8e6, "year")),
    ("Salary: $180,000 - $150,000", ("USD", 150e3, 180e3, "year")),
    ("Pay:\xa0$150,000\xa0–\xa0$180,000", ("USD", 150e3, 180e3, "year")),
    ("Pay: \\$150,000 - \\$180,000", ("USD", 150e3, 180e3, "year")),
    ("Pay: &#36;150,000 &ndash; &#36;180,000", ("USD", 150e3, 180e3, "year")),
    ("Pay is between $150,000 and $180,000.", ("USD", 150e3, 180e3, "year")),
    ("Rémunération : entre 45 et 50 k€", ("EUR", 45e3, 50e3, "year")),
    ("Sueldo: 30.000 a 35.000 €", ("EUR", 30e3, 35e3, "year")),
    ("Vergütung ab EUR 3.500,- brutto monatlich", ("EUR", 3500, None, "month")),
    ("年収 750～900万円", ("JPY", 7.5e6, 9e6, "year")),
    ("Salary JPY 8M - 12M", ("JPY", 8e6, 12e6, "year")),
    # Currencies.
    ("Salary C$120k", ("CAD", 120e3, 120e3, "year")),
    ("Salary A$120k", ("AUD", 120e3, 120e3, "year")),
    ("Salary S$9,000 monthly", ("SGD", 9000, 9000, "month")),
    ("Salary NZ$120k", ("NZD", 120e3, 120e3, "year")),
    ("Salary HK$50,000 per month", ("HKD", 50e3, 50e3, "month")),
    ("Lön: SEK 45 000 per month", ("SEK", 45e3, 45e3, "month")),
    ("Salary CHF 120'000 - 140'000", ("CHF", 120e3, 140e3, "year")),
    ("Pay: 20 000 - 25 000 PLN gross per month", ("PLN", 20e3, 25e3, "month")),
    # One end only, and words that change nothing.
    ("Salary up to $180,000 DOE", ("USD", None, 180e3, "year")),
    ("Salary from $120,000, DOE", ("USD", 120e3, None, "year")),
    ("Paying up to £65k + bonus", ("GBP", None, 65e3, "year")),
    ("Base salary $160,000 plus generous bonus", ("USD", 160e3, 160e3, "year")),
    ("Competitive salary range ($210k - $290k) with significant equity",
     ("USD", 210e3, 290e3, "year")),
    ("Salary: $150,000 | OTE: $300,000", ("USD", 150e3, 150e3, "year")),
    ("Total pay $250,000 OTE, base $150,000 - $180,000", ("USD", 150e3, 180e3, "year")),
    ("We are glad to share the base pay for this position: $30 per hour", ("USD", 30, 30, "hour")),
    # Levels, and what the law asks for beside what is offered.
    ("Base pay:\nEngineer I: $110,000\nEngineer II: $145,000\nEngineer III: $160,000",
     ("USD", 110e3, 160e3, "year")),
    ("The collective agreement minimum salary is EUR 3.300 per month. We offer an annual salary of "
     "at least EUR 60.000.", ("EUR", 60e3, None, "year")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_ways_to_write_pay(
    text: str, expected: tuple[str, float | None, float | None, str]
) -> None:
    pay = stated_pay(text)
    assert pay is not None
    assert (pay.currency, pay.min_value, pay.max_value, pay.unit_text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tickets restaurant à 9 € par jour, salaire fixe",
        "You earn below the wage cap of £34,194 per year.",
        "Projects of $1-2 million with a consulting company",
        "Annual bonus of 10% of base salary (up to $20,000 a year).",
        "Salary: 1e308",
        "Salary: $" + "9" * 400,
        "Competitive pay, DOE. Call 555-0100 by 2026-11-30.",
        "$5,000 prize money a year for the best paper",
    ],
)
def test_what_is_not_clear_is_no_pay(text: str) -> None:
    assert stated_pay(text) is None


def test_all_money_of_one_posting_is_told_apart() -> None:
    text = (
        "ML Engineer\nQuillfish raised $30M. Base salary: $150,000 - $180,000, plus a $10,000"
        " sign-on bonus and a $2,500 referral bonus.\n401(k) match up to $5,000."
    )
    found = statements(text)
    assert [(one.kind, one.salary.max_value) for one in found] == [
        ("company", 30e6), ("base", 180e3), ("sign_on", 10e3), ("referral", 2500),
        ("benefit", 5000),
    ]  # fmt: skip
    assert [text[one.start : one.end] for one in found][1:3] == ["$150,000 - $180,000", "$10,000"]


ZONES = "in New York: $150-180k; in Austin: $120-150k"


@pytest.mark.parametrize(
    ("text", "location", "expected"),
    [
        (ZONES, "Austin, TX", ("USD", 120e3, 150e3)),
        (ZONES, "New York, NY", ("USD", 150e3, 180e3)),
        (ZONES, "Boston, MA", ("USD", 120e3, 180e3)),
        (ZONES, "", ("USD", 120e3, 180e3)),
        ("Base pay of $100k to $129k (for all places outside San Francisco Bay Area) and $120k to"
         " $145k (for San Francisco Bay Area).", "Mountain View, CA", ("USD", 120e3, 145e3)),
        ("Salary in California is $142k - $264k. Salary in Colorado is $120k - $240k.",
         "Denver, CO", ("USD", 120e3, 240e3)),
        ("Salary in Seattle is $100k - $120k, rising with time up to $140k.", "Seattle, WA",
         ("USD", 100e3, 140e3)),
        ("US: $150k - $180k | UK: £90k - £110k base salary", "London, UK", ("GBP", 90e3, 110e3)),
        ("US: $150k - $180k | UK: £90k - £110k base salary", "Austin, TX", ("USD", 150e3, 180e3)),
        ("Salary $90k - $110k", "Sydney, Australia", ("AUD", 90e3, 110e3)),
        ("Salary $90k - $110k", "Toronto; Chicago", ("USD", 90e3, 110e3)),
        ("Salaire : 60K à 70K", "Lyon, France", ("EUR", 60e3, 70e3)),
    ],
)  # fmt: skip
def test_the_posting_s_place_decides(
    text: str, location: str, expected: tuple[str, float, float]
) -> None:
    pay = stated_pay(text, location=location)
    assert pay is not None
    assert (pay.currency, pay.min_value, pay.max_value) == expected


def test_places_are_named_only_where_they_are_told_apart() -> None:
    assert [one.place for one in statements(ZONES)] == ["New York", "Austin"]
    assert [one.place for one in statements("in Austin: $120-150k base pay")] == [None]


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("Research Intern\nSummer stipend: $36/hour", 36),
        ("Fellow\nThe fellowship provides a stipend between $28,000 and $36,000.", 28e3),
        ("Research Intern\nHousing stipend: $900/month", None),
        ("Engineer\nStipend: $36/hour", None),
        ("Research Intern\nPay: $40/hour. Summer stipend: $36/hour", 40),
    ],
)
def test_a_stipend_is_pay_for_interns_where_nothing_else_is(text: str, paid: float | None) -> None:
    pay = stated_pay(text)
    assert (pay and pay.min_value) == paid
    assert "stipend" in {one.kind for one in statements(text)}


def test_a_source_s_field_is_a_statement_too() -> None:
    field = Salary(currency="usd", min_value=90_000, max_value=0, unit_text="year")
    dummy = Salary(currency="USD", min_value=1, max_value=999_999, unit_text="year")
    first, second = statements("Salary: $95,000", field=field)
    assert (first.kind, first.stated_by, first.start, first.salary.min_value) == (
        "base", "source", None, 90_000,
    )  # fmt: skip
    assert (second.kind, second.stated_by) == ("base", "text")
    assert statements("", field=dummy)[0].kind == "placeholder"


PIECES = st.sampled_from([
    "Salary", "$", "€", "£", "USD ", "₹", "150,000", "200K", "1.5", "9", "-", " to ", "–", " ",
    "\n", "million", "M", "LPA", "/hr", " per year", "bonus", "OTE", "stipend", "&#36;", "\\$",
    "\xa0", "in Austin", "(for New York)", ".", ";", "up to ", "equity", "万円", "\ud800", "😀",
])  # fmt: skip


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_no_text_fails_and_spans_hold_the_digits(text: str) -> None:
    found = statements(text, location="Austin, TX")
    for one in found:
        assert one.start is not None
        assert one.end is not None
        assert 0 <= one.start < one.end <= len(text)
        assert any(sign.isdigit() for sign in text[one.start : one.end])
        assert one.salary.currency is not None
    starts = [one.start or 0 for one in found]
    assert starts == sorted(starts)
    pay = find_pay(text, location="Austin, TX")
    assert pay is None or any(one.start == pay.start for one in found)


IDLE = st.sampled_from(
    [
        "We build ships.",
        "Call 24/7, since 2019.",
        "• Python, SQL\n• 5+ years",
        "Über uns: 40 h.",
        "",
    ]
)


@settings(max_examples=60)
@given(st.sampled_from(SAID), st.lists(IDLE, max_size=6), st.lists(IDLE, max_size=6))
def test_idle_paragraphs_around_change_nothing(
    said: tuple[str, object], before: list[str], after: list[str]
) -> None:
    text = "\n\n".join(["Engineer", *before, said[0], *after])
    assert stated_pay(text) == stated_pay(f"Engineer\n\n{said[0]}")


@pytest.mark.parametrize(
    "bomb",
    ["$1M ", "in Austin: $90k ", "bonus $5 ", "&#36;5 ", "\\$9 ", "Salary $90,000 New York ",
     "A a A ", "stipend 5 intern ", "\xa0$1\xa0-\xa0", "+ million 5"],
)  # fmt: skip
def test_long_hostile_texts_take_linear_time(bomb: str) -> None:
    """Twice the text is at most about twice the work, counted in calls and not in seconds."""

    def calls(text: str) -> int:
        profile = cProfile.Profile()
        profile.runcall(statements, text, location="Austin, TX")
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    statements(bomb * 10, location="Austin, TX")
    assert calls(bomb * 400) < 3 * calls(bomb * 200) + 1000
