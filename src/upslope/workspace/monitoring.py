"""Watching the models: has what they see or answer changed, and can their answers be believed?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from upslope.errors import UsageError
from upslope.models import employer_key
from upslope.models.lifecycle.drift import Drift, Observation, drift
from upslope.models.lifecycle.reliability import Reliability, reliability
from upslope.records import Posting, Understanding
from upslope.store import Store

LABELS = ("role", "seniority", "degree_required", "remote", "employment_type", "visa", "industry")
"""Answers whose shares are compared between the two windows."""


class Watch(NamedTuple):
    """What was found in watching.

    Args:
        since: first day of the window looked at; the postings before it are the reference.
        drift: one finding for each label, number and set of words; empty if a window is too small.
        why_not: why drift could not be looked for, empty otherwise.
        reliability: field -> how its answers compare with what the person said is true.
        answered: model -> digest of a version -> how many postings it answered for.
    """

    since: str
    drift: list[Drift]
    why_not: str
    reliability: dict[str, Reliability]
    answered: dict[str, dict[str, int]]


def watch(store: Store, since: str = "") -> Watch:
    """Compare the stored postings of a window with those before it, and answers with corrections.

    Args:
        store: what is stored.
        since: first day of the window (2026-11-01); by default the newest month with a posting.
    """
    rows = [(p, u) for p, u in store.postings.all(open_only=False) if p.date_posted]
    since = since or max((p.date_posted or "" for p, _ in rows), default="")[:7]
    before = [_observed(p, u) for p, u in rows if (p.date_posted or "") < since]
    now = [_observed(p, u) for p, u in rows if (p.date_posted or "") >= since]
    why_not = ""
    try:
        found = drift(before, now)
    except UsageError as error:
        found, why_not = [], str(error)
    return Watch(since, found, why_not, dict(_judged(store)), _answered(store))


def _observed(posting: Posting, understood: Understanding) -> Observation:
    duties = understood.responsibilities.items()
    return Observation(
        employer_key(posting.hiring_organization or "") or posting.id,
        {name: str(getattr(understood, name)) for name in LABELS},
        {
            "role_probability": understood.role_probability,
            "letters": float(len(posting.description or "")),
        },
        {
            "skills": {mention.skill for mention in understood.skills},
            "responsibilities": {duty for duty, found in duties if found.present},
        },
    )


def _judged(store: Store) -> Iterator[tuple[str, Reliability]]:
    """The answers that the person confirmed or corrected, by field.

    Where no probability was given, an answer counts as sure.
    """
    said: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    sure = {
        (one.prediction.posting, one.prediction.answers["role"][0]): one.prediction.answers["role"]
        for one in store.predictions.read("role")
    }
    for one in store.corrections.in_force():
        if one.field != "skills":
            _, chance = sure.get((one.posting, one.answered), (one.answered, None))
            known = chance if one.field == "role" and chance is not None else 1.0
            said[one.field].append((known, one.truth == one.answered))
    for field, pairs in said.items():
        yield field, reliability([chance for chance, _ in pairs], [right for _, right in pairs])


def _answered(store: Store) -> dict[str, dict[str, int]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in store.predictions.read("role"):
        for model, digest in one.prediction.versions.items():
            counts[model][digest] += 1
    return {model: dict(found) for model, found in counts.items()}
