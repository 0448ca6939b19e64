"""USAJOBS: pages of a search, asked with the person's own key and mail address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.replay import Replay

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.aggregators.usajobs import LAST_PAGE, PAGE, USAJobs

PAY = {"MinimumRange": "90000.0", "MaximumRange": "120000.0", "RateIntervalCode": "PA"}
TOLD: dict[str, Any] = {
    "PositionID": "QF-77",
    "PositionTitle": "Data Scientist (Machine Learning)",
    "PositionURI": "https://www.usajobs.gov/job/77",
    "ApplyURI": ["https://www.usajobs.gov/job/77/apply"],
    "OrganizationName": "Quill Bureau",
    "DepartmentName": "Department of Fish",
    "PositionLocation": [
        {"LocationName": "Denver, Colorado", "CountryCode": "United States"},
        {"CityName": "Boise", "CountrySubDivisionCode": "Idaho"},
    ],
    "PositionSchedule": [{"Name": "Full-time", "Code": "1"}],
    "PositionOfferingType": [{"Name": "Permanent"}],
    "PositionRemuneration": [PAY],
    "PublicationStartDate": "2026-09-21T00:00:00.0000",
    "ApplicationCloseDate": "2026-10-21T23:59:59.9970",
    "QualificationSummary": "Python.",
    "UserArea": {
        "Details": {
            "JobSummary": "You rank.",
            "MajorDuties": ["Train models.", "Ship them."],
            "KeyRequirements": ["Citizen"],
            "Requirements": "A drug test.",
            "Education": "A degree.",
            "RemoteIndicator": True,
            "TeleworkEligible": True,
            "AgencyContactEmail": "nobody@quillfish.example",
        }
    },
}
ROW: dict[str, Any] = {"MatchedObjectId": "77", "MatchedObjectDescriptor": TOLD}
REPLY = Reply(
    url="",
    body=json.dumps(
        {"SearchResult": {"SearchResultCountAll": 7, "SearchResultItems": [ROW]}}
    ).encode(),
)


def read(data: Any, url: str = "") -> Reading:
    return USAJobs().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read(ROW | {"MatchedObjectDescriptor": TOLD | changes}).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="usajobs",
        source_id="77",
        title="Data Scientist (Machine Learning)",
        url="https://www.usajobs.gov/job/77",
        hiring_organization="Quill Bureau",
        job_location=["Denver, Colorado", "Boise, Idaho"],
        job_location_type="remote",
        employment_type="Full-time",
        date_posted="2026-09-21T00:00:00.0000",
        valid_through="2026-10-21T23:59:59.9970",
        base_salary=Salary(currency="USD", min_value=90_000, max_value=120_000, unit_text="year"),
        description=(
            "<p>You rank.</p>\n"
            "<h3>Duties</h3>\n<ul><li>Train models.</li><li>Ship them.</li></ul>\n"
            "<h3>Requirements</h3>\n<p>Citizen</p>\n<p>A drug test.</p>\n"
            "<h3>Qualifications</h3>\n<p>Python.</p>\n<h3>Education</h3>\n<p>A degree.</p>"
        ),
    )


@pytest.mark.parametrize(
    ("code", "unit", "low"),
    [("PH", "hour", 90_000), ("PM", "month", 90_000), ("BW", "week", 45_000), ("??", None, 90_000)],
)
def test_codes_of_pay(code: str, unit: str | None, low: float) -> None:
    pay = posting(PositionRemuneration=[PAY | {"RateIntervalCode": code}]).base_salary
    assert pay is not None
    assert (pay.unit_text, pay.min_value) == (unit, low)


@pytest.mark.parametrize("code", ["WC", "PW", "FB"])
def test_what_is_no_rate_is_no_pay(code: str) -> None:
    assert posting(PositionRemuneration=[PAY | {"RateIntervalCode": code}]).base_salary is None
    unpaid = PAY | {"MinimumRange": "0.0", "MaximumRange": "0.0"}
    assert posting(PositionRemuneration=[unpaid]).base_salary is None


def test_pay_in_words_and_places_in_short() -> None:
    words = {"MinimumRange": "40", "MaximumRange": "60", "Description": "Per Hour"}
    pay = posting(PositionRemuneration=[words]).base_salary
    assert pay is not None
    assert pay.unit_text == "hour"
    short = posting(PositionLocation=None, PositionLocationDisplay="Multiple Locations")
    assert short.job_location == ["Multiple Locations"]
    assert posting(UserArea=None).job_location_type is None


def test_an_opening_is_read_in_any_wrapping() -> None:
    items = {"SearchResult": {"SearchResultItems": [ROW], "SearchResultCountAll": 7}}
    for data in (items, items["SearchResult"], [ROW], ROW, TOLD, [TOLD]):
        assert [got.source_id for got in read(data).postings] == ["77"]
    assert read(items).total == 7
    empty = {"SearchResult": {"SearchResultItems": [], "SearchResultCountAll": 0}}
    assert read(empty).postings == []


def test_pages_end() -> None:
    (first,) = USAJobs().requests("ranking")
    rows = [{"MatchedObjectId": str(n), "MatchedObjectDescriptor": TOLD} for n in range(PAGE)]
    second = read(rows, first.url).next
    assert second is not None
    assert (second.url, second.headers) == (f"{first.url[:-1]}2", first.headers)
    assert read(rows[1:], first.url).next is None
    assert read(rows, f"{first.url[:-1]}{LAST_PAGE}").next is None


def test_key_and_mail_address_are_sent_and_not_kept(replay: Replay) -> None:
    (request,) = USAJobs().requests("")
    replay.serve(request.url, REPLY.body)
    mine = {"usajobs_key": "s3cret", "usajobs_email": "me@quillfish.example"}
    reply = replay.door(keys=mine.get).get(request, USAJobs.hosts)
    assert replay.asked[0].headers["authorization-key"] == "s3cret"
    assert replay.asked[0].headers["user-agent"] == "me@quillfish.example"
    assert "s3cret" not in repr(reply)
    assert "me@" not in repr(reply)


@pytest.mark.parametrize("data", [{"SearchResult": {"Items": [1]}}, {"error": "no"}, []])
def test_what_is_of_others_is_refused(data: Any) -> None:
    if data == []:
        assert read(data).postings == []
        return
    with pytest.raises(ReadError, match="usajobs sent"):
        read(data)
