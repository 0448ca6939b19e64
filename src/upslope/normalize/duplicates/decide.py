"""Whether two postings are one opening: vetoes, then how far their texts may differ.

How far that is depends on what else is known: a copy on another board may tell the employer's story
anew, while two entries of one list are two openings unless hardly a word differs. The limits, and
how sure the answers are, were found on 250 pairs read by hand (``docs/quality.md``).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from upslope.normalize.duplicates.evidence import Evidence, evidence
from upslope.normalize.duplicates.overlap import LEAST, Overlap, contained, overlap
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.duplicates.vetoes import veto


class Decision(NamedTuple):
    """Whether two postings are one opening, how probable that is, and why."""

    same: bool
    probability: float
    why: str


class Limit(NamedTuple):
    """The least of a text that must be in the other, and the most that may differ; see Overlap."""

    contained: float
    moved: float
    swapped: float


_LIMITS: dict[str, tuple[Limit, ...]] = {
    "numbered": (Limit(0.5, 0.4, 0.5),),  # both name one requisition
    "copy": (Limit(0.78, 0.07, 0.15),),
    "copy, doubted": (Limit(0.90, 0.02, 0.06),),
    "list": (Limit(0.87, 0.015, 0.05),),
    "list, doubted": (Limit(0.97, 0.008, 0.012),),
    "stranger": (Limit(0.87, 0.004, 0.13), Limit(0.97, 0.01, 0.025)),
    "stranger, doubted": (Limit(0.985, 0.004, 0.006),),
    "very doubtful": (Limit(0.99, 0.003, 0.002),),
}
_STEEP, _AT_LIMIT = 2.39, 1.17
"""Log odds of "same" fall by so much for each e-fold of the limits; at the limits they are this."""

_APART, _NO_TEXT_SAME, _NO_TEXT_OTHER, _SUREST = 0.02, 0.85, 0.2, 0.99


def decide(one: Profile, other: Profile) -> Decision:
    """Decide about two postings; whichever comes first, the answer is the same.

    >>> from upslope.normalize.records import posting_of
    >>> def of(title, source, company="Tallis"):
    ...     return Profile(posting_of({"title": title, "company": company, "source": source,
    ...                                "location": "Bonn"}))
    >>> decide(of("ML Engineer", "lever"), of("ML Engineer", "linkedin", "Tallis GmbH"))
    Decision(same=True, probability=0.85, why='Same employer, title and place; no text to compare.')
    >>> decide(of("ML Engineer", "lever"), of("Senior ML Engineer", "linkedin")).why
    'Another level: none and senior.'
    """
    both = one.has_text and other.has_text
    if both and (share := contained(one.wording, other.wording)) < LEAST:
        why = f"Other texts: only {share:.0%} of the shorter one is in the other."
        return Decision(False, _APART, why)
    if against := veto(one, other):
        return Decision(False, _APART, against)
    found = evidence(one, other)
    if not both:
        return _without_text(found)
    texts = overlap(one.wording, other.wording)
    strain = min(_strain(texts, limit) for limit in _LIMITS[_kind(found)])
    chance = 1 / (1 + math.exp(_STEEP * math.log(max(strain, 0.01)) - _AT_LIMIT))
    probability = round(min(chance, _SUREST), 3)
    return Decision(strain <= 1, probability, _why(found, texts, same=strain <= 1))


def _kind(found: Evidence) -> str:
    """Say which limits hold: the more speaks against one opening, the narrower ones."""
    stranger = found.employer in ("other", "unknown")
    listed = found.listed and found.employer == "same"
    if found.requisition and not stranger:
        return "numbered"
    kind = "stranger" if stranger else "list" if listed else "copy"
    doubts = _doubts(found, listed=listed)
    if doubts >= 1.5 and kind != "copy":
        return "very doubtful"
    return f"{kind}, doubted" if doubts >= 1 else kind


def _doubts(found: Evidence, *, listed: bool) -> float:
    """Count what speaks against one opening, without ruling it out."""
    return (
        (2 if listed else 1) * found.pay
        + (listed and (found.years + (found.place == "near")))
        + (1 if found.unsaid else 0.5 if found.title else 0)
        + (found.place == "apart")
    )


def _strain(found: Overlap, limit: Limit) -> float:
    """Return how far a limit is used up: 1 at the limit, 0 for equal texts."""
    return max(
        (1 - found.contained) / (1 - limit.contained),
        found.moved / limit.moved,
        found.swapped / limit.swapped,
    )


def _without_text(found: Evidence) -> Decision:
    named = found.employer in ("same", "alias") and found.place == "same" and not found.title
    if found.requisition and found.employer in ("same", "alias"):
        return Decision(True, _NO_TEXT_SAME, "Same employer and requisition number.")
    if named and found.listed:
        why = "One source lists both, and there is no text to compare."
        return Decision(False, _NO_TEXT_OTHER, why)
    if named:
        why = "Same employer, title and place; no text to compare."
        return Decision(True, _NO_TEXT_SAME, why)
    why = "Too little is known: there is no text, and employer, title or place are not the same."
    return Decision(False, _NO_TEXT_OTHER, why)


_EMPLOYERS = {
    "same": "Same employer",
    "alias": "Two forms of one employer's name",
    "kin": "Employers of like name",
    "other": "Other employers",
    "unknown": "An employer is not named",
}
_PLACES = {"same": "same place", "near": "places that fit", "apart": "other places",
           "unknown": "a place is not said"}  # fmt: skip


def _why(found: Evidence, texts: Overlap, *, same: bool) -> str:
    """Say in one sentence what the answer rests on."""
    title = "a longer title" if found.title else "same title"
    shares = f"{texts.contained:.0%} of the shorter text is in the other"
    but = ", ".join(
        filter(
            None,
            [
                "same requisition" if found.requisition else "",
                f"{texts.own} words in between are its own" if texts.own and not same else "",
                "other years" if found.years else "",
                "other pay" if found.pay else "",
            ],
        )
    )
    said = f"{_EMPLOYERS[found.employer]}, {title}, {_PLACES[found.place]}; {shares}"
    return f"{said}, {but}." if but else f"{said}."
