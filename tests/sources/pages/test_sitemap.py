"""Any site by its sitemap."""

from __future__ import annotations

import gzip
import json

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import Reply
from upslope.sources.pages.sitemap import MOST_PAGES, Sitemap
from upslope.sources.source import Reading

SITE = "https://www.quillfish.example"
THING = {
    "@type": "JobPosting",
    "title": "ML Engineer",
    "hiringOrganization": {"name": "Quillfish"},
    "identifier": {"value": "R7"},
    "description": "You count.",
}
PAGE = f'<html><script type="application/ld+json">{json.dumps(THING)}</script></html>'
REPLY = Reply(url=f"{SITE}/jobs/ml-engineer/12345", body=PAGE.encode())


def read(body: str | bytes, url: str = "", board: str = SITE) -> Reading:
    body = body if isinstance(body, bytes) else body.encode()
    return Sitemap().read(Reply(url=url, body=body), board)


def urlset(*rows: tuple[str, str]) -> str:
    urls = "".join(f"<url><loc>{at}</loc><lastmod>{day}</lastmod></url>" for at, day in rows)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {space}>{urls}</urlset>'


def test_a_page_is_known_by_its_address_as_in_the_sitemap() -> None:
    (posting,) = Sitemap().read(REPLY).postings
    assert (posting.source_id, posting.url) == (REPLY.url, REPLY.url)
    assert (posting.title, posting.description) == ("ML Engineer", "You count.")
    assert len(read(PAGE + PAGE).postings) == 1
    with pytest.raises(ReadError, match="holds no schema"):
        read("<html><p>About us</p></html>")


def test_a_sitemap_gives_the_pages_that_look_like_openings_the_newest_first() -> None:
    reading = read(
        urlset(
            (f"{SITE}/jobs/ml-engineer/12345", "2026-09-01"),
            (f"{SITE}/de/jobs/data-scientist-oslo-77881", "2026-10-03"),
            (f"{SITE}/en/jobs/data-scientist-oslo-77881", "2026-10-02"),
            (f"{SITE}/jobs/search/machine-learning-in-oslo", "2026-11-01"),
            (f"{SITE}/blog/how-we-count-fish", "2026-11-01"),
            ("https://elsewhere.example/jobs/ml-engineer/1", "2026-11-01"),
        ),
        f"{SITE}/sitemap.xml",
    )
    assert reading.postings == []
    assert [(raw.title, raw.url) for raw in reading.untitled] == [
        ("data scientist oslo", f"{SITE}/en/jobs/data-scientist-oslo-77881"),
        ("ml engineer", f"{SITE}/jobs/ml-engineer/12345"),
    ]
    assert all(request.page for request in reading.details.values())
    assert set(reading.details) == {raw.source_id for raw in reading.untitled}


def test_pages_are_bounded() -> None:
    rows = [(f"{SITE}/jobs/cook/{number:06}", "") for number in range(MOST_PAGES + 7)]
    assert len(read(urlset(*rows)).untitled) == MOST_PAGES


def test_robots_txt_names_the_sitemaps_and_those_that_speak_of_jobs_come_alone() -> None:
    robots = f"User-agent: *\nDisallow: /x\nSitemap: {SITE}/sitemap-jobs.xml.gz\n"
    robots += f"sitemap: {SITE}/sitemap-blog.xml\n"
    (child,) = read(robots, f"{SITE}/robots.txt").more
    assert (child.url, child.page) == (f"{SITE}/sitemap-jobs.xml.gz", True)
    (usual,) = read("User-agent: *\nDisallow:", f"{SITE}/robots.txt").more
    assert usual.url == f"{SITE}/sitemap.xml"


def test_an_index_packed_with_gzip_gives_its_children_in_one_language() -> None:
    index = "".join(
        f"<sitemap><loc>{SITE}/sitemap_{language}.xml</loc></sitemap>" for language in ("de", "en")
    )
    packed = gzip.compress(f"<sitemapindex>{index}</sitemapindex>".encode())
    assert [child.url for child in read(packed, f"{SITE}/s.xml.gz").more] == [
        f"{SITE}/sitemap_en.xml"
    ]


def test_a_sitemap_that_breaks_off_says_so_and_a_bomb_is_refused() -> None:
    whole = urlset((f"{SITE}/jobs/cook/12345", "2026-10-01"))
    reading = read(whole.replace("</urlset>", "<url><loc>https://"))
    assert (len(reading.untitled), len(reading.problems)) == (1, 1)
    for body in (gzip.compress(b"<urlset>" + b" " * 2**25), b"\x1f\x8bdamaged", b"<?xml?><rss/>"):
        with pytest.raises(ReadError):
            read(body)


def test_a_board_is_a_site_or_a_sitemap() -> None:
    robots, usual = Sitemap().spellings(SITE + "/careers")
    assert not next(Sitemap().requests(robots)).page
    assert next(Sitemap().requests(usual)).page
    with pytest.raises(UsageError, match="not the address of a site"):
        next(Sitemap().requests("Quillfish"))


def test_only_pages_of_the_site_count_wherever_its_sitemap_lies() -> None:
    store = "https://sitemaps.store.example/quillfish.xml"
    pages = [(f"{at}/jobs/cook/12345", "") for at in (SITE, "https://elsewhere.example")]
    assert [raw.url for raw in read(urlset(*pages), store).untitled] == [pages[0][0]]
    assert len(read(urlset(*pages), store, board=store).untitled) == 2
