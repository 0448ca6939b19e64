"""``gap``: what is between the person and the openings they want."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from upslope.apps.mcp.quoting import Quoter
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, Few, Tool, Words

if TYPE_CHECKING:
    from upslope.guide.gap import Effect, Lack


class GapArguments(Arguments, frozen=True):
    """Which openings to look at, and which skills to try."""

    skills: Annotated[
        tuple[Words, ...], Meta(max_length=10, description="Try these skills together.")
    ] = ()
    line: (
        Annotated[float, Meta(ge=0, le=100, description="Score from which the person would apply.")]
        | None
    ) = None
    saved: Annotated[bool, Meta(description="Only openings they saved or applied to.")] = False
    limit: Few = 15


class Lacking(msgspec.Struct, frozen=True, kw_only=True):
    """What openings ask and the resume does not show; ``between`` is the 95 % interval."""

    kind: str
    what: str
    openings: int
    required: int
    employers: int
    share: float
    between: tuple[float, float]
    says: str


class Opens(msgspec.Struct, frozen=True, kw_only=True):
    """How many more openings pass the line with these skills."""

    skills: list[str]
    opens: int
    between: tuple[int, int]
    says: str


class GapReply(Reply, kw_only=True):
    """The gap: what is lacking, what most employers ask first, and what it would open."""

    openings: int
    employers: int
    line: float
    passing: int
    lacks: list[Lacking]
    single: list[Opens]
    together: list[Opens]
    chosen: Opens | None


def _gap(served: Served, asked: GapArguments, quoter: Quoter) -> GapReply:
    found = served.openings.guidance.gap(
        served.resume, skills=asked.skills, saved=asked.saved, line=asked.line
    )
    return GapReply(
        notes=[*served.notes(), *found.notes],
        openings=found.openings,
        employers=found.employers,
        line=found.line,
        passing=found.passing,
        lacks=[_lacking(one) for one in found.lacks[: asked.limit]],
        single=_opens([one for one in found.single if one.opens][: asked.limit]),
        together=_opens(found.together),
        chosen=_opens([found.chosen])[0] if found.chosen else None,
    )


def _lacking(lack: Lack) -> Lacking:
    return Lacking(
        kind=lack.kind,
        what=lack.what,
        openings=len(lack.postings),
        required=lack.required,
        employers=lack.employers,
        share=round(lack.share, 3),
        between=(round(lack.between[0], 3), round(lack.between[1], 3)),
        says=lack.says,
    )


def _opens(effects: Sequence[Effect]) -> list[Opens]:
    return [
        Opens(skills=one.skills, opens=len(one.opens), between=one.between, says=one.says)
        for one in effects
    ]


GAP = Tool(
    name="gap",
    title="What is missing",
    about="Say what the openings that the person wants ask and their resume does not show, how "
    "often, and how many more openings each skill would bring over their line.",
    asks=GapArguments,
    gives=GapReply,
    run=_gap,
)
