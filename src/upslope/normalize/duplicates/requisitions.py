"""Numbers under which employers keep their openings, where a text, title or address names them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"([A-Za-z]{0,6}[-_]?\d+(?:[A-Z]{1,3}\d+)*(?:[-_]\d+)*)"
_NAMED = re.compile(
    r"(?:\b|(?<=[a-z])(?=[A-Z]))"  # "United StatesJob ID": copies lose blanks
    r"(?i:(?:auto\s?)?(?:job\s)?(?:req(?:uisition)?|job|posting|position|role|vacancy|opening"
    r"|ref(?:erence)?|announcement|kennziffer|stellen)"
    r"(?:\s?(?:id|no|number|num|nr|code|ref|req|\#)\b\.?|\s?\#|\s?-?id)"
    rf"(?:\s?\#)?\s?[:.#-]*\s{{0,3}}){_NUMBER}",
)
_IN_TITLE = re.compile(r"(?<![\w$€£.,])(?:#\s?)?((?:[A-Z]{1,5}[-_]?)?\d{4,}(?:-\d+)?)(?![\w%])")
_LONG_NUMBER = re.compile(r"\d(?:[A-Z_-]{0,3}\d){3}")
"""At least four digits as in any number that counts; most texts have none, which is soon seen."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:-\d+)?")
_LEAST = 4
_ENDS = 5_000
"""Letters at the two ends of a text, together, where its number is looked for."""

_MOST = 6


def requisitions(title: str, text: str) -> dict[str, frozenset[str]]:
    """Return requisition numbers by their shape: those of one shape are of one system.

    >>> requisitions("ML Engineer (JR-10293)", "Job Requisition ID # 25WD94320. Since 2011.")
    {'A-9': frozenset({'JR-10293'}), '9A9': frozenset({'25WD94320'})}
    """
    shapes: dict[str, set[str]] = {}
    for number in _numbers(title, text):
        shapes.setdefault(_shape(number), set()).add(number)
    return {shape: frozenset(numbers) for shape, numbers in shapes.items()}


def _numbers(title: str, text: str) -> Iterator[str]:
    yield from (n.upper() for n in _IN_TITLE.findall(title) if not _YEAR.fullmatch(n))
    ends = text if len(text) <= _ENDS else text[: _ENDS // 2] + " " + text[-_ENDS // 2 :]
    if not _LONG_NUMBER.search(ends):
        return
    named = [number.upper() for number in _NAMED.findall(ends)][:_MOST]
    for number in named:
        if sum(map(str.isdigit, number)) >= _LEAST and not _YEAR.fullmatch(number):
            yield number


def _shape(number: str) -> str:
    return re.sub(r"\d+", "9", re.sub(r"[A-Z]+", "A", number))
