"""SAP SuccessFactors: feeds, tiles, tables, the JSON of newer sites, pages of postings."""

from __future__ import annotations

import json

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources.source import Reading
from upslope.sources.systems.successfactors import SuccessFactors

SITE = "https://careers.quillfish.example"
LINK = f"{SITE}/job/Oslo-ML-Engineer-0150/1397790900/"
ITEM = f"""<item><title>ML Engineer -  Ranking (Oslo, NO, 0150)</title>
<link>{LINK}?feedId=null&amp;utm_source=J2W</link><guid>{LINK}</guid>
<pubDate>Fri, 02 Oct 2026 7:00:00 GMT</pubDate>
<g:location>Oslo, NO</g:location><g:location>Bonn, DE</g:location>
<g:employer>Quillfish</g:employer><g:job_type>Full-time</g:job_type><g:id>77</g:id>
<g:expiration_date>2026-12-01</g:expiration_date><g:salary>60,000 - 80,000 EUR per year</g:salary>
<g:contact>nobody@quillfish.example</g:contact>
<description>&lt;p&gt;You rank.&lt;/p&gt;</description></item>"""
FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Quillfish</title>
<description>Custom RSS Feed for Quillfish AS</description>{ITEM}</channel></rss>"""
REPLY = Reply(url=f"{SITE}/googlefeed.xml", body=FEED.encode())
TILE = """<li class="job-tile job-id-1397790900 job-row-index-1"
 data-url="/job/Oslo-ML-Engineer-0150/1397790900/"><div class="job-tile-cell">
 <a class="jobTitle-link" href="/job/Oslo-ML-Engineer-0150/1397790900/">ML Engineer &amp; more</a>
 <div id="job-7-desktop-section-location"><span>Location</span><div>Oslo, Norway</div></div>
 <div id="job-7-desktop-section-date"><span>Date</span><div>Oct 2, 2026</div></div>
 <div id="job-7-mobile-section-location"><span>Location</span><div>Oslo, Norway</div></div>
 </div></li>"""
TILES = """<div class="job-tile-result-container"><span id="tile-search-results-label">
Showing 1 to 25 of 262 Jobs</span><ul id="job-tile-list">{}</ul></div>"""


def read(body: str, url: str = "saved", board: str = "", sent: bytes | None = None) -> Reading:
    return SuccessFactors().read(Reply(url=url, body=body.encode(), sent=sent), board)


def test_reads_every_field_of_a_feed_and_no_person() -> None:
    reading = SuccessFactors().read(REPLY)
    assert reading.details == {}
    assert reading.postings == [
        RawPosting(
            source="successfactors",
            source_id="careers.quillfish.example/1397790900",
            title="ML Engineer -  Ranking (Oslo, NO, 0150)",
            url=LINK,
            hiring_organization="Quillfish",
            job_location=["Oslo, NO", "Bonn, DE"],
            employment_type="Full-time",
            date_posted="Fri, 02 Oct 2026 7:00:00 GMT",
            valid_through="2026-12-01",
            base_salary=Salary(
                currency="EUR", min_value=60_000, max_value=80_000, unit_text="year"
            ),
            description="<p>You rank.</p>",
        )
    ]


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("ML Engineer (Oslo, NO, 0150)", ["Oslo, NO, 0150"]),
        ("ML Engineer (m/f/d) (Bonn, DE)", ["Bonn, DE"]),
        ("Cook (Austin, TX, US, 78701)", ["Austin, TX, US, 78701"]),
        ("ML Engineer (Python, SQL, Spark)", []),
        ("ML Engineer (m/f/d)", []),
    ],
)
def test_a_plain_feed_names_the_place_in_the_title(title: str, places: list[str]) -> None:
    plain = f"<item><title>{title}</title><link>{LINK}</link><description>...</description></item>"
    feed = f"<rss><channel><description>Custom RSS Feed for Quillfish AS</description>{plain}"
    reading = read(f"{feed}</channel></rss>")
    (posting,) = reading.postings
    assert (posting.title, posting.job_location) == (title, places)
    assert (posting.hiring_organization, posting.description) == ("Quillfish AS", None)
    assert reading.details[posting.source_id].url == LINK


def test_reads_a_tile_and_asks_for_the_following_ones() -> None:
    url = f"{SITE}/tile-search-results/?q=&startrow=25"
    reading = read(TILES.format(TILE), url, SITE)
    assert reading.postings == [
        RawPosting(
            source="successfactors",
            source_id="careers.quillfish.example/1397790900",
            title="ML Engineer & more",
            url=LINK,
            hiring_organization="Quillfish",
            job_location=["Oslo, Norway"],
            date_posted="Oct 2, 2026",
        )
    ]
    assert reading.total == 262
    assert reading.next
    assert reading.next.url == f"{SITE}/tile-search-results/?q=&startrow=26"
    assert reading.next.page
    assert reading.details["careers.quillfish.example/1397790900"].page


def test_a_city_may_stand_in_a_section_of_its_own() -> None:
    tile = TILE.replace("section-location", "section-city").replace("Oslo, Norway", "Oslo")
    assert read(TILES.format(tile)).postings[0].job_location == ["Oslo"]
    value = '<div id="job-7-desktop-section-city-value">Oslo</div>'
    tile = TILE.replace('<div id="job-7-desktop-section-location">', f"{value}<div id='other'>")
    tile = tile.replace("job-7-mobile-section-location", "another")
    assert read(TILES.format(tile)).postings[0].job_location == ["Oslo"]


def test_reads_the_table_of_older_sites() -> None:
    row = """<tr class="data-row"><td><span class="jobTitle hidden-phone">
    <a class="jobTitle-link" href="/job/Oslo-Cook/1397790900/">Cook</a></span></td>
    <td><span class="jobLocation">Oslo, NO</span></td><td><span class="jobDate">Oct 2, 2026</span>
    </td></tr>"""
    page = f'<table id="searchresults"><tbody>{row}</tbody></table>'
    page += '<span class="paginationLabel">Results <b>1 – 25</b> of <b>69</b></span>'
    reading = read(page, f"{SITE}/search/?q=")
    (posting,) = reading.postings
    assert (posting.title, posting.job_location) == ("Cook", ["Oslo, NO"])
    assert (posting.date_posted, reading.total) == ("Oct 2, 2026", 69)


def test_reads_the_json_of_newer_sites() -> None:
    said = {
        "id": 5501,
        "unifiedStandardTitle": "ML Engineer",
        "unifiedUrlTitle": "ML-Engineer-&-more",
        "jobLocationShort": ["Oslo, NOR, 0150<br/>", "Bonn, DEU<br/>"],
        "unifiedStandardStart": "9/20/26",
        "supportedLocales": ["nb_NO"],
    }
    body = json.dumps({"jobSearchResult": [{"response": said}], "totalJobs": 8})
    reading = read(body, f"{SITE}/services/recruiting/v1/jobs")
    (posting,) = reading.postings
    assert posting.source_id == "careers.quillfish.example/5501"
    assert posting.url == f"{SITE}/job/ML-Engineer---more/5501-nb_NO"
    assert posting.job_location == ["Oslo, NOR, 0150", "Bonn, DEU"]
    assert (posting.date_posted, reading.total) == ("2026-09-20", 8)


def test_the_page_of_a_posting_fills_what_a_list_leaves_out() -> None:
    page = """<html><body><div itemscope itemtype="http://schema.org/JobPosting">
    <h1 itemprop="title">ML Engineer</h1>
    <meta itemprop="datePosted" content="Fri Oct 02 02:00:00 UTC 2026">
    <span itemprop="description"><p>You rank.</p></span></div></body></html>"""
    listed = read(TILES.format(TILE), f"{SITE}/tile-search-results/").postings[0]
    alone = read(page, LINK)
    assert alone.postings[0].source_id == listed.source_id
    alone.fill(listed)
    assert (listed.description, listed.date_posted) == ("<p>You rank.</p>", "Oct 02 2026")


def test_the_end_of_a_list_is_empty_and_another_page_is_none() -> None:
    assert read("<!DOCTYPE html>", f"{SITE}/tile-search-results/?startrow=50").postings == []
    assert read('<ul id="job-tile-list"></ul>').postings == []
    assert read("<rss><channel></channel></rss>").postings == []
    for body in ("<!DOCTYPE html>", "<p>Moved</p>", "<?xml version='1.0'?><jobs/>", '{"jobs": []}'):
        with pytest.raises(ReadError, match="successfactors sent"):
            read(body)


def test_rows_without_a_title_or_id_hide_no_other() -> None:
    bad = "<item><title>A</title></item><item><link>https://a.example/1</link></item>"
    reading = read(FEED.replace("<item>", f"{bad}<item>", 1))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)
    tiles = TILES.format('<li class="job-tile"><a href="/about">x</a></li>' + TILE)
    assert [len(read(tiles).postings), len(read(tiles).problems)] == [1, 1]


def test_a_board_is_a_site_or_one_of_its_feeds() -> None:
    feed = f"{SITE}/feeds/?locale=en_US"
    assert SuccessFactors().spellings(feed) == [feed]
    assert [
        next(SuccessFactors().requests(each)).page for each in SuccessFactors().spellings(SITE)
    ] == [False, False, False, True]
    with pytest.raises(UsageError):
        next(SuccessFactors().requests("Quillfish"))


def test_a_place_may_hide_others_and_tiles_may_be_any_element() -> None:
    more = """<tr class="data-row"><td><a class="jobTitle-link" href="/job/Oslo-Cook/1397790900/">
    Cook</a></td><td><span class="jobLocation"> Oslo, NO, 0150 <small>+2 more&hellip;</small></span>
    </td></tr>"""
    assert read(f"<table>{more}</table>").postings[0].job_location == ["Oslo, NO, 0150"]
    link = '<a class="jobTitle-link" href="/job/Oslo-Cook/1397790900/">Cook</a>'
    tile = f"""<div class="job-tile">{link}<div class="section-field location"><span>Oslo, NO</span>
    </div></div><div class="job-tile-tablet">{link}</div>"""
    (posting,) = read(tile).postings
    assert (posting.title, posting.job_location) == ("Cook", ["Oslo, NO"])


def test_bare_links_to_postings_are_a_list_too() -> None:
    page = """<ul><li><a href="/about">About</a></li>
    <li><a href="/brand/job/Oslo-Cook/1397790900/">Cook</a></li></ul>"""
    assert [got.title for got in read(page, f"{SITE}/search/").postings] == ["Cook"]


def test_a_feed_without_postings_may_say_so_in_an_item() -> None:
    item = "<item><title>No jobs currently available</title><guid>0</guid></item>"
    assert read(f"<rss><channel>{item}</channel></rss>").postings == []


def test_a_company_is_not_called_by_its_code() -> None:
    feed = FEED.replace("Quillfish AS", "QFHCM20").replace("<g:employer>Quillfish</g:employer>", "")
    assert read(feed).postings[0].hiring_organization == "Quillfish"
