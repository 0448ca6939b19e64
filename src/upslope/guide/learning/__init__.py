"""Facts on learning: what comes before what, what to learn from, what certificates are."""

from upslope.guide.learning.certificates import stale, worth, worths
from upslope.guide.learning.read import certificates, prerequisites, resources, set_aside
from upslope.guide.learning.unit import unit

__all__ = [
    "certificates",
    "prerequisites",
    "resources",
    "set_aside",
    "stale",
    "unit",
    "worth",
    "worths",
]
