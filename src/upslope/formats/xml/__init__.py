"""XML of other people: feeds, sitemaps, lists of positions."""

from upslope.formats.xml.document import MAX_BYTES, Document

__all__ = ["MAX_BYTES", "Document"]
