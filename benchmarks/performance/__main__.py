"""All figures of speed and size, in one table.

    python -m benchmarks.performance [--quick | --large] [--only PART ...] [--folder FOLDER]
        [--rows FILE] [--plots FOLDER] [--write docs/performance.md]

Every figure is the median of five rounds (quick: three), with the least and the most; what stands
beside it ran in the same rounds, by turns. A ratio says how many times as good ours is. Needs the
shared data (or another FILE of postings) and ``pip install 'upslope[bench]'``. The usual run takes
some ten minutes on a quiet machine and 2 GB of disk, ``--large`` with its million postings about an
hour and 15 GB.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from benchmarks.performance import document, growth, matching, plots, searching, startup, way
from benchmarks.performance.figures import Figure, table
from benchmarks.performance.measure import load, machine
from benchmarks.performance.stock import TEXTS, Stock


class Scale(NamedTuple):
    """How much is measured: rounds, real postings, those on the way, texts of the peer, sizes."""

    rounds: int
    limit: int | None
    texts: int
    searched: tuple[int, ...]
    stored: int
    sizes: tuple[int, ...]


QUICK = Scale(3, 1_000, 40, (5_000,), 2_000, (500, 1_000, 5_000))
USUAL = Scale(5, None, 300, (100_000,), 20_000, (1_000, 10_000, 100_000))
LARGE = USUAL._replace(searched=(100_000, 1_000_000), sizes=(*USUAL.sizes, 1_000_000))


def parts(stock: Stock, scale: Scale) -> dict[str, Callable[[], Iterator[Figure]]]:
    """Return what measures each part, by its name."""
    rounds, limit = scale.rounds, scale.limit

    def search() -> Iterator[Figure]:
        for postings in scale.searched:
            yield from searching.figures(stock, rounds, postings, limit)

    return {
        "startup": lambda: startup.figures(stock, rounds, scale.stored),
        "matching": lambda: matching.figures(stock, rounds, scale.stored),
        "way": lambda: way.figures(stock, rounds, limit, scale.texts),
        "growth": lambda: growth.figures(stock, scale.sizes, rounds, limit),
        "search": search,
    }


def main() -> None:
    """Measure, print the table and write what was asked for."""
    asked = _asked()
    scale = QUICK if asked.quick else LARGE if asked.large else USUAL
    if asked.postings:
        scale = scale._replace(searched=(asked.postings,))
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="upslope-figures-"))
    print(f"{machine()}; {load()} processes at work.", file=sys.stderr)
    found: list[Figure] = []
    try:
        stock = Stock(asked.file, folder, scale.limit)
        for name, measure in parts(stock, scale).items():
            if not asked.only or name in asked.only:
                print(f"Measuring {name} ...", file=sys.stderr)
                rows = list(measure())
                print(table(rows), end="\n\n", flush=True)
                found += rows
    finally:
        if not asked.folder:
            shutil.rmtree(folder)
    measured = document.Measured(machine(), datetime.now(UTC).date().isoformat(), found)
    if asked.rows:
        asked.rows.write_bytes(msgspec.json.encode(measured))
    if asked.plots:
        print(*plots.draw(found, asked.plots), sep="\n")
    if asked.write:
        document.write(asked.write, measured)


def _asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("file", type=Path, nargs="?", default=TEXTS, help="real postings")
    how_much = ask.add_mutually_exclusive_group()
    how_much.add_argument("--quick", action="store_true", help="a minute, to see that it runs")
    how_much.add_argument("--large", action="store_true", help="a million postings too")
    ask.add_argument("--only", action="append", choices=document.TITLES, help="this part")
    ask.add_argument("--postings", type=int, help="search this many")
    ask.add_argument("--folder", type=Path, help="keep what takes long to make here")
    ask.add_argument("--rows", type=Path, help="write all rows to this file, as JSON")
    ask.add_argument("--plots", type=Path, help="write the plots to this folder, as SVG")
    ask.add_argument("--write", type=Path, help="put the figures into this document")
    return ask.parse_args()


if __name__ == "__main__":
    main()
