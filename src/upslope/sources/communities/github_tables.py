"""Tables of openings in the README of a repository on GitHub: Markdown's or HTML's.

Forms seen: speedyapply (marker comments, columns Position, Salary, Posting, Age), SimplifyJobs
(Application, Date Posted; later HTML tables by category), and lists where "↳" stands for the
company above and a lock for a closed opening.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar
from urllib.parse import quote, unquote

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import decode
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.tracking import without_tracking
from upslope.formats.readme import Cell, Table, tables
from upslope.formats.values import RowError, distinct, exact
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source

DEFAULT = "speedyapply/2026-AI-College-Jobs"
_BOARD = re.compile(
    r"(?:https?://(?:www\.)?github\.com/)?(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?"
    r"(?:/(?:blob|raw|tree)/(?P<ref>[^/\s?#]+))?(?:/(?P<path>[^\s?#]+\.md))?/?(?:[?#].*)?",
    re.I,
)
_RAW = re.compile(r"https?://raw\.githubusercontent\.com/([^/\s]+/[^/\s]+)/[^\s?#]+", re.I)
_COLUMNS = (  # in this order: a "Job Link" is a link, a "Company Name" a company
    ("link", r"\b(?:links?|apply|applications?|urls?|postings?|posting link)\b"),
    ("company", r"\b(?:company|companies|employer|organi[sz]ation|startup|firm|university)\b"),
    ("pay", r"\b(?:salary|pay|compensation|stipend|wage|rate)\b"),
    ("deadline", r"\b(?:deadline|closes|closing|due|apply by)\b"),
    ("posted", r"\b(?:posted|age|date|added|date added|published)\b"),
    ("way", r"\b(?:work ?(?:model|mode|place|style|type)|remote|on-?site)\b"),
    ("place", r"\b(?:locations?|place|city|office|where|country|region)\b"),
    ("status", r"\b(?:status|open\??|active)\b"),
    ("title", r"\b(?:roles?|positions?|titles?|jobs?|openings?|internships?|programs?)\b"),
)
_SAME = {"", "↳", "→", "⤷", "└", "└─", "->", "〃", '"', "''", "^", "^^", "ditto"}
_EMPTY = re.compile(r"[-–—*\s./]*|n/?a|tbd|none", re.I)
_LOCK = re.compile("🔒|:lock:|🔐")
_CLOSED = re.compile(r"\b(?:closed|expired|filled|inactive|no longer)\b|❌|:x:", re.I)
_SHUT = re.compile(r"\b(?:closed|inactive|expired|archived?|no longer)\b", re.I)
_MARKS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u2b50\u200d]+")
_SAYS = (
    ("🛂", "Sponsorship: Does Not Offer Sponsorship"),
    ("🇺🇸", "Sponsorship: U.S. Citizenship is Required"),
    ("🎓", "Degrees: Advanced degree required"),
)
_COUNT = re.compile(r"\W*\d+ (?:locations?|places|cities|offices)\W*", re.I)
_AGE = re.compile(
    r"(\d{1,4})\+?\s*(mo(?:nths?)?|min(?:utes?)?|m|h(?:ours?|rs?)?|d(?:ays?)?|w(?:eeks?|ks?)?"
    r"|y(?:ears?|rs?)?)\+?(?: ago)?",
    re.I,
)
_MONTH = re.compile(r"/\s?mo\b", re.I)
_UNITS = {"mo": "months", "mi": "minutes", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class GitHubTables(Source):
    """One README. Its board is ``owner/repo``, ``owner/repo/FILE.md``, or the file's address."""

    name: ClassVar[str] = "github_tables"
    label: ClassVar[str] = "Job tables on GitHub"
    about: ClassVar[str] = "the public README of a repository on GitHub, without a key"
    terms: ClassVar[str] = (
        "Public files on GitHub; their lists rarely state a licence, so each opening links back."
    )
    gives: ClassVar[str] = (
        "Title, company, places, pay and age where the table has them, whether it is closed."
    )
    limits: ClassVar[str] = (
        "No texts. An age counts from the day of the list's last change, and is taken to count "
        "from the day it was read. A list in several files is a board for each file."
    )
    hosts: ClassVar[tuple[str, ...]] = ("raw.githubusercontent.com",)
    caps: ClassVar[Caps] = Caps(raw=16 * 2**20, inflated=48 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give the addresses of the file; without a path it is the README.

        >>> GitHubTables().spellings("acme/jobs")[0]
        'https://raw.githubusercontent.com/acme/jobs/HEAD/README.md'
        >>> GitHubTables().spellings("https://github.com/acme/jobs/blob/main/a%20b.md")
        ['https://raw.githubusercontent.com/acme/jobs/main/a%20b.md']
        """
        if _RAW.fullmatch(board.strip()):
            return [board.strip()]
        found = _BOARD.fullmatch(board.strip() or DEFAULT)
        if not found or {found["owner"].strip("."), found["name"].strip(".")} & {""}:
            return [board]
        files = [unquote(found["path"])] if found["path"] else ["README.md", "readme.md"]
        folder = f"{found['owner']}/{found['name']}/{found['ref'] or 'HEAD'}"
        return [f"https://{self.hosts[0]}/{folder}/{quote(path)}" for path in files]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a file."""
        address = self.spellings(board)[0]
        if not _RAW.fullmatch(address):
            raise UsageError(
                f"'{board}' is not a repository or a file in one.",
                next=f"Give owner/name or owner/name/FILE.md, as in {DEFAULT}.",
            )
        yield Request(url=address, accept="text/plain")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read every table that has a column of companies and one of titles."""
        reading = Reading()
        found = [table for table in tables(decode(reply.body, reply.charset)) if _is_ours(table)]
        if not found:
            raise ReadError("github_tables found no table with columns of companies and titles.")
        whose, alike = _whose(reply), Counter[str]()
        for table in found:
            reading.read_rows(_rows(table), partial(_posting, table, whose, alike))
        return reading


def _whose(reply: Reply) -> str:
    """Give the repository of a reply: the same opening may stand in the lists of several."""
    asked = _RAW.fullmatch(reply.url)
    return asked[1].casefold() if asked else ""


def _field(column: str) -> str:
    """Name the field that a column holds, else give the column's own heading.

    >>> [_field(name) for name in ("Job Title", "Application/Link", "Date Posted", "Visa")]
    ['title', 'link', 'posted', 'Visa']
    """
    words = _MARKS.sub(" ", column)
    return next((name for name, kind in _COLUMNS if re.search(kind, words, re.I)), column)


def _fields(table: Table) -> list[str]:
    """Name the fields of all columns. A "Name" beside roles and places is a company's."""
    names = [_field(column) for column in table.columns]
    if "company" not in names and {"title", "place"} <= set(names):
        return ["company" if name.strip().casefold() == "name" else name for name in names]
    return names


def _is_ours(table: Table) -> bool:
    return {"company", "title"} <= set(_fields(table))


def _rows(table: Table) -> Iterator[dict[str, Cell]]:
    """Yield rows as cells by field, each with its company said; rows of dashes are none."""
    names = _fields(table)
    company = Cell([], [])
    for row in table.rows:
        cells = dict[str, Cell]()
        for name, cell in zip(names, row, strict=False):
            cells.setdefault(name, cell)
        if all(_EMPTY.fullmatch(cell.text) and not cell.links for cell in row[1:]):
            continue
        if "company" in cells and cells["company"].text.strip() not in _SAME:
            company = cells["company"]
        yield cells | {"company": company}


def _posting(table: Table, whose: str, alike: Counter[str], row: Mapping[str, Cell]) -> RawPosting:
    none = Cell([], [])
    cell = row.get("title", none)
    title = exact(cell.text)
    if title is None or _EMPTY.fullmatch(title):
        raise RowError("it has no title")
    url = _address(row)
    company = " ".join(_MARKS.sub(" ", row["company"].text).split()) or None
    places = _places(row.get("place", none))
    return RawPosting(
        source=GitHubTables.name,
        source_id=_id([whose, company or "", title], url, places, alike),
        title=title,
        url=url,
        hiring_organization=exact(company),
        job_location=places,
        job_location_type=exact(row.get("way", none).text),
        employment_type="internship" if _is_internship(table) else None,
        date_posted=_day(row.get("posted", none).text),
        valid_through=exact(row.get("deadline", none).text),
        base_salary=_pay(row.get("pay", none).text),
        description=_description(row, table),
        closed=_is_closed(row, table),
    )


def _id(told: list[str], url: str | None, places: list[str], alike: Counter[str]) -> str:
    """Make an id. Rows of one address are one opening; rows without, as closed ones are, are not.

    So these are numbered where they are ``alike`` in all that is told of them.
    """
    key = "\n".join([*told, url or "|".join(places)])
    if url is None:
        alike[key] += 1
        key += f"\n{alike[key]}" if alike[key] > 1 else ""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:20]


