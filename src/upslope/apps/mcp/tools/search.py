"""``search``: openings by words and filters."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from upslope.apps.mcp.opening import Opening, opening
from upslope.apps.mcp.quoting import Quoter
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, Few, Offset, Tool, Words
from upslope.records import Filters
from upslope.records.filters import Status
from upslope.records.query import MOST_CHARACTERS
from upslope.records.understanding import Remote, Role, Seniority

_MANY = Meta(max_length=20)


class SearchArguments(Arguments, frozen=True):
    """Which openings to find; all that is given must hold."""

    query: Annotated[
        str,
        Meta(
            max_length=MOST_CHARACTERS,
            description='All words must occur. Also: "a phrase", a OR b, -not, begin*, '
            "title:word, company:word, place:word, skill:word.",
        ),
    ] = ""
    roles: Annotated[tuple[Role, ...], _MANY] = ()
    seniorities: Annotated[tuple[Seniority, ...], _MANY] = ()
    remote: Annotated[tuple[Remote, ...], _MANY] = ()
    place: Annotated[str, Meta(max_length=200, description="City, region or country.")] = ""
    posted_since: date | None = None
    pay_at_least: (
        Annotated[
            float, Meta(ge=0, le=1e12, description="Stated base pay reaches this much a year.")
        ]
        | None
    ) = None
    pay_currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")] | None = None
    skills: Annotated[tuple[Words, ...], _MANY] = ()
    status: Status = "open"
    limit: Few = 10
    offset: Offset = 0


class SearchReply(Reply, kw_only=True):
    """Openings found, best first; without words newest first.

    ``total`` counts all. ``left_out`` counts by filter those that pass every other filter, but do
    not say what this one asks.
    """

    total: int
    left_out: dict[str, int]
    openings: list[Opening]


def _search(served: Served, asked: SearchArguments, quoter: Quoter) -> SearchReply:
    found = served.openings.search(
        Filters(
            query=asked.query,
            roles=asked.roles,
            seniorities=asked.seniorities,
            remote=asked.remote,
            place=asked.place,
            posted_since=asked.posted_since.isoformat() if asked.posted_since else None,
            pay_at_least=asked.pay_at_least,
            pay_currency=asked.pay_currency,
            skills=asked.skills,
            status=asked.status,
            limit=asked.offset + asked.limit,
        )
    )
    return SearchReply(
        notes=served.notes(),
        total=found.total,
        left_out=found.left_out,
        openings=[opening(*row, quoter) for row in found.rows[asked.offset :]],
    )


SEARCH = Tool(
    name="search",
    title="Search openings",
    about="Find stored openings by words and filters. Gives short rows; 'show' gives one whole.",
    asks=SearchArguments,
    gives=SearchReply,
    run=_search,
)
