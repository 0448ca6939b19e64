"""``/extension``: the opening on the page that the person looks at, for the browser's extension."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

import msgspec
from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Short
from upslope.apps.web.site import Site
from upslope.errors import DocumentError, UsageError
from upslope.records import Application, Match
from upslope.records.application import Status
from upslope.records.match import Band
from upslope.sources.seen import How, SeenPage
from upslope.workspace.seen import Look

endpoints = Endpoints()

MOST_REASONS, MOST_MISSING, MOST_SENT = 6, 8, 3

Address = Annotated[str, Meta(pattern="^https?://", max_length=4000)]
Title = Annotated[str, Meta(max_length=1000)]
Html = Annotated[str, Meta(max_length=2_000_000)]
Block = Annotated[str, Meta(max_length=500_000)]
Blocks = Annotated[tuple[Block, ...], Meta(max_length=50)]
Selected = Annotated[str, Meta(max_length=200_000)]


class PageAsked(Asked, frozen=True, kw_only=True):
    """A page as the browser shows it; see :class:`upslope.sources.seen.SeenPage`."""

    url: Address
    title: Title = ""
    html: Html = ""
    stated: Blocks = ()
    selected: Selected = ""
    name: Short = ""
    company: Short = ""


class SaveAsked(PageAsked, frozen=True, kw_only=True):
    """A page whose opening is to be tracked, and where it stands."""

    status: Literal["saved", "applied"] = "saved"


class Why(Struct, frozen=True, kw_only=True):
    """A part of a match: what it says and what it adds to the score, in points."""

    says: str
    effect: float


class Fit(Struct, frozen=True, kw_only=True):
    """How well the opening matches, 0 to 100: the heaviest reason of each kind, what is missing.

    ``chance`` is how often careful readers called such a match a reasonable target, 0 to 1.
    """

    score: float
    band: Band | None
    chance: float | None
    reasons: list[Why]
    missing: list[str]


class Sent(Struct, frozen=True, kw_only=True):
    """An application to the same opening or employer: for what, since when, where it stands."""

    same: Literal["opening", "employer"]
    title: str
    day: str
    status: Status


class OnPage(Struct, frozen=True, kw_only=True):
    """The opening of a page.

    ``how`` it was read: stated by the page for machines, as the page shows it, or as selected;
    ``path`` is where the app shows it, if it is stored; ``note`` says why there is no ``fit``.
    """

    title: str
    company: str
    place: str
    how: How
    closed: bool
    posting: str | None
    path: str | None
    status: Status | None
    sent: list[Sent]
    fit: Fit | None
    note: str


class Kept(Struct, frozen=True, kw_only=True):
    """An opening that is stored and tracked: its id, where the app shows it, where it stands."""

    posting: str
    path: str
    application: str
    status: Status


@endpoints.post("/extension/look", PageAsked, gives=OnPage)
def look_at_page(site: Site, asked: PageAsked) -> OnPage:
    """Read the opening of a page; nothing is kept."""
    own = site.own
    look = own.seen.look(_page(asked))
    fit, note = _fit(site, look)
    tracked = own.tracker.of(look.posting.id)
    mine = tracked.id if tracked else ""
    sent = [one for one in own.tracker.already(look.posting) if one.application.id != mine]
    return OnPage(
        title=look.posting.title,
        company=look.posting.hiring_organization or "",
        place="; ".join(look.posting.job_location[:3]),
        how=look.how,
        closed=look.posting.closed,
        posting=look.posting.id if look.is_stored else None,
        path=_path(look.posting.id) if look.is_stored else None,
        status=tracked.status if tracked else None,
        sent=[
            Sent(same=one.same, title=one.application.title, day=one.day, status=one.status)
            for one in sent[:MOST_SENT]
        ],
        fit=fit,
        note=note,
    )


@endpoints.post("/extension/save", SaveAsked, gives=Kept)
def save_page(site: Site, asked: SaveAsked) -> Kept:
    """Store the opening of a page and track it; of the page nothing else is kept."""
    posting, application = site.own.seen.keep(_page(asked), asked.status)
    return _kept(posting.id, application)


def _kept(posting: str, application: Application) -> Kept:
    return Kept(
        posting=posting,
        path=_path(posting),
        application=application.id,
        status=application.status,
    )


def _page(asked: PageAsked) -> SeenPage:
    said = msgspec.structs.asdict(asked)
    return SeenPage(**{name: said[name] for name in SeenPage.__struct_fields__})


def _fit(site: Site, look: Look) -> tuple[Fit | None, str]:
    """Hold the opening against the resume; say why not, where there is none to hold it against."""
    try:
        return _told(site.own.seen.match(look)), ""
    except UsageError:
        return None, "No resume is chosen yet. Choose one in Upslope to see how well this matches."
    except DocumentError as error:
        return None, str(error)


def _told(match: Match) -> Fit:
    of_kind: dict[str, Why] = {}
    for one in sorted(match.reasons, key=lambda one: -abs(one.effect)):
        if one.effect:
            of_kind.setdefault(one.kind, Why(says=one.says, effect=one.effect))
    return Fit(
        score=match.score,
        band=match.band,
        chance=match.chance,
        reasons=list(of_kind.values())[:MOST_REASONS],
        missing=match.missing[:MOST_MISSING],
    )


def _path(posting: str) -> str:
    return f"/openings/{quote(posting, safe='')}"
