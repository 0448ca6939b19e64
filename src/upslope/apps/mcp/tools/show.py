"""``show``: one opening, with what was understood of it."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

import msgspec
from msgspec import Meta

from upslope.apps.mcp.opening import Opening, opening
from upslope.apps.mcp.quoting import Quoter, address
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, PostingId, Tool
from upslope.normalize.orders import without_orders
from upslope.records import DUTIES, Event, PayEstimate, Posting, Understanding
from upslope.records.understanding import Duty

_LAST_EVENTS = 20


class ShowArguments(Arguments, frozen=True):
    """Which opening."""

    id: PostingId
    characters: Annotated[
        int, Meta(ge=0, le=40_000, description="How much of the advert's text to quote at most.")
    ] = 8_000


class Asks(msgspec.Struct, frozen=True, kw_only=True):
    """What an opening asks, as Upslope understood it; skills are the taxonomy's labels by need."""

    min_years: int | None
    degree: str
    degree_or_equivalent: bool
    visa: str
    application_areas: list[str]
    industry: str | None
    skills: dict[str, list[str]]


class Likely(msgspec.Struct, frozen=True, kw_only=True):
    """A year's base pay that such openings state: a tenth lie below p10, half below p50."""

    currency: str | None
    p10: float | None
    p50: float | None
    p90: float | None
    why: str


class DutyShown(msgspec.Struct, frozen=True, kw_only=True):
    """One of the six responsibilities, and the advert's sentence that shows it."""

    duty: Duty
    probability: float
    quoted: str | None


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to the advert, and on which day."""

    day: str
    kind: str
    changed: list[str]


class Advert(msgspec.Struct, frozen=True, kw_only=True):
    """The advert's address and text."""

    url: str | None
    description: str | None


class ShowReply(Reply, kw_only=True):
    """One opening whole."""

    opening: Opening
    asks: Asks
    estimated_salary: Likely
    responsibilities: list[DutyShown]
    history: list[Happened]
    same_opening: list[str]
    quoted: Advert


def _show(served: Served, asked: ShowArguments, quoter: Quoter) -> ShowReply:
    workspace = served.openings
    posting, understood, history = workspace.show(asked.id)
    [likely] = workspace.pay.estimate_known([posting], [understood])
    links = workspace.openings.of(posting.id)
    copies = {id for link in links for id in (link.posting, link.canonical)} - {posting.id}
    return ShowReply(
        notes=[*served.notes(), *_warned(posting)],
        opening=opening(posting, understood, quoter),
        asks=_asks(understood),
        estimated_salary=_likely(likely),
        responsibilities=_duties(understood, quoter),
        history=[_happened(event) for event in history[-_LAST_EVENTS:]],
        same_opening=sorted(copies),
        quoted=_advert(posting, asked.characters, quoter),
    )


def _warned(posting: Posting) -> list[str]:
    said = f"{posting.title}\n{posting.description or ''}"
    orders = "This advert speaks to programs that read it. Upslope left that out of its score."
    return [orders] if without_orders(said) != said else []


def _asks(understood: Understanding) -> Asks:
    mentions = sorted(understood.skills, key=lambda mention: mention.need)
    needs = groupby(mentions, lambda mention: mention.need)
    return Asks(
        min_years=understood.min_years,
        degree=understood.degree_required,
        degree_or_equivalent=understood.degree_or_equivalent,
        visa=understood.visa,
        application_areas=understood.application_areas,
        industry=understood.industry,
        skills={need: [mention.skill for mention in group] for need, group in needs},
    )


def _likely(pay: PayEstimate) -> Likely:
    return Likely(currency=pay.currency, p10=pay.p10, p50=pay.p50, p90=pay.p90, why=pay.why)


def _duties(understood: Understanding, quoter: Quoter) -> list[DutyShown]:
    found = ((duty, understood.responsibilities.get(duty)) for duty in DUTIES)
    return [
        DutyShown(
            duty=duty,
            probability=round(said.probability, 3),
            quoted=quoter.line(said.evidence, "evidence"),
        )
        for duty, said in found
        if said and said.present
    ]


def _happened(event: Event) -> Happened:
    return Happened(day=event.at[:10], kind=event.kind, changed=[*event.changes])


def _advert(posting: Posting, most: int, quoter: Quoter) -> Advert:
    text = posting.description
    return Advert(
        url=address(posting.url),
        description=None if text is None else quoter.text(text, most, "description"),
    )


SHOW = Tool(
    name="show",
    title="Show one opening",
    about="Show one opening: what it asks, its pay, what happened to it, and its text as quoted.",
    asks=ShowArguments,
    gives=ShowReply,
    run=_show,
)
