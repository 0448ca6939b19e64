"""What a posting's text tells of its pay: words and attributes, blind to any pay that it states.

Sentences that speak of money or pay are left out before words are read, and numbers are no words:
a posting is estimated alike whether or not it states its pay.
"""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise

from upslope.estimate.asked import Asked
from upslope.records import Understanding

LONGEST = 30_000
"""Characters that are read of a text; the longest of 11,757 postings has 22,903."""

_ENDS = re.compile(r"\n|[•·▪●]|(?<=[.!?;])\s+")
_MONEY = re.compile(
    r"[$€£¥₹]|\d ?k\b|\b(?:usd|cad|aud|eur|gbp|inr|salar(?:y|ies)|compensation|wages?|remuneration"
    r"|(?:base|starting|target|annual|total|hourly) pay|pay (?:is|rates?|ranges?|scales?|bands?"
    r"|grades?|transparency)|hourly|per (?:hour|annum|year)|annuali[sz]ed|earnings|ote|lpa)\b"
)
_WORD = re.compile(r"[a-z][a-z+#]+")
_OF_PAY = {
    *("usd", "hr", "hour", "hourly", "yr", "year", "annually", "annual", "annum"),
    *("month", "pa", "base", "pay", "dollars"),
}
_MOST_YEARS = 15


def words(text: str) -> set[str]:
    """Return the distinct words of a text, without the sentences that speak of money.

    >>> sorted(words("You will train PyTorch models. Base pay: $150,000 - $190,000 a year."))
    ['models', 'pytorch', 'train', 'will', 'you']
    """
    kept = [part for part in _ENDS.split(text[:LONGEST].lower()) if not _MONEY.search(part)]
    return set(_WORD.findall("\n".join(kept)))


def title_words(title: str) -> set[str]:
    """Return the words of a spelt title and its pairs of neighbours, without those of pay.

    >>> sorted(title_words("staff ml engineer $200k yr"))
    ['engineer', 'ml', 'ml engineer', 'staff', 'staff ml']
    """
    found = [word for word in _WORD.findall(title) if word not in _OF_PAY]
    return {*found, *(f"{one} {other}" for one, other in pairwise(found))}


def attributes(asked: Asked, understanding: Understanding) -> dict[str, float]:
    """Return what was understood of a posting, as named numbers; shares and flags from 0 to 1.

    >>> asked = Asked(region="Texas", title="machine learning engineer")
    >>> found = attributes(asked, Understanding(id="1", min_years=6))
    >>> found["region=Texas"], found["years"], found["title:learning engineer"]
    (1.0, 0.4, 1.0)
    """
    years = understanding.min_years
    said = {
        "role": asked.role,
        "level": asked.seniority,
        "remote": asked.remote,
        "employment": asked.employment,
        "region": asked.region or "",
        "degree": understanding.degree_required,
        "industry": understanding.industry or "",
    }
    found = {f"{name}={value}": 1.0 for name, value in said.items()}
    found |= {f"area={area}": 1.0 for area in understanding.application_areas}
    found |= {f"duty={d}": duty.probability for d, duty in understanding.responsibilities.items()}
    found |= {f"title:{word}": 1.0 for word in title_words(asked.title)}
    found["years"] = min(years or 0, _MOST_YEARS) / _MOST_YEARS
    found["years unsaid"] = float(years is None)
    return found


def shares(found: Set[str], known: Set[str]) -> tuple[list[str], float]:
    """Return the known ones of a text's words, and how much each counts.

    Long texts have many words; each counts one by the square root of their number, so that all
    texts weigh alike.

    >>> shares({"train", "models", "quillfish"}, {"train", "models", "deploy", "sql"})[1]
    0.7071067811865475
    """
    named = sorted(found & known)
    return named, 1 / max(len(named), 1) ** 0.5
