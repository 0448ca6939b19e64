"""Titles in one spelling, so that what was learned of one board's titles holds for another's."""

from __future__ import annotations

import re

from upslope.normalize.gazetteer import fold

_WORD = re.compile(r"[a-z0-9+#]+")
_LONGEST = 300
_SPELT = [
    (re.compile(rf"\b(?:{short})\b"), words)
    for short, words in {
        r"ml|machinelearning": "machine learning",
        r"bi": "business intelligence",
        r"artificial intelligence|gen ai|genai|generative ai": "ai",
        r"ai machine learning|machine learning ai": "ai machine learning",
        r"sr|snr": "senior",
        r"jr": "junior",
        r"eng|engr": "engineer",
        r"mgr": "manager",
        r"dev": "developer",
        r"vp": "vice president",
        r"full ?stack": "full stack",
        r"back end": "backend",
        r"front end": "frontend",
        r"dev ops": "devops",
        r"ml ?ops|machine learning (?:ops|operations)": "mlops",
        r"mle": "machine learning engineer",
        r"swe": "software engineer",
        r"sde": "software development engineer",
        r"sre": "site reliability engineer",
        r"mts": "member of technical staff",
        r"data sciences": "data science",
        r"natural language processing": "nlp",
    }.items()
]
_LEVELS = frozenset(
    {"senior", "junior", "entry", "mid", "level", "graduate", "grad", "new", "associate", "staff"}
    | {"principal", "experienced", "i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "5"}
)
_RANKS = (
    ("executive", re.compile(r"\b(?:director|head|chief|president|executive)\b")),
    ("manager", re.compile(r"\bmanag(?:er|ing|ement)\b")),
    ("principal", re.compile(r"\b(?:principal|distinguished|fellow)\b")),
    ("staff", re.compile(r"(?<!technical )\bstaff\b")),
    ("lead", re.compile(r"\blead(?:er)?\b")),
)


def spelt(title: str) -> str:
    """Return a title in lower case, with abbreviations written out and without signs.

    >>> spelt("Sr. ML Engineer - Ads (BI)")
    'senior machine learning engineer ads business intelligence'
    """
    text = " ".join(_WORD.findall(fold(title[:_LONGEST])))
    for pattern, words in _SPELT:
        text = pattern.sub(words, text)
    return text


def without_level(words: str) -> str:
    """Return a spelt title without the words of its level, as long as any other word is left.

    >>> without_level("senior staff data scientist ii"), without_level("associate")
    ('data scientist', 'associate')
    """
    kept = [word for word in words.split() if word not in _LEVELS]
    return " ".join(kept) or words


def rank(words: str) -> str:
    """Return the rank that a spelt title names beside its level, or an empty text.

    >>> rank("principal data scientist"), rank("data scientist"), rank("head of data")
    ('principal', '', 'executive')
    """
    return next((name for name, pattern in _RANKS if pattern.search(words)), "")
