"""``/settings/left``: what left this machine, and how that is checked."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit

routes = Routes()


@routes.get("/settings/left")
def left(visit: Visit) -> Response:
    """List every host that was asked, and every channel that was told."""
    found = visit.workspace.left
    asked = visit.site.remembered.soon("left", found.mark(), lambda: (found.asked(), found.told()))
    return visit.page("left", part="found", found=asked, channels=visit.own.alerts.channels())
