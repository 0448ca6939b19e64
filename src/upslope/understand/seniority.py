"""How senior a posting is: the title wins, then the years asked, then words of the text.

>>> seniority(Document(id="1", title="Senior Data Engineer", description=""))
{'seniority': 'senior'}
"""

from __future__ import annotations

import re

from upslope.records.understanding import Seniority
from upslope.understand.document import Document
from upslope.understand.evidence import first, full_title
from upslope.understand.reader import Fields
from upslope.understand.years import required

# In order: the first that a title matches decides. A level of management beats "senior"
# ("Senior Manager"), "staff" beats "senior" ("Senior Staff Engineer").
_TITLES: tuple[tuple[Seniority, str], ...] = (
    (
        "intern",
        r"\bintern(?:s|ship|ships)?\b|\bco-?op\b|\bwerkstudent|\bpraktik|\bstage\b|\bstagiaire|"
        r"\bstudent (?:job|assistant|worker|researcher)|\bthesis\b|\bapprentice|\bworking student|"
        r"\bmaster ?arbeit|\bbachelor ?arbeit|\balternan",
    ),
    # "Middle/Senior", "Senior/Staff": open to the lower of the two.
    ("mid", r"\b(?:mid|middle)\b ?[/-] ?(?:senior|sr)"),
    ("entry", r"\b(?:junior|jr|entry)\b\.? ?[/-] ?(?:mid|senior|sr)"),
    ("senior", r"\b(?:senior|sr)\b\.? ?[/-] ?(?:staff|principal|lead)"),
    # Managers of things and of people. A product, project or account manager manages no people.
    (
        "manager",
        r"\b(?:director|head of|vice president|vp|chief (?:data|ai|technology|information|"
        r"analytics|product)|team ?(?:lead(?:er)?|manager)|abteilungsleiter|leiter(?:in)?|"
        r"group lead)\b|"
        r"\b(?:engineering|science|analytics|development|research|platform|data|sr\.?|senior|"
        r"software|ml|ai|learning|operations) managers?\b|^managers?\b|\bmanager(?:,| of\b| -)",
    ),
    (
        "staff",
        r"\b(?:staff|principal|distinguished|fellow|architect|chief|lead|leitende[rn]?)\b|"
        r"\b(?:ic|l)[67]\b",
    ),
    ("senior", r"\b(?:senior|sr|seasoned|experienced)\b|\biii\b|\biv\b|\b(?:ic|l)5\b"),
    (
        "entry",
        r"\b(?:junior|jr|entry[- ]level|graduates?|new[- ]grads?|trainee|early[- ]career|"
        r"associate (?!director|professor|principal)|aspire|undergrad\w*|berufseinsteiger|"
        r"débutant|absolvent\w*)\b|\bassociate$|(?<![&/] )\bi\b(?!/)",
    ),
    ("mid", r"\b(?:mid|middle|intermediate|mid-?level)\b|\bii\b|\b(?:ic|l)[34]\b"),
)
_COMPILED = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _TITLES)

# A product manager's "manager" says nothing of people or rank.
_NO_PEOPLE = re.compile(
    r"\b(?:product|project|program|programme|account|community|customer success|case|"
    r"technical program|marketing|delivery|engagement)\s+managers?\b",
    re.IGNORECASE,
)

# Words of the text, read only where title and years say nothing.
_WORDS: tuple[tuple[Seniority, str], ...] = (
    (
        "entry",
        r"\b(?:entry[- ]level|recent graduates?|new grads?|fresh graduates?|"
        r"no (?:prior )?experience"
        r" (?:is )?(?:required|needed|necessary)|0 ?[-–] ?[12] years|junior (?:position|role|"
        r"level))\b"
        r"|seniority level\W{0,4}entry",
    ),
    ("mid", r"\bmid[- ]level\b|\bmid[- ]senior\b|seniority level\W{0,4}(?:associate|mid)"),
    (
        "staff",
        r"\b(?:seeking|looking for|hiring|as)\b an? (?:\w+ ){0,2}(?:staff|principal|lead) "
        r"(?:\w+ ){0,3}(?:engineer|scientist|developer|analyst|architect)\b",
    ),
    (
        "senior",
        r"\b(?:seeking|looking for|hiring|as|for) an? (?:\w+,? ){0,2}(?:senior|sr\.?|seasoned|"
        r"experienced) (?:\w+ ){0,4}(?:engineer|scientist|developer|analyst)\b|"
        r"\bsenior[- ]level\b|seniority level\W{0,4}senior",
    ),
)
_CUES = (
    *(
        "entry",
        "graduate",
        "new grad",
        "no experience",
        "no prior",
        "junior",
        "mid-",
        "mid ",
        "staff",
    ),
    *("principal", "a lead", "senior", "a sr", "an experienced", "seasoned", " level", "0-", "0 -"),
)
_WORDS_COMPILED = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _WORDS)


def seniority(document: Document) -> Fields:
    """Read ``seniority``; ``unknown`` only where neither title nor text says anything.

    >>> seniority(Document(id="1", title="Data Scientist", description="3+ years of experience."))
    {'seniority': 'mid'}
    """
    return {
        "seniority": _of_title(full_title(document))
        or _of_years(required(document))
        or first(document.description, _WORDS_COMPILED, _CUES)
        or "unknown"
    }


def _of_title(title: str) -> Seniority | None:
    plain = _NO_PEOPLE.sub(" ", title)
    for level, pattern in _COMPILED:
        if pattern.search(plain):
            return level
    return None


def _of_years(years: int | None) -> Seniority | None:
    """Bands of the labelling guide: 0-1 entry, 2-4 mid, 5-7 senior, 8 and more staff."""
    if years is None:
        return None
    return "entry" if years < 2 else "mid" if years < 5 else "senior" if years < 8 else "staff"
