"""The shipped table: what it answers, refuses, never looks at and never trips over."""

from __future__ import annotations

from importlib import resources
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from upslope.errors import ModelError
from upslope.estimate import Asked, estimate, estimate_pay, packaged
from upslope.estimate.table import Table, shipped
from upslope.records import Place, Posting, Salary, Understanding
from upslope.records.pay import PayEstimate
from upslope.records.understanding import Role, Seniority


def posting(title: str = "Senior Machine Learning Engineer", **more: Any) -> Posting:
    given = {"places": [Place(city="Denver", region="Colorado", country="US")], **more}
    return Posting(id="p", source="", source_id="", title=title, **given)


def known(**more: Any) -> Understanding:
    return Understanding(id="p", **{"role": "ml_engineer", "seniority": "senior", **more})


def one(shown: Posting, understood: Understanding) -> PayEstimate:
    [found] = estimate_pay([shown], [understood])
    return found


def test_a_posting_is_answered_with_what_it_stands_on() -> None:
    found = one(posting(), known())
    assert (found.id, found.currency, found.unit_text) == ("p", "USD", "year")
    assert found.p10 and found.p50 and found.p90
    assert 80_000 < found.p10 < found.p50 < found.p90 < 400_000
    assert "posted ranges in US, senior, machine learning engineer" in found.why
    assert found.model.startswith("table ")


def test_seniors_are_paid_more_than_beginners() -> None:
    paid = [one(posting("ML Engineer"), known(seniority=s)).p50 for s in ("entry", "mid", "senior")]
    assert paid == sorted(paid, key=lambda amount: amount or 0)


@pytest.mark.parametrize(
    ("more", "understood", "words"),
    [
        ({"places": []}, {}, "No country"),
        ({"places": [Place(country="MN")]}, {}, "in MN"),
        ({"title": "Registered Nurse"}, {"role": "other"}, "role"),
        ({"title": "Truck Driver"}, {"role": "other", "seniority": "unknown"}, "role"),
        ({"title": "Product Manager"}, {"role": "other"}, "role"),
        ({"title": "Sales Engineer"}, {"role": "other"}, "role"),
        ({"title": "ML Intern"}, {"seniority": "intern"}, "Internships"),
        ({}, {"employment_type": "internship"}, "Internships"),
        ({}, {"employment_type": "part_time"}, "Part-time"),
        ({}, {"employment_type": "contract"}, "contract"),
        ({"date_posted": "2016-03-01"}, {}, "2016"),
    ],
)
def test_what_was_not_seen_is_refused(
    more: dict[str, Any], understood: dict[str, Any], words: str
) -> None:
    found = one(posting(**more), known(**understood))
    assert (found.currency, found.unit_text, found.p10, found.p50, found.p90) == (None,) * 5
    assert words in found.why


def test_a_title_of_the_field_is_enough_where_the_role_is_unsure() -> None:
    assert one(posting("Data Analyst"), known(role="other", seniority="unknown")).p50


def test_a_profile_is_answered_as_a_posting_titled_by_its_role() -> None:
    profile = Asked(country="US", role="data_scientist", seniority="mid")
    titled = structs.replace(profile, title="data scientist")
    assert [one.p50 for one in estimate([profile])] == [one.p50 for one in estimate([titled])]


def test_stated_pay_is_not_looked_at() -> None:
    paid = Salary(currency="USD", min_value=900_000, max_value=950_000, unit_text="year")
    said = "Base pay: $900,000 - $950,000 a year."
    rich = one(posting(base_salary=paid, description=said), known(base_salary=paid))
    assert rich == one(posting(), known())


def test_the_first_known_country_counts() -> None:
    places = [Place(city="Anywhere"), Place(country="GB"), Place(country="US")]
    assert one(posting(places=places), known()).currency == "GBP"


def test_a_batch_answers_as_its_parts() -> None:
    shown = [posting(title) for title in ("ML Engineer", "Nurse", "Data Scientist", "")]
    shown = [structs.replace(each, id=str(at)) for at, each in enumerate(shown)]
    understood = [known(), known(role="other"), known(role="data_scientist"), known()]
    apart = [estimate_pay([a], [b])[0] for a, b in zip(shown, understood, strict=True)]
    assert estimate_pay(shown, understood) == apart


TEXT = st.text(max_size=60)
HOSTILE = [
    "|",
    "US|senior",
    "\x00",
    "a" * 100_000,
    "١٢٣",
    "\u202e",
    "%s{}",
    "data scientist " * 5_000,
]


@given(
    TEXT | st.sampled_from(HOSTILE),
    TEXT | st.sampled_from(HOSTILE),
    TEXT | st.sampled_from(["2024-13-99", "0000", "9" * 5_000]),
    st.sampled_from(["senior", "manager", "unknown", "staff"]),
)
def test_nothing_however_odd_raises(title: str, country: str, day: str, level: str) -> None:
    shown = posting(title, places=[Place(country=country)], date_posted=day)
    found = one(shown, known(seniority=level))
    assert (found.p50 is None) == (found.currency is None)
    assert found.why


@given(st.lists(st.sampled_from(["US", "GB", "XX", None]), max_size=5), st.integers(0, 5))
def test_splitting_and_joining_gives_the_same(countries: list[str | None], cut: int) -> None:
    asked = [Asked(country=one, role="data_engineer") for one in countries]
    joined = [found.p50 for part in (asked[:cut], asked[cut:]) for found in estimate(part)]
    assert [found.p50 for found in estimate(asked)] == joined


def test_the_table_is_small() -> None:
    folder = resources.files("upslope.estimate") / "data"
    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 1_000_000


def test_a_damaged_table_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.json").write_text('{"years": []}')
    monkeypatch.setattr(packaged, "files", lambda name: tmp_path)
    with pytest.raises(ModelError, match="damaged"):
        packaged.load("table.json", Table)


def test_no_level_is_told_less_than_one_below_it() -> None:
    levels = get_args(Seniority)[1:5]
    for country, role in product(shipped()[0].currencies, get_args(Role)[:-1]):
        told = estimate([Asked(country=country, role=role, seniority=level) for level in levels])
        middles = [found.p50 for found in told if found.p50]
        assert len(middles) == len(levels) and middles == sorted(middles), (country, role)
