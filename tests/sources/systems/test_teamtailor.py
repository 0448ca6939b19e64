"""Teamtailor: the feeds of a career site, RSS and JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.teamtailor import Teamtailor

ITEM = """<item>
  <title>ML Engineer, Ranking </title>
  <description>&lt;p&gt;You rank &amp;amp; sort.&lt;/p&gt;</description>
  <pubDate>Thu, 23 Apr 2026 12:41:59 +0200</pubDate>
  <link>https://quillfish.teamtailor.com/jobs/71-ml-engineer</link>
  <remoteStatus>hybrid</remoteStatus>
  <guid>fb63bcb7</guid>
  <tt:locations>
    <tt:location><tt:name>HQ</tt:name><tt:city>Oslo</tt:city><tt:country>Norway</tt:country></tt:location>
    <tt:location><tt:name>Bonn</tt:name><tt:city/><tt:country>Germany</tt:country></tt:location>
  </tt:locations>
  <tt:department>Research</tt:department>
  <tt:recruiter>Nobody Inparticular</tt:recruiter>
</item>"""
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<rss version="2.0" xmlns:tt="https://teamtailor.com/locations"><channel>'
    f"<title>Quillfish</title><link>https://quillfish.teamtailor.com</link>{ITEM}</channel></rss>"
)
OSLO = {"addressLocality": "Oslo", "addressRegion": "Europe", "addressCountry": "NO"}
BONN = {"addressLocality": "Bonn", "addressRegion": "", "addressCountry": "DE"}
ROW: dict[str, Any] = {
    "id": "fb63bcb7",
    "url": "https://quillfish.teamtailor.com/jobs/71-ml-engineer",
    "title": "ML Engineer, Ranking ",
    "content_html": "<p>You rank.</p>",
    "date_published": "2026-02-04T09:26:20+01:00",
    "_jobposting": {
        "@type": "JobPosting",
        "title": "ML Engineer, Ranking",
        "identifier": {"@type": "PropertyValue", "name": "Quillfish", "value": 71},
        "hiringOrganization": {"name": "Quillfish AS"},
        "jobLocation": [
            {
                "address": {
                    "addressLocality": "Oslo",
                    "addressRegion": "Europe",
                    "addressCountry": "NO",
                }
            },
            {"address": {"addressLocality": "Bonn", "addressRegion": "", "addressCountry": "DE"}},
        ],
        "jobLocationType": "TELECOMMUTE",
        "employmentType": "FULL_TIME",
        "validThrough": "2026-05-01",
        "baseSalary": {"currency": "EUR", "value": {"value": 60000, "unitText": "YEAR"}},
    },
}
REPLY = Reply(url="https://quillfish.teamtailor.com/jobs.rss", body=RSS.encode())
FIRST = "https://quillfish.teamtailor.com/jobs.rss?offset=0&per_page=100"


def read(body: str, url: str = "", board: str = "") -> Reading:
    return Teamtailor().read(Reply(url=url, body=body.encode()), board)


def from_json(row: Any, **feed: Any) -> Reading:
    return read(json.dumps({"title": "Quillfish", "items": [row], **feed}))


def test_reads_every_field_of_rss_and_no_person() -> None:
    assert Teamtailor().read(REPLY).postings == [
        RawPosting(
            source="teamtailor",
            source_id="71",
            title="ML Engineer, Ranking ",
            url="https://quillfish.teamtailor.com/jobs/71-ml-engineer",
            hiring_organization="Quillfish",
            job_location=["Oslo, Norway", "Bonn, Germany"],
            job_location_type="hybrid",
            date_posted="Thu, 23 Apr 2026 12:41:59 +0200",
            description="<p>You rank &amp; sort.</p>",
        )
    ]


def test_reads_every_field_of_json_under_the_same_id() -> None:
    assert from_json(ROW).postings == [
        RawPosting(
            source="teamtailor",
            source_id="71",
            title="ML Engineer, Ranking ",
            url="https://quillfish.teamtailor.com/jobs/71-ml-engineer",
            hiring_organization="Quillfish AS",
            job_location=["Oslo, NO", "Bonn, DE"],
            job_location_type="TELECOMMUTE",
            employment_type="FULL_TIME",
            date_posted="2026-02-04T09:26:20+01:00",
            valid_through="2026-05-01",
            base_salary=Salary(
                currency="EUR", min_value=60_000, max_value=60_000, unit_text="year"
            ),
            description="<p>You rank.</p>",
        )
    ]


def test_an_item_without_its_job_posting_is_read_by_itself() -> None:
    bare = {key: value for key, value in ROW.items() if key != "_jobposting"}
    (posting,) = from_json(bare).postings
    assert (posting.source_id, posting.hiring_organization) == ("71", "Quillfish")
    assert posting.description == "<p>You rank.</p>"
    unlinked = from_json(bare | {"url": None}).postings[0]
    assert unlinked.source_id == "fb63bcb7"


def test_a_full_page_has_a_next_one() -> None:
    items = "".join(ITEM.replace("/71-", f"/{number}-") for number in range(100))
    page = RSS.replace(ITEM, items)
    reading = read(page, FIRST)
    assert len(reading.postings) == 100
    assert reading.next is not None
    assert reading.next.url == FIRST.replace("offset=0", "offset=100")
    assert read(RSS, reading.next.url).next is None
    assert read(page, "saved.rss").next is None
    with pytest.raises(ReadError, match="no end"):
        read(page, FIRST.replace("offset=0", "offset=4900"))


def test_empty_feeds_are_feeds() -> None:
    assert read(RSS.replace(ITEM, "")).postings == []
    assert read('{"version": "https://jsonfeed.org/version/1.1", "items": []}').postings == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><body>Sorry</body></html>",
        "<rss><channel><item><title>Of another</title><link>a</link></item></channel></rss>",
        '{"error": "gone"}',
        '{"items": [{"id": 1, "title": "Of another"}]}',
    ],
)
def test_what_is_no_feed_of_theirs_is_refused(body: str) -> None:
    with pytest.raises(ReadError):
        read(body)


def test_a_bad_item_hides_no_other_and_a_broken_feed_is_no_whole_one() -> None:
    reading = read(RSS.replace(ITEM, f"<item><link>x</link></item>{ITEM}"))
    assert (len(reading.postings), len(reading.problems)) == (1, 1)
    broken = read(RSS.removesuffix("</channel></rss>") + ITEM[:200])
    assert (len(broken.postings), len(broken.problems)) == (1, 1)
    untitled = read(json.dumps({"items": [ROW, {"_jobposting": {}}, 7]}))
    assert (len(untitled.postings), len(untitled.problems)) == (1, 2)


def test_a_site_may_be_the_companys_own() -> None:
    (asked,) = Teamtailor().requests("careers.quillfish.example")
    assert asked.url == "https://careers.quillfish.example/jobs.rss?offset=0&per_page=100"
    with pytest.raises(UsageError):
        next(Teamtailor().requests(""))
