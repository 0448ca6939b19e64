"""Which series there are, and what their numbers mean."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from upslope.errors import UsageError
from upslope.records.series import Series


@cache
def catalogue() -> dict[str, Series]:
    """Return the series by name, in the order of reading.

    >>> catalogue()["ai_share"].publisher, catalogue()["ai_share"].licence
    ('Indeed Hiring Lab', 'CC BY 4.0')
    """
    written = files(__package__).joinpath("data/series.toml").read_text("utf-8")
    told = tomllib.loads(written)
    return {name: msgspec.convert({"name": name, **one}, Series) for name, one in told.items()}


def check(name: str) -> str:
    """Return a name of a series.

    Raises:
        UsageError: there is none of that name; says which there are.
    """
    if name not in catalogue():
        raise UsageError(
            f"There is no series {name!r}.", next=f"There are: {', '.join(catalogue())}."
        )
    return name
