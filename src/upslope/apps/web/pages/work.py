"""``/work``: what goes on in the background is stopped, or its outcome put away."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit

routes = Routes()


@routes.post("/work/{kind}/stop")
def stop(visit: Visit) -> Response:
    """Have a work stop; what it did is kept."""
    if work := visit.site.works.of(visit.path["kind"]):
        work.stop.set()
    return visit.see(visit.form.typed("next", "/"))


@routes.post("/work/{kind}/forget")
def forget(visit: Visit) -> Response:
    """Put away what came of a work."""
    visit.site.works.forget(visit.path["kind"])
    return visit.see(visit.form.typed("next", "/"))
