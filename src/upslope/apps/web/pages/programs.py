"""``/settings/programs``: which programs, browsers and extensions may come in; keys of sources."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.loopback.access import CODE_SECONDS
from upslope.apps.web.pages.enter import let_in
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.settings import keys

routes = Routes()

_RENEWED = {
    "token": "The token is a new one. Programs read it from its file.",
    "browser": "Every other browser has to come in anew; this one stays.",
    "feed": "The feed has a new address. Take it from the page Alerts.",
}


@routes.get("/settings/programs")
def programs(visit: Visit) -> Response:
    """Show what may come in."""
    return _page(visit)


@routes.post("/settings/programs/renew")
def renew(visit: Visit) -> Response:
    """Make a secret anew, so that who has the one before is let in no more."""
    name = visit.form.one_of("name", list(_RENEWED))
    if visit.form.errors:
        return _page(visit, status=422)
    visit.site.access.renew(name)
    return let_in(visit, visit.see("/settings/programs", _RENEWED[name]))


@routes.post("/settings/programs/pair")
def pair(visit: Visit) -> Response:
    """Show a code that lets one extension in, once; it stands in no address."""
    return _page(visit, code=visit.site.access.code())


@routes.post("/settings/programs/unpair")
def unpair(visit: Visit) -> Response:
    """Let an extension in no more."""
    visit.site.access.unpair(visit.form.text("origin", most=300))
    return visit.see("/settings/programs", "This extension is let in no more.")


def _page(visit: Visit, status: int = 200, code: str = "") -> Response:
    access = visit.site.access
    return visit.page(
        "programs",
        status=status,
        token_file=access.folder / "token",
        paired=access.paired(),
        code=code,
        minutes=round(CODE_SECONDS / 60),
        address=f"{visit.request.url.scheme}://{visit.request.url.netloc}",
        keys=[
            (name, about, keys.find(name) is not None, keys.variable(name))
            for name, about in visit.own.keys().items()
        ],
    )
