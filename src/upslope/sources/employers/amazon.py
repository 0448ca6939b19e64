"""Amazon: the search of its career site as JSON, whole texts in the list.

Amazon documents no interface for readers: this is the request that its own page makes
(``/en/search.json``), which needs neither key nor login.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import msgspec

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, count, dig, distinct, exact, items, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.search import Search
from upslope.sources.source import Reading, Source

SITE = "https://www.amazon.jobs"
PAGE = 100  # a larger one is answered with no postings at all
MOST = 10_000  # no search shows more
_NEWER = {"icims_job_id": "id_icims", "created_date": "posted_date"}
_DEFAULT = "machine learning"
_SHAPE = Shape(
    frozenset({"id_icims", "job_path", "basic_qualifications"}),
    named=("searchHits",),
    under=("jobs",),
)
# The site asks for countries by three letters (ISO 3166-1 alpha-3).
_COUNTRIES = """
ae:ARE ar:ARG at:AUT au:AUS be:BEL br:BRA ca:CAN ch:CHE cl:CHL cn:CHN co:COL cr:CRI cz:CZE de:DEU
dk:DNK eg:EGY es:ESP fi:FIN fr:FRA gb:GBR gr:GRC hk:HKG ie:IRL il:ISR in:IND it:ITA jo:JOR jp:JPN
kr:KOR lu:LUX mx:MEX my:MYS nl:NLD no:NOR nz:NZL ph:PHL pl:POL pt:PRT ro:ROU sa:SAU se:SWE sg:SGP
sk:SVK th:THA tr:TUR tw:TWN uk:GBR us:USA za:ZAF
"""


class Amazon(Source):
    """Openings of Amazon that a search finds, the newest first."""

    name: ClassVar[str] = "amazon"
    label: ClassVar[str] = "Amazon"
    about: ClassVar[str] = "the search of the public career site itself, without a key"
    terms: ClassVar[str] = (
        "The career site's own public interface, not documented; asked one page of a hundred at a "
        "time, always with words."
    )
    gives: ClassVar[str] = (
        "Whole texts with qualifications, all places, way of working, dates, kind of employment."
    )
    limits: ClassVar[str] = (
        "Not tried against the service. A search shows 10,000 at most. Pay stands in the text."
    )
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place", "country", "category"})
    hosts: ClassVar[tuple[str, ...]] = ("www.amazon.jobs",)
    interval: ClassVar[float] = 2.0
    closes: ClassVar[bool] = False

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> print(next(Amazon().requests("data scientist country:de")).url[:70])
        https://www.amazon.jobs/en/search.json?base_query=data+scientist&count
        """
        search = Search.parse(board)
        asked = [("base_query", search.words or _DEFAULT)]
        if country := search.filters.get("country"):
            asked.append(("country", _country(country)))
        if place := search.filters.get("place"):
            asked.append(("loc_query", place))
        if category := search.filters.get("category"):
            asked.append(("category[]", category))
        yield _page([*asked, ("sort", "recent")], 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of a search, or a single posting."""
        data = load(reply.body, self.name)
        rows, around = _SHAPE.find(data, self.name)
        reading = Reading(total=count(around.get("hits", around.get("found"))))
        reading.read_rows(rows, _posting)
        reading.next = _following(reply.url, len(rows), reading.total or 0)
        return reading


def _country(code: str) -> str:
    """Give a country's three letters.

    Raises:
        UsageError: it is none of which these are known.
    """
    if re.fullmatch("[A-Za-z]{3}", code):
        return code.upper()
    if known := re.search(rf"\b{re.escape(code.lower())}:([A-Z]+)", _COUNTRIES):
        return known[1]
    raise UsageError(
        f"Amazon cannot be asked for the country '{code}'.",
        next="Give its two or three letters, as in country:de or country:DEU.",
    )


def _page(asked: list[tuple[str, str]], offset: int) -> Request:
    rest = [("result_limit", str(PAGE)), ("offset", str(offset))]
    return Request(url=f"{SITE}/en/search.json?{urlencode([*asked, *rest])}")


def _following(url: str, rows: int, total: int) -> Request | None:
    parts = urlsplit(url)
    if parts.hostname not in Amazon.hosts or not rows:
        return None
    asked = parse_qsl(parts.query)
    offset = dict(asked).get("offset", "0")
    following = rows + (int(offset) if offset.isdecimal() and len(offset) < 6 else 0)
    if following >= min(total, MOST):
        return None
    return _page([each for each in asked if each[0] not in {"offset", "result_limit"}], following)


def _plain(row: Any) -> Any:
    """Give a row of the newer search as one of the older: names in snake case, values bare.

    >>> _plain({"fields": {"title": ["Cook"], "icimsJobId": ["7"], "createdDate": [1790000000]}})
    {'title': 'Cook', 'id_icims': '7', 'posted_date': 1790000000}
    """
    fields = dig(row, "fields")
    if not isinstance(fields, dict):
        return row
    plain = dict[str, Any]()
    for name, value in fields.items():
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        values = items(value)
        one = values[0] if len(values) == 1 else "<br/>".join(filter(None, map(text, values)))
        plain.setdefault(_NEWER.get(snake, snake), one)
    return plain


def _posting(row: Any) -> RawPosting:
    row = _plain(row)
    title = exact(dig(row, "title"))
    path = text(dig(row, "job_path"))
    source_id = text(dig(row, "id_icims")) or text(dig(row, "id")) or path
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    places = [_json(place) for place in items(row.get("locations"))]
    return RawPosting(
        source=Amazon.name,
        source_id=source_id,
        title=title,
        url=_url(path) or text(row.get("url_next_step")),
        hiring_organization=text(row.get("company_name")) or Amazon.label,
        job_location=_places(places, row),
        job_location_type=_way(places),
        employment_type="intern"
        if row.get("is_intern") is True
        else text(row.get("job_schedule_type")),
        date_posted=_day(row.get("posted_date")),
        description=_text(row),
    )


def _json(place: Any) -> Any:
    """Read a place, which is JSON inside a text of the JSON."""
    if not isinstance(place, str):
        return place
    try:
        return msgspec.json.decode(place)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return place


def _places(places: list[Any], row: dict[str, Any]) -> list[str]:
    written = [_place(place) for place in places]
    whole = text(row.get("normalized_location")) or text(row.get("location"))
    parts = [text(row.get(part)) for part in ("city", "state", "country_code")]
    return distinct(written) or distinct([whole or ", ".join(distinct(parts))])


def _place(place: Any) -> str | None:
    """Write a place as city, region and country."""
    names = (
        ("normalizedCityName", "city"),
        ("normalizedStateName", "region"),
        ("normalizedCountryName", "normalizedCountryCode", "countryIso2a"),
    )
    parts = [next(filter(None, (text(dig(place, name)) for name in each)), None) for each in names]
    said = text(dig(place, "normalizedLocation")) or text(dig(place, "location")) or text(place)
    return ", ".join(distinct(parts)) or said


def _way(places: list[Any]) -> str | None:
    """Give the way of working, if it is the same at all places."""
    ways = {said.casefold() for place in places if (said := text(dig(place, "type")))}
    return {"virtual": "remote"}.get(way := ways.pop(), way) if len(ways) == 1 else None


def _url(path: str | None) -> str | None:
    return urljoin(SITE, path) if path and path.startswith("/") else None


def _day(value: Any) -> str | float | None:
    """Give a date, which may hold two blanks in a row: "September  5, 2026"."""
    said = moment(value)
    return " ".join(said.split()) if isinstance(said, str) else said


def _text(row: dict[str, Any]) -> str | None:
    """Join the text in the order of Amazon's own page."""
    return sections(
        (
            ("Description", row.get("description") or row.get("description_short")),
            ("Basic Qualifications", row.get("basic_qualifications")),
            ("Preferred Qualifications", row.get("preferred_qualifications")),
        )
    )
