"""Personio: the feed of a career site, in two languages."""

from __future__ import annotations

import json

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.personio import Personio

POSITION = """<position>
  <id>7</id>
  <subcompany>Quillfish &amp; Sons</subcompany>
  <office>Oslo</office>
  <additionalOffices><office>Bonn</office><office>oslo</office></additionalOffices>
  <department>Research</department>
  <name>ML Engineer, Ranking </name>
  <jobDescriptions>
    <jobDescription>
      <name>Your R&amp;D</name><value><![CDATA[<p>You rank.</p>]]></value>
    </jobDescription>
    <jobDescription><name>Us</name><value>We are few.</value></jobDescription>
  </jobDescriptions>
  <employmentType>permanent</employmentType>
  <schedule>part-time</schedule>
  <seniority>experienced</seniority>
  <yearsOfExperience>7-10</yearsOfExperience>
  <salaryInformation><min>60000.00</min><max>80000.00</max><currencyCode>EUR</currencyCode>
    <type>yearly</type></salaryInformation>
  <createdAt>2026-03-12T14:10:41+00:00</createdAt>
  <recruiter>Nobody Inparticular</recruiter>
</position>"""
FEED = f"<?xml version='1.0' encoding='UTF-8'?>\n<workzag-jobs>{POSITION}</workzag-jobs>"
REPLY = Reply(url="https://quill-fish.jobs.personio.de/xml", body=FEED.encode())


def read(feed: str, url: str = "", board: str = "") -> Reading:
    return Personio().read(Reply(url=url, body=feed.encode()), board)


def changed(old: str, new: str) -> RawPosting:
    assert old in FEED
    return read(FEED.replace(old, new)).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert Personio().read(REPLY).postings == [
        RawPosting(
            source="personio",
            source_id="7",
            title="ML Engineer, Ranking ",
            url="https://quill-fish.jobs.personio.de/job/7",
            hiring_organization="Quillfish & Sons",
            job_location=["Oslo", "Bonn"],
            employment_type="part-time",
            date_posted="2026-03-12T14:10:41+00:00",
            base_salary=Salary(
                currency="EUR", min_value=60_000, max_value=80_000, unit_text="year"
            ),
            description="<h3>Your R&amp;D</h3>\n<p>You rank.</p>\n<h3>Us</h3>\nWe are few.",
        )
    ]


def test_a_position_that_comes_twice_is_one() -> None:
    twice = FEED.replace("</workzag-jobs>", f"{POSITION}</workzag-jobs>")
    assert len(read(twice).postings) == 1


def test_an_intern_is_an_intern_full_time_or_not() -> None:
    assert changed(">permanent<", ">intern<").employment_type == "intern"
    assert changed(">permanent<", "><").employment_type == "part-time"
    assert changed("<schedule>part-time</schedule>", "").employment_type == "permanent"


def test_the_company_is_the_sites_where_no_other_is_named() -> None:
    feed = FEED.replace("<subcompany>Quillfish &amp; Sons</subcompany>", "")
    assert read(feed, REPLY.url).postings[0].hiring_organization == "Quill Fish"
    assert read(feed, "", "Quillfish AS").postings[0].hiring_organization == "Quillfish AS"
    nobody = read(feed, "personio.board.xml").postings[0]  # the name of a file
    assert (nobody.hiring_organization, nobody.url) == (None, None)


def test_a_feed_without_positions_is_a_feed() -> None:
    for feed in ("<workzag-jobs/>", "<?xml version='1.0'?>\n<workzag-jobs>\n</workzag-jobs>"):
        reading = read(feed)
        assert (reading.postings, reading.problems) == ([], [])


def test_one_position_may_stand_alone() -> None:
    assert len(read(POSITION).postings) == 1


@pytest.mark.parametrize(
    "feed",
    [
        "",
        "<html><body><p>Moved</p></body></html>",
        "<rss><channel><position><id>1</id><name>Cook</name></position></channel></rss>",
        '<!DOCTYPE a [<!ENTITY b "c">]><workzag-jobs>&b;</workzag-jobs>',
        '{"error": "gone"}',
    ],
)
def test_what_is_no_feed_is_refused(feed: str) -> None:
    with pytest.raises(ReadError):
        read(feed)


def test_a_feed_that_breaks_off_is_no_whole_one() -> None:
    reading = read(FEED.replace("</workzag-jobs>", POSITION[:300]))
    assert (len(reading.postings), len(reading.problems)) == (1, 1)


def test_a_bad_position_hides_no_other() -> None:
    reading = read(FEED.replace("<workzag-jobs>", "<workzag-jobs><position><id>1</id></position>"))
    assert (len(reading.postings), len(reading.problems)) == (1, 1)


def test_the_json_of_the_sites_own_search_is_read() -> None:
    row = {"id": 7, "name": "ML Engineer", "subcompany": "Quillfish", "office": "Oslo"}
    more = {"offices": ["Oslo", "Bonn"], "employment_type": "intern", "description": "You rank."}
    (posting,) = read(json.dumps([row | more])).postings
    assert posting.job_location == ["Oslo", "Bonn"]
    assert (posting.employment_type, posting.description) == ("intern", "You rank.")


def test_sites_on_both_hosts_are_asked() -> None:
    asked = [request.url for request in Personio().requests("quillfish.jobs.personio.com")]
    site = "https://quillfish.jobs.personio.com/xml"
    assert asked == [f"{site}?language=en", site]
    with pytest.raises(UsageError):
        next(Personio().requests(""))
