"""What a new process takes: the help, and the first search. All files lie in the cache."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.performance.figures import Figure
from benchmarks.performance.measure import Took, load, process
from benchmarks.performance.stock import Stock

COMMAND = "python -m benchmarks.performance --only startup"
_BARE = [sys.executable, "-c", "pass"]
_PIP = [sys.executable, "-m", "pip", "--help"]
_LEAST = """
import sys, tantivy
index = tantivy.Index.open(sys.argv[1])
index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).build())
index.searcher().search(tantivy.Query.term_query(index.schema, "text", "engineer"), 20)
"""


def figures(stock: Stock, rounds: int, postings: int) -> Iterator[Figure]:
    """Measure fresh processes by turns, after one of each that warms the cache."""
    home = stock.workspace(postings)
    ours = [sys.executable, "-m", "upslope", "--workspace", str(home)]
    [index] = home.glob("index-*")
    kinds = [
        ("upslope --help", [*ours, "--help"], "pip --help", _PIP, 0.4),
        (
            f"first search of a new process, {postings:,} stored",
            [*ours, "search", "engineer", "python"],
            "Python and tantivy alone",
            [sys.executable, "-c", _LEAST, str(index)],
            0.6,
        ),
        ("an empty Python process", _BARE, "", None, None),
    ]
    for name, command, beside, other, target in kinds:
        taken, others = _by_turns(command, other, rounds)
        shared: dict[str, Any] = {"part": "startup", "command": COMMAND, "load": load()}
        shared["beside"] = beside
        yield Figure(
            name=f"{name}, on the clock",
            unit="s",
            values=[one.wall for one in taken],
            others=[one.wall for one in others],
            target=target,
            **shared,
        )
        yield Figure(
            name=f"{name}, of the processor",
            unit="s",
            values=[one.cpu for one in taken],
            others=[one.cpu for one in others],
            target=target,
            **shared,
        )


def _by_turns(
    command: list[str], other: list[str] | None, rounds: int
) -> tuple[list[Took], list[Took]]:
    every = [command] if other is None else [command, other]
    for one in every:
        process(one)
    taken = [[process(one) for one in every] for _ in range(rounds)]
    return [each[0] for each in taken], [one for each in taken for one in each[1:]]
