"""The bytes of a table as lines of cells, from its headings on, within limits."""

from __future__ import annotations

import re
from typing import NamedTuple

from upslope.errors import DocumentError, ReadError
from upslope.formats.characters import clean
from upslope.formats.tables import decoded, records
from upslope.guide.tracker.columns import columns
from upslope.guide.tracker.rows import MOST
from upslope.store.export.cells import original

MAX_BYTES = 16 * 2**20
MAX_COLUMNS = 300

_WITHIN = 30  # so many lines are the headings looked for
_HINT = re.compile(r"sep=.\r?\n", re.I)  # for Excel, above the headings
_SAVE = "Save the table as CSV (UTF-8), and give that file."


class Lines(NamedTuple):
    """The cells of each line, that of the headings first.

    Args:
        cells: freed of what no one sees, and of the sign that guards a formula.
        above: how many lines stand above the headings.
        whole: whether the table could be read to its end.
    """

    cells: list[list[str]]
    above: int
    whole: bool


def lines(name: str, data: bytes) -> Lines:
    """Return the lines of a table from its headings on.

    Raises:
        DocumentError: ``empty``, ``too_big``, ``damaged`` or ``unsupported``.

    >>> lines("mine.csv", b"My search;;\\nCompany;Title;Note\\nQuillfish;Cook;'=1\\n")
    Lines(cells=[['Company', 'Title', 'Note'], ['Quillfish', 'Cook', '=1']], above=1, whole=True)
    """
    written = _written(name, data)
    begins = _headings_at(written)
    above = written.count("\n", 0, begins)
    found: list[list[str]] = []
    for line in records(written[begins:]):
        if isinstance(line, str):
            return Lines(found, above, whole=False)
        if len(found) > MOST:
            raise _too_big(f"{name} has more than {MOST:,} rows")
        if len(line) > MAX_COLUMNS:
            raise _too_big(f"{name} has a line of more than {MAX_COLUMNS} cells")
        found.append([clean(original(cell)).strip() for cell in line])
    return Lines(found, above, whole=True)


def _written(name: str, data: bytes) -> str:
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise DocumentError(f"{name} is empty.", reason="empty", next="Give another file.")
    if len(data) > MAX_BYTES:
        raise _too_big(f"{name} is larger than {MAX_BYTES >> 20} MiB")
    try:
        written = decoded(data, _charset(data))
    except ReadError as error:
        raise DocumentError(error.what, reason="unsupported", next=_SAVE) from None
    if "\0" in written.partition("\n")[0]:  # no column has such a name
        raise DocumentError(f"{name} is not text.", reason="damaged", next=_SAVE)
    return _HINT.sub("", written, count=1)


def _charset(data: bytes) -> str | None:
    """Tell UTF-16 without a mark at its beginning by its empty bytes."""
    start = data[:400]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    odd, even = start[1::2].count(0), start[0::2].count(0)
    if max(odd, even) * 4 < len(start):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _headings_at(written: str) -> int:
    """Find where the line of headings begins; people write a title above their table."""
    at = 0
    for _ in range(_WITHIN):
        end = written.find("\n", at)
        line = written[at : end if end >= 0 else len(written)][:10_000]
        first = next(records(line), [])
        found = columns(first) if isinstance(first, list) else {}
        if len(found) > 1 and {"company", "title"} & found.keys():
            return at
        if end < 0:
            break
        at = end + 1
    return 0


def _too_big(what: str) -> DocumentError:
    return DocumentError(
        f"{what}: no list of applications is so long.",
        reason="too_big",
        next="Part the file, and give the parts one by one.",
    )
