"""What a saved search tells: what is new, in which words, as a message or a feed, and when."""

from upslope.guide.alerts.atom import Entry, atom
from upslope.guide.alerts.digest import TEST, Message, digest, parts
from upslope.guide.alerts.news import News, fresh
from upslope.guide.alerts.quiet import quiet_hours, quiet_until
from upslope.guide.alerts.words import line

__all__ = [
    "TEST",
    "Entry",
    "Message",
    "News",
    "atom",
    "digest",
    "fresh",
    "line",
    "parts",
    "quiet_hours",
    "quiet_until",
]
