"""Tables of text: CSV and its like, a row at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain, repeat

from upslope.batch.files.found import LONGEST, Found, Reader, refused, too_long
from upslope.batch.files.texts import Lines, TooLongLineError
from upslope.errors import ReadError
from upslope.formats.postings.columns import guess
from upslope.formats.tables import NO_TEXT, delimiter


def table(text: io.TextIOBase, head: str) -> Iterator[Found]:
    """Read the rows of a table whose first line names the columns.

    Args:
        text: the table; a cell may hold line ends.
        head: its beginning, by which the sign between cells is told.

    Raises:
        ReadError: it is no text, no column can be the title, or there are no rows.

    >>> text = 'title,company\\nML Engineer,"Quillfish\\nLtd"\\n'
    >>> [found.reason for found in table(io.StringIO(text, newline=""), text)]
    [None]
    """
    cells = csv.reader(Lines(text, LONGEST), delimiter=delimiter(head))
    names = _names(cells, head)
    reader = Reader()
    has_rows = False
    while True:
        try:
            row = next(cells)
        except StopIteration:
            break
        except TooLongLineError as line:
            yield too_long(str(line))
        except csv.Error as error:  # a cell without end; what comes behind it is read again
            yield refused("", f"the table breaks off: {error}")
        else:
            if row:
                yield reader.read(dict(zip(names, chain(row, repeat(None)), strict=False)))
                has_rows = True
    if not has_rows:
        raise ReadError("The file holds no rows.")


def _names(cells: Iterator[list[str]], head: str) -> list[str]:
    if NO_TEXT.search(head.split("\n", 1)[0]):
        raise ReadError("The file is not text.")
    try:
        names = next(filter(None, cells), [])
    except (TooLongLineError, csv.Error):
        names = []
    if "title" not in guess(tuple(names)):
        listed = f" It has: {', '.join(names[:20])[:300]}." if any(names) else ""
        raise ReadError(f"No column of the file looks like a title.{listed}")
    return names
