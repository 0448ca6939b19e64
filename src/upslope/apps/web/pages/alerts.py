"""``/alerts``: saved searches, who is told of what they find anew, and the feed."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.routes import Routes
from upslope.apps.web.templating import day, words
from upslope.apps.web.visit import Visit
from upslope.errors import ChangedMeanwhileError, UsageError
from upslope.guide.alerts import quiet_hours
from upslope.records import SENIORITIES, Filters, QuietHours, SavedSearch
from upslope.records.understanding import Remote, Role

routes = Routes()

ROLES: tuple[Role, ...] = get_args(Role)
WAYS: tuple[Remote, ...] = ("onsite", "hybrid", "remote")
_MOST_SKILLS = 30
_OF_A_CHANNEL = {"channel_name", "address", "quiet"}


@routes.get("/alerts")
def alerts(visit: Visit) -> Response:
    """Show what is saved and who is told; an address may fill in the form of a new search."""
    return _page(visit)


@routes.post("/alerts/searches")
def save(visit: Visit) -> Response:
    """Keep a new search."""
    kept, form = visit.own.alerts, visit.form
    filters, more = filters_sent(form), _said(form)
    if not form.errors:
        try:
            made = kept.save(form.text("search_name"), filters, **more)
            return visit.see("/alerts", f"{made.name} is kept.")
        except UsageError as error:
            form.errors["search_name"] = str(error)
    return _page(visit, form, status=422)


@routes.get("/alerts/searches/{id}")
def search(visit: Visit) -> Response:
    """Show one saved search, to be changed."""
    return _one(visit, _known(visit), Form())


@routes.post("/alerts/searches/{id}")
def change(visit: Visit) -> Response:
    """Keep a saved search as it was changed."""
    before, form = _known(visit), visit.form
    filters, more = filters_sent(form, before.filters), _said(form)
    if not form.errors:
        name = form.text("search_name")
        try:
            changed = msgspec.structs.replace(before, name=name, filters=filters, **more)
            visit.own.alerts.replace(changed, seen=_seen(form))
            return visit.see("/alerts", f"{name} was changed.")
        except ChangedMeanwhileError as error:
            return _one(visit, before, form, status=409, problem=error.what)
        except UsageError as error:
            form.errors["search_name"] = str(error)
    return _one(visit, before, form, status=422)


@routes.post("/alerts/searches/{id}/forget")
def forget(visit: Visit) -> Response:
    """Forget a saved search."""
    gone = visit.own.alerts.forget(_known(visit).id)
    return visit.see("/alerts", f"{gone.name} is forgotten.")


@routes.post("/alerts/channels")
def add_channel(visit: Visit) -> Response:
    """Keep a way to reach the person. The address is never shown again, also if it is wrong."""
    form = visit.form
    quiet = _quiet(form)
    name, address = form.text("channel_name"), form.text("address", required="Say where it leads.")
    if not form.errors:
        try:
            made = visit.own.alerts.add_channel(name, address, quiet)
            return visit.see("/alerts", f"{made.name} is kept. Now send it a test.")
        except UsageError as error:
            wrong = "channel_name" if "name" in error.what else "address"
            form.errors[wrong] = str(error)
    return _page(visit, form, status=422)


@routes.post("/alerts/channels/quiet")
def keep_quiet(visit: Visit) -> Response:
    """Change the quiet hours of a channel."""
    name = visit.form.text("name")
    try:
        quiet = quiet_hours(visit.form.text("quiet", most=40))
    except UsageError as error:
        return _page(visit, status=422, problem=str(error))
    visit.own.alerts.keep_quiet(name, quiet)
    said = f"is silent from {quiet.begins} to {quiet.ends}." if quiet else "has no quiet hours."
    return visit.see("/alerts", f"{name} {said}")


@routes.post("/alerts/channels/test")
def try_channel(visit: Visit) -> Response:
    """Send a channel a message that says only that it arrived."""
    sent = visit.own.alerts.test(visit.form.text("name"))
    if sent.error:
        return _page(visit, status=502, problem=f"{sent.channel}: {sent.error}")
    return visit.see("/alerts", f"{sent.channel} took the test. Did it arrive?")


@routes.post("/alerts/channels/remove")
def remove_channel(visit: Visit) -> Response:
    """Forget a channel and where it led."""
    gone = visit.own.alerts.remove_channel(visit.form.text("name"))
    return visit.see("/alerts", f"{gone.name} is forgotten, and where it led.")


@routes.post("/alerts/feed")
def renew_feed(visit: Visit) -> Response:
    """Give the feed another address; the one before answers no more."""
    visit.site.access.renew("feed")
    return visit.see("/alerts", "The feed has a new address. The one before opens nothing now.")


@routes.get("/feed/{key}/{search}.atom")
def feed(visit: Visit) -> Response:
    """Give the feed to who knows its key: a feed reader can send neither cookie nor token."""
    if not visit.site.access.is_feed(visit.path["key"]):
        raise HTTPException(404)
    asked, kept = visit.path["search"], visit.own.alerts
    if asked != "all" and all(one.id != asked for one in kept.searches()):
        raise HTTPException(404)
    written = kept.feed(None if asked == "all" else asked, here=str(visit.request.url))
    return Response(written, media_type="application/atom+xml")


def filters_sent(form: Form, before: Filters | None = None) -> Filters:
    """Read what is to be searched; what is wrong is noted in the form.

    What the form does not show stays as it was ``before``: a search that was saved on the page of
    openings may ask for a board, or for what was posted since a day.

    >>> form = Form({"query": ["ranking "], "skills": ["pytorch, sql"], "pay_at_least": ["much"]})
    >>> found = filters_sent(form)
    >>> found.query, found.skills, sorted(form.errors)
    ('ranking', ('pytorch', 'sql'), ['pay_at_least'])
    """
    skills = [one.strip() for one in form.text("skills", most=1000).split(",")]
    return msgspec.structs.replace(
        before or Filters(),
        query=form.text("query", most=500),
        roles=tuple(one for one in ROLES if one in form.every("roles")),
        seniorities=tuple(one for one in SENIORITIES if one in form.every("seniorities")),
        place=form.text("place", most=100),
        remote=tuple(one for one in WAYS if one in form.every("remote")),
        pay_at_least=form.number("pay_at_least"),
        pay_currency=form.text("pay_currency", most=3).upper() or None,
        skills=tuple(one for one in dict.fromkeys(skills) if one)[:_MOST_SKILLS],
    )


def fields_of(search: SavedSearch) -> dict[str, list[str]]:
    """Return a search as the fields of its form.

    >>> fields = fields_of(SavedSearch(id="1", name="Oslo", filters=Filters(skills=("sql",))))
    >>> fields["search_name"], fields["skills"], fields["pay_at_least"]
    (['Oslo'], ['sql'], [''])
    """
    filters = search.filters
    told = {"tell_scores": ["1"]} if search.tell_scores else {}
    return {
        "search_name": [search.name],
        "query": [filters.query],
        "roles": list(filters.roles),
        "seniorities": list(filters.seniorities),
        "place": [filters.place],
        "remote": list(filters.remote),
        "pay_at_least": [_number(filters.pay_at_least)],
        "pay_currency": [filters.pay_currency or ""],
        "skills": [", ".join(filters.skills)],
        "min_score": [_number(search.min_score)],
        "channels": search.channels,
        **told,
    }


def _said(form: Form) -> dict[str, Any]:
    return {
        "min_score": form.number("min_score", most=100),
        "channels": form.every("channels"),
        "tell_scores": form.typed("tell_scores") == "1",
    }


def _quiet(form: Form) -> QuietHours | None:
    try:
        return quiet_hours(form.text("quiet", most=40))
    except UsageError as error:
        form.errors["quiet"] = str(error)
        return None


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _known(visit: Visit) -> SavedSearch:
    kept = visit.own.alerts.searches()
    found = next((one for one in kept if one.id == visit.path["id"]), None)
    if found is None:
        raise HTTPException(404)
    return found


def _page(
    visit: Visit, form: Form | None = None, *, status: int = 200, problem: str = ""
) -> Response:
    kept, base = visit.own.alerts, str(visit.request.base_url).rstrip("/")
    form = form or visit.asked
    searches, channels = kept.searches(), kept.channels()
    wrong_channel = bool(form.errors.keys() & _OF_A_CHANNEL)
    return visit.page(
        "alerts",
        status=status,
        problem=problem,
        form=form,
        searches=[(one, _words(one)) for one in searches],
        channels=channels,
        opens_search=not searches
        or _is_asked(visit.asked)
        or bool(form.errors.keys() - _OF_A_CHANNEL),
        opens_channel=not channels or wrong_channel,
        feed=f"{base}/feed/{visit.site.access.secret('feed')}/",
        **_CHOICES,
    )


def _one(
    visit: Visit, search: SavedSearch, form: Form, *, status: int = 200, problem: str = ""
) -> Response:
    return visit.page(
        "saved_search",
        status=status,
        problem=problem,
        search=search,
        stands=_words(search),
        seen=msgspec.json.encode(search).decode(),
        form=Form(fields_of(search)) if status == 200 else form,
        channels=visit.own.alerts.channels(),
        **_CHOICES,
    )


def _seen(form: Form) -> SavedSearch | None:
    """Read the search as the person's page showed it, from where the page keeps it."""
    try:
        return msgspec.json.decode(form.typed("seen"), type=SavedSearch)
    except msgspec.DecodeError:
        return None


_CHOICES: dict[str, Any] = {"roles": ROLES, "seniorities": SENIORITIES, "ways": WAYS}


def _is_asked(asked: Form) -> bool:
    """Say whether an address fills in the form of a new search."""
    return filters_sent(asked) != Filters()


def _words(search: SavedSearch) -> str:
    """Say what a search asks, in one line."""
    asked, line = search.filters, search.min_score
    labels = [words(one) for one in (*asked.roles, *asked.seniorities, *asked.remote)]
    said = [asked.query, ", ".join(labels), asked.place, ", ".join(asked.skills)]
    if asked.pay_at_least:
        said.append(f"{asked.pay_at_least:,.0f} {asked.pay_currency or ''}".strip() + " a year")
    if line is not None:
        said.append(f"a match of {line:g} or more")
    if asked.sources:
        said.append(f"on {', '.join(asked.sources)}")
    if asked.posted_since:
        said.append(f"posted since {day(asked.posted_since)}")
    if asked.status != "open":
        said.append("closed" if asked.status == "closed" else "open and closed")
    return "; ".join(filter(None, said))
