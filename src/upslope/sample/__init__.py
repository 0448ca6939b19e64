"""The embedded sample: recorded replies of invented employers, and three invented resumes.

All employers, people, addresses and texts were made up for this project. The replies have the
shapes their sources send, so that a demonstration runs the real readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from upslope.records import Reply

_FOLDER = Path(__file__).parent
_SOURCES = ("files", "greenhouse", "jsonld", "lever")
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
}


class Recording(NamedTuple):
    """One reply, the source that reads it and the board it came from."""

    source: str
    board: str
    reply: Reply


def recordings() -> Iterator[Recording]:
    """Yield every recorded reply of the sample, by source and then by board.

    >>> first = next(recordings())
    >>> first.source, first.board, first.reply.url
    ('files', 'noticeboard', 'sample:files/noticeboard.csv')
    """
    for source in _SOURCES:
        for path in sorted((_FOLDER / source).iterdir()):
            reply = Reply(
                url=f"sample:{source}/{path.name}",
                body=path.read_bytes(),
                media_type=_MEDIA_TYPES[path.suffix],
                charset="utf-8",
            )
            yield Recording(source, path.stem, reply)


def resumes() -> dict[str, Path]:
    """Give the files of the invented resumes by name.

    >>> sorted(resumes())
    ['data_scientist', 'developer', 'student']
    """
    return {path.stem: path for path in sorted((_FOLDER / "resumes").iterdir())}


def labelled_set() -> tuple[list[Path], list[Path]]:
    """Give the files of labels and of postings of our own labelled set: nothing is learned from it.

    >>> [[file.name for file in files] for files in labelled_set()]
    [['labels.jsonl'], ['postings.jsonl']]
    """
    folder = _FOLDER / "labelled"
    return [folder / "labels.jsonl"], [folder / "postings.jsonl"]
