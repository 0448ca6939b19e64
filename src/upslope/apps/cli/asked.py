"""What people type after an option: our words as they write them, and days."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import click


class Named(click.Choice[str]):
    """One of our words, as people write it.

    >>> Named(["ml_engineer"]).convert("ML engineer", None, None)
    'ml_engineer'
    """

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:
        """Make what is typed and what there is comparable."""
        return re.sub(r"[\s_-]+", "_", str(choice).strip()).casefold()


class Day(click.DateTime):
    """A day, as 2026-10-01.

    >>> Day().convert("2026-10-01", None, None)
    datetime.datetime(2026, 10, 1, 0, 0)
    """

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Say in the help how it is written."""
        return "YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read a day.

        Raises:
            click.BadParameter: it is none.
        """
        try:
            day: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no day. Write it as 2026-10-01.", param, ctx)
        return day