def _address(row: Mapping[str, Cell]) -> str | None:
    """Give the first link to the posting: in its own column, else on the title."""
    links = [link for name in ("link", "title") if name in row for link in row[name].links]
    web = [link for link in links if re.match(r"https?://", link, re.I)]
    return exact(without_tracking(web[0])) if web else None


def _places(cell: Cell) -> list[str]:
    lines = [part for line in cell.lines for part in re.split(r"\s*(?:;|\s\|\s|\s/\s)\s*", line)]
    return distinct([exact(line) for line in lines if not _COUNT.fullmatch(line)])


def _is_internship(table: Table) -> bool:
    """Say whether the nearest heading that names a kind of opening names internships only."""
    for section in reversed(table.sections):
        intern = re.search(r"\bintern(?:ship)?s?\b|\bco-?ops?\b", section, re.I)
        other = re.search(r"\bnew[- ]?grad|\bfull[- ]?time|\bentry[- ]level", section, re.I)
        if intern or other:
            return not other
    return False


def _is_closed(row: Mapping[str, Cell], table: Table) -> bool:
    said = " ".join(row[name].text for name in ("link", "status") if name in row)
    locked = any(_LOCK.search(cell.text) for cell in row.values())
    struck = any(row[name].struck for name in ("title", "company") if name in row)
    shut = any(_SHUT.search(section) for section in table.sections[1:])
    return bool(locked or struck or shut or _CLOSED.search(said))


