"""``/enter``: a browser shows the code that it was opened with, and is known from then on."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.loopback.entrance import cookie_name
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit, own_path

routes = Routes()
_YEAR = 365 * 24 * 3600


@routes.get("/enter")
def enter(visit: Visit) -> Response:
    """Ask for the code; a script of ours takes it from the address, where it is sent to nobody."""
    return visit.page("enter", next=own_path(visit.asked.typed("next", "/")), wrong="")


@routes.post("/enter")
def entered(visit: Visit) -> Response:
    """Let the browser in that shows a code."""
    target = own_path(visit.form.typed("next", "/"))
    if not visit.site.access.spend(visit.form.typed("code")):
        wrong = "This code does not hold: each works once, for ten minutes."
        return visit.page("enter", status=403, next=target, wrong=wrong)
    return let_in(visit, visit.see(target))


def let_in(visit: Visit, answer: Response) -> Response:
    """Have the browser known from this answer on."""
    answer.set_cookie(
        cookie_name(visit.request.url.port),
        visit.site.access.secret("browser"),
        max_age=_YEAR,
        httponly=True,
        samesite="lax",
    )
    return answer
