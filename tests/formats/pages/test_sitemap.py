"""Which addresses of a sitemap are openings, and in which language."""

from __future__ import annotations

import pytest

from upslope.errors import ReadError
from upslope.formats.pages.sitemap import (
    in_one_language,
    looks_like_a_posting,
    named_in_robots,
    read_sitemap,
    speaks_of_jobs,
)

HOST = "https://www.quillfish.example"


@pytest.mark.parametrize(
    "path",
    [
        "/job/ml-engineer/7174470",
        "/careers/job/563842913456",
        "/en/positions/senior-data-scientist",
        "/stellenangebote/koch-in-bonn-12345.html",
        "/us/en/job/R7001/ML-Engineer",
        "/job-ml-engineer-7001",
        "/jobs/3f2b8c1d-7a6e-4b2e-9d51-0c5e0a8f1b2c",
    ],
)
def test_an_opening_is_told_by_its_address(path: str) -> None:
    assert looks_like_a_posting(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/jobs",
        "/jobs/remote",
        "/jobs/category/machine-learning-and-ai",
        "/jobs/search/ml-engineer-in-oslo",
        "/company/quillfish-and-sons-ltd",
        "/blog/2026/10/three-jobs-for-you",
        "/careers/locations/oslo-norway-office",
    ],
)
def test_lists_and_articles_are_no_openings(path: str) -> None:
    assert not looks_like_a_posting(HOST + path)


def test_one_language_is_left_where_one_is_english() -> None:
    pages = [f"{HOST}{path}" for path in ("/fr-ca/job/1", "/en-ca/job/1", "/en-us/job/1")]
    assert in_one_language(pages) == pages[1:2]
    countries = [f"{HOST}/{country}/job/1" for country in ("de", "at")]
    assert in_one_language(countries) == countries
    files = [f"{HOST}/sitemap-{name}.xml" for name in ("de", "en", "jobs")]
    assert in_one_language(files) == files[1:]


def test_what_speaks_of_jobs() -> None:
    assert speaks_of_jobs(f"{HOST}/sitemaps/job_postings-3.xml")
    assert not speaks_of_jobs("https://jobs.quillfish.example/sitemap.xml")


def test_reads_an_index_and_leaves_other_sites_out() -> None:
    rows = (f"{HOST}/a.xml", "https://jobs.quillfish.example/b.xml", "https://evil.example/c.xml")
    index = "".join(
        f"<sitemap><loc> {row} </loc></sitemap>" for row in (*rows, "ftp://x", "http://[")
    )
    found = read_sitemap(f"<sitemapindex>{index}</sitemapindex>".encode(), f"{HOST}/sitemap.xml")
    assert found.children == list(rows[:2])


def test_another_document_is_no_sitemap() -> None:
    for body in (b"<rss><url><loc>https://a.example/job/1</loc></url></rss>", b"<html>", b""):
        with pytest.raises(ReadError):
            read_sitemap(body)


def test_robots_txt_may_name_a_sitemap_twice() -> None:
    assert named_in_robots("SITEMAP:/a.xml\r\nSitemap: /a.xml\r\n#Sitemap: /b.xml") == ["/a.xml"]
