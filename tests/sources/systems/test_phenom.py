"""Phenom: the data in pages of results, replies of widgets, pages of postings, sitemaps."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources.source import Reading
from upslope.sources.systems.phenom import Phenom

SITE = "https://careers.quillfish.example"
ROW: dict[str, Any] = {
    "title": "ML Engineer, R&amp;D",
    "jobSeqNo": "QUILLR7EXTERNALENGLOBAL",
    "jobId": "R7",
    "reqId": "R7",
    "companyName": "Quillfish",
    "multi_location": ["Oslo, Norway", "Bonn, Germany"],
    "multi_location_array": [{"location": "oslo, norway"}],
    "cityStateCountry": "Oslo, Oslo, Norway",
    "location": "Oslo",
    "city": "Oslo",
    "country": "Norway",
    "type": "Full-Time",
    "workLocation": "Hybrid",
    "postedDate": "2026-09-21T09:54:06.573+0000",
    "descriptionTeaser": "You count.",
    "applyUrl": "https://apply.quillfish.example/R7",
    "recruiterName": "Nobody Inparticular",
}


def page(*rows: Any, total: int = 52, base: str = "") -> str:
    ddo = {"eagerLoadRefineSearch": {"hits": 1, "totalHits": total, "data": {"jobs": rows}}}
    app = f'var phApp = phApp || {{"baseUrl":"{base}"}};' if base else ""
    return f"<html><script>{app} phApp.ddo = {json.dumps(ddo)}; phApp.x = {{}};</script></html>"


REPLY = Reply(
    url=f"{SITE}/global/en/search-results?from=10&s=1&category=R%26D", body=page(ROW).encode()
)


def read(body: str, url: str = "saved.html", board: str = "") -> Reading:
    return Phenom().read(Reply(url=url, body=body.encode()), board)


def test_reads_every_field_and_no_person() -> None:
    assert Phenom().read(REPLY, "quill-fish").postings == [
        RawPosting(
            source="phenom",
            source_id="QUILLR7EXTERNALENGLOBAL",
            title="ML Engineer, R&D",
            url=f"{SITE}/global/en/job/QUILLR7EXTERNALENGLOBAL",
            hiring_organization="Quillfish",
            job_location=["Oslo, Norway", "Bonn, Germany"],
            job_location_type="Hybrid",
            employment_type="Full-Time",
            date_posted="2026-09-21T09:54:06.573+0000",
        )
    ]


def test_asks_for_the_following_page_and_for_each_text() -> None:
    reading = Phenom().read(REPLY)
    assert reading.total == 52
    assert reading.next
    assert reading.next.url == f"{SITE}/global/en/search-results?category=R%26D&from=11&s=1"
    (text,) = reading.details.values()
    assert (text.url, text.page) == (f"{SITE}/global/en/job/QUILLR7EXTERNALENGLOBAL", True)
    assert read(page(ROW, total=11), REPLY.url).next is None


def test_a_saved_page_says_itself_where_it_is_from_and_gives_its_teasers() -> None:
    (posting,) = read(page(ROW, base=f"{SITE}/us/en/")).postings
    assert posting.url == f"{SITE}/us/en/job/QUILLR7EXTERNALENGLOBAL"
    assert posting.description == "You count."
    assert read(page(ROW)).postings[0].url == ROW["applyUrl"]


@pytest.mark.parametrize("gone", ["multi_location", "cityStateCountry", "location", "city"])
def test_a_place_is_read_from_what_there_is(gone: str) -> None:
    names = ("multi_location", "multi_location_array", "cityStateCountry", "location", "city")
    row = {key: value for key, value in ROW.items() if key not in names[: names.index(gone) + 1]}
    (posting,) = read(page(row)).postings
    assert posting.job_location[0].casefold().startswith("norway" if gone == "city" else "oslo")


def test_reads_replies_of_widgets_and_the_data_of_one_posting() -> None:
    widget = {"refineSearch": {"totalHits": 1, "data": {"jobs": [ROW]}}}
    assert len(read(json.dumps(widget)).postings) == 1
    detail = {"jobDetail": {"data": {"job": {**ROW, "description": "<p>You count.</p>"}}}}
    script = f"<script>phApp.ddo = {json.dumps(detail)};</script>"
    assert read(script).postings[0].description == "<p>You count.</p>"


def test_the_page_of_a_posting_fills_what_the_list_leaves_out() -> None:
    listed = Phenom().read(REPLY).postings[0]
    thing = {"@type": "JobPosting", "title": "ML Engineer", "description": "You count all."}
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    url = f"{SITE}/global/en/job/QUILLR7EXTERNALENGLOBAL/ML-Engineer"
    alone = read(f"<html>{script}<script>phApp.ddo = {{}};</script></html>", url)
    assert alone.postings[0].source_id == listed.source_id
    alone.fill(listed)
    assert listed.description == "You count all."


def test_a_sitemap_gives_pages_of_one_language_the_newest_first() -> None:
    rows = [
        ("/us/en/job/A1/ML-Engineer", "2026-01-01"),
        ("/us/en/job/B2/Cook", "2026-05-01"),
        ("/us/fr/job/A1/Ingenieur", "2026-06-01"),
        ("/us/en/blog/our-life-at-quillfish", "2026-07-01"),
    ]
    urls = "".join(
        f"<url><loc>{SITE}{path}</loc><lastmod>{day}</lastmod></url>" for path, day in rows
    )
    reading = read(f"<?xml version='1.0'?><urlset>{urls}</urlset>", f"{SITE}/us/en/sitemap1.xml")
    assert reading.postings == []
    assert [raw.title for raw in reading.untitled] == ["Cook", "ML Engineer"]
    assert list(reading.details) == ["B2", "A1"]
    index = "".join(
        f"<sitemap><loc>{SITE}/{at}/sitemap1.xml</loc></sitemap>" for at in ("fr", "en")
    )
    (child,) = read(f"<sitemapindex>{index}</sitemapindex>", f"{SITE}/sitemap.xml").more
    assert (child.url, child.page) == (f"{SITE}/en/sitemap1.xml", True)


def test_a_list_may_be_empty_but_what_is_no_list_is_refused() -> None:
    assert read(page(total=0)).postings == []
    probe = {"refineSearch": {"tokenAvailable": True}}
    for body in ("<p>Access denied</p>", json.dumps(probe), "<script>phApp.ddo = {</script>"):
        with pytest.raises(ReadError, match="phenom sent"):
            read(body)


def test_a_bad_row_hides_no_other() -> None:
    reading = read(page({"jobSeqNo": "x"}, 7, ROW))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_a_board_is_a_site() -> None:
    results = f"{SITE}/us/en/search-results"
    assert Phenom().spellings(results) == [results]
    with pytest.raises(UsageError):
        next(Phenom().requests("quillfish"))


def test_lists_of_another_front_end_are_read() -> None:
    job = {"slug": "ml-1", "title": "ML Engineer", "full_location": "Oslo", "description": "Count."}
    canonical = {"canonical_url": f"{SITE}/jobs/ml-1"}
    body = json.dumps({"jobs": [{"data": {**job, "meta_data": canonical}}]})
    (posting,) = read(body, board="quill-fish").postings
    assert (posting.source_id, posting.url) == ("ml-1", canonical["canonical_url"])
    assert posting.hiring_organization == "Quill Fish"


def test_rows_need_no_more_than_a_number_and_a_title() -> None:
    for data in (
        {"refineSearch": {"data": {"jobs": [{"jobId": "R7", "title": "Cook"}]}}},
        {"eagerLoadRefineSearch": {"jobs": [{"jobSeqNo": "R7", "title": "Cook"}]}},
    ):
        assert [got.source_id for got in read(json.dumps(data)).postings] == ["R7"]
