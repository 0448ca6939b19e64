"""Web archives (WARC, ISO 28500): the postings of every page that a crawl kept.

Most pages of a crawl hold none; those are counted, not put in quarantine. Where an archive is
broken it is read on from the next record that is whole.
"""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from typing import IO, TYPE_CHECKING

from upslope.batch.columns import NO_POSTING
from upslope.batch.files.found import Found, posting, refused
from upslope.batch.files.resume import next_record
from upslope.errors import NetworkError, UsageError
from upslope.formats.charset import beginning, decode
from upslope.formats.postings.jsonld import MAX_PAGE
from upslope.formats.postings.page import postings_of_page
from upslope.sources.door.inflate import Caps, read_body
from upslope.sources.pages.jsonld import JsonLd

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_HTML = {"text/html", "application/xhtml+xml"}
_HEADERS = 64 * 2**10
_MOST_BREAKS = 1_000
_GZIP = b"\x1f\x8b"
_STARTS = (b"<!doctype html", b"<html")


def pages(stream: IO[bytes]) -> Iterator[Found]:
    """Read the pages of an archive.

    Args:
        stream: the archive, packed or not; it can be sought in.

    Raises:
        UsageError: fastwarc is not installed.
        OSError: reading failed for a reason that lies not in the file.
    """
    start = 0
    for _ in range(_MOST_BREAKS):
        broken = yield from _pages_from(stream, start)
        following = None if broken is None else next_record(stream, broken + 1)
        if following is None:
            return
        start = following
    yield refused("", f"the archive is broken in {_MOST_BREAKS} places: the rest was not read")


def _pages_from(stream: IO[bytes], start: int) -> Generator[Found, None, int | None]:
    """Read pages until the archive ends, or return where the record is at which it breaks."""
    last, is_whole = start, start == 0
    try:
        for record in _records(stream, start):
            last, is_whole = record.stream_pos, True
            body = record.reader.read(MAX_PAGE)
            if len(body) < min(record.content_length, MAX_PAGE):
                yield refused(_address(record), "the record of the archive breaks off")
                return last
            if _is_html(record, body):
                yield from _of_page(record, body)
    except OSError as error:
        if error.errno is not None:
            raise
        if is_whole:  # else the break was told of before
            yield refused("", f"the archive is broken: {error}")
        return last
    return None


def _records(stream: IO[bytes], start: int) -> Iterator[WarcRecord]:
    try:
        from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  an extra
    except ImportError:
        raise UsageError(
            "Web archives are read with fastwarc, which is not installed.",
            next="pip install 'upslope[batch]'",
        ) from None
    stream.seek(start)
    return iter(ArchiveIterator(stream, auto_decode="none", max_header_len=_HEADERS))


def _is_html(record: WarcRecord, body: bytes) -> bool:
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415

    if record.record_type == WarcRecordType.response:
        kind = record.http_content_type
    elif record.record_type == WarcRecordType.resource:
        kind = (record.headers.get("Content-Type") or "").split(";")[0].strip()
    else:
        return False
    return kind.lower() in _HTML if kind else beginning(body).startswith(_STARTS)


def _of_page(record: WarcRecord, body: bytes) -> Iterator[Found]:
    address = _address(record)
    try:
        page = decode(_unpacked(record, body), record.http_charset)
        raws, problems = postings_of_page(page, JsonLd.name, address) if _speaks(page) else ([], [])
    except Exception as error:  # of one page; the others are read
        why = error.what if isinstance(error, NetworkError) else type(error).__name__
        yield refused(address, f"the page could not be read: {why}")
        return
    yield from map(posting, raws)
    for problem in problems:
        yield refused(address, f"{problem.where}: {problem.why}")
    if not raws and not problems:
        yield Found("", NO_POSTING)


def _speaks(page: str) -> bool:
    """Say whether a page can hold a JobPosting: of a crawl one in thousands does."""
    return "jobposting" in page.lower()


def _address(record: WarcRecord) -> str:
    said = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    return said if said.startswith(("http://", "https://")) else ""


def _unpacked(record: WarcRecord, body: bytes) -> bytes:
    """Undo what the server did for the way, as far as the crawler left it so.

    Raises:
        NetworkError: the page is packed in a way that is not known, or damaged.
    """
    headers = record.http_headers
    if headers is None:
        return body
    if (headers.get("Transfer-Encoding") or "").strip().lower() == "chunked":
        body = _joined(body)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    if not body.startswith(_GZIP) and beginning(body).startswith(b"<"):
        return body  # unpacked by the crawler, which kept the header
    return read_body([body], encoding, Caps(raw=MAX_PAGE, inflated=MAX_PAGE, cut=True))


def _joined(body: bytes) -> bytes:
    from fastwarc.stream_io import ChunkedReader  # noqa: PLC0415

    try:
        return bytes(ChunkedReader(io.BytesIO(body)).read(MAX_PAGE))
    except OSError:
        return body  # joined by the crawler, which kept the header
