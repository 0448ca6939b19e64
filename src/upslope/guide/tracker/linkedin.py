"""Applications and saved openings of LinkedIn's data export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import msgspec

from upslope.errors import DocumentError, ReadError
from upslope.formats.alerts.links import posting_link
from upslope.formats.characters import clean
from upslope.formats.linkedin_export import Export
from upslope.formats.values import RowError, text
from upslope.guide.tracker.days import order_of, read_day
from upslope.guide.tracker.rows import MOST, Row, keyed, web_address
from upslope.records import Problem
from upslope.records.application import Status

_KINDS: tuple[tuple[str, Status, str], ...] = (
    ("applications", "applied", "Application Date"),
    ("saved", "saved", "Saved Date"),
)
_MAX_BYTES = 64 * 2**20
_LONGEST = 500


def read(name: str, data: bytes) -> tuple[list[Row], list[Problem]]:
    """Read what was applied for and what was saved; what was both is an application.

    Answers to questions of employers, contacts and messages are not looked at.

    Args:
        name: of the file, for messages.
        data: the zip of an export, or its ``Job Applications.csv`` or ``Saved Jobs.csv``.

    Raises:
        DocumentError: it is no export, it is damaged, or there is too much in it.

    >>> data = b"Application Date,Company Name,Job Title,Job Url\\n"
    >>> data += b'"1/15/26, 3:04 PM",Quillfish,Cook,http://www.linkedin.com/jobs/view/4000000007\\n'
    >>> [row], _ = read("Job Applications.csv", data)
    >>> row.status, row.day, row.url
    ('applied', '2026-01-15', 'https://www.linkedin.com/jobs/view/4000000007/')
    """
    if len(data) > _MAX_BYTES:
        raise _too_big(f"{name} is larger than {_MAX_BYTES >> 20} MiB.")
    problems: list[Problem] = []
    try:
        export = Export(data)
        found = list(chain.from_iterable(_rows(export, *kind, problems) for kind in _KINDS))
    except ReadError as error:
        raise DocumentError(error.what, reason="unsupported", next=error.next) from None
    if len(found) > MOST:
        raise _too_big(f"{name} lists more than {MOST:,} openings.")
    rows: list[Row] = []
    for one in keyed(_once(found)):
        rows.append(one) if isinstance(one, Row) else problems.append(one)
    return rows, problems


def _too_big(what: str) -> DocumentError:
    next = "Give its file “Job Applications.csv” alone."
    return DocumentError(what, reason="too_big", next=next)


def _rows(
    export: Export, kind: str, status: Status, dated: str, problems: list[Problem]
) -> Iterator[tuple[str, Row]]:
    """Yield the openings of a kind; more than are read are not counted to their end."""
    label = {"applications": "application", "saved": "saved opening"}[kind]
    lines = [line for line, _ in zip(export.rows(kind), range(MOST + 1), strict=False)]
    written = (text(line.get(dated)) or "" for line in lines if isinstance(line, dict))
    order = order_of(written) or "month first"  # as LinkedIn writes it
    for number, line in enumerate(lines, 1):
        where = f"{label} {number}"
        try:
            if isinstance(line, str):
                raise RowError(line)
            row = _row(line, status)
        except RowError as error:
            problems.append(Problem(where=where, why=f"{error}, and was left out"))
            continue
        try:
            day = read_day(text(line.get(dated)) or "", order)
        except RowError as error:
            problems.append(Problem(where=where, why=f"{error}; it was taken without that day"))
            day = None
        yield where, msgspec.structs.replace(row, day=day)


def _row(line: Mapping[str, Any], status: Status) -> Row:
    company, title = (_short(line.get(one)) for one in ("Company Name", "Job Title"))
    if not (company or title):
        raise RowError("it names neither a company nor a title")
    said = text(line.get("Job Url")) or ""
    link = posting_link(said)
    resume = _short(line.get("Resume Name"))
    return Row(
        company=company,
        title=title,
        url=link.url if link else web_address(said),
        status=status,
        text=f"Resume: {resume}" if resume else "",
    )


def _once(found: list[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """Pass over what was saved and then applied for, or stands there twice as LinkedIn does."""
    seen = set[tuple[str, ...]]()
    for where, row in found:
        same = (row.url,) if row.url else (row.company, row.title, row.day or "")
        if same not in seen:
            seen.add(same)
            yield where, row


def _short(value: object) -> str:
    return " ".join(clean(text(value) or "").split())[:_LONGEST]
