"""Where the work is done: on site, hybrid, remote, or not stated.

The title and the place label win, then what the text states (``data/remote.toml``), then the
source's own field. Words that mean something else ("remote sensing", "hybrid cloud", "on-site
interview") are no statements.
"""

from __future__ import annotations

import re

from upslope.understand.document import Document
from upslope.understand.reader import Fields
from upslope.understand.running import running
from upslope.understand.statements import Statements

# What a place name or a title says in so many words: "Berlin (Hybrid)", "Remote - US".
_LABEL = re.compile(
    r"\b(?:(?P<hybrid>hybrid|partial(?:ly)? remote)|(?P<remote>remote|telecommut\w*|anywhere|"
    r"work from home|home ?office)|(?P<onsite>on[- ]?site|in[- ]office|vor ort))\b"
    r"(?! (?:sensing|cloud|monitoring))"
)

STATEMENTS = Statements("remote")


def remote(document: Document) -> Fields:
    """Read ``remote``; ``unstated`` where neither text nor source says a word.

    >>> remote(Document(id="1", title="Data Scientist (Remote)", description=""))
    {'remote': 'remote'}
    >>> remote(Document(id="1", title="Remote Sensing Scientist", description="In Bonn."))
    {'remote': 'unstated'}
    """
    found = _of_label(document) or STATEMENTS.answer(running(document.description))
    return {"remote": found or document.location_type or "unstated"}


def _of_label(document: Document) -> str | None:
    label = f"{document.title} | {document.location}".lower()
    kinds = {str(match.lastgroup) for match in _LABEL.finditer(label)}
    if len(kinds) > 1:
        return "hybrid"
    return kinds.pop() if kinds else None
