"""What stands beside every number of a series: what it counts, whose it is, as of when."""

from __future__ import annotations

from upslope.guide.outside.known import countries
from upslope.records.market import Column, ColumnKind, MarketTable
from upslope.records.series import Series, Vintage


def definition(series: Series, vintage: Vintage) -> str:
    """Say what the numbers count, who publishes them, and when they were known so."""
    whose = f"{series.publisher} ({series.licence}), as known on {vintage.as_of}"
    return f"{series.definition} Published by {whose}."


def sources(series: Series) -> list[str]:
    """Name the publisher, as the licence asks."""
    return [f"{series.publisher}, {series.url} ({series.licence})"]


def notes(series: Series, vintage: Vintage) -> list[str]:
    """Say what a reader might get wrong or miss."""
    hidden = [place for place in vintage.values if place not in countries(vintage)]
    if not hidden:
        return vintage.notes
    how = f"upslope series show {series.name} --place '{hidden[0]}'"
    return [*vintage.notes, f"Kept but not shown: {len(hidden):,} other places ({how})."]


def refused(series: Series, name: str, columns: list[Column]) -> MarketTable:
    """Say that nothing is known of a series."""
    return MarketTable(
        name=name,
        title=series.title,
        definition=series.definition,
        n=0,
        sources=sources(series),
        columns=columns,
        rows=[],
        refused="No file of it is kept, or none of so early a day. "
        f"To get them: upslope series download {series.name} --history",
    )


def kind_of(series: Series) -> ColumnKind:
    """Say of what kind its values are."""
    return "index" if _is_index(series) else "number"


def points_of(series: Series) -> str:
    """Say in what differences of its values are told."""
    return "index points" if _is_index(series) else "percentage points"


def _is_index(series: Series) -> bool:
    return series.unit.endswith("= 100")
