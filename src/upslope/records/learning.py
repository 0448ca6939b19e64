"""Facts on learning: what comes before what, what to learn from, what a certificate is."""

from __future__ import annotations

from typing import Literal

import msgspec

from upslope.records.understanding import Degree, Duty

Confidence = Literal["official", "third_party", "conflict", "memory"]
"""Where a fact was seen: on the provider's own page; on another's; on several that disagree; or
nowhere here, so that it is unverified."""

CertificateStatus = Literal["active", "beta", "retired"]


class Prerequisite(msgspec.Struct, frozen=True, kw_only=True):
    """What helps to know before a skill: ``needs`` must come first, ``helps`` saves time.

    Labels are preferred labels of the taxonomy. ``hours`` is how long a person who knows the needs
    takes to reach working knowledge, low and high. ``guessed`` marks an entry that nobody judged:
    it was worked out from the skills around it.
    """

    skill: str
    needs: list[str] = []
    helps: list[str] = []
    hours: tuple[float, float]
    why: str = ""
    guessed: bool = False


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """Something to learn from, as facts. ``hours`` is low and high; dates are ISO 8601.

    ``duties`` are those of the six that it practises. ``confidence`` says where the name and the
    address were seen; hours, level and skills are judged here.
    """

    id: str
    name: str
    provider: str
    url: str
    kind: Literal["course", "book", "documentation", "tutorial", "video", "exercise"]
    hours: tuple[float, float]
    level: Literal["starter", "intermediate", "advanced"]
    free: bool
    skills: list[str]
    confidence: Confidence
    checked_on: str
    duties: list[Duty] = []
    note: str = ""


class Domain(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an exam: its share in percent as low and high, and the skills it covers."""

    name: str
    percent: tuple[float, float] | None = None
    skills: list[str] = []


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certification as facts; what is not known is ``None``.

    ``price_usd`` is what the exam costs. ``confidence`` says for ``status``, ``price`` and
    ``domains`` where each was seen. ``names`` are how postings call it.
    """

    id: str
    name: str
    provider: str
    level: str
    status: CertificateStatus
    status_note: str = ""
    successor: str | None = None
    price_usd: float | None = None
    minutes: int | None = None
    validity_years: float | None = None
    hours: tuple[float, float] | None = None
    domains: list[Domain] = []
    names: list[str] = []
    source: str = ""
    checked_on: str = ""
    confidence: dict[str, Confidence] = {}


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """``count`` of ``of``, with the 95 % interval of that share, from 0 to 1."""

    count: int
    of: int
    low: float
    high: float


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """What speaks for a certificate: how often postings name it, and what of a gap it covers.

    ``eligible`` says that it can still be taken and covers part of the gap. ``covers`` are skills
    that the person lacks and its domains ask for. ``per_100_usd`` and
    ``per_10_hours`` (low, high) are how many of those for money and for time, ``None`` where
    price or hours are not known. ``says`` is for the person, warnings first.
    """

    certificate: str
    eligible: bool
    named: Share
    covers: list[str] = []
    per_100_usd: float | None = None
    per_10_hours: tuple[float, float] | None = None
    says: list[str] = []


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which degrees openings ask for: shares of all of them, by the lowest degree that will do.

    ``required`` takes nothing else instead, ``or_equivalent`` takes experience too; together
    they make up all openings.
    """

    openings: int
    required: dict[Degree, Share]
    or_equivalent: dict[Degree, Share]


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What a person with a degree can answer to: shares of openings that add up to 1.

    ``open`` ask for no higher one; ``experience_instead`` ask for a higher one or for equivalent
    experience; ``closed`` ask for a higher one and name nothing else.
    """

    degree: Degree
    open: Share
    experience_instead: Share
    closed: Share