def _day(said: str) -> str | None:
    """Write an age out, as dates are read relative to the day of the reply.

    >>> _day("9d"), _day("1mo"), _day("30d+"), _day("2026-09-15")
    ('9 days ago', '1 months ago', '30+ days ago', '2026-09-15')
    """
    age = _AGE.fullmatch(said.strip())
    if age is None:
        return exact(said)
    unit = age[2].lower()
    words = _UNITS.get(unit[:2]) or _UNITS.get(unit[:1])
    more = "+" if "+" in said else ""
    return f"{age[1]}{more} {words} ago" if words else None


def _pay(said: str) -> Salary | None:
    """Read pay as tables have it.

    >>> _pay("$62/hr"), _pay("$150k-200k/yr").max_value, _pay("competitive")
    (Salary(currency='USD', min_value=62.0, max_value=62.0, unit_text='hour'), 200000.0, None)
    """
    spelled = _MONTH.sub(" per month", said)
    found = salary_text(spelled, "US")
    return found if found and found.unit_text else None


def _description(row: Mapping[str, Cell], table: Table) -> str | None:
    """Say what the heading, marks and other columns say, where understanding looks for it."""
    known = {name for name, _ in _COLUMNS}
    marked = " ".join(row[name].text for name in ("company", "title") if name in row)
    category = _MARKS.sub(" ", re.sub(r":\w+:", " ", table.sections[-1] if table.sections else ""))
    lines = [
        f"Category: {' '.join(category.split())}" if category.strip() else None,
        *(f"{name}: {cell.text}" for name, cell in row.items() if name not in known and cell.lines),
        *(says for mark, says in _SAYS if mark in marked),
    ]
    return "\n".join(distinct([exact(line) for line in lines if line])) or None
