"""Digests and feeds on hostile titles: text stays text, links stay links, headers stay one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.apps.market.hostile import BREAKING, payloads

from upslope.guide.alerts import Entry, News, atom, digest, fresh, parts
from upslope.guide.alerts.words import line, link
from upslope.records import Posting

ATOM = "{http://www.w3.org/2005/Atom}"
ALLOWED = {"html", "head", "body", "p", "ul", "li", "a", "br", "-text"}
SEEN = "2026-11-22T08:00:00.000+00:00"


def posting(number: int, title: str, **fields: object) -> Posting:
    said = {"hiring_organization": title, "job_location": [title], "url": title} | fields
    return Posting(id=str(number), source="x", source_id=str(number), title=title, **said)  # type: ignore[arg-type]


def news(texts: Sequence[str]) -> list[News]:
    return [News(posting(number, text)) for number, text in enumerate(texts)]


def findings(html: str) -> list[str]:
    """What a browser would make of a page, beyond the few elements and links that it may hold."""
    found = []
    for node in LexborHTMLParser(html).css("*"):
        if node.tag not in ALLOWED:
            found.append(node.tag or "")
        for name, value in node.attributes.items():
            scheme = urlsplit(value or "").scheme
            if (node.tag, name) != ("a", "href") or scheme not in ("http", "https"):
                found.append(f"{node.tag} {name}={value}")
    return found


def check_html(texts: Sequence[str]) -> None:
    for some in parts(news(texts), most=100, size=100_000):
        assert findings(digest(texts[0], some).html) == []


def check_feed(texts: Sequence[str]) -> None:
    every = [Entry(one.posting.id, one, SEEN) for one in news(texts)]
    feed = ElementTree.fromstring(atom("s", texts[0], every, here="https://x.example/feed"))
    shown = {ATOM + name for name in ("feed", "entry", "id", "title", "updated", "link")}
    shown |= {ATOM + name for name in ("author", "name", "content")}
    assert {node.tag for node in feed.iter()} <= shown
    for node in feed.iter(f"{ATOM}link"):
        assert urlsplit(node.attrib["href"]).scheme in ("http", "https")
    entries = feed.findall(f"{ATOM}entry")
    titles = [line(text) or "An opening without a title" for text in texts]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == titles
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == len(texts) and all(id.startswith("urn:uuid:") for id in ids)
    for entry in entries:  # RFC 4287: each has these; what has no content has a link
        assert entry.findtext(f"{ATOM}updated") == "2026-11-22T08:00:00Z"
        assert entry.find(f"{ATOM}content") is not None


@given(st.lists(st.text(max_size=200), min_size=1, max_size=5))
def test_any_text_is_a_text(texts: list[str]) -> None:
    check_html(texts)
    check_feed(texts)
    message = digest(texts[0], news(texts))
    assert "\n" not in message.title and "\r" not in message.title + message.text


def test_what_breaks_out_elsewhere_does_not_here() -> None:
    check_html(BREAKING)
    check_feed(BREAKING)


def test_the_control_fires() -> None:
    assert sum(bool(findings(f"<li>{text}</li>")) for text in BREAKING) > 1


@pytest.mark.shared
def test_every_shared_payload_is_a_text(shared: Path) -> None:
    texts = payloads(shared)
    assert len(texts) > 5_000
    check_html(texts)
    check_feed(texts)
    unsafe = sum(bool(findings(f"<p>{text}</p>")) for text in texts)
    assert unsafe > 1_000, "the control must fire, or this test sees nothing"


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "//x.example/1"),
        *("https://", "https:/x", "ftp://x.example", "https://a@b.example", "https://x\\y.example"),
        *("https://x.example/\nBcc: y", "http://[::1", "https://x.example/" + "a" * 700, "", None),
        "https://ex\u0430mple.example/1",
    ],
)
def test_what_is_no_plain_link_is_none(url: str | None) -> None:
    assert link(url) is None


def test_a_link_keeps_its_meaning() -> None:
    for url in ("https://x.example/o'r?a=b&c=%20#d", "http://127.0.0.1:8000/x"):
        assert link(url) == url
    assert link("https://x.example/grün") == "https://x.example/gr%C3%BCn"


def test_messages_stay_within_their_size() -> None:
    every = news([f"ML Engineer {number} " + "ø" * number for number in range(60)])
    some = list(parts(every, most=20, size=3000))
    assert [one for part in some for one in part] == every
    assert len(some) > 3
    assert all(len(part) <= 20 for part in some)
    assert all(len(digest("Oslo", part).text.encode()) <= 3000 for part in some)
    long = [News(posting(1, "x" * 160, url="https://x.example/" + "y" * 500))] * 2
    assert [len(part) for part in parts(long, most=20, size=100)] == [1, 1]


def test_scores_are_told_only_where_they_are_given() -> None:
    one = posting(1, "ML Engineer", hiring_organization="Quillfish")
    silent, telling = digest("Oslo", [News(one)]), digest("Oslo", [News(one, 71.4)])
    assert "match" not in silent.text + silent.html
    assert "match 71 of 100" in telling.text and "match 71 of 100" in telling.html


def test_a_title_calls_nobody_in_a_chat() -> None:
    one = posting(1, "@everyone <!channel> <@U1> @Here", url="https://x.example/@all")
    text = digest("Oslo", [News(one)]).text
    for call in ("@everyone", "<!channel>", "<@U1>", "@Here"):
        assert call not in text
    assert "https://x.example/@all" in text


def test_an_id_of_the_feed_stays() -> None:
    first = atom("s", "Oslo", [Entry("gh-1", News(posting(1, "A")), SEEN)])
    later = atom("s", "Other name", [Entry("gh-1", News(posting(9, "B")), SEEN)])
    ids = [re.findall(r"<id>(.*?)</id>", one.decode()) for one in (first, later)]
    assert ids[0] == ids[1]


@given(st.data())
def test_each_opening_is_news_once(data: st.DataObject) -> None:
    ids = [f"p{number}" for number in range(8)]
    groups = data.draw(st.lists(st.sampled_from("abcd"), min_size=8, max_size=8))
    group = dict(zip(ids, groups, strict=True))
    same = {id: {other for other in ids if group[other] == group[id]} for id in ids}
    told = data.draw(st.sets(st.sampled_from(ids)))
    appeared = data.draw(st.sets(st.sampled_from(ids)))
    found = data.draw(st.permutations(ids))
    new = fresh(found, appeared, same, told)
    assert len({group[id] for id in new}) == len(new)
    untold = {group[id] for id in ids} - {group[id] for id in told}
    assert {group[id] for id in new} == {one for one in untold if _all_in(one, group, appeared)}


def _all_in(one: str, group: dict[str, str], appeared: set[str]) -> bool:
    return all(id in appeared for id, name in group.items() if name == one)
