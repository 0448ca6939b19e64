"""What the page of alerts writes of channels: ways to reach the person."""

from __future__ import annotations

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.pages.alerts import alerts_page
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import UsageError
from upslope.guide.alerts import quiet_hours
from upslope.records import QuietHours

routes = Routes()


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
    return alerts_page(visit, form, status=422)


@routes.post("/alerts/channels/quiet")
def keep_quiet(visit: Visit) -> Response:
    """Change the quiet hours of a channel."""
    name = visit.form.text("name")
    try:
        quiet = quiet_hours(visit.form.text("quiet", most=40))
    except UsageError as error:
        return alerts_page(visit, status=422, problem=str(error))
    visit.own.alerts.keep_quiet(name, quiet)
    said = f"is silent from {quiet.begins} to {quiet.ends}." if quiet else "has no quiet hours."
    return visit.see("/alerts", f"{name} {said}")


@routes.post("/alerts/channels/test")
def try_channel(visit: Visit) -> Response:
    """Send a channel a message that says only that it arrived."""
    sent = visit.own.alerts.test(visit.form.text("name"))
    if sent.error:
        return alerts_page(visit, status=502, problem=f"{sent.channel}: {sent.error}")
    return visit.see("/alerts", f"{sent.channel} took the test. Did it arrive?")


@routes.post("/alerts/channels/remove")
def remove_channel(visit: Visit) -> Response:
    """Forget a channel and where it led."""
    gone = visit.own.alerts.remove_channel(visit.form.text("name"))
    return visit.see("/alerts", f"{gone.name} is forgotten, and where it led.")


def _quiet(form: Form) -> QuietHours | None:
    try:
        return quiet_hours(form.text("quiet", most=40))
    except UsageError as error:
        form.errors["quiet"] = str(error)
        return None
