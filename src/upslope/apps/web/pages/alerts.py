"""``/alerts``: saved searches, who is told of what they find anew, and the feed."""

from __future__ import annotations

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.parts.searches import CHOICES, fields_of, filters_sent, in_words, more_sent
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import ChangedMeanwhileError, UsageError
from upslope.records import Filters, SavedSearch

routes = Routes()

_OF_A_CHANNEL = {"channel_name", "address", "quiet"}


@routes.get("/alerts")
def alerts(visit: Visit) -> Response:
    """Show what is saved and who is told; an address may fill in the form of a new search."""
    return alerts_page(visit)


@routes.post("/alerts/searches")
def save(visit: Visit) -> Response:
    """Keep a new search."""
    kept, form = visit.own.alerts, visit.form
    filters, more = filters_sent(form), more_sent(form)
    if not form.errors:
        try:
            made = kept.save(form.text("search_name"), filters, **more)
            return visit.see("/alerts", f"{made.name} is kept.")
        except UsageError as error:
            form.errors["search_name"] = str(error)
    return alerts_page(visit, form, status=422)


@routes.get("/alerts/searches/{id}")
def search(visit: Visit) -> Response:
    """Show one saved search, to be changed."""
    return _one(visit, _known(visit), Form())


@routes.post("/alerts/searches/{id}")
def change(visit: Visit) -> Response:
    """Keep a saved search as it was changed."""
    before, form = _known(visit), visit.form
    filters, more = filters_sent(form, before.filters), more_sent(form)
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


def _known(visit: Visit) -> SavedSearch:
    kept = visit.own.alerts.searches()
    found = next((one for one in kept if one.id == visit.path["id"]), None)
    if found is None:
        raise HTTPException(404)
    return found


def alerts_page(
    visit: Visit, form: Form | None = None, *, status: int = 200, problem: str = ""
) -> Response:
    """Write the page; ``form`` is what was sent of one of its forms, ``problem`` what failed."""
    kept, base = visit.own.alerts, str(visit.request.base_url).rstrip("/")
    form = form or visit.asked
    searches, channels = kept.searches(), kept.channels()
    wrong_channel = bool(form.errors.keys() & _OF_A_CHANNEL)
    return visit.page(
        "alerts",
        status=status,
        problem=problem,
        form=form,
        searches=[(one, in_words(one)) for one in searches],
        channels=channels,
        opens_search=not searches
        or _is_asked(visit.asked)
        or bool(form.errors.keys() - _OF_A_CHANNEL),
        opens_channel=not channels or wrong_channel,
        feed=f"{base}/feed/{visit.site.access.secret('feed')}/",
        **CHOICES,
    )


def _one(
    visit: Visit, search: SavedSearch, form: Form, *, status: int = 200, problem: str = ""
) -> Response:
    return visit.page(
        "saved_search",
        status=status,
        problem=problem,
        search=search,
        stands=in_words(search),
        seen=msgspec.json.encode(search).decode(),
        form=Form(fields_of(search)) if status == 200 else form,
        channels=visit.own.alerts.channels(),
        **CHOICES,
    )


def _seen(form: Form) -> SavedSearch | None:
    """Read the search as the person's page showed it, from where the page keeps it."""
    try:
        return msgspec.json.decode(form.typed("seen"), type=SavedSearch)
    except msgspec.DecodeError:
        return None


def _is_asked(asked: Form) -> bool:
    """Say whether an address fills in the form of a new search."""
    return filters_sent(asked) != Filters()
