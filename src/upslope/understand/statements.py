"""What a posting states in so many words, by a table of patterns in ``data/*.toml``.

Such a table lists statements with their answer; the first that the text makes decides. Used for
place of work, employment, visa and seniority, where a fixed phrase says it or nothing does.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from upslope.understand.evidence import any_of, first


class Statements:
    """The statements of one table, compiled.

    Args:
        name: file name in ``understand/data`` without its ending.

    >>> Statements("visa").answer("We are unable to sponsor visas.")
    'no_sponsorship'
    >>> Statements("visa").answer("We sell tea.") is None
    True
    """

    def __init__(self, name: str) -> None:
        text = files("upslope.understand").joinpath(f"data/{name}.toml").read_text("utf-8")
        table = tomllib.loads(text)
        words: dict[str, str] = {}
        for word, pattern in table.get("words", {}).items():
            words[word] = _filled(pattern, words)
        self._rows: list[tuple[str, re.Pattern[str], list[str] | None]] = [
            (
                row["answer"],
                any_of(*(_filled(pattern, words) for pattern in row["patterns"])),
                row.get("cues", table.get("cues")),
            )
            for row in table["statement"]
        ]

    def answer(self, text: str) -> str | None:
        """Return the answer of the first statement that the text makes, ``None`` without any."""
        return first(text, self._rows)


def _filled(pattern: str, words: dict[str, str]) -> str:
    """Put the table's own words in for ``%word%``."""
    return re.sub(r"%(\w+)%", lambda name: words[name.group(1)], pattern)
