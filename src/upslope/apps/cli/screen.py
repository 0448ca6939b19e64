"""What a person sees: JSON Lines for programs, tables for people, messages on standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click
import msgspec

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from upslope.pipeline import Progress

# C0 and C1 controls and bidi marks: a title may not move the cursor or reverse the line.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, no table.")


def plain(value: object) -> str:
    r"""Text that cannot steer the terminal.

    >>> plain("Engineer\x1b[31m\nred")
    'Engineer [31m red'
    """
    return _CONTROLS.sub(" ", "" if value is None else str(value)).strip()


def write_lines(records: Iterable[object]) -> None:
    """Write records to standard output as JSON Lines."""
    encoder = msgspec.json.Encoder()
    for record in records:
        sys.stdout.buffer.write(encoder.encode(record) + b"\n")
    sys.stdout.buffer.flush()


def console(*, stderr: bool = False) -> Console:
    """A Rich console; when piped, 120 or COLUMNS wide, so that tables stay readable."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    known = stream.isatty() or os.environ.get("COLUMNS")
    return Console(stderr=stderr, width=None if known else 120, highlight=False)


def table(*headings: str) -> Table:
    """An empty table in the one style that all commands use."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold", no_wrap=heading == "id")  # ids are copied
    return made


def add_row(to: Table, cells: Sequence[object]) -> None:
    """Add cells as plain text, line by line: what a source wrote is never read as markup."""
    from rich.text import Text

    to.add_row(*(Text("\n".join(map(plain, str(cell).split("\n")))) for cell in cells))


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error with rate and time left, on a terminal; silent elsewhere."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Task as Work
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Work) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("", total=None)

        def show(label: str, done: int, total: int) -> None:
            bar.update(task, description=plain(label), completed=done, total=total)

        yield show


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on a terminal what takes a moment, until it is done; nothing elsewhere."""
    with console(stderr=True).status(what) if sys.stderr.isatty() else nullcontext():
        yield


def headed(heading: str, lines: Sequence[str]) -> None:
    """Print a heading and its lines as plain text; nothing where there is no line.

    What follows a line break within a line stands further in.
    """
    from rich.padding import Padding
    from rich.text import Text

    if not lines:
        return
    screen = console()
    screen.print(Text(f"\n{plain(heading)}", style="bold"))
    for line in lines:
        for number, part in enumerate(line.split("\n")):
            screen.print(Padding(Text(plain(part)), (0, 0, 0, 4 if number else 2)))


def counted(number: int, what: str) -> str:
    """A number of things, one of them in the singular.

    >>> counted(1, "posting"), counted(1_200, "board")
    ('1 posting', '1,200 boards')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def say(message: str) -> None:
    """One line for the person, on standard error."""
    click.echo(message, err=True)
