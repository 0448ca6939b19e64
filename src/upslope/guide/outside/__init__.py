"""Series that others publish: what each counts, what was known on a day, its newest values.

A definition moves such a number tenfold, so it stands beside every one.
"""

from upslope.guide.outside.catalogue import catalogue, check
from upslope.guide.outside.kept import read_kept
from upslope.guide.outside.known import joined
from upslope.guide.outside.newest import newest
from upslope.guide.outside.over_time import BY_MONTH, by_month

__all__ = ["BY_MONTH", "by_month", "catalogue", "check", "joined", "newest", "read_kept"]
