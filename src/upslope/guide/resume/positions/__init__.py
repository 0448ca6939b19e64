"""The dated entries of a resume: when, what it was called, where, and what kind of entry it is."""

from upslope.guide.resume.positions.dated import Dated
from upslope.guide.resume.positions.read import positions

__all__ = ["Dated", "positions"]
