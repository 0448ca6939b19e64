"""Pages with schema.org JobPosting objects."""

from __future__ import annotations

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import Reply
from upslope.sources.pages.jsonld import JsonLd
from upslope.sources.source import Reading

JOB = '{"@type": "JobPosting", "title": "ML Engineer", "hiringOrganization": "Quillfish"}'
SCRIPT = f'<script type="application/ld&#x2B;json">{JOB}</script>'
REPLY = Reply(url="https://careers.quillfish.example/1", body=SCRIPT.encode())


def read(html: str, url: str = "", charset: str | None = None) -> Reading:
    return JsonLd().read(Reply(url=url, body=html.encode(charset or "utf-8"), charset=charset))


def test_a_fetched_page_is_the_postings_address() -> None:
    (got,) = read(SCRIPT, "https://careers.quillfish.example/1").postings
    assert got.url == got.source_id == "https://careers.quillfish.example/1"
    assert got.hiring_organization == "Quillfish"


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="canonical" href="https://q.example/1?a=1&amp;b=2"/>',
        "<link href='https://q.example/1?a=1&amp;b=2' rel='canonical'>",
    ],
)
def test_a_saved_page_says_its_own_address(link: str) -> None:
    (got,) = read(f"<head>{link}</head>{SCRIPT}", "saved.html").postings
    assert got.url == "https://q.example/1?a=1&b=2"


def test_a_bare_object_is_read_too() -> None:
    assert [got.title for got in read(f" [{JOB}]").postings] == ["ML Engineer"]


def test_microdata_is_read_where_there_is_no_json() -> None:
    html = (
        '<div itemscope itemtype="https://schema.org/JobPosting">'
        '<h1 itemprop="title">Tagged</h1></div>'
    )
    assert [got.title for got in read(html).postings] == ["Tagged"]
    assert [got.title for got in read(html + SCRIPT).postings] == ["ML Engineer"]


def test_the_same_posting_twice_on_a_page_is_one() -> None:
    assert len(read(SCRIPT * 2).postings) == 1


def test_a_bad_block_is_a_problem_beside_the_good_one() -> None:
    reading = read('<script type="application/ld+json">{oops</script>' + SCRIPT)
    assert len(reading.postings) == 1
    assert [problem.where for problem in reading.problems] == ["JSON-LD block 1"]


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<title>Just a moment</title>", "holds no schema.org JobPosting\\."),
        ("", "holds no schema.org JobPosting\\."),
        (SCRIPT.replace("ML Engineer", "{{title}}"), "template"),
        ('<script type="application/ld+json">{oops</script>', "block 1: not JSON"),
    ],
)
def test_a_page_without_a_posting_is_refused(html: str, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        read(html)


def test_reads_other_charsets_and_marks_damage() -> None:
    html = SCRIPT.replace("Quillfish", "Büroklammer")
    assert read(html, charset="cp1252").postings[0].hiring_organization == "Büroklammer"
    broken = JsonLd().read(Reply(url="", body=SCRIPT.encode() + "é".encode() * 9 + b"\xff" * 8))
    assert [problem.where for problem in broken.problems] == ["page"]


def test_asks_only_for_what_is_an_address() -> None:
    (request,) = JsonLd().requests("https://careers.quillfish.example/1")
    assert request.page
    with pytest.raises(UsageError, match="not the address of a page"):
        next(JsonLd().requests("Quillfish"))
