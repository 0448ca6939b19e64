"""Which of the postings that pass the filters answer a query best."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from upslope.records import Posting, Understanding

Row = tuple[Posting, Understanding]

# A word in the title says what the job is, in the skills what it asks, in the text the rest.
_TITLE, _SKILL, _TEXT = 4.0, 2.0, 1.0


def rank(query: str, rows: Sequence[Row]) -> list[Row]:
    """Order rows by how well they answer the words of a query, then newest first.

    >>> def row(id, title, text):
    ...     return (Posting(id=id, source="s", source_id=id, title=title, description=text),
    ...             Understanding(id=id))
    >>> rows = [row("1", "Data Engineer", "some ranking"), row("2", "Ranking Engineer", "")]
    >>> [posting.id for posting, _ in rank("ranking", rows)]
    ['2', '1']
    """
    words = re.findall(r"\w+", query.lower())
    newest_first = sorted(rows, key=lambda row: (row[0].date_posted or "", row[0].id), reverse=True)
    return sorted(newest_first, key=lambda row: -_relevance(words, *row))


def _relevance(words: Sequence[str], posting: Posting, understanding: Understanding) -> float:
    title = Counter(re.findall(r"\w+", posting.title.lower()))
    text = Counter(re.findall(r"\w+", (posting.description or "").lower()))
    skills = {word for mention in understanding.skills for word in mention.skill.split()}
    return sum(
        _TITLE * (word in title) + _SKILL * (word in skills) + _TEXT * math.log1p(text[word])
        for word in words
    )
