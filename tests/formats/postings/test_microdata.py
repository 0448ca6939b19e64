"""JobPosting objects in the tags of a page."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.formats.postings.jobposting import read_job_posting
from upslope.formats.postings.microdata import microdata_postings
from upslope.records import RawPosting, Salary

PAGE = """
<body><p itemprop="title">not of a posting</p>
<main itemscope itemtype="https://schema.org/JobPosting">
  <meta itemprop="datePosted" content="2026-11-01"><link itemprop="url" href="https://q.example/1">
  <h1 itemprop="title">ML <em>Engineer</em> &amp; more</h1>
  <div itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
    <div><span itemprop="name">Quillfish</span></div></div>
  <div itemprop="jobLocation" itemscope itemtype="https://schema.org/Place"><p itemprop="address"
    itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="addressLocality">Oslo
    <span itemprop="addressCountry" content="NO"></span></p></div>
  <div itemprop="jobLocation" itemscope><b itemprop="name">Bonn</b></div>
  <div itemprop="description"><div><p>Rank <i>things</i>.</p></div><ul><li>Python</li></ul></div>
  <div itemprop="baseSalary" itemscope><meta itemprop="currency" content="EUR">
    <div itemprop="value" itemscope><i itemprop="minValue">60,000</i>
    <i itemprop="unitText">YEAR</i></div></div>
</main>
<div itemscope itemtype="http://schema.org/JobPosting"><h2 itemprop="title">Second</h2></div>
"""


def read(page: str) -> list[RawPosting]:
    return [read_job_posting(thing, "jsonld") for thing in microdata_postings(page)]


def test_reads_objects_in_objects() -> None:
    first, second = read(PAGE)
    assert second.title == "Second"
    assert first.title == "ML Engineer & more"
    assert (first.hiring_organization, first.date_posted) == ("Quillfish", "2026-11-01")
    assert first.url == "https://q.example/1"
    assert first.job_location == ["Oslo, NO", "Bonn"]
    assert first.base_salary == Salary(currency="EUR", min_value=60_000, unit_text="year")
    assert first.description == ("<div><p>Rank <i>things</i>.</p></div><ul><li>Python</li></ul>")


def test_a_page_without_any_has_none() -> None:
    assert read("<h1 itemprop=title>x</h1><p itemtype='https://schema.org/Person'>") == []


@pytest.mark.parametrize(
    "piece", ["<div itemprop=title>", "<div itemscope itemprop=a>", "<a ", "</div>", "<b x='"]
)
def test_long_and_odd_pages_take_little_time(piece: str) -> None:
    page = '<div itemscope itemtype="http://schema.org/JobPosting">' + piece * 100_000
    began = time.process_time()
    microdata_postings(page)
    assert time.process_time() - began < 3


@given(st.lists(st.sampled_from([*PAGE.replace(">", ">\n").splitlines(keepends=True)])))
def test_any_order_of_tags_is_read(parts: list[str]) -> None:
    assert isinstance(microdata_postings("".join(parts)), list)
