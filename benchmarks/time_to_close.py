"""How long openings stay open, and whether there are more of them, on a panel of boards.

    python benchmarks/time_to_close.py [FOLDER] [--tables closing shares_open index] [--json]
                                       [--added DAY]

FOLDER holds ``postings.jsonl.gz`` and ``snapshots.csv.gz``; default: the shared Greenhouse panel.
It is laid out as the snapshots of a store (``panel_facts.py``) and told by the tables of
``upslope market`` themselves. ``--added`` shows what the index is for: every second board is taken
for one that was added on that day. With ``closing``, the last line says what a plain median of the
openings that closed would be: from first seen to closed.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from panel_facts import FOLDER, lay_out

from upslope.guide.market import Market, read
from upslope.records.market import MarketTable


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    options.add_argument("--tables", nargs="+", default=["closing", "shares_open", "index"])
    options.add_argument("--added", type=date.fromisoformat, default=date.min)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with TemporaryDirectory() as out:
        lay_out(given.folder, Path(out), given.added)
        with read(Path(out)) as market:
            for table in market.tables(*given.tables):
                show(table, as_json=given.json)
            if "closing" in given.tables and not given.json:
                print(f"median of what closed, as it was seen: {plain(market)} days")


def show(table: MarketTable, *, as_json: bool) -> None:
    """Print one table with what it stands on."""
    if as_json:
        print("\n".join(json.dumps({"table": table.name, **row}) for row in table.records()))
        return
    print(f"\n{table.title} (n = {table.n:,}, {table.period})")
    print(*(f"  left out: {many:,} {why}" for why, many in table.excluded.items()), sep="\n")
    print(*(f"  {note}" for note in table.notes), sep="\n")
    cells = [[column.name for column in table.columns]]
    cells += [["-" if cell is None else str(cell) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


def plain(market: Market) -> float:
    """Return the median of days from first seen to closed, of what closed."""
    found = market.con.execute("SELECT median(closed - first_seen) FROM openings WHERE NOT open")
    (days,) = found.fetchall()[0]
    return float(days)


if __name__ == "__main__":
    main()
