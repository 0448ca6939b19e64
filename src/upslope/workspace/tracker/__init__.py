"""The applications of the person, as ``upslope track`` and every page see them."""

from upslope.workspace.tracker.incoming import Imported
from upslope.workspace.tracker.restoring import PutBack
from upslope.workspace.tracker.tracker import Tracker

__all__ = ["Imported", "PutBack", "Tracker"]
