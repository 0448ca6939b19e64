"""What a posting states in so many words, by a table of patterns in ``data/*.toml``.

Such a table lists statements with their answer; the first that the text makes decides. Used for
place of work, employment, visa and seniority, where a fixed phrase says it or nothing does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from ahocorasick_rs import BytesAhoCorasick, Implementation

from upslope.understand.cues import cues
from upslope.understand.evidence import Cued, near_cues


class Statements:
    """The statements of one table, compiled; each is tried only where it may be made.

    Args:
        name: file name in ``understand/data`` without its ending.

    >>> Statements("visa").answer("We are unable to sponsor visas.")
    'no_sponsorship'
    >>> Statements("visa").answer("We sell tea.") is None
    True
    """

    def __init__(self, name: str) -> None:
        self._answers = {
            Cued(_compiled(pattern), row.get("cues", ())): row["answer"]
            for row in _rows(name)
            for pattern in row["patterns"]
        }
        self._order = {one: place for place, one in enumerate(self._answers)}

    def answer(self, text: str) -> str | None:
        """Return the answer of the first statement that the text makes, ``None`` without any."""
        found = self.found(text)
        return found[0] if found else None

    def found(self, text: str) -> tuple[str, str] | None:
        """Return that answer with the words that make it."""
        likely = sorted(self._answers.keys() & near_cues(text), key=self._order.__getitem__)
        matches = ((self._answers[one], one.search(text)) for one in likely)
        return next(((answer, match.group()) for answer, match in matches if match), None)


class TitleStatements:
    """The statements of one table for titles: short texts, searched whole and in lower case.

    >>> TitleStatements("seniority_titles").answer("Staff Engineer")
    'staff'
    """

    def __init__(self, name: str) -> None:
        self._patterns = [
            (row["answer"], re.compile("|".join(f"(?:{one})" for one in row["patterns"])))
            for row in _rows(name)
        ]
        found: dict[str, list[int]] = {}
        for row, (_, pattern) in enumerate(self._patterns):
            if not (words := cues(pattern)):
                raise ValueError(f"no word is in every match of {pattern.pattern!r}")
            for word in words:
                found.setdefault(word, []).append(row)
        self._by_cue = [*found.values()]
        words_in_bytes = [word.encode("latin-1") for word in found]
        self._cues = BytesAhoCorasick(words_in_bytes, implementation=Implementation.DFA)

    def answer(self, title: str) -> str | None:
        """Return the answer of the first statement that the title makes, ``None`` without any."""
        folded = title.lower()
        hits = self._cues.find_matches_as_indexes(folded.encode("latin-1", "replace"), True)
        for row in sorted({row for cue, *_ in hits for row in self._by_cue[cue]}):
            answer, pattern = self._patterns[row]
            if pattern.search(folded):
                return str(answer)
        return None


def _rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table with the table's own words filled in for ``%word%``."""
    text = files("upslope.understand").joinpath(f"data/{name}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    words: dict[str, str] = {}
    for word, pattern in table.get("words", {}).items():
        words[word] = _filled(pattern, words)
    for row in table["statement"]:
        yield row | {"patterns": [_filled(pattern, words) for pattern in row["patterns"]]}


def _filled(pattern: str, words: dict[str, str]) -> str:
    return re.sub(r"%(\w+)%", lambda name: words[name.group(1)], pattern)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
