"""The figures in ``docs/performance.md``: tables between two markers, made of the rows beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from benchmarks.performance.figures import Figure, markdown
from benchmarks.performance.measure import ROOT

DOC = ROOT / "docs" / "performance.md"
BEGIN = "<!-- figures: python -m benchmarks.performance --large --write docs/performance.md -->"
END = "<!-- end of figures -->"
TITLES = {
    "way": "From a file to the index",
    "search": "Search",
    "matching": "Matching",
    "startup": "A new process",
    "growth": "Cost against size",
}


class Measured(msgspec.Struct):
    """What the table is made of."""

    machine: str
    day: str
    figures: list[Figure]


def rows_of(document: Path) -> Path:
    """Return the file of rows that stands beside a document."""
    return document.with_suffix(".json")


def read(document: Path) -> Measured:
    """Read the rows beside a document; none if there are none yet."""
    file = rows_of(document)
    if not file.exists():
        return Measured("", "", [])
    return msgspec.json.decode(file.read_bytes(), type=Measured)


def write(document: Path, measured: Measured) -> None:
    """Put figures in place of those of the same parts, in the document and in the rows beside it.

    Raises:
        ValueError: the document has no place for them.
    """
    parts = {one.part for one in measured.figures}
    kept = [one for one in read(document).figures if one.part not in parts]
    every = Measured(measured.machine, measured.day, [*kept, *measured.figures])
    text = with_figures(document.read_text("utf-8"), every)
    rows_of(document).write_bytes(msgspec.json.format(msgspec.json.encode(every)) + b"\n")
    document.write_text(text, encoding="utf-8")


def with_figures(text: str, measured: Measured) -> str:
    """Return the document's text with these figures in their place.

    Raises:
        ValueError: it has no place for them.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n{_tables(measured)}\n{END}{after}"


def _tables(measured: Measured) -> str:
    told = [f"Measured on {measured.day}: {measured.machine}."]
    for part, title in TITLES.items():
        found = [one for one in measured.figures if one.part == part]
        for command in dict.fromkeys(one.command for one in found):
            of_command: Sequence[Figure] = [one for one in found if one.command == command]
            told.append(f"### {title}\n\n`{command}`\n\n{markdown(of_command)}")
    return "\n\n".join(told)
