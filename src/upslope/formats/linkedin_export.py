"""A person's data export from LinkedIn: a zip of CSV files, or one of them.

Read are saved jobs and applications, what makes a resume, and at which companies the person's
connections work. Messages, contacts, answers to applications and the names of connections are
never looked at. Large exports come in several files of a kind ("Job Applications_1.csv").
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from upslope.errors import DocumentError, ReadError
from upslope.formats.archive import Archive
from upslope.formats.tables import Row, rows
from upslope.formats.values import text
from upslope.formats.worker import failure

ZIP = b"PK\x03\x04"
FILES = 200
"""Files of an unpacked export that are looked at; a whole export has some sixty."""
_KINDS = {
    "saved": ("saved jobs", {"saved date", "job url"}),
    "applications": ("job applications", {"application date", "job url"}),
    "connections": ("connections", {"company", "connected on"}),
    "volunteering": ("volunteering", {"role", "cause"}),
    "positions": ("positions", {"company name", "started on"}),
    "education": ("education", {"school name", "degree name"}),
    "projects": ("projects", {"title", "description", "started on"}),
    "certifications": ("certifications", {"authority", "started on"}),
    "languages": ("languages", {"name", "proficiency"}),
    "courses": ("courses", {"name", "number"}),
    "honors": ("honors", {"title", "issued on"}),
    "publications": ("publications", {"published on", "publisher"}),
    "skills": ("skills", {"name"}),
    "profile": ("profile", {"headline", "summary"}),
}
"""What is read: by the name of its file, or where there is none by some of its columns."""

_NAME = re.compile(r"(?:.*/)?([^/]+?)(?:_\d+)?\.csv", re.I)
_CONNECTIONS = re.compile(rb"^\W{0,4}First Name,.*$", re.M)


class Export:
    """The files of an export that are read.

    Args:
        data: a zip, or one CSV file.

    Raises:
        DocumentError: the zip is damaged, encrypted or too big (see :mod:`.archive`).
        ReadError: it is no export of LinkedIn's.

    >>> export = Export(b"Saved Date,Job Url,Job Title,Company Name\\n,https://x.example,Cook,Acme")
    >>> [row["Job Title"] for row in export.rows("saved") if not isinstance(row, str)]
    ['Cook']
    """

    def __init__(self, data: bytes) -> None:
        self._files: list[tuple[str, bytes]] = []
        if data.startswith(ZIP):
            archive = Archive(data)
            for name in archive.names:
                if kind := _kind_of_name(name):
                    self._files.append((kind, archive.read(name, most=32 * 2**20)))
        elif kind := _kind_of_columns(data):
            self._files.append((kind, data))
        if not self._files:
            raise ReadError(
                "This is no data export of LinkedIn's: it has none of the files that are read.",
                kept="Nothing was changed.",
                next="Ask LinkedIn for your data (Settings, Data privacy), and give the zip.",
            )

    def __contains__(self, kind: str) -> bool:
        return any(kind == one for one, _ in self._files)

    def rows(self, kind: str) -> Iterator[Row]:
        """Yield the rows of all files of a kind; a text says why a row could not be read."""
        for one, data in self._files:
            if one == kind:
                yield from _rows(data, kind)

    def companies(self) -> list[str]:
        """Give for each connection the company, where one is stated: no names, no addresses."""
        stated = (row.get("Company") for row in self.rows("connections") if isinstance(row, dict))
        return [company for one in stated if (company := text(one))]


def packed(folder: Path, largest: int) -> bytes:
    """Give an unpacked export as the zip that it was, with those of its files that are read.

    Args:
        folder: where its CSV files are, at any depth.
        largest: bytes of all of them together.

    Raises:
        DocumentError: there are more of them than that.
    """
    made, room = io.BytesIO(), largest
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for file in islice(sorted(folder.rglob("*.csv")), FILES):
            if file.is_file() and not file.is_symlink() and _kind_of_name(file.name):
                room -= file.stat().st_size
                if room < 0:
                    raise failure("too_big", f"The folder holds more than {largest >> 20} MiB.")
                out.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    return made.getvalue()


_KEPT = ("Job Title", "Company Name", "Job Url")


def jobs_only(data: bytes) -> bytes:
    """Give an export with its jobs only, and of these no more than what a posting is made of.

    Raises:
        DocumentError, ReadError: as for :class:`Export`.

    >>> whole = b"Saved Date,Job Url,Job Title,Company Name\\n1/2/26,https://x.example,Cook,Acme"
    >>> [row] = Export(jobs_only(whole)).rows("saved")
    >>> row
    {'Job Title': 'Cook', 'Company Name': 'Acme', 'Job Url': 'https://x.example'}
    """
    export, made = Export(data), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for kind in ("saved", "applications"):
            table = io.StringIO()
            writer = csv.DictWriter(table, _KEPT, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(row for row in export.rows(kind) if isinstance(row, dict))
            file = zipfile.ZipInfo(f"{_KINDS[kind][0]}.csv")  # of no date: equal jobs, equal bytes
            packed.writestr(file, table.getvalue(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def is_export(data: bytes) -> bool:
    """Say whether a file is a zip with the parts of an export, or surely one of these parts.

    >>> is_export(b"PK\\x03\\x04 no archive"), is_export(b"Name\\nPython")
    (False, False)
    >>> is_export(b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\\n")
    True
    """
    if not data.startswith(ZIP):
        return _kind_of_columns(data) not in {None, "skills"}
    try:
        return any(map(_kind_of_name, Archive(data).names))
    except DocumentError:
        return False


def _rows(data: bytes, kind: str) -> Iterator[Row]:
    if kind == "connections" and (header := _CONNECTIONS.search(data[:20_000])):
        data = data[header.start() :]  # lines of notes stand above
    if not data.strip():
        return
    for row in rows(data):
        if isinstance(row, str) or any(text(value) for value in row.values()):
            yield row


def _kind_of_name(name: str) -> str | None:
    found = _NAME.fullmatch(name.replace("\\", "/"))
    said = found[1].strip().casefold() if found else ""
    return next((kind for kind, (file, _) in _KINDS.items() if file == said), None)


def _kind_of_columns(data: bytes) -> str | None:
    header = _CONNECTIONS.search(data[:20_000])
    line = header[0] if header else data[:4_000].lstrip(b"\xef\xbb\xbf\r\n ").partition(b"\n")[0]
    words = line.decode("utf-8", "replace").strip().casefold()
    columns = {column.strip(' "') for column in words.split(",")}
    kinds = (kind for kind, (_, needed) in _KINDS.items() if needed <= columns)
    found = next(kinds, None)
    return found if found != "skills" or columns == {"name"} else None
