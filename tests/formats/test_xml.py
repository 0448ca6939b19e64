"""XML gives its elements as far as it is whole, and nothing of a DTD."""

from __future__ import annotations

import contextlib
import resource
import socket
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.formats.xml import MAX_BYTES, Document

DECLARED = '<?xml version="1.0" encoding="{}"?><rss><item><title>{}</title></item></rss>'
FEED = (
    "<rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel>"
    "<title>All</title>"
    "<item><title>ML Engineer</title><c:encoded><![CDATA[<p>a & b</p>]]></c:encoded></item>"
    "<item><title>Data Scientist</title></item></channel></rss>"
)


def titles(body: bytes, *, feed: bool = True, claimed: str | None = None) -> list[str]:
    document = Document(body, feed=feed, claimed=claimed)
    return [item.findtext("title") or "" for item in document.each("item", "entry")]


def test_elements_come_in_order_with_usual_prefixes() -> None:
    document = Document(FEED.encode())
    title, first, second = document.each("item", "title")
    assert (title.text, first.findtext("content:encoded")) == ("All", "<p>a & b</p>")
    assert second.findtext("title") == "Data Scientist"
    assert (document.root, document.damaged) == ("rss", "")


@pytest.mark.parametrize("prefix", ["", "a:"])
def test_names_are_bare_in_the_namespace_of_the_root(prefix: str) -> None:
    space = f"xmlns{':a' if prefix else ''}='http://www.w3.org/2005/Atom'"
    body = f"<{prefix}feed {space}><{prefix}entry><{prefix}title>x</{prefix}title></{prefix}entry>"
    assert titles(f"{body}</{prefix}feed>".encode()) == ["x"]


@pytest.mark.parametrize("end", range(80, len(FEED) - 1, 7))
def test_what_is_cut_off_gives_every_whole_item_and_says_so(end: int) -> None:
    document = Document(FEED[:end].encode())
    whole = FEED[:end].count("</item>")
    assert len(list(document.each("item"))) == whole
    assert document.damaged


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&D", "R&D"),
        ("R&amp;D", "R&D"),
        ("a&nbsp;b", "a\xa0b"),
        ("&bogus;", "&bogus;"),
        ("&#x41;&#66;&#X43;", "ABC"),
        ("\x0b&#0;x&#xD800;", "\ufffdx\ufffd"),
        ("<![CDATA[&nbsp;&]]>", "&nbsp;&"),
        ("<media:x>in</media:x>", "in"),
        ("<!-- & -->c", "c"),
    ],
)
def test_what_feeds_get_wrong_is_mended(written: str, read: str) -> None:
    (item,) = Document(f"\n <rss><item>{written}</item></rss>".encode()).each("item")
    assert "".join(item.itertext()) == read


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_charsets_are_found(encoding: str) -> None:
    name = "iso-8859-1" if encoding == "cp1252" else encoding.removesuffix("-sig")
    assert titles(DECLARED.format(name, "Zürich").encode(encoding)) == ["Zürich"]


def test_a_false_name_of_a_charset_changes_nothing() -> None:
    words = "+ADw-b+AD4-"
    for name in ("UTF-16", "UTF-7", "UTF-32", "no-such"):
        assert titles(DECLARED.format(name, words).encode()) == [words]
        assert titles(DECLARED.format("utf-8", words).encode(), claimed=name) == [words]


RSS_091 = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'
SUBSET = '<!DOCTYPE rss [<!-- it\'s ]> --><!ENTITY a "]>"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [RSS_091, SUBSET, "<!doctype rss>"])
def test_a_feed_may_have_a_doctype_but_no_entity_of_it_counts(doctype: str) -> None:
    body = f"<?xml version='1.0'?>{doctype}<rss><item><title>x&a;&b;</title></item></rss>".encode()
    assert titles(body) == ["x&a;&b;"]
    with pytest.raises(ReadError, match="DTD"):
        titles(body.replace(b"doctype", b"DOCTYPE"), feed=False)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "not XML"),
        (b"{}", "not XML"),
        (b" " * (MAX_BYTES + 1), "larger"),
        (b"<!DOCTYPE rss [<!ENTITY % p SYSTEM 'x'> %p; ", "DTD|not XML"),
    ],
)
def test_what_is_no_xml_is_a_read_error(body: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        titles(body)


def test_a_reference_is_read_whole_wherever_it_stands_in_a_long_text() -> None:
    for shift in range(7):
        words = "x" * (65_530 + shift) + "&nbsp;&amp;&" + "y" * 70_000
        (item,) = Document(f"<r><item>{words}</item></r>".encode()).each("item")
        assert item.text == "x" * (65_530 + shift) + "\xa0&&" + "y" * 70_000


def test_depth_and_size_of_an_element_are_bounded() -> None:
    for body in (b"<r>" + b"<a>" * 500, b"<r><item>" + b"<a/>" * 20_000):
        document = Document(body)
        assert not list(document.each("item"))
        assert "more than" in document.damaged


def test_a_huge_tag_takes_linear_time() -> None:
    started = time.process_time()
    with pytest.raises(ReadError):
        titles(b"<rss a='" + b"x" * (8 << 20))
    assert time.process_time() - started < 4


@given(st.binary(max_size=200))
def test_any_bytes_end_in_elements_or_a_read_error(body: bytes) -> None:
    with contextlib.suppress(ReadError):
        titles(body)


@given(st.lists(st.tuples(st.integers(0, len(FEED) - 1), st.integers(1, 255)), max_size=5))
def test_flipped_bytes_end_in_elements_or_a_read_error(flips: list[tuple[int, int]]) -> None:
    body = bytearray(FEED.encode())
    for at, bits in flips:
        body[at] ^= bits
    with contextlib.suppress(ReadError):
        titles(bytes(body))


@pytest.mark.shared
def test_hostile_xml_gives_no_file_and_opens_nothing(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    hostile = shared / "hostile"
    files = [*(hostile / "xml").rglob("*"), *(hostile / "feeds").rglob("*")]
    files += (hostile / "bombs").glob("xml_*")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for file in filter(Path.is_file, files):
        for feed in (True, False):
            started = time.process_time()
            with contextlib.suppress(ReadError):
                document = Document(file.read_bytes(), feed=feed)
                for element in document.each("item", "entry", "position", "channel"):
                    assert "root:x:" not in "".join(element.itertext())
            assert time.process_time() - started < 2, file
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 128 * 1024
