"""What a posting's work is applied to, and the industry of its employer.

Both come from the words of ``data/area_words.toml``. An area is named by the title, by a duty or
by the text twice; the industry is the one with the most words.
"""

from __future__ import annotations

from collections import Counter

from upslope.understand.document import Document
from upslope.understand.evidence import full_title
from upslope.understand.reader import Fields
from upslope.understand.words import WordRows, load, placed

_TABLES = load("area_words")
_AREAS, _INDUSTRIES = WordRows(_TABLES["areas"]), WordRows(_TABLES["industries"])

NAMED = 2
"""How many words it takes to name an area outside title and duties, or one industry of several."""

COMPANY = 3
"""What a word of the employer's name counts: "Example Bank" is a bank."""


def area(document: Document) -> Fields:
    """Read ``application_areas`` (most named first) and ``industry`` (``None`` if unclear).

    >>> text = "Build recommender systems for our online shop. Personalization for shoppers."
    >>> area(Document(id="1", title="ML Engineer", description=text))
    {'application_areas': ['recommendation'], 'industry': 'e_commerce'}
    """
    return {"application_areas": _areas(document), "industry": _industry(document)}


def _areas(document: Document) -> list[str]:
    said = Counter[str]()
    for at, rows, _, _ in placed(document)["areas"]:
        section = document.sentences[at].section
        if section not in ("benefits", "legal"):
            for row in rows:
                # A duty names an area at once: that is the work itself.
                said[row] += NAMED if section == "duties" else 1
    for name in _AREAS.count(full_title(document)):
        said[name] += 5 * NAMED
    return [name for name, weight in said.most_common() if weight >= NAMED]


def _industry(document: Document) -> str | None:
    said = Counter[str]()
    for at, rows, _, _ in placed(document)["industries"]:
        if document.sentences[at].section not in ("benefits", "legal", "required", "preferred"):
            said.update(rows)
    for name in _INDUSTRIES.count(document.company):
        said[name] += COMPANY
    best = said.most_common(2)
    # A single word is enough only where nothing else is named.
    if not best or (best[0][1] < NAMED and len(best) > 1):
        return None
    return best[0][0]
