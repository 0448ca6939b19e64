"""One folder on disk with everything Upslope keeps; every face (commands, pages) calls it."""

from upslope.workspace.given import Record
from upslope.workspace.ranking import Ranked, Row
from upslope.workspace.workspace import Started, Workspace

__all__ = ["Ranked", "Record", "Row", "Started", "Workspace"]
