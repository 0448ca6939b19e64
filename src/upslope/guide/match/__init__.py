"""How well postings fit a resume: one sum of parts, each with its reasons."""

from upslope.guide.match.choices import Preferences, preferences
from upslope.guide.match.pool import Pool
from upslope.guide.match.rank import match
from upslope.guide.match.ranker import LINE, POINTS

__all__ = ["LINE", "POINTS", "Pool", "Preferences", "match", "preferences"]
