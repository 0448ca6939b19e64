"""How well postings fit a resume: one sum of parts, each with its reasons."""

from upslope.guide.match.parts import LINE, POINTS
from upslope.guide.match.pool import Pool
from upslope.guide.match.rank import match

__all__ = ["LINE", "POINTS", "Pool", "match"]
