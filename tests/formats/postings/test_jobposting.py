"""A schema.org JobPosting becomes a raw posting: each field in each of its shapes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.postings.jobposting import read_job_posting
from upslope.formats.values import RowError
from upslope.records import RawPosting, Salary


def read(page: str = "", **fields: Any) -> RawPosting:
    return read_job_posting({"title": "ML Engineer", **fields}, "jsonld", page)


BERLIN = {"addressLocality": "Berlin", "addressRegion": "BE", "addressCountry": "DE"}


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"address": BERLIN}, ["Berlin, BE, DE"]),
        ([{"address": {"addressLocality": "Bonn"}}, {"address": "Paris"}, "EU"],
         ["Bonn", "Paris", "EU"]),
        ({"address": {"addressCountry": {"name": "Spain"}}}, ["Spain"]),
        ({"address": [{"addressLocality": "Rome"}]}, ["Rome"]),
        ({"name": "Head office", "address": {}}, ["Head office"]),
        ({"address": {"addressLocality": "UNAVAILABLE", "addressCountry": "US"}}, ["US"]),
        ({"address": {"addressLocality": "Berlin", "addressRegion": "Berlin"}}, ["Berlin"]),
        ("Z&uuml;rich", ["Zürich"]),
        (42, []),
        (None, []),
    ],
)  # fmt: skip
def test_places(given: Any, places: list[str]) -> None:
    assert read(jobLocation=given).job_location == places


def test_a_remote_posting_names_where_applicants_may_live() -> None:
    got = read(
        jobLocationType="TELECOMMUTE",
        applicantLocationRequirements=[{"@type": "Country", "name": "USA"}, {"name": "Canada"}],
    )
    assert (got.job_location_type, got.job_location) == ("TELECOMMUTE", ["USA", "Canada"])


@pytest.mark.parametrize(
    ("given", "pay"),
    [
        ({"currency": "EUR", "value": {"minValue": 6e4, "maxValue": "80,000", "unitText": "YEAR"}},
         Salary(currency="EUR", min_value=60000, max_value=80000, unit_text="year")),
        ({"currency": "USD", "value": {"value": 45.5, "unitText": "HOUR"}},
         Salary(currency="USD", min_value=45.5, max_value=45.5, unit_text="hour")),
        ({"currency": "USD", "value": 120000, "unitText": "YEAR"},
         Salary(currency="USD", min_value=120000, max_value=120000, unit_text="year")),
        ({"minValue": 3000, "maxValue": 4000, "currency": "CHF", "unitText": "MONTH"},
         Salary(currency="CHF", min_value=3000, max_value=4000, unit_text="month")),
        (90000, Salary(min_value=90000, max_value=90000)),
        ({"currency": "EUR", "value": {"minValue": "70.000,00", "unitText": "YEAR"}},
         Salary(currency="EUR", min_value=70000, unit_text="year")),
        ({"currency": "EUR", "value": {"value": "70.000", "unitText": "YEAR"}}, None),
        ({"currency": "USD", "value": {"minValue": 150000, "maxValue": 100000}}, None),
        ({"currency": "USD", "value": {"minValue": 0, "maxValue": 0}}, None),
        ("competitive", None),
        ({}, None),
        ([], None),
    ],
)  # fmt: skip
def test_pay(given: Any, pay: Salary | None) -> None:
    assert read(baseSalary=given).base_salary == pay


def test_a_predicted_salary_is_not_a_stated_one() -> None:
    assert read(estimatedSalary={"value": {"value": 9}, "currency": "USD"}).base_salary is None


@pytest.mark.parametrize(
    ("given", "company"),
    [
        ({"name": "Acme &amp; Co"}, "Acme & Co"),
        ("Acme", "Acme"),
        ([{"name": "Acme"}, {"name": "Other"}], "Acme"),
        ({"legalName": "Acme GmbH"}, "Acme GmbH"),
        ("https://acme.example/", None),
        (7, "7"),
    ],
)
def test_companies(given: Any, company: str | None) -> None:
    assert read(hiringOrganization=given).hiring_organization == company


def test_the_id_is_the_sites_own_with_the_sites_name() -> None:
    page = "https://careers.acme.example/1"
    assert (
        read(page, identifier={"name": "Acme", "value": 17}).source_id == "careers.acme.example:17"
    )
    assert read(identifier={"name": "Acme", "value": 17}).source_id == "Acme:17"
    assert read(identifier="17").source_id == "17"
    assert read(page).source_id == page
    assert read().source_id == read().source_id != read(description="other").source_id


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("/jobs/1", "https://acme.example/jobs/1"),
        ("//cdn.example/1", "https://cdn.example/1"),
        ({"@id": "https://b.example/2"}, "https://b.example/2"),
        ("javascript:alert(1)", "https://acme.example/p"),
        ("data:text/html,x", "https://acme.example/p"),
        ("https://[broken", "https://acme.example/p"),
        (None, "https://acme.example/p"),
    ],
)
def test_only_web_addresses_are_addresses(given: Any, url: str) -> None:
    assert read("https://acme.example/p", url=given).url == url


def test_a_saved_page_without_an_address_has_none() -> None:
    assert read(url="/jobs/1").url is None


def test_dates_stay_in_the_sources_own_form() -> None:
    assert read(datePosted="2026-01-05").date_posted == "2026-01-05"
    assert read(datePosted="1767571200000").date_posted == 1767571200000.0
    assert read(datePosted=0).date_posted is None
    assert read(validThrough=["x"]).valid_through is None


@pytest.mark.parametrize("title", [None, "", "  ", [], {}, "{{job.title}}", "<%= title %>"])
def test_without_a_title_it_is_not_a_posting(title: Any) -> None:
    with pytest.raises(RowError, match="title"):
        read_job_posting({"title": title}, "jsonld")


def test_an_escaped_description_is_unescaped_once() -> None:
    assert read(description="&lt;p&gt;R&amp;amp;D&lt;/p&gt;").description == "<p>R&amp;D</p>"
    assert read(description="<p>a &lt;b&gt;</p>").description == "<p>a &lt;b&gt;</p>"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda kids: st.lists(kids) | st.dictionaries(
        st.sampled_from(["name", "value", "address", "minValue", "unitText", "@id"]), kids
    ),
    max_leaves=8,
)  # fmt: skip
_FIELDS = ["title", "url", "hiringOrganization", "jobLocation", "jobLocationType", "datePosted",
           "employmentType", "validThrough", "baseSalary", "identifier", "description",
           "applicantLocationRequirements", "salaryCurrency"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON))
def test_any_object_is_read_or_refused(thing: dict[str, Any]) -> None:
    try:
        got = read_job_posting(thing, "jsonld", "https://acme.example/")
    except RowError:
        return
    assert got.title.strip()
    assert got.source_id
    json.dumps([got.title, got.description, got.job_location]).encode()
