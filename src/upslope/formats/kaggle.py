"""Lists that Kaggle's public API gives, and its command line as CSV: what a person made and won.

Fields as of https://github.com/Kaggle/kaggle-api (``/api/v1/kernels/list``, ``datasets/list``,
``competitions/list``); names of fields are read in camelCase and snake_case, lists bare or
wrapped. Nothing private is evidence: nobody else could look at it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from upslope.errors import ReadError
from upslope.formats.charset import decode
from upslope.formats.gatherings.moments import moment
from upslope.formats.gatherings.read import Gathered, fields_of, gathering_id, plain, required, web
from upslope.formats.json import load
from upslope.formats.values import RowError, dig, distinct, items, text
from upslope.records import Deadline, Evidence, Gathering, Problem

FEED = "kaggle"
SITE = "https://www.kaggle.com"
_LISTS = ("competitions", "kernels", "datasets", "results", "items")
_FOREVER = "2030"
"""Competitions to learn from end in years that are not meant."""


def read_competitions(body: bytes, sender: str = "kaggle") -> Gathered:
    """Read competitions as gatherings whose deadline is that of the last entry.

    Raises:
        ReadError: it is no list of competitions.

    >>> row = b'[{"ref": "quill", "title": "Count fish", "deadline": "2026-12-01T23:59:00Z"}]'
    >>> read_competitions(row).gatherings[0].deadlines[0].at
    '2026-12-01T23:59:00Z'
    """
    rows = list(_rows(body, sender))
    if rows and not any("deadline" in row for row in rows):
        raise ReadError(f"{sender} sent no list of competitions.")
    gathered = Gathered()
    gathered.read_rows(rows, _competition)
    return gathered


def read_evidence(body: bytes, sender: str = "kaggle") -> tuple[list[Evidence], list[Problem]]:
    """Read notebooks, data sets and entered competitions as evidence; private ones are left out.

    Raises:
        ReadError: it is no list of any of them.

    >>> row = b'[{"ref": "ada/fish", "kernelType": "notebook", "totalVotes": 7}]'
    >>> found, _ = read_evidence(row)
    >>> found[0].kind, found[0].url, found[0].shows
    ('notebook', 'https://www.kaggle.com/code/ada/fish', '7 votes')
    """
    found, problems = list[Evidence](), list[Problem]()
    for number, row in enumerate(_rows(body, sender), 1):
        try:
            found += _evidence(row)
        except ValueError as error:
            problems.append(Problem(where=f"row {number}", why=str(error)[:200]))
    return found, problems


def _rows(body: bytes, sender: str) -> Iterator[dict[str, Any]]:
    """Yield rows of any list; of CSV too, as ``kaggle ... --csv`` prints it."""
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start in {b"{", b"[", b"<", b""}:
        data = load(body, sender)
        lists = [data, *(dig(data, name) for name in _LISTS)]
        rows = next((one for one in lists if isinstance(one, list)), None)
        if rows is None:
            says = text(dig(data, "message"))
            raise ReadError(f"{sender} sent no list{f' but says: {says[:100]}' if says else ''}.")
    else:
        rows = list(csv.DictReader(io.StringIO(decode(body)[: 4 * 2**20])))
    if rows and not any(isinstance(row, dict) and "ref" in row for row in rows):
        raise ReadError(f"{sender} sent no list of notebooks, data sets or competitions.")
    for row in rows:
        yield {_camel(str(name)): row[name] for name in row} if isinstance(row, dict) else {}


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda letter: letter[1].upper(), name.strip())


def _ref(row: dict[str, Any]) -> str:
    """Give "owner/name" or a competition's name; newer replies have the whole address."""
    said = required(text(row.get("ref")), "ref")
    named = re.sub(r"^https?://www\.kaggle\.com/(?:competitions|c|code|datasets)/", "", said)
    if not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)?", named):
        raise RowError("its ref is none")
    return named


def _competition(row: dict[str, Any]) -> Gathering | None:
    ref = _ref(row)
    at = moment(text(row.get("deadline")), "UTC")
    if at is None or at >= _FOREVER:
        return None
    entry = moment(text(row.get("newEntrantDeadline")), "UTC")
    first = (
        Deadline(at=entry, label="Last day to enter", kind="entry", zone="UTC") if entry else None
    )
    last = Deadline(at=at, label="Final submission", kind="submission", zone="UTC")
    title = required(plain(row.get("title")) or ref.replace("-", " ").capitalize(), "title")
    prize = text(row.get("reward"))
    return Gathering(
        id=gathering_id(FEED, ref),
        kind="competition",
        title=title,
        fields=fields_of(f"{title} {plain(row.get('description')) or ''}", _tags(row)),
        online=True,
        starts=moment(text(row.get("enabledDate")), "UTC"),
        ends=at,
        deadlines=[*([first] if first else []), last],
        url=web(row.get("url")) or f"{SITE}/competitions/{ref}",
        note=f"Prize: {prize}" if prize else None,
    )


def _tags(row: dict[str, Any]) -> list[str]:
    return distinct([text(dig(tag, "name") or tag) for tag in items(row.get("tags"))])


def _true(value: object) -> bool:
    return value is True or str(value).casefold() == "true"


def _evidence(row: dict[str, Any]) -> Iterator[Evidence]:
    ref = _ref(row)
    if _true(row.get("isPrivate")):
        return
    if "deadline" in row:
        if "userHasEntered" not in row or _true(row["userHasEntered"]):
            yield _made(row, "competition", f"{SITE}/competitions/{ref}", "deadline", _rank(row))
    elif {"lastRunTime", "kernelType"} & set(row):
        yield _made(row, "notebook", f"{SITE}/code/{ref}", "lastRunTime", _count(row, "totalVotes"))
    elif {"lastUpdated", "downloadCount", "usabilityRating"} & set(row):
        downloads = _count(row, "downloadCount", "downloads")
        yield _made(row, "dataset", f"{SITE}/datasets/{ref}", "lastUpdated", downloads)
    else:
        raise RowError("it is neither notebook nor data set nor competition")


def _made(row: dict[str, Any], kind: Any, url: str, dated: str, shows: str | None) -> Evidence:
    at = moment(text(row.get(dated)), "UTC")
    return Evidence(
        id=gathering_id(FEED, kind, _ref(row)),
        kind=kind,
        title=plain(row.get("title")) or _ref(row),
        url=url,
        at=at[:10] if at else None,
        shows=shows,
        topics=distinct([*_tags(row), text(row.get("language"))]),
        origin=FEED,
    )


def _count(row: dict[str, Any], name: str, noun: str = "votes") -> str | None:
    said = text(row.get(name))
    return f"{int(said):,} {noun}" if said and said.isdecimal() and len(said) < 10 else None


def _rank(row: dict[str, Any]) -> str | None:
    rank, teams = text(row.get("userRank")), text(row.get("teamCount"))
    if not rank or not rank.isdecimal() or rank == "0":
        return None
    of = f" of {int(teams):,}" if teams and teams.isdecimal() and len(teams) < 10 else ""
    return f"rank {rank[:9]}{of}"
