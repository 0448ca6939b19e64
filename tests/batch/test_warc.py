"""The pages of web archives: invented employers, and archives that are broken in every way."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from upslope.batch.columns import NO_POSTING
from upslope.batch.files import records_of_whole
from upslope.batch.inputs import find
from upslope.formats.charset import decode
from upslope.formats.postings.page import postings_of_page
from upslope.records import RawPosting

pytest.importorskip("fastwarc", reason="the extra 'batch' is not installed")


def page(title: str, **said: Any) -> bytes:
    """A page of an employer with one posting."""
    thing = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title,
        "hiringOrganization": {"@type": "Organization", "name": "Quillfish"},
        "jobLocation": {"address": {"addressLocality": "Bonn", "addressCountry": "DE"}},
        "description": f"<p>{title} at Quillfish: train models and ship them.</p>",
        **said,
    }
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    return f"<!doctype html><html><head>{script}</head><body>{title}</body></html>".encode()


def record(
    address: str,
    body: bytes,
    *,
    kind: str = "response",
    content: str | None = "text/html; charset=utf-8",
    headers: str = "",
    length: str | None = None,
) -> bytes:
    """One record of an archive, after ISO 28500."""
    http = b""
    if kind == "response":
        told = f"Content-Type: {content}\r\n" if content else ""
        http = f"HTTP/1.1 200 OK\r\n{told}{headers}\r\n".encode()
    block = http + body
    of_block = "application/http; msgtype=response" if kind == "response" else content
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2026-05-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: {of_block}\r\nContent-Length: {length or len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def named(number: int) -> bytes:
    address = f"https://quillfish.example/careers/{number}"
    return record(address, page(f"ML Engineer {number}"))


def rows(path: Path, archive: bytes) -> list[dict[str, Any]]:
    path.write_bytes(archive)
    assert [file.kind for file in find([str(path)])] == ["whole"]
    return [row for batch in records_of_whole(str(path)) for row in batch.to_pylist()]


def read(path: Path, archive: bytes) -> tuple[list[RawPosting], list[str]]:
    """The postings of an archive, and the reasons why some pages gave none."""
    found = rows(path, archive)
    raws = [json.loads(row["record"]) for row in found if row["reason"] is None]
    return [RawPosting(**raw) for raw in raws], [row["reason"] for row in found if row["reason"]]


def titles(raws: list[RawPosting]) -> list[str]:
    return [raw.title for raw in raws]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "crawl.warc.gz"


class TestPages:
    @pytest.mark.parametrize(
        "pack",
        [b"".join, lambda parts: b"".join(map(gzip.compress, parts)),
         lambda parts: gzip.compress(b"".join(parts))],
        ids=["plain", "packed one by one", "packed as one"],
    )  # fmt: skip
    def test_every_posting_of_every_page(self, pack: Any, archive: Path) -> None:
        empty = record("https://quillfish.example/about", b"<html>We swim.</html>")
        info = record("urn:info", b"made: up", kind="warcinfo", content="application/warc-fields")
        raws, reasons = read(archive, pack([info, named(1), empty, named(2), empty]))
        assert titles(raws) == ["ML Engineer 1", "ML Engineer 2"]
        assert raws[0].url == "https://quillfish.example/careers/1"
        assert raws[0].job_location == ["Bonn, DE"]
        assert reasons == [NO_POSTING] * 2

    def test_a_page_is_read_as_the_source_reads_it(self, archive: Path) -> None:
        address = "https://quillfish.example/careers/1"
        [alone], _ = postings_of_page(decode(page("ML Engineer 1")), "jsonld", address)
        assert read(archive, named(1))[0] == [alone]

    def test_microdata_and_several_postings_on_a_page(self, archive: Path) -> None:
        tags = (
            b'<html><div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">'
        )
        micro = record("https://quillfish.example/m", tags + b"ML Engineer</h1></div></html>")
        two = record(
            "https://quillfish.example/two", page("Analyst", url="/a") + page("Cook", url="/b")
        )
        raws, _ = read(archive, micro + two)
        assert titles(raws) == ["ML Engineer", "Analyst", "Cook"]
        assert raws[2].url == "https://quillfish.example/b"

    @pytest.mark.parametrize(
        ("content", "kind", "count"),
        [
            ("application/xhtml+xml", "response", 1),
            ("TEXT/HTML", "response", 1),
            (None, "response", 1),
            ("text/html", "resource", 1),
            ("image/png", "response", 0),
            ("application/pdf", "response", 0),
            ("text/html", "request", 0),
            ("text/html", "conversion", 0),
        ],
    )
    def test_what_is_a_page(
        self, content: str | None, kind: str, count: int, archive: Path
    ) -> None:
        one = record("https://quillfish.example/1", page("Analyst"), kind=kind, content=content)
        raws, reasons = read(archive, one + named(2))
        assert titles(raws) == [*["Analyst"][:count], "ML Engineer 2"]
        assert not reasons

    @pytest.mark.parametrize(
        ("headers", "pack"),
        [
            ("Content-Encoding: gzip\r\n", gzip.compress),
            ("Content-Encoding: gzip\r\n", bytes),  # unpacked by the crawler, as Common Crawl does
            (
                "Transfer-Encoding: chunked\r\n",
                lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body),
            ),
            ("Transfer-Encoding: chunked\r\n", bytes),
        ],
    )
    def test_pages_that_were_packed_for_the_way(
        self, headers: str, pack: Any, archive: Path
    ) -> None:
        body = pack(page("Analyst"))
        one = record("https://quillfish.example/1", body, headers=headers)
        assert titles(read(archive, one + named(2))[0]) == ["Analyst", "ML Engineer 2"]

    def test_a_page_in_another_charset(self, archive: Path) -> None:
        thing = '{"@type": "JobPosting", "title": "Köchin für Modelle"}'
        body = f'<html><script type="application/ld+json">{thing}</script>'.encode("cp1252")
        one = record("https://quillfish.example/1", body, content="text/html; charset=iso-8859-1")
        assert titles(read(archive, one)[0]) == ["Köchin für Modelle"]


class TestBrokenPages:
    @pytest.mark.parametrize(
        ("body", "headers", "why"),
        [
            (page("Analyst").replace(b'"title"', b"title"), "", "not JSON"),
            (page("").replace(b'"title": ""', b'"title": null'), "", "no title"),
            (b"<html>jobposting" + gzip.compress(page("A"))[:-9], "", NO_POSTING),
            (
                gzip.compress(page("Analyst"))[:-9],
                "Content-Encoding: gzip\r\n",
                "could not be read",
            ),
            (b"\x1b\x00 packed", "Content-Encoding: br\r\n", "packed as 'br'"),
        ],
    )
    def test_its_reason_is_said_and_the_next_is_read(
        self, body: bytes, headers: str, why: str, archive: Path
    ) -> None:
        address = "https://quillfish.example/broken"
        found = rows(archive, record(address, body, headers=headers) + named(2))
        assert why in found[0]["reason"]
        assert found[0]["record"] in {address, ""}
        assert found[-1]["reason"] is None

    def test_a_bomb_is_cut(self, archive: Path) -> None:
        bomb = gzip.compress(page("Analyst") + b"<p>" * 2**22)
        one = record("https://quillfish.example/1", bomb, headers="Content-Encoding: gzip\r\n")
        assert titles(read(archive, one + named(2))[0]) == ["Analyst", "ML Engineer 2"]

    @pytest.mark.shared
    def test_hostile_pages(self, shared: Path, archive: Path) -> None:
        folder = shared / "hostile"
        pages = [*(folder / "jobposting").glob("*.html"), *(folder / "bombs").glob("html_*")]
        parts = [record(f"https://quillfish.example/{path.name}", path.read_bytes())
                 for path in sorted(pages)]  # fmt: skip
        assert len(parts) > 40
        raws, _ = read(archive, b"".join(map(gzip.compress, [*parts, named(2)])))
        assert len(raws) > 25
        assert titles(raws)[-1] == "ML Engineer 2"


class TestBrokenArchives:
    def test_one_that_was_cut_short(self, archive: Path) -> None:
        plain = named(1) + named(2)
        for whole in (plain, b"".join(map(gzip.compress, (named(1), named(2))))):
            raws, reasons = read(archive, whole[:-60])
            assert titles(raws) == ["ML Engineer 1"]
            assert reasons == ["the record of the archive breaks off"]

    @pytest.mark.parametrize(
        "broken",
        [
            b"rubbish\r\n" * 50,
            record("https://quillfish.example/2", page("Analyst"), length="999999999"),
            record("https://quillfish.example/2", page("Analyst"), length="12"),
            record("https://quillfish.example/2", page("Analyst"), length="many"),
            record("https://quillfish.example/2", page("Analyst"), length="-1"),
            b"WARC/1.0\r\nX: " + b"y" * 2**20 + b"\r\n\r\n",
        ],
    )
    def test_what_comes_behind_a_break_is_read(self, broken: bytes, archive: Path) -> None:
        raws, reasons = read(archive, named(1) + broken + named(3) + named(4))
        assert titles(raws) == ["ML Engineer 1", "ML Engineer 3", "ML Engineer 4"]
        assert len([why for why in reasons if why != NO_POSTING]) == 1

    def test_what_comes_behind_a_damaged_member_is_read(self, archive: Path) -> None:
        parts = list(map(gzip.compress, map(named, range(6))))
        parts[1] = parts[1][:40] + b"\xff" * 40 + parts[1][80:]
        parts[3] = gzip.compress(named(3))[:-50]
        raws, reasons = read(archive, b"".join(parts))
        assert titles(raws) == ["ML Engineer 0", "ML Engineer 2", "ML Engineer 4", "ML Engineer 5"]
        assert len(reasons) == 2

    def test_one_that_is_broken_everywhere_comes_to_an_end(self, archive: Path) -> None:
        parts = (gzip.compress(b"WARC/1.0\r\n")[:-4] for _ in range(3_000))
        _, reasons = read(archive, gzip.compress(named(1)) + b"".join(parts))
        assert "was not read" in reasons[-1]

    def test_a_packed_bomb_in_place_of_a_record(self, archive: Path) -> None:
        squeeze = zlib.compressobj(9, wbits=31)
        bomb = squeeze.compress(b"WARC/1.0\r\nX: ") + squeeze.compress(b"y" * 2**25)
        raws, reasons = read(archive, bomb + squeeze.flush() + gzip.compress(named(2)))
        assert titles(raws) == ["ML Engineer 2"]
        assert len(reasons) == 1
