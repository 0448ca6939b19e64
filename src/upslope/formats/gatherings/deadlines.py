"""YAML lists of conferences and their deadlines.

Three forms: https://github.com/huggingface/ai-deadlines (``deadlines`` by type, each with its
zone; before, one ``deadline``), https://pythondeadlin.es (``cfp``, ``cfp_ext``; AoE unless said
otherwise) and https://ccfddl.com (``confs`` with a ``timeline``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from upslope.errors import ReadError
from upslope.formats.gatherings.moments import moment, span
from upslope.formats.gatherings.read import Gathered, fields_of, gathering_id, plain, required, web
from upslope.formats.values import RowError, dig, distinct, items, text
from upslope.formats.yaml import load
from upslope.records import Deadline, Gathering

FEED = "ai-deadlines"
_LATER = re.compile(  # what only those are asked who are in, or nobody
    r"camera|notif|rebuttal|review|response|decision|withdraw|supplement|revis|proceedings"
    r"|finaid|sponsor|result|_start$|_end$",
    re.I,
)
_SINGLE = (  # field, kind, label
    ("abstract_deadline", "abstract", "Abstract deadline"),
    ("deadline", "submission", "Submission deadline"),
    ("cfp", "cfp", "Call for proposals"),
    ("cfp_ext", "cfp", "Call for proposals, extended"),
    ("workshop_deadline", "workshop", "Workshop proposals"),
    ("tutorial_deadline", "tutorial", "Tutorial proposals"),
    ("review_release_date", "review_release", "Reviews released"),
    ("rebuttal_period_start", "rebuttal_start", "Rebuttal begins"),
    ("rebuttal_period_end", "rebuttal_end", "Rebuttal ends"),
    ("final_decision_date", "notification", "Final decision"),
)
_TOPICS = {
    "ML": "machine-learning", "CV": "computer-vision", "NLP": "natural-language-processing",
    "RO": "robotics", "SP": "speech", "DM": "data-mining", "AP": "automated-planning",
    "KR": "knowledge-representation", "HCI": "human-computer-interaction", "DATA": "data",
    "CG": "computer-graphics", "AI": "machine-learning", "PY": "python", "SCIPY": "python",
}  # fmt: skip


def read_deadlines(body: bytes, sender: str = "the file") -> Gathered:
    r"""Read a file of conferences.

    Raises:
        ReadError: it is no YAML, or holds no list of conferences.

    >>> read = read_deadlines(b"- title: QFC\n  year: 2026\n  deadline: '2026-05-06 23:59'\n"
    ...                       b"  timezone: AoE\n  place: Oslo, Norway\n")
    >>> read.gatherings[0].title, read.gatherings[0].deadlines[0].at
    ('QFC 2026', '2026-05-07T11:59:00Z')
    """
    data = load(body, sender)
    rows = [row for one in items(data) for row in _editions(one)]
    if not any(isinstance(row, dict) and _name(row) for row in rows):
        raise ReadError(f"{sender} sent no list of conferences.")
    gathered = Gathered()
    gathered.read_rows(rows, _gathering)
    return gathered


def _editions(row: Any) -> Iterator[Any]:
    """Yield a conference, or each year of one that holds several."""
    years = dig(row, "confs")
    if not isinstance(years, list):
        yield row
        return
    for year in years:
        yield row | year if isinstance(year, dict) else year


def _name(row: dict[str, Any]) -> str | None:
    return plain(row.get("title")) or plain(row.get("conference"))


def _gathering(row: Any) -> Gathering:
    if not isinstance(row, dict):
        raise RowError("it is no conference")
    name, year = required(_name(row), "title"), text(row.get("year"))
    starts, ends = _days(row)
    url = web(row.get("link"))
    return Gathering(
        id=gathering_id(FEED, row.get("id"), name, year or starts),
        kind="conference",
        title=name if year is None or year in name else f"{name} {year}",
        full_name=plain(row.get("full_name")) or plain(row.get("description")),
        fields=_fields(name, row),
        place=_place(row),
        online=_is_online(row),
        starts=starts,
        ends=ends,
        deadlines=list(_deadlines(row)),
        url=url,
        note=plain(row.get("note")),
    )


def _days(row: dict[str, Any]) -> tuple[str | None, str | None]:
    starts, ends = moment(text(row.get("start"))), moment(text(row.get("end")))
    if starts is None:
        starts, ends = span(text(row.get("date")))
    return starts, ends or starts


def _fields(name: str, row: dict[str, Any]) -> list[str]:
    said = [text(tag) for tag in [*items(row.get("tags")), *items(row.get("sub"))]]
    short = [part for tag in said if tag for part in re.split(r"\s*,\s*", tag)]
    about = f"{name} {text(row.get('full_name')) or ''}"
    return fields_of(about, [_TOPICS.get(tag.upper(), tag) for tag in short])


def _place(row: dict[str, Any]) -> str | None:
    parts = distinct([plain(row.get("city")), plain(row.get("country"))])
    return plain(row.get("place")) or ", ".join(parts) or None


def _is_online(row: dict[str, Any]) -> bool | None:
    where = f"{_place(row) or ''} {text(row.get('venue')) or ''} {items(row.get('extra_places'))}"
    return True if re.search(r"\b(?:online|virtual(?:ly)?|remote|hybrid)\b", where, re.I) else None


def _deadlines(row: dict[str, Any]) -> Iterator[Deadline]:
    """Yield all deadlines of a row, each with a time or a day; "TBD" is none yet."""
    of_all = text(row.get("timezone")) or ("AoE" if "cfp" in row else None)
    for told in items(row.get("deadlines")):
        if not isinstance(told, dict):
            raise RowError("a deadline of it is none")
        kind = text(told.get("type")) or "deadline"
        label = plain(told.get("label")) or kind.replace("_", " ").capitalize()
        written = text(told.get("date")) or text(told.get("deadline"))
        yield from _deadline(kind, label, written, text(told.get("timezone")) or of_all)
    for one in [row, *(step for step in items(row.get("timeline")) if isinstance(step, dict))]:
        more = plain(one.get("comment"))
        for name, kind, label in _SINGLE:
            said = f"{label} ({more})" if more else label
            yield from _deadline(kind, said, text(one.get(name)), of_all)


def _deadline(kind: str, label: str, written: str | None, zone: str | None) -> Iterator[Deadline]:
    at = moment(written, zone)
    if at is not None:
        enters = not _LATER.search(kind)
        yield Deadline(at=at, label=label, kind=kind, zone=zone, enters=enters)
