"""Openings as Google's career pages carry them: as arrays whose fields have no names.

The order of the fields may change any day, so each is checked for what it must look like: a row in
another order is refused rather than misread.
"""

from __future__ import annotations

import re
from typing import Any

from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, dig, distinct, epoch, exact, items, moment, text
from upslope.records import RawPosting

RESULTS = "https://www.google.com/about/careers/applications/jobs/results"
PAGE = 20
"""Postings a page."""

_COMPANY_NAME = "Google"
_DEPTH = 3  # how far inside the data a list of postings lies at most
# Where each field lies in the array of a posting.
_ID, _TITLE, _APPLY, _DUTIES, _NEEDED, _COMPANY, _LANGUAGE = 0, 1, 2, 3, 4, 7, 8
_PLACES, _ABOUT, _POSTED = 9, 10, 12


def arrays_in(value: Any) -> tuple[list[Any], int | None] | None:
    """Find the list of postings in the data of a page, and the total that stands beside it.

    A row that is no more than an id, where nothing stands in the list, is left out.

    >>> job = ["123", "Cook", None, None, None, None, None, None, None, None]
    >>> arrays_in([[job, ["999"]], None, 1, 20])[1], arrays_in([None, "en"])
    (1, None)
    """
    level = [value]
    for _ in range(_DEPTH):
        level = [each for each in level if isinstance(each, list)]
        for each in level:
            if _is_whole(each):
                return [each], None
            if each and isinstance(each[0], list) and any(map(_is_whole, each[0])):
                total = next(
                    (n for n in each[1:4] if type(n) is int and n >= len(each[0]) - 1), None
                )
                return [row for row in each[0] if not _is_bare(row)], total
            if _is_empty_result(each):
                return [], 0
        level = [inner for each in level for inner in each[:50]]
    return None


def array_posting(row: Any, source: str) -> RawPosting:
    """Read one array.

    Raises:
        RowError: it is no posting, or its fields lie in another order than is known.

    >>> array_posting(["123", "Cook", None], "google").url.rpartition("/")[2]
    '123'
    """
    if not _is_posting(row):
        raise RowError("it is no posting")
    row = [*row, *[None] * (_POSTED + 1 - len(row))]
    title = exact(row[_TITLE])
    if title is None:
        raise RowError("it has no title")
    _check(row, title)
    return RawPosting(
        source=source,
        source_id=row[_ID],
        title=title,
        url=f"{RESULTS}/{row[_ID]}",
        hiring_organization=text(row[_COMPANY]) or _COMPANY_NAME,
        job_location=_places(row[_PLACES]),
        date_posted=_moment(row),
        description=_joined(*(_html(row[part]) for part in (_NEEDED, _ABOUT, _DUTIES))),
    )


def named_posting(row: Any, source: str) -> RawPosting:
    """Read one posting of an earlier interface, whose fields have names.

    Raises:
        RowError: it has no title or no id.

    >>> named_posting({"id": "jobs/123", "title": "Cook"}, "google").source_id
    '123'
    """
    title = exact(dig(row, "title")) or exact(dig(row, "job_title"))
    number = (text(dig(row, "id")) or text(dig(row, "job_id")) or "").rpartition("/")[2]
    if title is None or not number:
        raise RowError("it has no title" if number else "it has no id")
    places = items(row.get("locations"))
    parts = ("qualifications", "description", "responsibilities")
    said = {part: "\n".join(filter(None, map(text, items(row.get(part))))) for part in parts}
    return RawPosting(
        source=source,
        source_id=number,
        title=title,
        url=f"{RESULTS}/{number}",
        hiring_organization=text(row.get("company_name")) or _COMPANY_NAME,
        job_location=distinct([text(dig(place, "display")) or text(place) for place in places]),
        date_posted=moment(row.get("publish_date")),
        description=_joined(*said.values()),
    )


def _joined(needed: str | None, about: str | None, duties: str | None) -> str | None:
    """Join the text in the order of Google's own page."""
    return sections(((None, needed), ("About the job", about), ("Responsibilities", duties)))


def _is_posting(value: Any) -> bool:
    """Say whether an array begins as that of a posting does: a long number, then more."""
    named = isinstance(value, list) and len(value) > _TITLE and isinstance(value[_ID], str)
    return named and re.fullmatch(r"\d{3,25}", value[_ID]) is not None


def _is_whole(value: Any) -> bool:
    """Say whether an array goes as far as the places of a posting."""
    return _is_posting(value) and len(value) > _PLACES


def _is_empty_result(value: list[Any]) -> bool:
    """Say whether this is the data of a search that found nothing: no list, 0, postings a page."""
    return len(value) > 3 and not value[0] and value[2] == 0 and value[3] == PAGE


def _is_bare(row: Any) -> bool:
    """Say whether a row is no more than an id: a place in the list that nothing stands in."""
    return isinstance(row, list) and len(row) < 2


def _check(row: list[Any], title: str) -> None:
    """Look whether each field is what it should be.

    Raises:
        RowError: one is not, so that nothing of the row can be trusted.
    """
    wrong = [
        name
        for name, fits in (
            ("title", len(title) < 300 and not re.search(r"^https?:|^\w+/\w+/|[<>]", title)),
            ("apply", row[_APPLY] is None or _is_text(row[_APPLY], r"https?://\S+")),
            ("responsibilities", _is_html(row[_DUTIES])),
            ("qualifications", _is_html(row[_NEEDED])),
            ("company", row[_COMPANY] is None or _is_text(row[_COMPANY], r"[^<>/]{1,80}")),
            (
                "language",
                row[_LANGUAGE] is None or _is_text(row[_LANGUAGE], r"[A-Za-z]{2,3}(-\w+)*"),
            ),
            ("locations", row[_PLACES] is None or _are_places(row[_PLACES])),
            ("description", _is_html(row[_ABOUT])),
        )
        if not fits
    ]
    if wrong:
        raise RowError(f"its fields lie in another order than is known ({', '.join(wrong)})")


def _is_text(value: Any, pattern: str) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_html(value: Any) -> bool:
    """Say whether this is a text as the data wraps it: nothing, or [null, "<p>..."]."""
    return value is None or (
        isinstance(value, list)
        and len(value) in {1, 2}
        and value[0] is None
        and (len(value) < 2 or value[1] is None or isinstance(value[1], str))
    )


def _are_places(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, list) and each and isinstance(each[0], str) for each in value
    )


def _html(value: Any) -> str | None:
    return text(value[1]) if isinstance(value, list) and len(value) > 1 else None


def _places(value: Any) -> list[str]:
    return distinct([text(each[0]) for each in value or ()])


def _moment(row: list[Any]) -> float | None:
    """Give when it was posted, of [seconds, nanoseconds]."""
    said = row[_POSTED]
    seconds = epoch(said[0]) if isinstance(said, list) and said else None
    return seconds if seconds and 1e9 < seconds < 4e9 else None
