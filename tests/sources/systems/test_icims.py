"""iCIMS: a portal's list as HTML, and the pages of its postings."""

from __future__ import annotations

import json

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources.source import Reading
from upslope.sources.systems.icims import Icims

SITE = "https://careers-quillfish.icims.com"
CARD = f"""
<li class="iCIMS_JobCardItem"><div class="row">
 <div class="header left"><span class="sr-only field-label">Job Locations</span>
  <span>US-MA-Boston | US-Remote</span></div>
 <div class="header right"><span class="sr-only field-label">Posted Date</span>
  <span title="9/21/2026">3 days ago</span></div>
 <div class="title"><a class="iCIMS_Anchor" title="7 - ML Engineer, R&amp;D"
  href="{SITE}/jobs/7/ml-engineer/job?in_iframe=1&amp;hashed=-3">
  <span class="sr-only field-label">Title</span><h3> ML  Engineer, R&amp;D </h3></a></div>
 <div class="description">Count fish with us, says Nobody Inparticular.</div>
 <dl><dt class="iCIMS_JobHeaderField"><span class="field-label">Position Type</span></dt>
  <dd class="iCIMS_JobHeaderData"><span>Full-Time</span></dd>
  <dt>Remote</dt><dd>Yes</dd>
  <dt>Min</dt><dd>USD $20.00/Hr.</dd><dt>Max</dt><dd>USD $25.00/Hr.</dd></dl>
</div></li>"""
PAGE = (
    '<!doctype html><html><body><ul class="iCIMS_JobsTable">{}</ul>'
    '<div class="iCIMS_Paging"><a href="/jobs/search?pr=1&amp;in_iframe=1">2</a></div>'
    "</body></html>"
)
REPLY = Reply(url=f"{SITE}/jobs/search?ss=1&in_iframe=1&pr=0", body=PAGE.format(CARD).encode())


def read(page: str, url: str = "list.html") -> Reading:
    return Icims().read(Reply(url=url, body=page.encode()))


def job_page(**more: object) -> str:
    thing = {
        "@type": "JobPosting",
        "title": "ML Engineer, R&D",
        "url": f"{SITE}/jobs/7/ml-engineer/job?mode=view",
        "datePosted": "2026-09-21",
        "description": "<p>You count.</p>",
        "hiringOrganization": {"name": "Quillfish"},
        "jobLocation": {"address": {"addressLocality": "Boston", "streetAddress": "UNAVAILABLE"}},
        **more,
    }
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    return f'<html><body class="iCIMS_JobContent">{script * 2}{CARD}</body></html>'


def test_reads_every_field_of_a_card_and_no_person() -> None:
    assert Icims().read(REPLY).postings == [
        RawPosting(
            source="icims",
            source_id="careers-quillfish/7",
            title="ML Engineer, R&D",
            url=f"{SITE}/jobs/7/ml-engineer/job",
            hiring_organization="Quillfish",
            job_location=["US-MA-Boston", "US-Remote"],
            job_location_type="Remote",
            employment_type="Full-Time",
            date_posted="9/21/2026",
            base_salary=Salary(currency="USD", min_value=20, max_value=25, unit_text="hour"),
        )
    ]


def test_asks_for_the_following_page_and_for_each_text_as_pages() -> None:
    reading = Icims().read(REPLY)
    assert reading.next
    assert reading.next.url == f"{SITE}/jobs/search?ss=1&in_iframe=1&pr=1"
    (text,) = reading.details.values()
    assert text.url == f"{SITE}/jobs/7/ml-engineer/job?in_iframe=1"
    assert text.page
    assert reading.next.page
    assert Icims().read(Reply(url=reading.next.url, body=REPLY.body)).next is None


def test_the_page_of_a_posting_fills_what_the_list_leaves_out() -> None:
    listed = Icims().read(REPLY).postings[0]
    of_page = read(job_page(), f"{SITE}/jobs/7/ml-engineer/job?in_iframe=1")
    assert of_page.postings[0].source_id == listed.source_id
    of_page.fill(listed)
    assert (listed.description, listed.job_location) == ("<p>You count.</p>", ["Boston"])
    assert listed.employment_type == "Full-Time"


def test_a_saved_list_says_itself_which_portal_it_is_of() -> None:
    assert read(PAGE.format(CARD)).postings[0].source_id == "careers-quillfish/7"
    bare = CARD.replace(SITE, "")
    (posting,) = read(PAGE.format(bare)).postings
    assert (posting.source_id, posting.url) == ("7", None)


