"""Positions as Eightfold sends them: on its own hosts and on those of employers that run it.

There are two interfaces for the same pages, neither documented: the older ``/api/apply/v2/jobs``
and the newer ``/api/pcsx/search``. Both give ten positions a page whatever is asked for, and
nothing past the two-thousandth.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from upslope.formats.postings.rows import Rows, Shape
from upslope.formats.values import RowError, dig, distinct, exact, items, moment, most_telling, text
from upslope.records import RawPosting

PAGE, MOST = 10, 2_000
OLDER, NEWER = "/api/apply/v2/jobs", "/api/pcsx/search"
_DETAILS = "/api/pcsx/position_details"
_ROWS = Shape(
    frozenset(
        {"canonicalPositionUrl", "positionUrl", "publicUrl", "displayJobId", "display_job_id"}
        | {"t_create", "t_update", "postedTs", "atsJobId", "ats_job_id", "work_location_option"}
        | {"workLocationOption", "standardizedLocations", "jobDescription", "job_description"}
    ),
    named=("positions",),
)
_KIND = re.compile(r"(?:ef)?custom\w*?(?:employment|time|worker)_?type", re.I)
_WAY = re.compile(r"(?:ef)?custom\w*?work_?(?:site|place)", re.I)
_SEVERAL = re.compile(r"multiple locations?", re.I)


def positions(data: Any, sender: str) -> Rows:
    """Find the positions of a reply of either interface, a list's or a single one.

    Raises:
        ReadError: there are none.

    >>> positions({"data": {"count": 1, "positions": [{"id": 7}]}}, "acme").rows
    [{'id': 7}]
    """
    return _ROWS.find(data, sender)


def read_position(row: Any, source: str, site: str = "", company: str | None = None) -> RawPosting:
    """Read one position.

    Args:
        row: the position, of either interface.
        source: the name of the source it came from.
        site: the address of the host it is on, or of a page there, if that is known.
        company: the employer's name; positions do not say it.

    Raises:
        RowError: it has no title or no id.

    >>> got = read_position({"id": 7, "name": "Cook", "positionUrl": "/careers/job/7"},
    ...     "eightfold", "https://acme.eightfold.ai")
    >>> got.source_id, got.url
    ('7', 'https://acme.eightfold.ai/careers/job/7')
    """
    title = exact(dig(row, "name")) or exact(dig(row, "posting_name"))
    source_id = text(dig(row, "id"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    ways = [text(row.get(key)) for key in ("workLocationOption", "work_location_option")]
    dates = [moment(row.get(key)) for key in ("postedTs", "t_create", "creationTs")]
    kinds = [text(row.get(key)) for key in ("employmentType", "employment_type", "jobType")]
    texts = (text(row.get(key)) for key in ("jobDescription", "job_description", "description"))
    return RawPosting(
        source=source,
        source_id=source_id,
        title=title,
        url=_url(row, source_id, site),
        hiring_organization=company,
        job_location=_places(row),
        job_location_type=next(filter(None, ways + _own(row, _WAY)), None),
        employment_type=most_telling(distinct(kinds + _own(row, _KIND))),
        date_posted=next((date for date in dates if date), None),
        description=next(filter(None, texts), None),
        closed=row.get("isPrivate") is True,
    )


def _own(row: dict[str, Any], name: re.Pattern[str]) -> list[str | None]:
    """Give what an employer's own fields of a name say ("efcustomTextEmploymentType")."""
    found = (value for key, value in row.items() if name.fullmatch(key))
    return [text(each) for value in found for each in items(value)]


def _url(row: dict[str, Any], source_id: str, site: str) -> str | None:
    keys = ("canonicalPositionUrl", "publicUrl", "positionUrl")
    link = next(filter(None, (text(row.get(key)) for key in keys)), None)
    try:
        url = urljoin(site, link or f"/careers/job/{quote(source_id, '')}")
    except ValueError:
        return None
    return url if url.startswith(("https://", "http://")) else None


def _places(row: dict[str, Any]) -> list[str]:
    """Give the places; those that Eightfold itself made of the employer's words go first."""
    listed = items(row.get("locations")) or [row.get("location")]
    made, said = (distinct([text(place) for place in places]) for places in (
        items(row.get("standardizedLocations")), listed))  # fmt: skip
    several = [_SEVERAL.sub("", place).strip(" ,") for place in made or said]
    return distinct([place or None for place in several])


def following(url: str, rows: int, total: int | None) -> str | None:
    """Give the address of the page after this one of a list, if there is one.

    >>> following("https://acme.example/api/pcsx/search?domain=acme.example&start=10", 10, 25)
    'https://acme.example/api/pcsx/search?domain=acme.example&start=20'
    >>> following("https://acme.example/api/pcsx/search?domain=acme.example&start=20", 5, 25)
    """
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    start = asked.get("start", "0")
    after = rows + (int(start) if start.isdecimal() and len(start) < 9 else 0)
    if parts.path not in {OLDER, NEWER} or not rows or after >= min(total or 0, MOST):
        return None
    return parts._replace(query=urlencode(asked | {"start": str(after)})).geturl()


def detail(url: str, source_id: str) -> str | None:
    """Give the address of a position's text, by that of a list it is on.

    >>> detail("https://acme.example/api/apply/v2/jobs?domain=acme.example&start=0", "7")
    'https://acme.example/api/apply/v2/jobs/7?domain=acme.example'
    """
    parts = urlsplit(url)
    domain = dict(parse_qsl(parts.query)).get("domain", "")
    if parts.path == OLDER:
        path, asked = f"{OLDER}/{quote(source_id, '')}", {"domain": domain}
    elif parts.path == NEWER:
        path, asked = _DETAILS, {"position_id": source_id, "domain": domain, "hl": "en"}
    else:
        return None
    return parts._replace(path=path, query=urlencode(asked)).geturl()
