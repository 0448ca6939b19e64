"""We Work Remotely: feeds whose titles hold company and role."""

from __future__ import annotations

import json

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.aggregators.weworkremotely import WeWorkRemotely, parted

URL = "https://weworkremotely.com/remote-jobs/quillfish-ml-engineer-ranking"
ITEM = f"""
<item>
  <media:content url="https://quillfish.example/logo.gif" type="image/png"/>
  <title>Quillfish: ML Engineer, Ranking</title>
  <region>Europe Only</region>
  <country>🇳🇴 Norway, 🇩🇪 Germany</country>
  <state>Delaware</state>
  <skills>Python</skills>
  <category>Full-Stack Programming</category>
  <type>Full-Time</type>
  <description>&lt;p&gt;&lt;b&gt;Headquarters:&lt;/b&gt; Oslo&lt;/p&gt;You rank.</description>
  <pubDate>Mon, 21 Sep 2026 13:33:20 +0000</pubDate>
  <expires_at>Wed, 21 Oct 2026 13:33:20 +0000</expires_at>
  <guid>{URL}</guid>
  <link>{URL}</link>
</item>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss"><channel>
<title>We Work Remotely</title><link>https://weworkremotely.com/remote-jobs.rss</link><ttl>60</ttl>
{}</channel></rss>"""
REPLY = Reply(url="", body=FEED.format(ITEM).encode())


def read(*items: str) -> Reading:
    return WeWorkRemotely().read(Reply(url="", body=FEED.format("".join(items)).encode()))


def test_reads_every_field() -> None:
    assert read(ITEM).postings == [
        RawPosting(
            source="weworkremotely",
            source_id="quillfish-ml-engineer-ranking",
            title="ML Engineer, Ranking",
            url=URL,
            hiring_organization="Quillfish",
            job_location=["Europe", "Norway", "Germany"],
            job_location_type="remote",
            employment_type="Full-Time",
            date_posted="Mon, 21 Sep 2026 13:33:20 +0000",
            valid_through="Wed, 21 Oct 2026 13:33:20 +0000",
            description="<p><b>Headquarters:</b> Oslo</p>You rank.",
        )
    ]


@pytest.mark.parametrize(
    ("written", "text", "role", "company"),
    [
        ("Quillfish: ML Engineer", "", "ML Engineer", "Quillfish"),
        ("Quillfish:  ML Engineer ", "", "ML Engineer", "Quillfish"),
        ("Quillfish:ML Engineer", "", "ML Engineer", "Quillfish"),
        ("Quill: Fish: ML Engineer", "<p>Quill: Fish is small.</p>", "ML Engineer", "Quill: Fish"),
        ("Quill: Fish: ML Engineer", "Quill: Fish: ML Engineer", "Fish: ML Engineer", "Quill"),
        ("Quillfish: ML Engineer: Vision", "At Quillfish", "ML Engineer: Vision", "Quillfish"),
        ("Re:Quill Works: ML Engineer", "", "ML Engineer", "Re:Quill Works"),
        ("Quillfish: ML Engineer (9:30 starts)", "", "ML Engineer (9:30 starts)", "Quillfish"),
        ("ML Engineer", "Quillfish", "ML Engineer", None),
        (": ML Engineer", "", ": ML Engineer", None),
        ("ML Engineer at Quillfish", "", "ML Engineer", "Quillfish"),
        ("ML Engineer at Night", "", "ML Engineer at Night", None),
    ],
)
def test_company_and_role_are_parted(
    written: str, text: str, role: str, company: str | None
) -> None:
    assert parted(written, "quillfish-ml-engineer", text) == (role, company)


def test_a_table_of_its_postings_is_read() -> None:
    row = {"title": "ML Engineer", "company": "Quillfish", "url": URL, "postedAt": "2026-09-21"}
    body = json.dumps({"count": 1, "jobs": [row]}).encode()
    (got,) = WeWorkRemotely().read(Reply(url="", body=body)).postings
    assert (got.source_id, got.hiring_organization) == (
        "quillfish-ml-engineer-ranking",
        "Quillfish",
    )


def test_a_feed_that_breaks_off_gives_what_was_whole() -> None:
    body = FEED.format(ITEM + ITEM)[:-200].encode()
    reading = WeWorkRemotely().read(Reply(url="", body=body))
    assert (len(reading.postings), len(reading.problems)) == (1, 1)


def test_an_empty_feed_is_an_answer() -> None:
    assert read().postings == []


def test_a_bad_item_hides_no_other() -> None:
    reading = read("<item><link>x</link></item>", ITEM)
    assert (len(reading.postings), len(reading.problems)) == (1, 1)


def test_asks_for_a_category() -> None:
    (request,) = WeWorkRemotely().requests('category:"DevOps and Sysadmin"')
    assert request.url.endswith("/categories/remote-devops-and-sysadmin-jobs.rss")
    (request,) = WeWorkRemotely().requests("")
    assert request.url == "https://weworkremotely.com/remote-jobs.rss"


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Sorry</body></html>",
        FEED.format("<item><title>A: B</title><link>https://x.example/1</link></item>").encode(),
        b'{"jobs": [{"title": "A", "url": "https://x.example/1"}]}',
        b"",
    ],
)
def test_what_is_of_others_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        WeWorkRemotely().read(Reply(url="", body=body))
