"""``upslope serve``: the models as a server on this machine."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import say
from upslope.apps.cli.state import State, pass_state

PORT = 8571


@click.command()
@click.option("--models", is_flag=True, help="Answer POST /predict, GET /models, GET /healthz.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="On 127.0.0.1; 0 takes a free one.",
)
@pass_state
def command(state: State, models: bool, port: int) -> None:
    """Answer programs of this machine over HTTP, until interrupted.

    With a workspace its champions answer and what they answered is logged; without one the models
    in the package do. Only this machine is listened to.

    \b
    Example:
      upslope serve --models &
      curl -H 'Content-Type: application/json' http://127.0.0.1:8571/predict \\
        -d '{"id": "1", "title": "ML Engineer", "description": "Train models in Python."}'
    """
    if not models:
        raise click.UsageError("Say what to serve: upslope serve --models")
    from upslope.apps.serve.server import serve

    with state.workspace() as workspace:
        serve(workspace, port, lambda address: say(f"Serving models on {address}"))
