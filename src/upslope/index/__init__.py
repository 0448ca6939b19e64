"""The text index: words, filters and counts over the postings, derived from the store.

It is never the only copy of anything: it can be deleted at any time and is built anew when it is
missing, damaged or of another version.
"""

from upslope.index.answering import Hits
from upslope.index.text_index import IndexBusyError, IndexUnusableError, TextIndex

__all__ = ["Hits", "IndexBusyError", "IndexUnusableError", "TextIndex"]
