"""One page with every table, its chart and what it stands on; it asks nothing of the network.

The policy in its head lets run the scripts that it was made with, named by their hashes, and
nothing else; texts of others reach it escaped as HTML, or as JSON in which no tag can end.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from upslope.apps.market.drawing import Drawing, Line, drawing
from upslope.apps.market.shown import Grid, grid, heading, period
from upslope.records.market import MarketTable

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
"""Style, our script, and the libraries under ``vendor``: what a server of pages hands out."""
STYLES = ("market.css", "tables.css")
SCRIPTS = ("vendor/d3.min.js", "vendor/plot.umd.min.js", "charts.js")
"""In the order in which they must run."""

_LICENCES = {"vendor/d3.min.js": "d3", "vendor/plot.umd.min.js": "plot"}
_MOST_BARS, _MOST_LINES = 40, 9
_LONG = 24  # rows from which a table is folded away under its chart
_UNSAFE = str.maketrans(
    {letter: f"\\u{ord(letter):04x}" for letter in "<>&'\u2028\u2029"}
)  # none of them is JSON's own


class View(msgspec.Struct, frozen=True):
    """A table as the templates read it."""

    table: MarketTable
    grid: Grid
    drawing: Drawing | None
    period: str
    caption: str
    folded: bool


def view(table: MarketTable) -> View:
    """Return what the template ``table.html`` shows of a table."""
    whole = drawing(table)
    drawn = _first(whole) if whole else None
    folded = drawn is not None and drawn.kind != "bars" and len(table.rows) > _LONG
    caption = _caption(table, drawn) if drawn else ""
    if drawn != whole:
        caption += " The first ones are drawn; all are in the table."
    return View(table, grid(table), drawn, period(table), caption, folded)


def _first(drawn: Drawing) -> Drawing:
    """Take no more bars or lines than can be told apart."""
    most = _MOST_BARS if drawn.kind == "bars" else None
    lines = [Line(one.name, one.points[:most], one.breaks) for one in drawn.lines[:_MOST_LINES]]
    return msgspec.structs.replace(drawn, lines=lines)


def _caption(table: MarketTable, drawn: Drawing) -> str:
    """Say what a chart shows and how its intervals are read."""
    what = f"{heading(drawn.x)}: {heading(drawn.y)}"
    what = what[0].upper() + what[1:]
    if table.chart is None or table.chart.low is None:
        return f"{what}."
    if all(point.low is None for line in drawn.lines for point in line.points):
        return f"{what}; intervals: see the table."
    return f"{what}; {'thin lines are' if drawn.kind == 'bars' else 'the band is'} the interval."


def data(views: Iterable[View]) -> str:
    r"""Return what charts.js draws, as JSON for an element of a page.

    No letter of it can end the element, whatever a table says:

    >>> from upslope.records.market import Chart, Column
    >>> table = MarketTable(name="t", title="", definition="", n=1, rows=[["</script>", 1]],
    ...     columns=[Column(name="x", label="x"), Column(name="y", label="y", kind="count")],
    ...     chart=Chart(kind="bars", x="x", y="y"))
    >>> r"\u003c/script\u003e" in data([view(table)]), "<" in data([view(table)])
    (True, False)
    """
    drawn = {one.table.name: one.drawing for one in views if one.drawing}
    return msgspec.json.encode(drawn).decode().translate(_UNSAFE)


def page(tables: Sequence[MarketTable], made_at: datetime, about: str) -> str:
    """Return the whole page as HTML.

    Args:
        tables: in the order in which they are shown.
        made_at: when, with its time zone.
        about: one sentence on whose openings these are.

    >>> from datetime import UTC
    >>> table = MarketTable(name="t", title="Roles & pay", definition="", n=0, columns=[], rows=[])
    >>> "Roles &amp; pay" in page([table], datetime(2026, 11, 21, tzinfo=UTC), "Invented.")
    True
    """
    views = [view(table) for table in tables]
    scripts = [script(name) for name in SCRIPTS] if any(one.drawing for one in views) else []
    style = "".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES)
    return (
        environment()
        .get_template("page.html")
        .render(
            views=views,
            data=data(views),
            scripts=scripts,
            style=style,
            policy=policy(scripts, style),
            made_at=made_at.strftime("%Y-%m-%d %H:%M %Z").strip(),
            about=about,
        )
    )


@cache
def script(name: str) -> str:
    """Return one of our scripts as it stands in a page, its licence before it."""
    code = (STATIC / name).read_text(encoding="utf-8")
    if name not in _LICENCES:
        return code
    licence = (STATIC / "vendor" / f"{_LICENCES[name]}.LICENSE").read_text(encoding="utf-8")
    return f"/*\n{licence}*/\n{code}"


def policy(scripts: Iterable[str], style: str) -> str:
    """Return the content security policy: these scripts, this style, and nothing from anywhere."""
    allowed = " ".join(map(_hashed, scripts)) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hashed(style)}; img-src 'none'; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hashed(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def environment() -> Environment:
    """Return the templates; every text that they are given is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
