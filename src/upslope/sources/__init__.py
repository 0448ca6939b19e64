"""A posting arrives: one file per source; ``door`` is the only way to the network."""

from upslope.sources.find import builtin
from upslope.sources.source import Reading, Source

__all__ = ["Reading", "Source", "builtin"]
