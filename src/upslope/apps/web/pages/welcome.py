"""``/welcome``: the first visit."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit

routes = Routes()


@routes.get("/welcome")
def welcome(visit: Visit) -> Response:
    """Ask for a resume, or for one of the invented people."""
    return visit.page("welcome")
