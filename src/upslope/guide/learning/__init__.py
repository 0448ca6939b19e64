"""Facts on learning: what comes before what, what to learn from, what certificates are."""

from upslope.guide.learning.read import prerequisites, set_aside
from upslope.guide.learning.unit import unit

__all__ = ["prerequisites", "set_aside", "unit"]
