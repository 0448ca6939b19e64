"""A posting arrives: one file per source; ``http.py`` is the only door to the network."""

from upslope.sources.find import builtin
from upslope.sources.source import Reading, Source

__all__ = ["Reading", "Source", "builtin"]
