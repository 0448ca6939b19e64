"""How senior a posting is: the title wins, then the years asked, then words of the text.

>>> seniority(Document(id="1", title="Senior Data Engineer", description=""))
{'seniority': 'senior'}
"""

from __future__ import annotations

import re

from upslope.records.understanding import Seniority
from upslope.understand.document import Document
from upslope.understand.evidence import full_title
from upslope.understand.reader import Fields
from upslope.understand.statements import Statements, TitleStatements
from upslope.understand.years import required

# A product manager's "manager" says nothing of people or rank, nor does the person reported to.
_NO_PEOPLE = re.compile(
    r"reports to.*|\b(?:product|project|program|programme|account|community|customer success|case|"
    r"technical program|marketing|delivery|engagement)\s+managers?\b"
)

_OF_TITLE, _OF_TEXT = TitleStatements("seniority_titles"), Statements("seniority")


def seniority(document: Document) -> Fields:
    """Read ``seniority``; ``unknown`` only where neither title nor text says anything.

    >>> seniority(Document(id="1", title="Data Scientist", description="3+ years of experience."))
    {'seniority': 'mid'}
    """
    title = _NO_PEOPLE.sub(" ", full_title(document).lower())
    return {
        "seniority": _OF_TITLE.answer(title)
        or _of_years(required(document))
        or _OF_TEXT.answer(document.description)
        or "unknown"
    }


def _of_years(years: int | None) -> Seniority | None:
    """Bands of the labelling guide: 0-1 entry, 2-4 mid, 5-7 senior, 8 and more staff."""
    if years is None:
        return None
    return "entry" if years < 2 else "mid" if years < 5 else "senior" if years < 8 else "staff"
