"""Files of outside series come in: read first, and kept only if that was possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from upslope.errors import NetworkError, ReadError, StatusError, UpslopeError
from upslope.formats.series import read
from upslope.records import Vintage
from upslope.store.vintages import VintageFiles

if TYPE_CHECKING:
    from upslope.sources.series import Published, Version
    from upslope.sources.visit import Getter
    from upslope.store.replies import Replies

_NOT_THERE = 404
_NO_MORE = (403, 429)


class Taken(NamedTuple):
    """What became of one file: kept, or there already, as of a day; or why it was not kept."""

    series: str
    origin: str
    as_of: str = ""
    day_from: str = ""
    is_new: bool = False
    vintage: Vintage | None = None
    error: UpslopeError | None = None


def take(files: VintageFiles, series: str, day: str, body: bytes, origin: str = "") -> Taken:
    """Read a file, then keep it.

    Raises:
        ReadError: it is not a file of the series; nothing is kept.
    """
    vintage = read(series, body, day)
    is_new = files.keep(series, day, body, origin)
    return Taken(series, origin, day, "when it was published", is_new, vintage)


def download(
    files: VintageFiles, replies: Replies, door: Getter, names: Sequence[str], *, history: bool
) -> Iterator[Taken]:
    """Ask for the newest version of each file of some series, or for all, and keep what comes.

    A file that is not there, or cannot be read, is told, and the next is asked for. If its host
    cannot be reached or answers no more, that is told last: asked again, it goes on from there.
    """
    from upslope.sources.series import FILES, RAW, version_request

    for name in names:
        there = files.origins(name)
        for file in FILES[name]:
            try:
                for version in _listed(replies, door, file, history=history):
                    request = version_request(file, version)
                    if request.url not in there:
                        body = door.get(request, (RAW,)).body
                        yield _taken(files, name, version.day, body, request.url)
            except (NetworkError, ReadError) as error:
                yield Taken(name, f"{file.repository}/{file.path}", error=_explained(error))
                if not _concerns_one(error):
                    return


def _taken(files: VintageFiles, name: str, day: str, body: bytes, origin: str) -> Taken:
    try:
        return take(files, name, day, body, origin)
    except ReadError as error:
        return Taken(name, origin, day, error=error)


def _listed(replies: Replies, door: Getter, file: Published, *, history: bool) -> list[Version]:
    """Ask which versions there are: the newest one, or all of them, the newest first.

    A list that is as it was is not sent again.
    """
    from upslope.sources import series

    count, found = (series.PAGE if history else 1), list[series.Version]()
    for page in range(1, series.MOST_PAGES + 1 if history else 2):
        reply = door.get(series.versions_request(file, page, count), (series.API,))
        new = series.read_versions(reply)
        replies.keep(reply)
        replies.remember(reply)
        found += new
        if len(new) < count:
            break
    today = datetime.now(UTC).date().isoformat()  # a clock that went ahead is not believed
    return series.last_of_each_day([one._replace(day=min(one.day, today)) for one in found])


def _concerns_one(error: UpslopeError) -> bool:
    """Say whether an error is about one file, so that the next may still come."""
    if isinstance(error, StatusError):
        return error.status == _NOT_THERE
    return isinstance(error, ReadError)


def _explained(error: UpslopeError) -> UpslopeError:
    if not isinstance(error, StatusError) or error.status not in _NO_MORE:
        return error
    return StatusError(
        error.what,
        status=error.status,
        retry_after=error.retry_after,
        next="Without an account GitHub answers 60 questions an hour: try again in an hour.",
    )
