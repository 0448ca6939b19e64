"""A posting is understood: role, seniority, skills, responsibilities, requirements, pay.

Each field has one reader, a rule or a learned model of the same shape; ``READERS`` lists them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from upslope.models import SHIPPED, Model
from upslope.records import Posting, Understanding
from upslope.understand.area import areas
from upslope.understand.degree import degree
from upslope.understand.document import Document
from upslope.understand.duties import duties
from upslope.understand.employment import employment
from upslope.understand.industry import industries
from upslope.understand.pay import pay
from upslope.understand.reader import Learned, Reader, Rule
from upslope.understand.remote import remote
from upslope.understand.role import roles
from upslope.understand.seniority import seniority
from upslope.understand.skills import skills
from upslope.understand.visa import visa
from upslope.understand.years import years

__all__ = ["READERS", "VERSION", "understand"]

VERSION = "5"
"""Changes whenever a reader may answer differently; stored beside what was understood."""

READERS: Mapping[str, Reader] = {
    "role": Learned(roles),
    "seniority": Rule(seniority),
    "years": Rule(years),
    "degree": Rule(degree),
    "remote": Rule(remote),
    "employment": Rule(employment),
    "visa": Rule(visa),
    "area": Learned(areas),
    "industry": Learned(industries),
    "duties": Learned(duties),
    "skills": Learned(skills),
    "pay": Rule(pay),
}
"""Who answers what. Replacing a rule by a learned model is a change of one entry."""

_CHUNK = 64  # readers that share work (years, roles) find it still cached


def understand(
    postings: Sequence[Posting], models: Mapping[str, Model] = SHIPPED
) -> list[Understanding]:
    """Understand a batch: every posting comes out, in order, and depends on no other.

    A reader that fails raises; nothing is hidden. No text, however odd, makes one fail.

    Args:
        postings: what to understand.
        models: who answers what is learned, by name of the task.

    >>> posting = Posting(id="1", source="", source_id="", title="Senior ML Engineer (Remote)")
    >>> [found] = understand([posting])
    >>> found.role, found.seniority, found.remote, found.visa
    ('ml_engineer', 'senior', 'remote', 'unstated')
    """
    starts = range(0, len(postings), _CHUNK)
    chunks = (postings[start : start + _CHUNK] for start in starts)
    return [one for chunk in chunks for one in _read([*map(Document.of, chunk)], models)]


def _read(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Understanding]:
    answers: list[dict[str, Any]] = [{} for _ in documents]
    for reader in READERS.values():
        for answer, fields in zip(answers, reader.predict(documents, models), strict=True):
            answer.update(fields)
    return [
        Understanding(id=document.id, **answer)
        for document, answer in zip(documents, answers, strict=True)
    ]
