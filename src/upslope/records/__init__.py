"""What things are: postings, what was understood of them, replies, runs, resumes, matches.

Plain data without behaviour, checked by type (msgspec). Every room speaks in these words.
"""

from upslope.records.alert import Channel, QuietHours, SavedSearch, Sent
from upslope.records.application import (
    ENDED,
    STATUSES,
    Application,
    Author,
    EntryKind,
    JournalEntry,
    Status,
    StatusStep,
    Suggestion,
    Written,
)
from upslope.records.change import Change, Mark
from upslope.records.event import Event
from upslope.records.evidence import Evidence, EvidenceKind
from upslope.records.filters import Filters, Found
from upslope.records.gathering import Deadline, Gathering, GatheringKind
from upslope.records.learning import (
    Certificate,
    Domain,
    Prerequisite,
    Resource,
)
from upslope.records.mail import Attachment, Mail
from upslope.records.market import Chart, Column, MarketTable
from upslope.records.match import Band, Match, Reason
from upslope.records.model import Correction, Move, Prediction, Version, digest_of
from upslope.records.pay import PayEstimate, PayKind, PayStated, PayStatement
from upslope.records.portfolio import (
    ARTEFACTS,
    STEPS,
    Brief,
    Claim,
    Criterion,
    Repository,
    Step,
)
from upslope.records.posting import Place, Posting, RawPosting, Salary
from upslope.records.profile import Choice, ChoiceKind, PayFloor, Profile
from upslope.records.reply import Problem, Reply, Request, Token
from upslope.records.resume import Entry, Position, Resume, ResumeSkill, Section, Study
from upslope.records.run import Run, Verdict
from upslope.records.series import Forecast, Series, Vintage
from upslope.records.understanding import (
    DEGREES,
    DUTIES,
    SENIORITIES,
    Responsibility,
    SkillMention,
    Understanding,
)

__all__ = [
    "ARTEFACTS",
    "DEGREES",
    "DUTIES",
    "ENDED",
    "SENIORITIES",
    "STATUSES",
    "STEPS",
    "Application",
    "Attachment",
    "Author",
    "Band",
    "Brief",
    "Certificate",
    "Change",
    "Channel",
    "Chart",
    "Choice",
    "ChoiceKind",
    "Claim",
    "Column",
    "Correction",
    "Criterion",
    "Deadline",
    "Domain",
    "Entry",
    "EntryKind",
    "Event",
    "Evidence",
    "EvidenceKind",
    "Filters",
    "Forecast",
    "Found",
    "Gathering",
    "GatheringKind",
    "JournalEntry",
    "Mail",
    "Mark",
    "MarketTable",
    "Match",
    "Move",
    "PayEstimate",
    "PayFloor",
    "PayKind",
    "PayStated",
    "PayStatement",
    "Place",
    "Position",
    "Posting",
    "Prediction",
    "Prerequisite",
    "Problem",
    "Profile",
    "QuietHours",
    "RawPosting",
    "Reason",
    "Reply",
    "Repository",
    "Request",
    "Resource",
    "Responsibility",
    "Resume",
    "ResumeSkill",
    "Run",
    "Salary",
    "SavedSearch",
    "Section",
    "Sent",
    "Series",
    "SkillMention",
    "Status",
    "StatusStep",
    "Step",
    "Study",
    "Suggestion",
    "Token",
    "Understanding",
    "Verdict",
    "Version",
    "Vintage",
    "Written",
    "digest_of",
]
