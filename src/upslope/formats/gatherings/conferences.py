"""JSON lists of conferences for practitioners, as https://confs.tech keeps them.

One file a topic and year (``conferences/2026/data.json`` of
https://github.com/tech-conferences/conference-data); its days have no time and no zone.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from upslope.errors import ReadError
from upslope.formats.gatherings.moments import moment
from upslope.formats.gatherings.read import Gathered, fields_of, gathering_id, plain, required, web
from upslope.formats.json import load
from upslope.formats.values import RowError, distinct, items, text
from upslope.records import Deadline, Gathering

FEED = "confs.tech"
TOPICS = ("data", "python", "general", "devops", "java", "cpp")


def read_conferences(body: bytes, name: str = "", sender: str = "the file") -> Gathered:
    """Read one file; its ``name`` (address or path) says the topic.

    Raises:
        ReadError: it is no JSON, or no list of conferences.

    >>> read = read_conferences(b'[{"name": "QuillConf", "startDate": "2026-03-01"}]', "data.json")
    >>> read.gatherings[0].title, read.gatherings[0].fields
    ('QuillConf', ['data'])
    """
    rows = load(body, sender)
    ours = [row for row in items(rows) if isinstance(row, dict) and "startDate" in row]
    if not isinstance(rows, list) or (rows and not ours):
        raise ReadError(f"{sender} sent no list of conferences.")
    topic = PurePosixPath(urlsplit(name).path).stem.lower()
    gathered = Gathered()
    gathered.read_rows(rows, lambda row: _gathering(row, topic if topic in TOPICS else None))
    return gathered


def _gathering(row: Any, topic: str | None) -> Gathering:
    if not isinstance(row, dict):
        raise RowError("it is no conference")
    name = required(plain(row.get("name")), "name")
    starts = required(moment(text(row.get("startDate"))), "day on which it starts")
    return Gathering(
        id=gathering_id(FEED, topic, name, starts[:7], row.get("city")),
        kind="conference",
        title=name,
        fields=fields_of(name, [None if topic == "general" else topic]),
        place=", ".join(distinct([plain(row.get("city")), plain(row.get("country"))])) or None,
        online=row["online"] if isinstance(row.get("online"), bool) else None,
        starts=starts,
        ends=moment(text(row.get("endDate"))) or starts,
        deadlines=_deadlines(row),
        url=web(row.get("url")),
    )


def _deadlines(row: dict[str, Any]) -> list[Deadline]:
    at = moment(text(row.get("cfpEndDate")))
    return [Deadline(at=at, label="Call for proposals", kind="cfp")] if at else []
