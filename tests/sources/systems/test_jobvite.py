"""Jobvite: lists and pages as HTML, and the feed."""

from __future__ import annotations

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources.source import Reading
from upslope.sources.systems.jobvite import Jobvite

SITE = "https://jobs.jobvite.com"
LISTED = """<tr><td class="jv-job-list-name">
<a href="/quill-fish/job/oXa1Afwk">ML  Engineer (Oslo)</a></td>
<td class="jv-job-list-type">Full-Time</td>
<td class="jv-job-list-location">Oslo,\n Norway</td></tr>"""
PAGE = """<!doctype html><html><body class="jv-page-search"><nav><li><a href="/quill-fish">Home</a>
</nav><table class="jv-job-list"><tbody>{}</tbody></table>
<div class="jv-pagination-text">1-50 of 73</div></body></html>"""
FEED = """<?xml version="1.0"?><result><job><id>oXa1Afwk</id><requisitionid>R-7</requisitionid>
<title><![CDATA[ML Engineer]]></title><category>Research</category><jobtype>Full-Time</jobtype>
<location>Oslo, Norway</location><date>9/21/2026</date><remote>Yes</remote>
<company>Quillfish</company>
<detail-url><![CDATA[https://jobs.jobvite.com/quill-fish/job/oXa1Afwk?a=1&b=2]]></detail-url>
<apply-url>https://jobs.jobvite.com/quill-fish/job/oXa1Afwk/apply</apply-url>
<recruiter>Nobody Inparticular</recruiter>
<description><![CDATA[<p>You count.</p>]]></description></job></result>"""
REPLY = Reply(url="feed.xml", body=FEED.encode())


def read(page: str, url: str = "list.html", board: str = "") -> Reading:
    return Jobvite().read(Reply(url=url, body=page.encode()), board)


def test_reads_every_field_of_the_feed_and_no_person() -> None:
    assert Jobvite().read(REPLY).postings == [
        RawPosting(
            source="jobvite",
            source_id="oXa1Afwk",
            title="ML Engineer",
            url="https://jobs.jobvite.com/quill-fish/job/oXa1Afwk?a=1&b=2",
            hiring_organization="Quillfish",
            job_location=["Oslo, Norway"],
            job_location_type="Remote",
            employment_type="Full-Time",
            date_posted="2026-09-21",
            description="<p>You count.</p>",
        )
    ]


def test_reads_a_row_of_the_list() -> None:
    assert read(PAGE.format(LISTED)).postings == [
        RawPosting(
            source="jobvite",
            source_id="oXa1Afwk",
            title="ML Engineer (Oslo)",
            url=f"{SITE}/quill-fish/job/oXa1Afwk",
            hiring_organization="Quill Fish",
            job_location=["Oslo, Norway"],
            employment_type="Full-Time",
        )
    ]


def test_asks_for_the_following_page_and_for_the_texts() -> None:
    first = read(
        PAGE.format(LISTED), f"{SITE}/careers/quill-fish/search/?p=0", "careers/quill-fish"
    )
    assert first.total == 73
    assert first.next
    assert first.next.url == f"{SITE}/careers/quill-fish/search/?p=1"
    assert [request.page for request in first.details.values()] == [True]
    last = PAGE.format(LISTED).replace("1-50", "51-73")
    assert read(last, first.next.url).next is None


def test_how_many_places_is_no_place() -> None:
    several = LISTED.replace("Oslo,\n Norway", '<div class="jv-meta">3 Locations</div>')
    assert read(PAGE.format(several)).postings[0].job_location == []


def test_the_page_of_a_posting_is_read_by_its_object_or_by_its_tags() -> None:
    url = f"{SITE}/quill-fish/job/oXa1Afwk"
    tags = """<html><body class="jv-page-job"><h2 class="jv-header">ML Engineer</h2>
    <p class="jv-job-detail-meta">Research<span class="jv-inline-separator"></span>Oslo, Norway
    <span class="jv-inline-separator"></span>Bonn</p>
    <div class="jv-job-detail-description"><div>You <b>count</b>.</div></div>
    <div class="jv-job-detail-bottom-actions"></div><ul><li>
    <a href="/quill-fish/job/oOther">Other</a>
    </ul></body></html>"""
    (by_tags,) = read(tags, url).postings
    assert (by_tags.source_id, by_tags.url) == ("oXa1Afwk", url)
    assert by_tags.job_location == ["Oslo, Norway", "Bonn"]
    assert "You <b>count</b>" in (by_tags.description or "")
    thing = '{"@type": "JobPosting", "title": "Chief", "description": "You lead."}'
    script = f'<script type="application/ld+json">{thing}</script>'
    (by_object,) = read(tags.replace("<h2", f"{script}<h2"), url).postings
    assert (by_object.title, by_object.source_id) == ("Chief", "oXa1Afwk")


def test_a_list_without_results_is_empty_and_the_help_page_is_none() -> None:
    assert read('<body class="jv-page-search">No results found.</body>').postings == []
    assert read("<result></result>").postings == []
    with pytest.raises(ReadError, match="no such career site"):
        read("<p>Help</p>", "https://www.jobvite.com/support/job-seeker-support/?invalid=1")
    for page in ("<p>Welcome</p>", "<?xml version='1.0'?><rss/>", '{"jobs": []}'):
        with pytest.raises(ReadError, match="jobvite sent"):
            read(page)


def test_a_feed_that_breaks_off_says_so() -> None:
    second = FEED.replace("</result>", "<job><id>x</id><title>B</ti")
    reading = read(second)
    assert len(reading.postings) == 1
    assert "breaks off" in reading.problems[0].why


def test_a_job_without_a_title_or_id_hides_no_other() -> None:
    bad = "<result><job><id>1</id></job><job><title>B</title></job>"
    reading = read(FEED.replace("<result>", bad))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_a_board_is_a_name_an_address_or_a_feed() -> None:
    feed = "https://app.jobvite.com/CompanyJobs/Xml.aspx?c=qAbc1"
    assert Jobvite().spellings(feed) == [feed]
    assert not next(Jobvite().requests(feed)).page
    assert Jobvite().spellings(f"{SITE}/careers/quill-fish/jobs") == ["careers/quill-fish"]
    with pytest.raises(UsageError):
        next(Jobvite().requests(""))
