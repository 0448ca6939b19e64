"""Amazon: pages of a search."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources.employers.amazon import Amazon
from upslope.sources.source import Reading

PLACE = {
    "normalizedCityName": "Oslo",
    "normalizedStateName": "Oslo County",
    "normalizedCountryName": "Norway",
    "type": "HYBRID",
}
ROW: dict[str, Any] = {
    "id": "0ed0-77",
    "id_icims": "7700123",
    "title": "Applied Scientist ",
    "company_name": "Quillfish Norway AS",
    "description": "You rank fish.<br/>All day.",
    "basic_qualifications": "- Python<br/>- A degree",
    "preferred_qualifications": "- Patience",
    "locations": [json.dumps(PLACE), json.dumps({"normalizedLocation": "Bonn, DEU"})],
    "normalized_location": "Oslo, NOR",
    "location": "NO, Oslo",
    "city": "Oslo",
    "state": None,
    "country_code": "NOR",
    "posted_date": "September  5, 2026",
    "job_schedule_type": "full-time",
    "job_path": "/en/jobs/7700123/applied-scientist",
    "url_next_step": "https://account.amazon.jobs/jobs/7700123/apply",
    "is_intern": None,
    "team": {"label": "team-fish"},
    "hiring_manager": "Nobody Inparticular",
}
REPLY = Reply(url="", body=json.dumps({"hits": 1, "jobs": [ROW]}).encode())


def read(data: Any, url: str = "") -> Reading:
    return Amazon().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read({"jobs": [ROW | changes]}).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="amazon",
        source_id="7700123",
        title="Applied Scientist ",
        url="https://www.amazon.jobs/en/jobs/7700123/applied-scientist",
        hiring_organization="Quillfish Norway AS",
        job_location=["Oslo, Oslo County, Norway", "Bonn, DEU"],
        job_location_type="hybrid",
        employment_type="full-time",
        date_posted="September 5, 2026",
        description="<h3>Description</h3>\nYou rank fish.<br/>All day.\n"
        "<h3>Basic Qualifications</h3>\n- Python<br/>- A degree\n"
        "<h3>Preferred Qualifications</h3>\n- Patience",
    )


@pytest.mark.parametrize(
    ("places", "read_as"),
    [
        (None, ["Oslo, NOR"]),
        (["{broken"], ["{broken"]),
        ([PLACE], ["Oslo, Oslo County, Norway"]),
        ([7, None, ["x"]], ["7"]),
    ],
)
def test_places_may_be_no_json(places: Any, read_as: list[str]) -> None:
    assert posting(locations=places).job_location == read_as
    assert posting(locations=[], normalized_location=None).job_location == ["NO, Oslo"]


def test_the_way_of_working_is_said_if_it_is_the_same_everywhere() -> None:
    ways = [json.dumps({"location": "Oslo", "type": kind}) for kind in ("VIRTUAL", "ONSITE")]
    assert posting(locations=ways).job_location_type is None
    assert posting(locations=ways[:1]).job_location_type == "remote"
    assert posting(is_intern=True).employment_type == "intern"


def test_a_search_always_has_words_and_asks_for_what_it_can() -> None:
    asked = parse_qs(urlsplit(next(Amazon().requests("")).url).query)
    assert (asked["base_query"], asked["offset"]) == (["machine learning"], ["0"])
    search = 'vision place:"New York" country:us category:research-science'
    asked = parse_qs(urlsplit(next(Amazon().requests(search)).url).query)
    assert (asked["country"], asked["loc_query"]) == (["USA"], ["New York"])
    assert asked["category[]"] == ["research-science"]
    with pytest.raises(UsageError, match="country 'narnia'"):
        next(Amazon().requests("country:narnia"))


def test_pages_on_until_all_are_read() -> None:
    first = next(Amazon().requests("vision country:de")).url
    following = read({"hits": 3, "jobs": [ROW]}, first).next
    assert following
    assert following.url == first.replace("offset=0", "offset=1")
    assert read({"hits": 2, "jobs": [ROW]}, following.url).next is None
    assert read({"hits": 3, "jobs": [ROW]}, "saved.json").next is None
    assert (
        read({"hits": 99999, "jobs": [ROW]}, first.replace("offset=0", "offset=9999")).next is None
    )


def test_reads_bare_lists_and_single_postings() -> None:
    for data in ([ROW], ROW, {"job": ROW}, {"pages": [{"jobs": [ROW]}]}):
        assert [got.source_id for got in read(data).postings] == ["7700123"]


def test_what_is_no_list_of_amazons_is_refused() -> None:
    assert read({"hits": 0, "jobs": []}).postings == []
    for data in ({"error": "Too many requests"}, {"jobs": [{"id": 7, "title": "Other"}]}, None):
        with pytest.raises(ReadError, match="amazon sent"):
            read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read({"jobs": [{"id_icims": "1"}, [], ROW]})
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_reads_the_newer_search() -> None:
    fields = {
        "icimsJobId": ["7700123"],
        "title": ["Applied Scientist"],
        "description": ["You rank."],
        "basicQualifications": ["Python", "A degree"],
        "location": ["NO, Oslo"],
        "createdDate": ["1790000000"],
        "isIntern": [False],
    }
    reading = read({"found": 44, "searchHits": [{"fields": fields}]})
    (posting,) = reading.postings
    assert (posting.source_id, posting.job_location) == ("7700123", ["NO, Oslo"])
    assert posting.date_posted == 1790000000.0
    assert "Python<br/>A degree" in (posting.description or "")
    assert reading.total == 44
