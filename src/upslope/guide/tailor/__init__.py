"""A resume made to fit a posting without a word that is not true."""

from upslope.guide.tailor.rewrite import Rewritten, rewrite
from upslope.guide.tailor.suggest import Tailored, tailor

__all__ = ["Rewritten", "Tailored", "rewrite", "tailor"]
