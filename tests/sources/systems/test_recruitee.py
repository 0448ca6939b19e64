"""Recruitee: a whole career site in one reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.recruitee import Recruitee

OSLO = {"id": 1, "name": "Main building", "city": "Oslo", "state": "Oslo", "country": "Norway"}
ROW: dict[str, Any] = {
    "id": 2707521,
    "guid": "m6ovn",
    "slug": "ml-engineer",
    "title": "ML Engineer, Ranking ",
    "status": "published",
    "company_name": "Quillfish",
    "department": "Research",
    "locations": [OSLO, {"city": "Bonn", "state": "", "country": "Germany"}],
    "location": "Remote job",
    "city": "Oslo",
    "remote": True,
    "hybrid": False,
    "on_site": False,
    "description": "<p>You rank.</p>",
    "requirements": "<ul><li>C++</li></ul>",
    "published_at": "2026-08-11 20:45:29 UTC",
    "created_at": "2026-08-01 20:45:29 UTC",
    "close_at": "2026-09-30 00:00:00 UTC",
    "salary": {"min": "60000.0", "max": "80000", "currency": "EUR", "period": "year"},
    "employment_type_code": "fulltime_permanent",
    "careers_url": "https://quillfish.recruitee.com/o/ml-engineer",
    "careers_apply_url": "https://quillfish.recruitee.com/o/ml-engineer/c/new",
    "mailbox_email": "job.m6ovn@quillfish.example",
}
REPLY = Reply(url="", body=json.dumps({"offers": [ROW]}).encode())


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Recruitee().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    return read({"offers": [ROW | changes]}).postings[0]


def test_reads_every_field_and_no_mail_address() -> None:
    assert posting() == RawPosting(
        source="recruitee",
        source_id="2707521",
        title="ML Engineer, Ranking ",
        url="https://quillfish.recruitee.com/o/ml-engineer",
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway", "Bonn, Germany"],
        job_location_type="remote",
        employment_type="fulltime_permanent",
        date_posted="2026-08-11 20:45:29 UTC",
        valid_through="2026-09-30 00:00:00 UTC",
        base_salary=Salary(currency="EUR", min_value=60_000, max_value=80_000, unit_text="year"),
        description="<p>You rank.</p>\n<ul><li>C++</li></ul>",
    )


def test_one_offer_and_offers_that_somebody_wrapped_are_read() -> None:
    assert len(read({"offer": ROW}).postings) == 1
    assert len(read({"_note": "x", "response": {"offers": [ROW]}}).postings) == 1


def test_old_offers_have_one_place_in_the_row() -> None:
    assert posting(locations=None, country="Norway").job_location == ["Oslo, Norway"]
    bare: dict[str, Any] = {"locations": [], "city": None, "location": "Bonn, Germany"}
    assert posting(**bare).job_location == ["Bonn, Germany"]
    assert posting(**bare | {"location": "Remote job"}).job_location == []
    assert posting(locations=[{"name": "Oslo"}]).job_location == ["Oslo"]


def test_the_way_of_working() -> None:
    assert posting(hybrid=True).job_location_type == "hybrid"
    assert posting(remote=False, on_site=True).job_location_type == "on-site"
    assert posting(remote=None).job_location_type is None


def test_no_amounts_are_no_pay() -> None:
    assert posting(salary=dict.fromkeys(("min", "max", "currency", "period"))).base_salary is None


def test_texts_may_be_in_translations_only() -> None:
    told = {"en": {"title": "x", "description": "You rank."}, "no": {"description": "Du rangerer."}}
    assert (
        posting(description=None, requirements=None, translations=told).description == "You rank."
    )


def test_a_draft_is_closed() -> None:
    assert posting(status="draft").closed
    assert not posting(status=None).closed


def test_the_address_is_made_of_the_slug() -> None:
    bare = ROW | {"careers_url": None, "careers_apply_url": None, "company_name": None}
    reading = read({"offers": [bare]}, "https://careers.quill-fish.example/api/offers/")
    assert reading.postings[0].url == "https://careers.quill-fish.example/o/ml-engineer"
    assert reading.postings[0].hiring_organization == "Quill Fish"


def test_an_empty_career_site_is_one() -> None:
    assert read({"offers": []}).postings == []


@pytest.mark.parametrize("data", [{"error": "No such page"}, [], None, {"offers": {}}])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="recruitee sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read({"offers": [{"id": 1}, [], {"title": "No id"}, ROW]})
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_a_site_may_be_the_companys_own() -> None:
    (asked,) = Recruitee().requests("careers.quillfish.example")
    assert asked.url == "https://careers.quillfish.example/api/offers/"
    with pytest.raises(UsageError):
        next(Recruitee().requests(""))
