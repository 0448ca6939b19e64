"""A table of applications: what another tracker exports, or a person's own sheet, as CSV or TSV."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upslope.errors import DocumentError
from upslope.formats.values import RowError
from upslope.guide.tracker.columns import Field, columns, order_in
from upslope.guide.tracker.days import order_of, read_day
from upslope.guide.tracker.marks import Marks, is_tick
from upslope.guide.tracker.rows import Row, keyed, web_address
from upslope.guide.tracker.status_words import read_status
from upslope.guide.tracker.table_lines import Lines, lines
from upslope.records import Problem
from upslope.records.application import Status

_LONGEST, _LONGEST_TEXT = 500, 20_000
_BARE_ADDRESS = re.compile(r"(?:www\.)?[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/[^\s<>\"']{0,500}")
_LINKED = re.compile(r"\[([^\]]{1,300})\]\(https?://[^)]{1,2000}\)|(.{1,300}) \(https?://[^)\s]+\)")


def read(name: str, data: bytes) -> tuple[list[Row], list[Problem]]:
    """Read the applications of a table.

    Columns are found by their headings, in English, German, French or Spanish. A row whose status
    is not understood is kept as applied, with the word in its text; one whose day is not understood
    is kept without it. Both are said.

    Args:
        name: of the file, for messages.
        data: CSV or TSV in UTF-8, UTF-16 or Windows-1252, at most 16 MiB and 20,000 rows.

    Raises:
        DocumentError: ``empty``, ``too_big``, ``damaged`` (no text), or ``unsupported`` (no table,
            or none with a column for the company or the title).

    >>> [row], problems = read("mine.csv", b"Firma;Stelle;Status\\nQuillfish;ML Engineer;Absage\\n")
    >>> row.company, row.title, row.status, problems
    ('Quillfish', 'ML Engineer', 'rejected', [])
    """
    found = lines(name, data)
    table = _Table(name, found)
    rows: list[Row] = []
    for one in keyed(table.rows()):
        if isinstance(one, Row):
            rows.append(one)
        else:
            table.problems.append(one)
    if not found.whole:
        table.say(
            len(found.cells) + 1, "the table breaks off: a cell is too long, or a quote stays open"
        )
    return rows, table.problems


class _Table:
    """The lines of a table under their headings, and what could not be read of them."""

    def __init__(self, name: str, found: Lines) -> None:
        headings, *cells = found.cells
        self._headings, self._lines, self._above = headings, cells, found.above
        self._at = columns(headings)
        if not {"company", "title"} & self._at.keys():
            raise _without_names(name, headings)
        taken = {at for field, at in self._at.items() if field != "day"}
        free = set() if "status" in self._at else set(range(len(headings))) - taken
        self._marks = Marks(headings, cells, free)
        days = [self._at[field] for field in _DAYS if field in self._at] + self._marks.places
        written = (line[at] for line in cells for at in days if at < len(line))
        self._order = order_of(written) or order_in(headings)
        self.problems: list[Problem] = []

    def say(self, number: int, why: str) -> None:
        """Note a problem of a row."""
        self.problems.append(Problem(where=self._where(number), why=why))

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield the rows that can be read, with where each stands."""
        for number, cells in enumerate(self._lines, 2):
            if not any(cells):
                continue
            if self._cell(cells, "company") or self._cell(cells, "title"):
                yield self._where(number), self._row(number, cells)
            else:
                self.say(number, "it names neither a company nor a title, and was left out")

    def _where(self, number: int) -> str:
        return f"row {self._above + number}"

    def _row(self, number: int, cells: list[str]) -> Row:
        if any(cells[len(self._headings) :]):
            self.say(number, "it has more cells than headings; the last ones are in its text")
        day, since = (self._day(number, cells, field) for field in _DAYS)
        status, unknown = self._status(number, cells, day)
        return Row(
            company=self._short(cells, "company"),
            title=self._short(cells, "title"),
            url=self._url(cells),
            place=self._short(cells, "place"),
            status=status,
            day=day,
            since=since,
            text=self._text(number, cells, unknown),
        )

    def _cell(self, cells: list[str], field: Field) -> str:
        at = self._at.get(field)
        return cells[at] if at is not None and at < len(cells) else ""

    def _short(self, cells: list[str], field: Field) -> str:
        cell = self._cell(cells, field)
        linked = _LINKED.fullmatch(cell)  # as Notion writes it
        text = (linked[1] or linked[2]) if linked else cell
        return " ".join(text.split())[:_LONGEST]

    def _url(self, cells: list[str]) -> str:
        """Return the first address on the web; that of a linked title, if there is no column."""
        own = self._cell(cells, "url")
        if _BARE_ADDRESS.fullmatch(own[:1000]):
            return web_address(f"https://{own}")
        places = (own, self._cell(cells, "title"), self._cell(cells, "company"))
        return next((found for one in places if (found := web_address(one))), "")

    def _status(self, number: int, cells: list[str], day: str | None) -> tuple[Status, str]:
        """Return the status, and the words for it where they are not understood."""
        if "status" not in self._at:
            return self._marks.status(cells), ""
        words = self._cell(cells, "status")
        if not words:
            return ("applied" if day else "saved"), ""
        status = read_status(words)
        if status is None:
            self.say(number, f"the status “{words[:60]}” is not known; it was taken as applied")
        return status or "applied", words if status is None else ""

    def _day(self, number: int, cells: list[str], field: Field) -> str | None:
        cell = self._cell(cells, field)
        if is_tick(cell):
            return None
        try:
            return read_day(cell.partition("→")[0], self._order)  # Notion's from → to
        except RowError as error:
            self.say(number, f"{error}; it was taken without that day")
            return None

    def _text(self, number: int, cells: list[str], status: str) -> str:
        """Put together the notes and every cell that has no place of its own."""
        shown = {at for field, at in self._at.items() if field != "notes"}
        headings = [*self._headings, *[""] * len(cells)]
        rest = [
            f"{headings[at]}: {cell}" if headings[at] else cell
            for at, cell in enumerate(cells)
            if cell and at not in shown and at != self._at.get("notes")
        ]
        said = [self._cell(cells, "notes"), f"Status: {status}" if status else "", *rest]
        text = "\n".join(filter(None, said))
        if len(text) > _LONGEST_TEXT:
            self.say(number, f"its text is longer than {_LONGEST_TEXT:,} characters, and was cut")
        return text[:_LONGEST_TEXT]


_DAYS: tuple[Field, Field] = ("day", "since")


def _without_names(name: str, headings: list[str]) -> DocumentError:
    shown = ", ".join(f"“{one[:40]}”" for one in headings[:8] if one)
    return DocumentError(
        f"{name} has no column for the company or the title. Its first line says: {shown}.",
        reason="unsupported",
        next="Name two columns “Company” and “Title” in the first line.",
    )
