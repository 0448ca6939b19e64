"""``upslope prepare``: what to review before an interview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import headed, json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state, resume_option

if TYPE_CHECKING:
    from upslope.guide.prepare import Topic


@click.command()
@click.argument("posting")
@resume_option
@json_option
@pass_state
def command(state: State, posting: str, resume: Path | None, as_json: bool) -> None:
    """List the topics of an interview: what the posting says of each, what you can show, what to
    review. What is required and weakly shown comes first.

    \b
    Examples:
      upslope prepare 3f2a91 --resume resume.pdf
      upslope prepare 3f2a91 --json
    """
    with state.stocked_workspace() as workspace:
        topics = workspace.guidance.prepare(posting, resume)
    if as_json:
        write_lines(topics)
        return
    for topic in topics:
        headed(_heading(topic), _lines(topic))
    if not topics:
        say("This posting names no skill and no responsibility; read it whole: upslope show ID")


def _heading(topic: Topic) -> str:
    weak = ": nothing of yours shows it yet" if topic.weak and not topic.evidence else ""
    thin = ": you only name it" if topic.weak and topic.evidence else ""
    return f"{topic.subject} ({topic.need}){weak}{thin}"


def _lines(topic: Topic) -> list[str]:
    said = [f"They write: {line}" for line in topic.posting]
    shown = [f"You show: {one.says} ({one.where})" for one in topic.evidence]
    return said + shown + [f"Review: {point}" for point in topic.points]
