"""Finds the sources: every module of this room's folders that defines one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from pathlib import Path

from upslope.sources.source import Source

KINDS = ("systems", "employers", "aggregators", "portals", "communities", "pages")
"""Folders that hold sources, in the order in which people read of them."""


@cache
def builtin() -> dict[str, Source]:
    """Give the sources that come with Upslope by name, in alphabetical order.

    >>> list(builtin())[:2]
    ['adzuna', 'amazon']
    """
    found: dict[str, Source] = {}
    for kind in KINDS:
        for module in pkgutil.iter_modules([str(Path(__file__).parent / kind)]):
            found |= {source.name: source for source in _defined_in(f"{kind}.{module.name}")}
    return dict(sorted(found.items()))


def _defined_in(module: str) -> list[Source]:
    loaded = importlib.import_module(f"upslope.sources.{module}")
    return [
        kind()
        for _, kind in inspect.getmembers(loaded, inspect.isclass)
        if issubclass(kind, Source)
        and kind.__module__ == loaded.__name__
        and not inspect.isabstract(kind)
    ]
