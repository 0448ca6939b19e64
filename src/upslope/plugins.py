"""Sources that ship with Upslope and sources of outside packages, by name.

An outside package names a subclass of ``Source`` under the entry-point group ``upslope.sources``::

    [project.entry-points."upslope.sources"]
    example = "example_package.example:Example"
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from upslope.errors import UsageError
from upslope.sources.find import builtin
from upslope.sources.source import Source

GROUP = "upslope.sources"


def sources() -> dict[str, Source]:
    """Give every source by name; one from outside may not take the name of ours.

    Raises:
        UsageError: an outside package's source cannot be loaded; says which.

    >>> "greenhouse" in sources()
    True
    """
    return _outside() | builtin()


@cache
def _outside() -> dict[str, Source]:
    found = {}
    for entry in entry_points(group=GROUP):
        try:
            source = entry.load()()
        except Exception as error:
            raise UsageError(
                f"The source {entry.name!r} of {entry.value} cannot be loaded ({error}).",
                next="Update or uninstall that package.",
            ) from error
        found[source.name] = source
    return found
