"""Projects to practise on: what each trains, and which close most of what a person lacks."""

from upslope.guide.practice.choose import Choice, Suits, choose
from upslope.guide.practice.read import briefs

__all__ = ["Choice", "Suits", "briefs", "choose"]
