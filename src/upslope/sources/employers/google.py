"""Google: the results page of its career site, which carries its list as arrays without names.

There is no interface for readers. The arrays (``AF_initDataCallback``) mean something by their
order alone, which may change any day: every field is checked for what it must look like, and a page
whose order has changed is refused rather than misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from upslope.errors import ReadError
from upslope.formats.cards import broken_off
from upslope.formats.charset import decode
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.scripts import values_after
from upslope.formats.values import RowError, dig, distinct, epoch, exact, items, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.search import Search
from upslope.sources.source import Reading, Source

RESULTS = "https://www.google.com/about/careers/applications/jobs/results"
PAGE = 20
_DEFAULT = "machine learning"
_DATA = re.compile(
    r"(?:AF_initDataCallback\(\{|'ds:\d+')[^\[{]{0,200}\bdata:\s*(?:function\s*\(\)\s*\{\s*return\s*)?(?=\[)"
)
_SHAPE = Shape(frozenset({"publish_date", "company_name"}), under=("jobs",))
_DEPTH = 3  # how far inside the data a list of postings lies at most
# Where each field lies in the array of a posting.
_ID, _TITLE, _APPLY, _DUTIES, _NEEDED, _COMPANY, _LANGUAGE = 0, 1, 2, 3, 4, 7, 8
_PLACES, _ABOUT, _POSTED = 9, 10, 12


class Google(Source):
    """Openings of Google that a search finds."""

    name: ClassVar[str] = "google"
    label: ClassVar[str] = "Google"
    about: ClassVar[str] = "the public results page, as far as robots.txt allows; or saved pages"
    terms: ClassVar[str] = (
        "Google's terms forbid automated access against robots.txt, which is obeyed: where it "
        "forbids the following pages, the first is all that is read."
    )
    gives: ClassVar[str] = "Whole texts with qualifications, all places, date of posting."
    limits: ClassVar[str] = (
        "Best effort, not tried against the service: the page's data may change its order any day, "
        "which is noticed and refused. Pay stands in the text. Pages saved in the browser are read "
        "as well."
    )
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place", "remote"})
    hosts: ClassVar[tuple[str, ...]] = ("www.google.com",)
    interval: ClassVar[float] = 5.0
    closes: ClassVar[bool] = False

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> next(Google().requests("research place:Zurich")).url.partition("?")[2]
        'q=research&location=Zurich'
        """
        search = Search.parse(board)
        asked = [("q", search.words or _DEFAULT)]
        if place := search.filters.get("place"):
            asked.append(("location", place))
        if search.filters.get("remote", "").casefold() in {"yes", "true", "1"}:
            asked.append(("has_remote", "true"))
        yield _page(asked)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a page of results, the page of one posting, or the arrays alone.

        Raises:
            ReadError: it holds no arrays of postings, or none whose order is the known one.
        """
        page = decode(reply.body, reply.charset)
        if page.lstrip("\ufeff \t\r\n")[:1] == "{":
            return _of_api(load(reply.body, self.name))
        alone = page.lstrip("\ufeff \t\r\n")[:1] == "["
        values = [load(reply.body, self.name)] if alone else list(values_after(page, _DATA))
        found = next(filter(None, (_list_in(value) for value in values)), None)
        if found is None:
            raise ReadError("google sent no page with the data of its postings.")
        rows, total = found
        reading = Reading(total=total, problems=broken_off(page))
        reading.read_rows([row for row in rows if not _is_bare(row)], _posting)
        if rows and not reading.postings:
            raise ReadError("google has changed the order of its data: none of it can be trusted.")
        if len(rows) >= PAGE:
            reading.next = _following(reply.url, total or 0)
        return reading


def _of_api(data: Any) -> Reading:
    """Read a reply of the interface that Google had until 2023, whose fields have names."""
    rows, around = _SHAPE.find(data, Google.name)
    total = around.get("count")
    reading = Reading(total=total if type(total) is int else None)
    reading.read_rows(rows, _of_row)
    return reading


def _of_row(row: Any) -> RawPosting:
    title = exact(dig(row, "title")) or exact(dig(row, "job_title"))
    number = (text(dig(row, "id")) or text(dig(row, "job_id")) or "").rpartition("/")[2]
    if title is None or not number:
        raise RowError("it has no title" if number else "it has no id")
    places = items(row.get("locations"))
    parts = ("qualifications", "description", "responsibilities")
    said = {part: "\n".join(filter(None, map(text, items(row.get(part))))) for part in parts}
    return RawPosting(
        source=Google.name,
        source_id=number,
        title=title,
        url=f"{RESULTS}/{number}",
        hiring_organization=text(row.get("company_name")) or Google.label,
        job_location=distinct([text(dig(place, "display")) or text(place) for place in places]),
        date_posted=moment(row.get("publish_date")),
        description=_joined(*said.values()),
    )


def _page(asked: list[tuple[str, str]]) -> Request:
    url = f"{RESULTS}?{urlencode(asked)}"
    return Request(url=url, accept="text/html,application/xhtml+xml", page=True)


def _following(url: str, total: int) -> Request | None:
    parts = urlsplit(url)
    if parts.hostname not in Google.hosts:
        return None
    asked = dict(parse_qsl(parts.query))
    number = asked.get("page", "1")
    if not number.isdecimal() or len(number) > 3 or int(number) * PAGE >= total:
        return None
    return _page([*(asked | {"page": str(int(number) + 1)}).items()])


def _list_in(value: Any) -> tuple[list[Any], int | None] | None:
    """Find the list of postings in the data, and the total that stands beside it."""
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
                return each[0], total
            if _is_empty_result(each):
                return [], 0
        level = [inner for each in level for inner in each[:50]]
    return None


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


def _posting(row: Any) -> RawPosting:
    if not _is_posting(row):
        raise RowError("it is no posting")
    row = [*row, *[None] * (_POSTED + 1 - len(row))]
    title = exact(row[_TITLE])
    if title is None:
        raise RowError("it has no title")
    _check(row, title)
    return RawPosting(
        source=Google.name,
        source_id=row[_ID],
        title=title,
        url=f"{RESULTS}/{row[_ID]}",
        hiring_organization=text(row[_COMPANY]) or Google.label,
        job_location=_places(row[_PLACES]),
        date_posted=_moment(row),
        description=_joined(*(_html(row[part]) for part in (_NEEDED, _ABOUT, _DUTIES))),
    )


def _joined(needed: str | None, about: str | None, duties: str | None) -> str | None:
    """Join the text in the order of Google's own page."""
    return sections(((None, needed), ("About the job", about), ("Responsibilities", duties)))


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
