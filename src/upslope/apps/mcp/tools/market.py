"""``market``: one table of the market."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from upslope.apps.mcp.quoting import LINE, Quoter
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, Offset, Tool, Words
from upslope.records.market import Cell, MarketTable
from upslope.records.understanding import Role


class MarketArguments(Arguments, frozen=True):
    """Which table, of which openings."""

    table: Annotated[
        str, Meta(max_length=100, description="Its name; without one the names of all are given.")
    ] = ""
    day: Annotated[date, Meta(description="As it was known then. Default: today.")] | None = None
    role: Role | None = None
    place: Annotated[Words, Meta(description="A country, or a city that stands for it.")] = ""
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")] | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 30
    offset: Offset = 0


class Cells(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a table; cells in the order of the columns."""

    columns: list[str]
    rows: list[list[Cell]]


class MarketReply(Reply, kw_only=True):
    """A table with what it counts, of how many, and what was left out; or why there is none."""

    tables: list[str]
    title: str = ""
    definition: str = ""
    n: int | None = None
    period: tuple[str, str] | None = None
    excluded: dict[str, int] | None = None
    refused: str = ""
    rows_in_all: int = 0
    quoted: Cells | None = None


def _market(served: Served, asked: MarketArguments, quoter: Quoter) -> MarketReply:
    market = served.openings.market
    if not asked.table:
        names = market.names(ours=bool(asked.role or asked.place))
        return MarketReply(notes=served.notes(), tables=names)
    [table] = market.tables(
        [asked.table],
        day=asked.day,
        role=asked.role,
        place=asked.place,
        currency=asked.currency,
    )
    return MarketReply(
        notes=[*served.notes(), *table.notes],
        tables=[table.name],
        title=table.title,
        definition=table.definition,
        n=table.n,
        period=table.period,
        excluded=table.excluded,
        refused=table.refused,
        rows_in_all=len(table.rows),
        quoted=_cells(table, asked, quoter),
    )


def _cells(table: MarketTable, asked: MarketArguments, quoter: Quoter) -> Cells:
    """Quote the rows: a company names itself, and a series is another's."""
    rows = table.rows[asked.offset : asked.offset + asked.limit]
    return Cells(
        columns=[column.name for column in table.columns],
        rows=[
            [quoter.text(cell, LINE, "cell") if isinstance(cell, str) else cell for cell in row]
            for row in rows
        ],
    )


MARKET = Tool(
    name="market",
    title="The market in tables",
    about="Give one table of the market by its name: who is asked for, which skills, what pay is "
    "stated, how long openings stay open, where it goes. Without a name: the names of all tables.",
    asks=MarketArguments,
    gives=MarketReply,
    run=_market,
)
