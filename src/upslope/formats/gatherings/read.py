"""What a list of gatherings gave: those that were read, and the rows that were not, with why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from upslope.formats.html import to_text
from upslope.formats.values import RowError, text
from upslope.records import Gathering, Problem

_FIELDS = (  # what a title says it is about, in the words of the ai-deadlines list
    ("machine-learning", r"machine learning|\bml\b|\bai\b|artificial intelligence|deep learning"),
    (
        "large-language-models",
        r"\bllms?\b|language models?|\bgen(?:erative)? ?ai\b|\brag\b|agentic",
    ),
    ("natural-language-processing", r"\bnlp\b|language processing|computational linguistics"),
    ("computer-vision", r"computer vision|\bvision\b"),
    ("reinforcement-learning", r"reinforcement learning"),
    ("robotics", r"\brobot\w*"),
    ("speech", r"\bspeech\b|\baudio\b"),
    ("mlops", r"\bml ?ops\b|\bllm ?ops\b"),
    ("data", r"\bdata\b|\bpydata\b|\bspark\b|\bkafka\b|analytics|\bsql\b|database"),
    ("python", r"\bpython\b|\bpycon\b|\bpydata\b|\beuroscipy\b|\bscipy\b"),
)


@dataclass
class Gathered:
    """Gatherings of one file or reply."""

    gatherings: list[Gathering] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read_rows(self, rows: Iterable[Any], read: Callable[[Any], Gathering | None]) -> None:
        """Read rows one by one; a bad row is a problem and hides no other."""
        for number, row in enumerate(rows, 1):
            try:
                if (gathering := read(row)) is not None:
                    self.gatherings.append(gathering)
            except ValueError as error:  # a RowError is one, and so is a day that cannot be
                self.problems.append(Problem(where=f"row {number}", why=str(error)[:200]))


def gathering_id(feed: str, *told: object) -> str:
    """Make the id of a gathering from what its feed knows it by.

    >>> gathering_id("ai-deadlines", "icml26", "ICML", "2026")
    '5c74dc4286a7'
    """
    key = "\n".join([feed, *(str(part or "") for part in told)])
    return hashlib.sha256(key.casefold().encode("utf-8", "replace")).hexdigest()[:12]


def plain(value: object) -> str | None:
    """Give a text, which may be HTML, as one line."""
    said = text(value)
    return " ".join(to_text(said[:5_000]).split()) or None if said else None


def web(value: object) -> str | None:
    """Give an address of the web, if it is one; "conf.example" is one too.

    >>> web("https://a.example/x"), web("conf.example"), web("javascript:alert(1)")
    ('https://a.example/x', 'https://conf.example', None)
    """
    said = text(value) or ""
    if re.match(r"https?://[^\s<>\"']+$", said, re.I):
        return said
    return (
        f"https://{said}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"']*)?", said) else None
    )


def fields_of(title: str, tags: Iterable[str | None] = ()) -> list[str]:
    """Say what a gathering is about: its tags, and what its title says.

    >>> fields_of("PyData: AI in Oslo", ["Computer Vision"])
    ['computer-vision', 'machine-learning', 'data', 'python']
    """
    given = [re.sub(r"[\s_]+", "-", tag.strip().lower()) for tag in tags if tag]
    found = [name for name, words in _FIELDS if re.search(words, title, re.I)]
    return list(dict.fromkeys([*given, *found]))


def required(value: str | None, what: str) -> str:
    """Give a value that a row must have.

    Raises:
        RowError: it has none.
    """
    if value is None:
        raise RowError(f"it has no {what}")
    return value
