"""What to review before an interview, from what the posting itself asks for."""

from upslope.guide.prepare.topics import Evidenced, Topic, points, prepare

__all__ = ["Evidenced", "Topic", "points", "prepare"]
