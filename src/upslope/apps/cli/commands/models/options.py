"""What several steps are told: the model, and where labelled postings are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from upslope.workspace.models import Labels

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

name_argument = click.argument("name", metavar="MODEL")


def labels_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--labels``, ``--postings``, ``--apart`` and ``--no-corrections`` to a step."""
    for option in (
        click.option(
            "--no-corrections",
            "corrections",
            is_flag=True,
            flag_value=False,
            default=True,
            help="Leave out what you corrected.",
        ),
        click.option(
            "--apart",
            type=(FILE, FILE),
            multiple=True,
            metavar="LABELS POSTINGS",
            help="Labelled postings to judge on: what shares employer or text is left out.",
        ),
        click.option(
            "--postings",
            type=FILE,
            multiple=True,
            help="Texts of the labelled postings: JSON Lines or Parquet. May be repeated.",
        ),
        click.option(
            "--labels",
            type=FILE,
            multiple=True,
            help="Labels: JSON Lines with id or digest. May be repeated.  [default: our own set]",
        ),
    ):
        function = option(function)
    return function


def given(
    labels: tuple[Path, ...],
    postings: tuple[Path, ...],
    apart: tuple[tuple[Path, Path], ...],
    corrections: bool,
) -> Labels:
    """Return what the options name."""
    from upslope.workspace.models import Labels

    return Labels(labels, postings, apart, corrections)
