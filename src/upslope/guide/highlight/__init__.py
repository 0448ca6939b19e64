"""What was understood of a posting, shown in its text: which words are what, in place.

A text is cut into blocks as a reader sees them (headings, paragraphs, lists), their lines into
passages that show the same duties, and those into pieces of one mark or none.
"""

from upslope.guide.highlight.marks import Mark
from upslope.guide.highlight.text import Block, Highlighted, Passage, Piece, highlight

__all__ = ["Block", "Highlighted", "Mark", "Passage", "Piece", "highlight"]
