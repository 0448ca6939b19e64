"""What things are: postings, what was understood of them, replies, runs, resumes, matches.

Plain data without behaviour, checked by type (msgspec). Every room speaks in these words.
"""

from upslope.records.change import Change, Mark
from upslope.records.event import Event
from upslope.records.evidence import Evidence, EvidenceKind
from upslope.records.filters import Filters, Found
from upslope.records.gathering import Deadline, Gathering, GatheringKind
from upslope.records.mail import Attachment, Mail
from upslope.records.match import Match, Reason
from upslope.records.model import Correction, Move, Prediction, Version, digest_of
from upslope.records.posting import Place, Posting, RawPosting, Salary
from upslope.records.reply import Problem, Reply, Request, Token
from upslope.records.resume import Resume, ResumeSkill
from upslope.records.run import Run, Verdict
from upslope.records.understanding import DUTIES, Responsibility, SkillMention, Understanding

__all__ = [
    "DUTIES",
    "Attachment",
    "Change",
    "Correction",
    "Deadline",
    "Event",
    "Evidence",
    "EvidenceKind",
    "Filters",
    "Found",
    "Gathering",
    "GatheringKind",
    "Mail",
    "Mark",
    "Match",
    "Move",
    "Place",
    "Posting",
    "Prediction",
    "Problem",
    "RawPosting",
    "Reason",
    "Reply",
    "Request",
    "Responsibility",
    "Resume",
    "ResumeSkill",
    "Run",
    "Salary",
    "SkillMention",
    "Token",
    "Understanding",
    "Verdict",
    "Version",
    "digest_of",
]
