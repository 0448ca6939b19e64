"""Ashby: a whole board in one reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import builtin
from upslope.sources.recognize import recognize
from upslope.sources.systems.ashby import Ashby

PAY: dict[str, Any] = {
    "compensationType": "Salary",
    "interval": "1 YEAR",
    "currencyCode": "EUR",
    "minValue": 90000,
    "maxValue": 120000,
}
ROW: dict[str, Any] = {
    "id": "a-1",
    "title": "ML Engineer, Ranking ",
    "department": "Research",
    "employmentType": "FullTime",
    "location": "Oslo",
    "secondaryLocations": [{"location": "Bonn"}, {"location": "oslo"}],
    "publishedAt": "2026-03-12T16:38:15.322+00:00",
    "isListed": True,
    "isRemote": True,
    "workplaceType": "Hybrid",
    "address": {"postalAddress": {"addressLocality": "Bergen", "addressCountry": "Norway"}},
    "jobUrl": "https://jobs.ashbyhq.com/quill-fish/a-1",
    "applyUrl": "https://jobs.ashbyhq.com/quill-fish/a-1/application",
    "descriptionHtml": "<p>You rank.</p>",
    "descriptionPlain": "You rank.",
    "compensation": {"compensationTiers": [], "summaryComponents": [PAY]},
    "hiringManager": {"name": "Nobody Inparticular", "email": "nobody@quillfish.example"},
}
REPLY = Reply(url="", body=json.dumps({"apiVersion": "1", "jobs": [ROW]}).encode())


def body(*rows: Any) -> bytes:
    return json.dumps({"apiVersion": "1", "jobs": rows}).encode()


def posting(**changes: Any) -> RawPosting:
    return Ashby().read(Reply(url="", body=body(ROW | changes))).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="ashby",
        source_id="a-1",
        title="ML Engineer, Ranking ",
        url="https://jobs.ashbyhq.com/quill-fish/a-1",
        hiring_organization="Quill Fish",
        job_location=["Oslo", "Bonn"],
        job_location_type="Hybrid",
        employment_type="FullTime",
        date_posted="2026-03-12T16:38:15.322+00:00",
        base_salary=Salary(currency="EUR", min_value=90_000, max_value=120_000, unit_text="year"),
        description="<p>You rank.</p>",
    )


@pytest.mark.parametrize(
    ("said", "remote", "way"),
    [(None, True, "Remote"), (None, False, None), (None, None, None), ("OnSite", True, "OnSite")],
)
def test_the_way_of_working(said: str | None, remote: bool | None, way: str | None) -> None:
    assert posting(workplaceType=said, isRemote=remote).job_location_type == way


def test_a_posting_that_is_not_listed_is_closed() -> None:
    assert posting(isListed=False).closed
    assert not posting(isListed=None).closed


def test_several_ranges_alike_become_the_widest() -> None:
    other = PAY | {"minValue": 80000, "maxValue": 100000}
    pounds = PAY | {"currencyCode": "GBP", "minValue": 1, "maxValue": 999999}
    bonus = PAY | {"compensationType": "Bonus", "maxValue": 999999}
    tiers = [{"components": [bonus, PAY]}, {"components": [other, pounds]}]
    for compensation in (
        {"summaryComponents": [bonus, PAY, other, pounds]},
        {"summaryComponents": [], "compensationTiers": tiers},
    ):
        pay = posting(compensation=compensation).base_salary
        assert pay == Salary(currency="EUR", min_value=80_000, max_value=120_000, unit_text="year")


def test_a_period_of_several_is_not_guessed() -> None:
    pay = posting(compensation={"summaryComponents": [PAY | {"interval": "2 WEEK"}]}).base_salary
    assert pay is not None
    assert pay.unit_text is None
    assert posting(compensation=None).base_salary is None


def test_falls_back_on_the_address_the_plain_text_and_the_link() -> None:
    bare = posting(location=None, secondaryLocations=None, descriptionHtml=None, id=None)
    assert bare.job_location == ["Bergen, Norway"]
    assert bare.description == "You rank."
    assert bare.source_id == ROW["jobUrl"]


def test_the_company_is_the_boards() -> None:
    reading = Ashby().read(Reply(url="", body=body(ROW)), "deep-thing")
    assert reading.postings[0].hiring_organization == "Deep Thing"
    spaced = posting(jobUrl="https://jobs.ashbyhq.com/Deep%20Thing/1")
    assert spaced.hiring_organization == "Deep Thing"


def test_an_empty_board_is_a_board() -> None:
    assert Ashby().read(Reply(url="", body=body())).postings == []


@pytest.mark.parametrize(
    "data",
    [b"Not Found", b"{}", b"null", body({"id": 7, "title": "Of another source"})],
)
def test_what_is_no_list_of_ashbys_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="ashby sent"):
        Ashby().read(Reply(url="", body=data))


def test_a_bad_row_hides_no_other() -> None:
    reading = Ashby().read(Reply(url="", body=body({"id": "x"}, [], ROW)))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_a_saved_board_is_told_from_one_of_greenhouse() -> None:
    assert recognize(builtin(), Reply(url="board.json", body=body(ROW))).name == "ashby"


def test_a_board_needs_a_name() -> None:
    with pytest.raises(UsageError):
        next(Ashby().requests(""))
