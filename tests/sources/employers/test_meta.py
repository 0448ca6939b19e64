"""Meta: pages of postings, and saved replies of the search."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources.employers.meta import Meta
from upslope.sources.source import Reading

ROW: dict[str, Any] = {
    "id": "1526484645064212",
    "title": "Research Engineer ",
    "locations": ["Oslo, Norway", {"name": "Bonn, Germany"}, "oslo, norway"],
    "teams": ["Research"],
    "sub_teams": ["Fish"],
    "post_date": "2026-09-21",
    "description": '{"__html": "<p>We count fish.</p>"}',
    "responsibilities": [{"item": "Count"}, "Rank"],
    "minimum_qualifications": [{"__html": "<b>Python</b>"}],
    "preferred_qualifications": [],
    "public_compensation": [
        {
            "country_code": "US",
            "compensation_amount_minimum": "$147,000/year",
            "compensation_amount_maximum": "$208,000/year",
        }
    ],
    "recruiter": {"name": "Nobody Inparticular"},
}
THING: dict[str, Any] = {
    "@type": "JobPosting",
    "title": "Research Engineer",
    "description": "We count fish.",
    "responsibilities": "Count\nRank",
    "qualifications": ["Python", "R&D"],
    "datePosted": "2026-09-21T00:00:00-07:00",
    "jobLocation": [{"@type": "Place", "name": "Oslo, Norway"}],
    "hiringOrganization": {"name": "Meta"},
    "employmentType": "Full-time",
}


def search(*rows: Any, name: str = "job_search_with_featured_jobs") -> dict[str, Any]:
    return {"data": {name: {"all_jobs": rows, "featured_jobs": []}}}


REPLY = Reply(url="", body=json.dumps(search(ROW)).encode())


def read(body: str, url: str = "saved") -> Reading:
    return Meta().read(Reply(url=url, body=body.encode()))


def page(*things: Any) -> str:
    scripts = [f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in things]
    return f"<!doctype html><html>{''.join(scripts)}</html>"


def test_reads_every_field_of_a_reply_and_no_person() -> None:
    assert Meta().read(REPLY).postings == [
        RawPosting(
            source="meta",
            source_id="1526484645064212",
            title="Research Engineer ",
            url="https://www.metacareers.com/jobs/1526484645064212/",
            hiring_organization="Meta",
            job_location=["Oslo, Norway", "Bonn, Germany"],
            date_posted="2026-09-21",
            base_salary=Salary(
                currency="USD", min_value=147_000, max_value=208_000, unit_text="year"
            ),
            description="<p>We count fish.</p>\n"
            "<h3>Responsibilities</h3>\n<ul><li>Count</li><li>Rank</li></ul>\n"
            "<h3>Minimum Qualifications</h3>\n<ul><li><b>Python</b></li></ul>",
        )
    ]


def test_reads_the_page_of_a_posting_with_its_qualifications() -> None:
    url = "https://www.metacareers.com/jobs/1526484645064212/"
    (posting,) = read(page(THING, THING), url).postings
    assert (posting.source_id, posting.url) == ("1526484645064212", url)
    assert posting.job_location == ["Oslo, Norway"]
    assert posting.description == (
        "We count fish.\n<h3>Responsibilities</h3>\nCount<br>Rank\n"
        "<h3>Qualifications</h3>\n<ul><li>Python</li><li>R&amp;D</li></ul>"
    )


def test_a_saved_page_may_name_its_address_or_only_its_number() -> None:
    at = "https://www.metacareers.com/profile/job_details/77"
    assert read(page(THING | {"url": at})).postings[0].source_id == "77"
    (posting,) = read(page(THING | {"identifier": {"name": "Meta", "value": 88}})).postings
    assert posting.url == "https://www.metacareers.com/jobs/88/"


def test_reads_the_data_in_a_page() -> None:
    whole = {"require": [[{"result": {"data": {"xcp_requisition_job_description": ROW}}}]]}
    script = f'<script type="application/json">{json.dumps(whole)}</script>'
    assert [got.source_id for got in read(script).postings] == [ROW["id"]]
    listed = script.replace('"xcp_requisition_job_description"', '"x"')
    with pytest.raises(ReadError, match="meta sent no"):
        read(listed)


def test_reads_the_shapes_that_a_reply_has_had() -> None:
    plain = {"id": "7", "title": "Cook", "locations": ["Oslo"]}
    shapes: list[Any] = [
        search(plain),
        search(plain, name="job_search_with_featured_jobs_v2"),
        {"data": {"job_search": {"results": [ROW]}}},
        {"data": {"job_search": [ROW]}},
        {"data": {"xcp_requisition_job_description": ROW}},
        [ROW],
    ]
    for shape in shapes:
        assert len(read(json.dumps(shape)).postings) == 1
    guarded = f"for (;;);{json.dumps(search(plain))}"
    streamed = f'{json.dumps(search(plain))}\n{{"label": "later"}}'
    assert len(read(guarded).postings) == len(read(streamed).postings) == 1
    featured = search(plain)
    featured["data"]["job_search_with_featured_jobs"]["featured_jobs"] = [plain | {"id": "8"}]
    assert len(read(json.dumps(featured)).postings) == 2


def test_pay_elsewhere_is_in_the_money_that_is_written() -> None:
    pay = [{"country_code": "GB", "compensation_amount_minimum": "£90,000/year"}]
    got = read(json.dumps(search(ROW | {"public_compensation": pay}))).postings[0].base_salary
    assert got
    assert (got.currency, got.min_value) == ("GBP", 90_000)


def test_a_search_may_find_nothing_but_an_error_is_none() -> None:
    assert read(json.dumps(search())).postings == []
    with pytest.raises(ReadError, match="Rate limit exceeded"):
        read('{"errors": [{"message": "Rate limit exceeded"}]}')
    for body in ("<p>Log in</p>", '{"data": {"xcp_requisition_job_description": null}}', "{}"):
        with pytest.raises(ReadError, match="meta sent"):
            read(body)


def test_a_bad_row_hides_no_other() -> None:
    reading = read(json.dumps(search({"id": "7"}, {"title": "A"}, ROW)))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_only_the_page_of_a_posting_can_be_asked_for() -> None:
    (request,) = Meta().requests("https://www.metacareers.com/profile/job_details/77/")
    assert (request.url, request.page) == ("https://www.metacareers.com/jobs/77/", True)
    with pytest.raises(UsageError) as told:
        next(Meta().requests("machine learning"))
    assert "--from FILE" in told.value.next


def test_a_bare_object_is_read_and_says_nothing_twice() -> None:
    text = "Count fish. Python needed."
    thing = THING | {"description": text, "qualifications": text, "identifier": {"value": "a1Ki"}}
    (posting,) = read(json.dumps(thing)).postings
    assert (posting.source_id, posting.url) == ("a1Ki", None)
    assert posting.description == f"{text}\n<h3>Responsibilities</h3>\nCount<br>Rank"


def test_openings_of_others_are_not_taken_for_its_own() -> None:
    with pytest.raises(ReadError, match="meta sent no page"):
        read(page(THING | {"hiringOrganization": {"name": "Quillfish"}}))