def test_a_card_that_leads_to_another_site_is_a_problem() -> None:
    foreign = CARD.replace(SITE, "https://evil.example").replace("/7/", "/8/")
    reading = read(PAGE.format(CARD + foreign))
    assert len(reading.postings) == 1
    assert "evil.example" in reading.problems[0].why


@pytest.mark.parametrize(
    "title",
    [
        '<a class="iCIMS_Anchor" href="/jobs/7/x/job"><span>ML Engineer</span></a>',
        '<a class="iCIMS_Anchor" href="/jobs/7/x/job" title="7 - ML Engineer"></a>',
        '<h2><a class="iCIMS_Anchor" href="/jobs/7/x/job">ML Engineer</a></h2>',
    ],
)
def test_older_layouts_name_the_title_otherwise(title: str) -> None:
    table = f'<div class="iCIMS_JobsTable">{title}</div>'
    for page in (table, f'<li class="iCIMS_JobCardItem">{title}</li>'):
        assert [got.title for got in read(page, f"{SITE}/jobs/search").postings] == ["ML Engineer"]


def test_a_list_without_results_is_empty_and_a_wrapper_is_none() -> None:
    empty = '<div class="iCIMS_ListingsPage">Sorry, no jobs were found.</div>'
    assert read(empty).postings == []
    frame = '<div id="icims"><iframe id="icims_content_iframe"></iframe></div>'
    for page in (frame, "<p>Just a moment...</p>", '{"jobs": []}'):
        with pytest.raises(ReadError, match="icims sent"):
            read(page)


def test_a_card_without_a_title_or_link_hides_no_other() -> None:
    nameless = CARD.replace("<h3> ML  Engineer, R&amp;D </h3>", "").replace("7 - ML Engineer", "")
    nameless = nameless.replace(", R&amp;D", "")
    reading = read(PAGE.format('<li class="iCIMS_JobCardItem">x</li>' + nameless + CARD))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_a_list_that_breaks_off_says_so() -> None:
    whole = PAGE.format(CARD)
    assert read(whole).problems == []
    assert [problem.why for problem in read(whole[:-20]).problems] == ["it breaks off"]


def test_cards_that_are_nested_without_end_or_countless_are_left_out() -> None:
    with pytest.raises(ReadError):
        read('<li class="iCIMS_JobCardItem">' + "<div>" * 200_000)
    many = read('<li class="iCIMS_JobCardItem"><a href="/jobs/1/x/job">Chef</a>' * 50_000, SITE)
    assert len(many.postings) == 1


def test_a_board_is_a_portal() -> None:
    assert Icims().spellings("Quill Fish")[:2] == ["careers-quillfish", "jobs-quillfish"]
    with pytest.raises(UsageError):
        next(Icims().requests("https://quillfish.example"))


def test_a_list_may_name_its_pages_and_places_otherwise() -> None:
    row = """<div class="row"><a class="iCIMS_Anchor" href="/jobs/9/chef/job"><h3>Chef</h3></a>
    <div class="header left"><span>Job Locations</span> <span>US-NV-Las Vegas</span></div></div>"""
    page = f'<h2>Search Results Page 1 of 2</h2><div class="iCIMS_JobsTable">{row}</div>'
    reading = read(page, f"{SITE}/jobs/search?pr=0")
    assert [got.job_location for got in reading.postings] == [["US-NV-Las Vegas"]]
    assert reading.next
    assert reading.next.url.endswith("pr=1")
    assert read(page, reading.next.url).next is None


def test_the_front_end_of_newer_portals_is_read() -> None:
    job = {
        "req_id": "R7",
        "title": "ML Engineer",
        "full_location": "Oslo, Norway; Bonn, Germany",
        "hiring_organization": "Quillfish",
        "employment_type": ["FULL_TIME"],
        "posted_date": "2026-09-21",
        "apply_url": f"{SITE}/jobs/7/login",
        "description": "You count.",
        "qualifications": "<li>Python</li>",
    }
    reading = read(json.dumps({"jobs": [{"data": job}, {"data": {"title": "A"}}], "totalCount": 9}))
    (posting,) = reading.postings
    assert (posting.source_id, posting.hiring_organization) == ("R7", "Quillfish")
    assert posting.job_location == ["Oslo, Norway", "Bonn, Germany"]
    assert "Python" in (posting.description or "")
    assert (reading.total, len(reading.problems)) == (9, 1)
