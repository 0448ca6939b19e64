"""Check a practice project's criteria against what its repository shows."""

from __future__ import annotations

from collections.abc import Sequence

from upslope.records.portfolio import STEPS, Brief, Claim, Criterion
from upslope.taxonomy import Taxonomy


def verify(brief: Brief, claims: Sequence[Claim]) -> list[tuple[Criterion, list[Claim]]]:
    """Return each criterion with the claims that meet it, none where it is not met.

    A skill is also shown by one that is a kind or a tool of it: PyTorch shows deep learning.

    >>> tests = Criterion(says="It has tests.", kind="artefact", any=["tests"])
    >>> brief = Brief(id="b", title="B", level="starter", about="", hours=(1, 2), skills=[],
    ...               duties=[], steps=[], criteria=[tests])
    >>> verify(brief, [Claim(subject="tests", kind="artefact", step="called")])[0][1][0].subject
    'tests'
    """
    return [(criterion, _meeting(criterion, claims)) for criterion in brief.criteria]


def _meeting(criterion: Criterion, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that count; none unless they show as many subjects as are asked for."""
    shown: dict[str, list[Claim]] = {}
    for claim in claims:
        enough = STEPS.index(claim.step) >= STEPS.index(criterion.step)
        if claim.kind == criterion.kind and enough:
            for subject in criterion.any:
                if subject in _shows(claim):
                    shown.setdefault(subject, []).append(claim)
    if len(shown) < criterion.count:
        return []
    met = [claim for found in shown.values() for claim in found]
    return sorted(
        _distinct(met),
        key=lambda claim: (-STEPS.index(claim.step), claim.subject, claim.repository),
    )


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    found: list[Claim] = []
    for claim in claims:
        if claim not in found:
            found.append(claim)
    return found


def _shows(claim: Claim) -> frozenset[str]:
    """The subject, and all that it is a kind of."""
    taxonomy = Taxonomy.load()
    if claim.kind != "skill" or claim.subject not in taxonomy.skills:
        return frozenset({claim.subject})
    return taxonomy.broader(claim.subject) | {claim.subject}
