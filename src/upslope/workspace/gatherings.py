"""What ``upslope events`` does: collect feeds of gatherings, and say what is to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from upslope.errors import NetworkError, StatusError, UpslopeError, UsageError
from upslope.guide.gatherings import Coming, Wanted, coming, located
from upslope.records import Problem, Reply
from upslope.store.gatherings import Gatherings, Stored
from upslope.workspace.given import reply_of

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

_FILES = {".yml", ".yaml", ".json", ".ics", ".ical"}
MOST_FILES = 5_000
_NOT_THERE = {404, 410}


class Fed(NamedTuple):
    """What one file or reply gave, or why it gave nothing."""

    origin: str
    stored: Stored
    problems: list[Problem]
    error: UpslopeError | None = None


class Events:
    """The gatherings of one workspace.

    Args:
        workspace: whose store and door.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept = Gatherings(workspace.store.database)

    def coming(self, wanted: Wanted | None = None, now: datetime | None = None) -> list[Coming]:
        """Return what is to come, the nearest deadline first.

        Raises:
            UsageError: no country goes by the name that is wanted.
        """
        return coming(self._kept.all(), wanted, now)

    def is_empty(self) -> bool:
        """Say whether nothing was ever collected."""
        return not self._kept.origins()

    def collect(self, feeds: Sequence[str] = ()) -> Iterator[Fed]:
        """Ask feeds, by name or address, and store what they give, one reply after the other.

        Without any: those that need no key, Kaggle if its key is set, and every calendar that was
        asked before. A file that is not there (yet) is no error.

        Raises:
            UsageError: there is no such feed.
        """
        from upslope.sources.feeds import requests_of

        today = datetime.now(UTC).date()
        asked = [request for feed in feeds or self._usual() for request in requests_of(feed, today)]
        for request in asked:
            try:
                reply = self._workspace.door.get(request)
                self._workspace.store.replies.keep(reply)
            except StatusError as error:
                if error.status not in _NOT_THERE or not request.url.endswith((".yml", ".json")):
                    yield Fed(request.url, Stored(), [], error)
            except (NetworkError, UsageError) as error:
                yield Fed(request.url, Stored(), [], error)
            else:
                yield self._take(reply, request.url)
                self._workspace.store.replies.remember(reply)

    def _usual(self) -> list[str]:
        from upslope.settings import keys
        from upslope.sources.feeds import KAGGLE_KEY, OPEN

        calendars = [origin for origin in self._kept.origins("meetup") if "://" in origin]
        return [*OPEN, *(["kaggle"] if keys.find(KAGGLE_KEY) else []), *calendars]

    def collect_from(self, origin: str) -> Iterator[Fed]:
        """Store what a file, every list in a folder, or an address holds.

        Raises:
            UsageError: there is no such file, or a folder without lists.
        """
        if re.match(r"[a-z][a-z0-9+.-]+://", origin, re.I):
            yield from self.collect([origin])
            return
        path = Path(origin)
        files = sorted(_lists(path)) if path.is_dir() else [path]
        if not files:
            raise UsageError(f"{path} holds no list of events (.yml, .json, .ics).")
        for file in files[:MOST_FILES]:
            yield self._take(reply_of(file), str(file))

    def read(self, name: str, body: bytes) -> Fed:
        """Store what a file holds that was sent; of the same name, it takes the other's place."""
        return self._take(Reply(url=name, body=body), name)

    def _take(self, reply: Reply, origin: str) -> Fed:
        from upslope.formats.gatherings.recognize import read_gatherings

        try:
            read = read_gatherings(reply.body, origin, datetime.now(UTC).date())
        except UpslopeError as error:
            return Fed(origin, Stored(), [], error)
        stored = self._kept.put(located(read.gatherings), origin, whole=not read.problems)
        return Fed(origin, stored, read.problems)


def _lists(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.suffix.lower() in _FILES and file.is_file())
