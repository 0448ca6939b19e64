"""The part of a ranking that a page shows: as filters ask, each opening with its reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple, get_args
from urllib.parse import urlencode

import msgspec

from upslope.apps.postings import pay, place, stated
from upslope.apps.web.forms import Form
from upslope.apps.web.parts.fit import resume_of, standings_of
from upslope.apps.web.visit import Visit
from upslope.records import Filters, Match, Posting, Reason, Understanding
from upslope.records.match import Band
from upslope.records.understanding import Remote, Role
from upslope.workspace.ranking import Standing

SHOWN = 15
"""Openings on one page."""
FIRST = 3
"""Reasons that are shown at once."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which of the ranked openings are to be shown.

    >>> asked = Asked.of(Form({"band": ["good"], "place": ["Oslo"], "page": ["2"]}))
    >>> asked.url(), asked.url(band=None, page=1)
    ('/match?place=Oslo&band=good&page=2', '/match?place=Oslo')
    """

    role: Role | None = None
    place: str = ""
    remote: Remote | None = None
    band: Band | None = None
    hidden: bool = False
    page: int = 1

    @classmethod
    def of(cls, form: Form) -> Asked:
        """Read what an address asks; what it asks wrongly counts as not asked."""
        return cls(
            role=next((one for one in get_args(Role) if one == form.typed("role")), None),
            place=form.typed("place").strip()[:100],
            remote=next((one for one in get_args(Remote) if one == form.typed("remote")), None),
            band=next((one for one in get_args(Band) if one == form.typed("band")), None),
            hidden=form.typed("hidden") == "1",
            page=max(1, form.whole("page", 1)),
        )

    def filters(self) -> Filters | None:
        """Return what the text index is asked; ``None`` where nothing is."""
        made = Filters(
            roles=(self.role,) if self.role else (),
            place=self.place,
            remote=(self.remote,) if self.remote else (),
        )
        return made if made != Filters() else None

    def url(self, **changes: Any) -> str:
        """Return the address of this question with some of it changed."""
        asked = msgspec.structs.asdict(msgspec.structs.replace(self, **changes))
        asked["hidden"] = "1" if asked["hidden"] else ""
        asked["page"] = asked["page"] if asked["page"] > 1 else ""
        said = {name: value for name, value in asked.items() if value}
        return "/match" + (f"?{urlencode(said)}" if said else "")


class Shown(NamedTuple):
    """One opening in the list, and what the person did with it."""

    match: Match
    posting: Posting
    understanding: Understanding
    choices: set[str]
    people: int

    @property
    def place(self) -> str:
        """Where the work is, and how much of it."""
        return place(self.posting, self.understanding)

    @property
    def pay(self) -> str:
        """Stated base pay; empty where none is stated."""
        return pay(stated(self.posting, self.understanding))

    @property
    def shared(self) -> list[str]:
        """The skills that both sides name, the heaviest first."""
        return [one.skill for one in self.match.reasons if one.kind == "skill" and one.skill]

    @property
    def against(self) -> list[Reason]:
        """What takes points away: wishes that are not met, choices against it."""
        return [one for one in self.match.reasons if one.effect < 0]

    @property
    def first(self) -> list[Reason]:
        """The reasons for it that weigh most of those with words of both sides."""
        both = [one for one in self._for if one.resume and one.posting and one.kind != "text"]
        return (both or self._for)[:FIRST]

    @property
    def rest(self) -> list[Reason]:
        """All other reasons for it."""
        return [one for one in self._for if one not in self.first]

    @property
    def _for(self) -> list[Reason]:
        return [one for one in self.match.reasons if one.effect >= 0]


class Listed(NamedTuple):
    """The part of the ranking that is asked for, and what is counted around it."""

    openings: list[Shown]
    total: int
    ranked: int
    hidden: int
    bands: dict[Band, int]
    first: int
    is_current: bool


def listed(visit: Visit, asked: Asked) -> Listed | None:
    """Return the openings to show; ``None`` while they are ranked for the first time."""
    answer = standings_of(visit)
    if answer.value is None:
        return None
    stands_on = visit.site.stands_on(), asked, answer.is_current
    return visit.site.remembered.get(  # the page that was looked at last
        "match page",
        stands_on,
        lambda: _answered(visit, asked, answer.value or [], answer.is_current),
    )


def _answered(
    visit: Visit, asked: Asked, standings: Sequence[Standing], is_current: bool
) -> Listed:
    chosen = defaultdict[str, set[str]](set)
    for one in visit.workspace.person.choices():
        chosen[one.posting].add(one.choice)
    hidden = {id for id, choices in chosen.items() if "hidden" in choices}
    kept = _found(visit, asked, standings)
    fit = [one for one in kept if (one.posting in hidden) == asked.hidden]
    bands = Counter(one.band for one in fit)
    if asked.band:
        fit = [one for one in fit if one.band == asked.band]
    first = min(SHOWN * (asked.page - 1), max(0, len(fit) - 1) // SHOWN * SHOWN)
    return Listed(
        openings=_shown(visit, fit[first : first + SHOWN], chosen),
        total=len(fit),
        ranked=len(standings),
        hidden=sum(one.posting in hidden for one in standings),
        bands={one: bands[one] for one in get_args(Band)},
        first=first,
        is_current=is_current,
    )


def _found(visit: Visit, asked: Asked, standings: Sequence[Standing]) -> Sequence[Standing]:
    """Keep what the filters find, in the order of the ranking."""
    from upslope.guide.search import search_ids

    filters = asked.filters()
    if filters is None:
        return standings
    workspace = visit.workspace
    ids = visit.get(
        f"match {filters}", lambda: set(search_ids(filters, workspace.store, workspace.index))
    )
    return [one for one in standings if one.posting in ids]


def _shown(
    visit: Visit, standings: Sequence[Standing], chosen: defaultdict[str, set[str]]
) -> list[Shown]:
    workspace = visit.workspace
    matches, rows = workspace.ranking.told(resume_of(visit), [one.posting for one in standings])
    people = workspace.connections.of(row[0] for row in rows.values())
    return [
        Shown(one, *rows[one.posting], chosen[one.posting], people.get(one.posting, 0))
        for one in matches
    ]
