"""Feeds with the fields of Google Base."""

from __future__ import annotations

import pytest

from upslope.errors import ReadError
from upslope.formats.systems.googlebase import Feed, read_feed
from upslope.records import RawPosting


def feed(items: str, head: str = "") -> Feed:
    body = f"<rss xmlns:g='x'><channel>{head}{items}</channel></rss>"
    return read_feed(body.encode(), "mine", lambda url: url.rpartition("/")[2], "Quillfish")


def posting(fields: str) -> RawPosting:
    base = "<title>Cook</title><link>https://a.example/job/7</link>"
    return feed(f"<item>{base}{fields}</item>").postings[0]


def test_the_plainest_item() -> None:
    assert posting("") == RawPosting(
        source="mine",
        source_id="7",
        title="Cook",
        url="https://a.example/job/7",
        hiring_organization="Quillfish",
    )


def test_pay_with_its_currency_in_a_field_of_its_own() -> None:
    pay = posting("<g:salary>60000 - 80000</g:salary><g:currency>EUR</g:currency>").base_salary
    assert pay
    assert (pay.currency, pay.min_value, pay.max_value) == ("EUR", 60_000, 80_000)
    assert posting("<g:salary>Competitive</g:salary>").base_salary is None


def test_the_longer_text_and_a_day() -> None:
    content = "<description>Short</description><content:encoded>Long</content:encoded>"
    got = posting(f"{content}<g:publish_date>2026-10-01</g:publish_date>")
    assert (got.description, got.date_posted) == ("Long", "2026-10-01")


def test_what_is_no_feed_is_refused_and_what_breaks_off_says_so() -> None:
    with pytest.raises(ReadError, match="mine sent no feed"):
        read_feed(b"<urlset></urlset>", "mine", lambda url: url)
    cut = read_feed(b"<rss><item><title>Cook</title><guid>1</guid></item><item>", "mine", str)
    assert (len(cut.postings), cut.damaged != "") == (1, True)
