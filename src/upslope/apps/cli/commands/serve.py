"""``upslope serve``: the web app on this machine, or the models for other programs."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import say
from upslope.apps.cli.state import State, pass_state

PORT = 8571


@click.command()
@click.option("--models", is_flag=True, help="Answer POST /predict, GET /models, GET /healthz.")
@click.option("--no-browser", is_flag=True, help="Open no browser; say where to go.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="On 127.0.0.1; 0 takes a free one.",
)
@pass_state
def command(state: State, models: bool, no_browser: bool, port: int) -> None:
    """Open Upslope in the browser, until interrupted.

    Only this machine is listened to, and only your own browser is let in: by a code that works
    once. Programs say the token that stands in the file access/token of the workspace; see
    /api/v1/openapi.json.

    With --models, answer programs of this machine with the models alone: with a workspace its
    champions answer and what they answered is logged; without one the models in the package do.

    \b
    Examples:
      upslope serve
      upslope serve --no-browser --port 0
      upslope serve --models &
      curl -H 'Content-Type: application/json' http://127.0.0.1:8571/predict \\
        -d '{"id": "1", "title": "ML Engineer", "description": "Train models in Python."}'
    """
    from upslope.apps.loopback.server import serve

    with state.workspace() as workspace:
        if models:
            from upslope.apps.model_server.answering import Answering
            from upslope.apps.model_server.app import app as models_app

            answering = models_app(Answering(workspace))
            serve(answering, port, lambda address: say(f"Serving models on {address}"))
            return
        from upslope.apps.web.app import web_app
        from upslope.apps.web.lead_in import lead_in
        from upslope.apps.web.site import Site

        site = Site(workspace)
        serve(web_app(site), port, lambda address: lead_in(site, address, browser=not no_browser))
