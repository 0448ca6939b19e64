"""``match``: the openings that fit the person best, and why."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from upslope.apps.mcp.opening import Opening, opening
from upslope.apps.mcp.quoting import Quoter
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, Few, Offset, Tool
from upslope.records import Match, Reason
from upslope.records.match import Band

_REASONS = 12
_OWN_WORDS = {"skill", "missing_skill", "role", "seniority", "years", "degree", "pay", "visa"}
"""Kinds of reasons that are told in Upslope's words only: neither the resume's nor the advert's."""


class MatchArguments(Arguments, frozen=True):
    """How many to give, from which place of the ranking on."""

    limit: Few = 10
    offset: Offset = 0


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a score, in points; the texts it rests on stay on the person's machine."""

    kind: str
    effect: float
    says: str


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """An opening's place in the ranking.

    ``score`` is from 0 to 100; ``chance`` is how often careful readers called such a match a
    reasonable target; ``missing`` are required skills that the resume does not show.
    """

    rank: int
    score: float
    band: Band | None
    chance: float | None
    missing: list[str]
    reasons: list[Part]
    opening: Opening


class MatchReply(Reply, kw_only=True):
    """Openings that fit best; ``of`` were ranked."""

    of: int
    matches: list[Fit]


def _match(served: Served, asked: MatchArguments, quoter: Quoter) -> MatchReply:
    ranked = served.openings.rank(served.resume, top=asked.offset + asked.limit)
    best = enumerate(ranked.matches, 1)
    return MatchReply(
        notes=served.notes(),
        of=ranked.of,
        matches=[
            _fit(rank, match, opening(*ranked.rows[match.posting], quoter))
            for rank, match in best
            if rank > asked.offset
        ],
    )


def _fit(rank: int, match: Match, about: Opening) -> Fit:
    return Fit(
        rank=rank,
        score=match.score,
        band=match.band,
        chance=match.chance,
        missing=match.missing,
        reasons=[_part(one) for one in _heaviest(match.reasons)],
        opening=about,
    )


def _heaviest(reasons: Iterable[Reason]) -> list[Reason]:
    """Return what moved the score most; what moved it by nothing is said by ``missing``."""
    ordered = sorted(reasons, key=lambda one: -abs(one.effect))
    return [one for one in ordered if one.effect][:_REASONS]


def _part(reason: Reason) -> Part:
    says = reason.says if reason.kind in _OWN_WORDS else f"From the {reason.kind} of both sides."
    return Part(kind=reason.kind, effect=round(reason.effect, 2), says=says)


MATCH = Tool(
    name="match",
    title="Best openings for the person",
    about="Rank the stored openings for the person's resume, best first, with reasons. "
    "The resume itself is never given.",
    asks=MatchArguments,
    gives=MatchReply,
    run=_match,
)
