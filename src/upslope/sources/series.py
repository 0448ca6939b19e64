"""Where series of the labour market are published, and how to ask for each of their versions.

They are files in public repositories. The list of a file's versions comes from GitHub's REST API
(https://docs.github.com/rest/commits/commits, 60 requests an hour without an account), each
version from the raw file of its commit. Read by :mod:`upslope.formats.series`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from upslope.errors import ReadError
from upslope.formats.json import load
from upslope.formats.values import dig, text
from upslope.records import Reply, Request

API, RAW = "api.github.com", "raw.githubusercontent.com"
PAGE = 100
MOST_PAGES = 3
"""Pages of versions of one file that are asked for at most: the newest 300."""

_COMMIT = re.compile(r"[0-9a-f]{40}")
_COUNTRIES = ("US", "GB", "DE", "CA", "FR", "AU", "IE", "NL", "ES", "IT", "JP", "EA")


class Published(NamedTuple):
    """One file of a series: its repository (owner/name) and its path in it."""

    repository: str
    path: str


class Version(NamedTuple):
    """One version of a file: the commit, and the day (UTC) on which it was published."""

    commit: str
    day: str


FILES = {
    "ai_share": [Published("hiring-lab/ai-tracker", "AI_posting.csv")],
    "genai_share": [Published("hiring-lab/ai-tracker", "GenAI_posting.csv")],
    "postings_index": [
        Published("hiring-lab/job_postings_tracker", f"{code}/aggregate_job_postings_{code}.csv")
        for code in _COUNTRIES
    ],
    "wage_growth": [
        Published("hiring-lab/indeed-wage-tracker", "posted-wage-growth-by-country.csv")
    ],
    "pay_transparency": [Published("hiring-lab/pay-transparency", "pay-transparency-country.csv")],
}
"""Which files make up each series."""


def versions_request(file: Published, page: int = 1, count: int = PAGE) -> Request:
    """Ask for the versions of a file, the newest first.

    >>> versions_request(Published("quill/fish", "US/a b.csv"), count=1).url
    'https://api.github.com/repos/quill/fish/commits?path=US%2Fa%20b.csv&per_page=1&page=1'
    """
    where = f"https://{API}/repos/{file.repository}/commits"
    return Request(
        url=f"{where}?path={quote(file.path, safe='')}&per_page={count}&page={page}",
        accept="application/vnd.github+json",
    )


def version_request(file: Published, version: Version) -> Request:
    """Ask for a file as it was in one version.

    >>> version_request(Published("quill/fish", "a.csv"), Version("c0ffee", "2026-07-21")).url
    'https://raw.githubusercontent.com/quill/fish/c0ffee/a.csv'
    """
    path = f"{file.repository}/{version.commit}/{quote(file.path)}"
    return Request(url=f"https://{RAW}/{path}", accept="text/csv, text/plain")


def read_versions(reply: Reply) -> list[Version]:
    """Read a page of a file's versions, the newest first.

    Raises:
        ReadError: it is no list of commits.

    >>> body = b'[{"sha": "%s", "commit": {"committer": {"date": "2026-07-21T23:10:00Z"}}}]'
    >>> read_versions(Reply(url="", body=body % (b"c0ffee00" * 5)))[0].day
    '2026-07-21'
    """
    rows = load(reply.body, API)
    if not isinstance(rows, list):
        raise ReadError(f"{API} sent no list of versions.")
    return list(_versions(rows))


def _versions(rows: list[Any]) -> Iterator[Version]:
    for row in rows:
        commit, written = text(dig(row, "sha")), text(dig(row, "commit", "committer", "date"))
        day = _day(written or "")
        if commit and _COMMIT.fullmatch(commit) and day:
            yield Version(commit, day)


def _day(written: str) -> str | None:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return (at.astimezone(UTC) if at.tzinfo else at).date().isoformat()


def last_of_each_day(versions: list[Version]) -> list[Version]:
    """Keep one version of each day: what was known when it ended.

    >>> last_of_each_day([Version("b", "2026-07-21"), Version("a", "2026-07-21")])
    [Version(commit='b', day='2026-07-21')]
    """
    return list({version.day: version for version in reversed(versions)}.values())[::-1]
