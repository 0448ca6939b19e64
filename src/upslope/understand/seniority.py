"""How senior a posting is: the title wins, then the years asked, then words of the text.

>>> seniority(Document(id="1", title="Senior Data Engineer", description=""))
{'seniority': 'senior'}

No rung of the model ladder beats the rules (``upslope models compare seniority``), so they answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from upslope.models import Example, Labelled, Task
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
    return {
        "seniority": _of_title(document)
        or _of_years(required(document))
        or _OF_TEXT.answer(document.description)
        or "unknown"
    }


def _of_title(document: Document) -> str | None:
    return _OF_TITLE.answer(_NO_PEOPLE.sub(" ", full_title(document).lower()))


def _of_years(years: int | None) -> Seniority | None:
    """Bands of the labelling guide: 0-1 entry, 2-4 mid, 5-7 senior, 8 and more staff."""
    if years is None:
        return None
    return "entry" if years < 2 else "mid" if years < 5 else "senior" if years < 8 else "staff"


def _examples(labelled: Labelled) -> Iterator[Example]:
    if label := labelled.labels.get("seniority"):
        document = Document.of(labelled.posting)
        said = {
            "title": _of_title(document),
            "years": _of_years(required(document)),
            "text": _OF_TEXT.answer(document.description),
        }
        features = {f"{part}.{level}": 1.0 for part, level in said.items()}
        rule = str(seniority(document)["seniority"])
        weight = labelled.weight("seniority")
        employer, month = labelled.employer, labelled.month
        yield Example(features, label, rule, employer, month, weight)


TASK = Task(
    "seniority",
    get_args(Seniority),
    _examples,
    about="How senior a posting is, by what title, years and words of the text say.",
)
