"""Apple: saved replies and pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources.employers.apple import Apple
from upslope.sources.source import Reading

ROW: dict[str, Any] = {
    "id": "200611111-0836",
    "positionId": "200611111",
    "reqId": "200611111-0836",
    "postingTitle": "ML Engineer ",
    "transformedPostingTitle": "ml-engineer",
    "postDateInGMT": "2026-05-18T00:00:00Z",
    "postingDate": "May 18, 2026",
    "jobSummary": "Build fish.",
    "description": "Line one\nLine < two",
    "responsibilities": ["Count", "Rank & sort"],
    "minimumQualifications": "Python",
    "preferredQualifications": "<ul><li>Patience</li></ul>",
    "educationExperience": "A degree",
    "additionalRequirements": None,
    "employmentType": "Full-Time",
    "homeOffice": True,
    "team": {"teamName": "Machine Learning"},
    "locations": [
        {"name": "Oslo, Norway", "city": "Oslo"},
        {"name": "Bonn", "city": "Bonn", "stateProvince": "", "countryName": "Germany"},
    ],
    "recruiter": "Nobody Inparticular",
}
REPLY = Reply(
    url="", body=json.dumps({"res": {"searchResults": [ROW], "totalRecords": 77}}).encode()
)


def read(body: str) -> Reading:
    return Apple().read(Reply(url="saved", body=body.encode()))


def hydrated(data: Any) -> str:
    said = json.dumps(json.dumps({"loaderData": data}))
    return f"<html><script>window.__staticRouterHydrationData = JSON.parse({said});</script></html>"


def test_reads_every_field_and_no_person() -> None:
    reading = Apple().read(REPLY)
    assert reading.total == 77
    assert reading.postings == [
        RawPosting(
            source="apple",
            source_id="200611111",
            title="ML Engineer ",
            url="https://jobs.apple.com/en-us/details/200611111/ml-engineer",
            hiring_organization="Apple",
            job_location=["Oslo, Norway", "Bonn, Germany"],
            job_location_type="remote",
            employment_type="Full-Time",
            date_posted="2026-05-18T00:00:00Z",
            description="<h3>Summary</h3>\nBuild fish.\n"
            "<h3>Description</h3>\nLine one<br>Line &lt; two\n"
            "<h3>Responsibilities</h3>\n<ul><li>Count</li><li>Rank &amp; sort</li></ul>\n"
            "<h3>Minimum Qualifications</h3>\nPython\n"
            "<h3>Preferred Qualifications</h3>\n<ul><li>Patience</li></ul>\n"
            "<h3>Education &amp; Experience</h3>\nA degree",
        )
    ]


def test_reads_pages_with_their_data() -> None:
    search = hydrated({"search": {"searchResults": [ROW], "totalRecords": 5}, "root": {}})
    assert (len(read(search).postings), read(search).total) == (1, 5)
    details = hydrated({"jobDetails": {"jobsData": ROW}})
    assert read(details).postings[0].source_id == "200611111"


def test_reads_older_replies_and_single_roles() -> None:
    older = {"searchResults": [ROW], "totalRecords": 1}
    for data in (older, [ROW], ROW, {"res": ROW}, {"res": [ROW]}):
        assert len(read(json.dumps(data)).postings) == 1
    pipe = {"id": "PIPE-200554361", "postingTitle": "Cook", "postingDate": "May 18, 2026"}
    (posting,) = read(json.dumps([pipe])).postings
    assert posting.url == "https://jobs.apple.com/en-us/details/200554361"
    assert posting.date_posted == "May 18, 2026"


def test_a_role_at_several_places_is_one_posting() -> None:
    other = ROW | {"id": "200611111-3543", "locations": [{"name": "Paris, France"}]}
    (posting,) = read(json.dumps([ROW, other])).postings
    assert posting.job_location == ["Oslo, Norway", "Bonn, Germany", "Paris, France"]


def test_a_page_with_a_job_posting_is_read_by_it() -> None:
    at = "https://jobs.apple.com/details/1"
    thing = f'{{"@type": "JobPosting", "title": "Cook", "url": "{at}"}}'
    page = f'<script type="application/ld+json">{thing}</script>' * 2
    assert [got.title for got in read(page).postings] == ["Cook"]


def test_a_search_may_be_empty_but_what_is_none_is_refused() -> None:
    assert read('{"res": {"searchResults": [], "totalRecords": 0}}').postings == []
    assert read(hydrated({"search": {"searchResults": []}})).postings == []
    for body in ("<p>Sign in</p>", '{"error": "Unauthorized"}', hydrated({"root": {}})):
        with pytest.raises(ReadError, match="apple sent"):
            read(body)


def test_a_bad_row_hides_no_other() -> None:
    reading = read(json.dumps([{"postingTitle": "A"}, {"id": "200611112"}, ROW]))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_it_cannot_be_asked() -> None:
    with pytest.raises(UsageError) as told:
        next(Apple().requests("machine learning"))
    assert "--from FILE" in told.value.next


def test_a_page_without_its_data_is_read_by_its_links() -> None:
    href = "/en-us/details/200611111-0836/ml-engineer"
    row = f"""<li><h3><a href="{href}?team=MLAI">ML Engineer</a></h3>
    <span class="job-posted-date">May 18, 2026</span>
    <span id="search-store-name-container-1">Oslo</span>
    <a href="{href}">See full role description</a></li>"""
    (posting,) = read(f"<html>{row}</html>").postings
    assert (posting.title, posting.source_id) == ("ML Engineer", "200611111")
    assert posting.url == "https://jobs.apple.com/en-us/details/200611111/ml-engineer"
    assert (posting.job_location, posting.date_posted) == (["Oslo"], "May 18, 2026")
