"""Finds the sources: every module of this folder that defines one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from pathlib import Path

from upslope.sources.source import Source


@cache
def builtin() -> dict[str, Source]:
    """Give the sources of this folder by name, in alphabetical order.

    >>> sorted(builtin())[:2]
    ['ashby', 'files']
    """
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if not module.ispkg:  # the door loads what only a fetch needs
            found |= {source.name: source for source in _defined_in(module.name)}
    return dict(sorted(found.items()))


def _defined_in(module: str) -> list[Source]:
    loaded = importlib.import_module(f"upslope.sources.{module}")
    return [
        kind()
        for _, kind in inspect.getmembers(loaded, inspect.isclass)
        if issubclass(kind, Source) and kind.__module__ == loaded.__name__ and kind is not Source
    ]
