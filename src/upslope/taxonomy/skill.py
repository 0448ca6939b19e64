"""What a skill is: its names, its family and what its names must not be taken for."""

from __future__ import annotations

from typing import Literal

import msgspec

Family = Literal["languages", "ml", "deep_learning", "data", "cloud", "software"]

FAMILIES: dict[Family, str] = {
    "languages": "Programming languages",
    "ml": "ML algorithms, statistics and mathematics",
    "deep_learning": "Deep learning",
    "data": "Data and SQL",
    "cloud": "Cloud and big data",
    "software": "Software engineering and DevOps",
}
"""The guide's six skill families, by the name of their data file."""


class Skill(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One skill: a line of ``taxonomy/data/<family>.jsonl``.

    Names are matched without regard to case; hyphens, line breaks and plural endings do not
    matter. The other fields say where that would be too generous:

    Args:
        preferred_label: the common name, lower case; unique in the taxonomy.
        alt_labels: other names of the same skill; no two skills share one.
        broader: preferred labels of skills that this one is a kind or a tool of.
        related: preferred labels of skills that postings name beside it more often than chance
            would; written on one of the two (see :meth:`Taxonomy.related`).
        esco: label of the same skill in ESCO v1.1, the European classification of skills.
        onet: name of the same tool among the technology skills of O*NET 29.2.
        exact: names that count only as written here ("R", "Go", "CV").
        near: names that count only beside another skill or after words such as "with" or "in".
        unless: longer phrases that hold a name but not the skill ("go to", "C suite").
        phrases: wordings that show the skill without naming it. ``*`` ends a word in any way,
            ``...`` stands for up to five words, ``(a|b)`` for either.
        sure: how often readers list the skill where a posting names it, 0 to 1.
        yes: sentences in which the skill must be found.
        no: sentences in which it must not.
    """

    preferred_label: str
    family: Family = "software"
    alt_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    esco: str | None = None
    onet: str | None = None
    exact: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    sure: float = 0.85
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
