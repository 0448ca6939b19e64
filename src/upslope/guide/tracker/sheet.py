"""The person's applications as a CSV file, which spreadsheets open and Upslope reads again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from upslope.records.application import Application, EntryKind
from upslope.store.export.cells import cell

COLUMNS = (
    *("Company", "Title", "Location", "URL", "Status", "Status date", "Date applied", "Notes"),
    *("Contacts", "Documents", "Dates", "Reminders"),
)
_KINDS: tuple[EntryKind, ...] = ("contact", "document", "date", "reminder")


def sheet(applications: Iterable[Application]) -> bytes:
    """Write one line for each application, in UTF-8 with a mark that Excel needs.

    No cell can run as a formula (``store.export.cells``). What was removed is left out.

    >>> sheet([Application(id="a", company="=Quillfish", title="Cook")]).decode().split()[-1]
    "'=Quillfish,Cook,,,saved,,,,,,,"
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in applications:
        if not one.removed:
            table.writerow([cell(text) for text in _cells(one)])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _cells(one: Application) -> Iterator[str]:
    yield from (one.company, one.title, one.place, one.url, one.status)
    yield one.steps[-1].day if one.steps else ""
    yield next((step.day for step in one.steps if step.status == "applied"), "")
    yield "\n".join(note.data.get("text", "") for note in one.written if note.kind == "note")
    for kind in _KINDS:
        yield "\n".join(
            " · ".join(filter(None, (str(value) for value in entry.data.values())))
            for entry in one.written
            if entry.kind == kind
        )
