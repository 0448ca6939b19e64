"""How well postings fit a resume: one sum of seven parts, each with its reasons."""

from upslope.guide.match.rank import POINTS, compare, match

__all__ = ["POINTS", "compare", "match"]
