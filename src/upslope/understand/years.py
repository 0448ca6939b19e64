"""How many years of experience a posting requires: ``min_years``.

A number of years counts when its sentence speaks of experience, stands among the requirements or
begins with the number. Requirements add up by the largest ("5+ years of software, 2+ of Python"
asks for 5); alternatives by the smallest ("BS and 5 years or MS and 3 years" asks for 3).
"""

from __future__ import annotations

import re
from functools import lru_cache

from upslope.understand.cues import Guarded, hastened
from upslope.understand.document import Document, Sentence
from upslope.understand.evidence import Cued, around, find
from upslope.understand.reader import Fields

WORDS = {
    word: value
    for value, words in enumerate(
        (
            ("one",),
            ("two", "zwei", "deux"),
            ("three", "drei", "trois"),
            ("four", "vier", "quatre"),
            ("five", "fünf", "cinq"),
            ("six", "sechs"),
            ("seven", "sieben", "sept"),
            ("eight", "acht", "huit"),
            ("nine", "neun"),
            ("ten", "zehn"),
        ),
        start=1,
    )
    for word in words
}
"""Numbers that postings write in words, often followed by the figure: "two (2) years"."""

MOST = 25
"""More years than this is the age of a company, never asked of a person."""

_NUMBER = rf"(?<![\d$€£])(?<!\d[.,-])\d{{1,2}}(?:\.\d)?|\b(?:{'|'.join(WORDS)})"
_LETTERS = "".join(sorted({word[0] for word in WORDS}))  # that one may begin with
# "3", "3+", "3-5", "3 to 5", "three (3)", "3 or more", and the unit in four languages.
_YEARS = Cued(
    re.compile(
        rf"(?=[\d{_LETTERS}])(?P<low>{_NUMBER})(?:\s?\(\s?\d+\+?\s?\))?\s?"
        r"(?:\+|plus\b|or more(?: \(\d+\+?\))?|and above)?"
        rf"(?:\s?(?:-|–|—|to|or|bis|à)\s?(?:\d{{1,2}}|{'|'.join(WORDS)})\s?\+?)?\s{{0,4}}"
        r"(?:-(?=years? experience))?(?:or more\s)?(?:full\s)?"
        r"(?:years?|yrs?|yoe|jahren?|ans|años)\b",
        re.IGNORECASE,
    ),
    ("year", "yrs", "yr.", "yr ", "yoe", "jahre", " ans", "años"),
    before=70,
    after=20,
)
# For text in lower case. A word that must not begin within another one says so behind its first
# letter, which the engine looks for fastest.
_EXPERIENCE = re.compile(
    r"experien|erfahrung|expérience|background|track record|proven|hands-on|work(?:ed|ing)\b|"
    r"seniority|y(?<!\wy)oe\b|e(?<!\we)xp\b|knowledge|in a similar|in the (?:field|industry)|"
    r"o(?<!\wo)f (?:\w+ ){0,2}work\b"
)
# Just before a number that is asked for, whatever it is years of.
_ASKED = re.compile(
    r"\b(?:at least|minimum(?: of)?|min\.?|required|"
    r"(?:ask|look|asking|looking|expect|need)(?: for)?)\W{0,2}(?:about )?$",
    re.IGNORECASE,
)
# "5+" and "3-5" are asked for, where nothing says otherwise.
_RANGE = re.compile(r"\+|\d\s?(?:-|–|to)\s?\d")
# What stands just before a number that is not asked of the candidate.
_NOT_BEFORE = hastened(
    re.compile(
        r"\b(?:(?:(?<!ask )(?<!asking )(?<!look )(?<!looking )for|in|on|within|under|"
        r"(?:less|fewer|no more) than|every|after|aged?|spans?|duration|founded|reached|the)"
        r"(?:[ :]+(?:over|more than|the|just|nearly|almost|about|each))*"
        r"|(?:company|firm|provider|leader|agency|group) with(?: over| more than| nearly)?|"
        r"(?-i:With) (?:over|more than|nearly|almost)|"
        r"average(?: of)?|celebrat(?:e|ing)|"
        r"(?:past|last|previous|next|rich experience of|up to|ubiquitous)(?: the)?)\s*$",
        re.IGNORECASE,
    )
)
# What stands just behind a number that is not about experience.
_NOT_AFTER = re.compile(
    r"\W{0,3}(?:old|of age|since|degree|college|ago|in a row|fixed|contract|program|"
    r"undergrad|legacy|"
    r"(?:of )?(?:continuous )?service|history|warranty|from now|in business|"
    r"referencing|term\b|running|after(?! (?:the |your |a )?ph\.?d)|"
    r"later|of (?:weekly |daily |\w+ )?(?:prices|data(?=[.;])|logs|records|growth|tradition|"
    r"success|instinct|innovation)\b|of (?:\w+ )?(?:experience|expertise), (?:our|we)\b|bachelor|"
    r"diploma|university|graduate|rotation|of (?:education|study|college|university))",
    re.IGNORECASE,
)
_DEGREE = (
    r"(?:bachelor|master|ph\.?\s?d|doctora|"
    r"b(?<!\wb)\.?s\.?c?\b|m(?<!\wm)\.?s\.?c?\b|degree|diploma)"
)
# The number is only wished for: its sentence says so at the start, or behind the number.
_WISHED_BEFORE = re.compile(
    r"\W*(?:preferred|preferably|nice to have|bonus|desired|desirable|ideally)\b", re.IGNORECASE
)
_WISHED_AFTER = Guarded(
    re.compile(
        r"\A(?:\s*\(|\s(?:is |are )?)(?:preferred|desired|a plus)|"
        rf"\A(?:(?!{_DEGREE})[^;(–]){{0,110}}\b(?:preferred|a plus|a bonus|desired|nice to have|"
        r"an advantage)[^\w)]*$|\A[^;(–]{0,60}\bpreferred(?-i:\)|(?=[A-Z]))",
        re.IGNORECASE,
    )
)
_BRACKETS = re.compile(r"\s?\([^()]{15,}\)")
# Asked for even where all else is wished for.
_MUST_BEFORE = re.compile(r"\b(?:minimum(?: of)?|must have|required:?)\s?$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bat least\s?$", re.IGNORECASE)
_MUST_AFTER = re.compile(r"[^.;\n]{0,60}(?<!not )\brequired\b", re.IGNORECASE)
# Years in place of a degree: they are no requirement of the job itself.
_LESS = r"(?:at least |a minimum of |(?:\w+ )?experience \()?"
_OR_ELSE = hastened(re.compile(rf"\bor\W+{_LESS}$|consider\s*$", re.IGNORECASE))
_INSTEAD = re.compile(
    rf"{_DEGREE}[^.\n]{{0,120}}\bor\W+{_LESS}$|will also consider\s*$",
    re.IGNORECASE,
)
_OR = re.compile(
    r"\bor\b(?!\s+(?:related|similar|equivalent|other|more|higher|above))(?![^\n]*, with )",
    re.IGNORECASE,
)
# Years that go with a degree: each such pair is an alternative to the other pairs.
_WITH_DEGREE_BEFORE = re.compile(  # for text in lower case
    rf"{_DEGREE}(?:[^;\n]|\n\s*(?=and\b)){{0,120}}$|\n\W*or\W+$"
)
_WITH_DEGREE_AFTER = re.compile(
    rf"\s(?:of \w+ )?(?:w/|with|if|plus|and|for) (?:an? )?{_DEGREE}", re.IGNORECASE
)


def years(document: Document) -> Fields:
    """Read ``min_years``: the smallest total number of years required, or ``None``.

    >>> text = "Requirements:\\n- 5+ years of software engineering\\n- 2 years of Python"
    >>> years(Document(id="1", title="", description=text))
    {'min_years': 5}
    """
    return {"min_years": required(document)}


@lru_cache(maxsize=256)  # seniority asks for the same documents
def required(document: Document) -> int | None:
    """Return the years required in all, ``None`` where the text asks for none.

    Numbers that "or" joins in a sentence are one group of alternatives, those that go with a
    degree another one.
    """
    with_degree: list[int] = []
    groups, last, reached = [with_degree], with_degree, 0
    for match, sentence in find(document, _YEARS):
        if not _counts(document, match, sentence):
            continue
        text = document.description
        before, after = around(text, match, 140, 30)
        paired = _WITH_DEGREE_BEFORE.search(before.lower()) or _WITH_DEGREE_AFTER.match(after)
        joined = reached > sentence.start and _OR.search(text, reached, match.start())
        group: list[int] = with_degree if paired else last if joined else []
        if joined and group is not last:
            group += last
            last.clear()
        group.append(_value(match))
        groups.append(group)
        last, reached = group, match.end()
    return max((min(group) for group in groups if group), default=None)


def stated(document: Document) -> list[tuple[int, int]]:
    """Return where the description asks for years: first code points and those behind the last.

    >>> stated(Document(id="1", title="", description="Requirements:\\n- 5+ years of SQL"))
    [(16, 24)]
    """
    found = find(document, _YEARS)
    return [match.span() for match, sentence in found if _counts(document, match, sentence)]


def _value(match: re.Match[str]) -> int:
    low = match["low"].lower()
    return WORDS[low] if low in WORDS else int(float(low))


def _counts(document: Document, match: re.Match[str], sentence: Sentence) -> bool:
    """Say whether these years are asked of the candidate."""
    before, after = around(document.description, match, 140, 90)
    if _value(match) > MOST or _NOT_AFTER.match(after) or _NOT_BEFORE.search(before[-40:]):
        return False
    instead = _OR_ELSE.search(before[-30:]) and _INSTEAD.search(before)
    if instead or _wished(match, sentence):
        return False
    must = _MUST_BEFORE.search(before[-30:]) or _MUST_AFTER.match(after)
    least = _AT_LEAST.search(before[-12:]) and not document.requires  # "Ideally: at least 5 years"
    if sentence.section == "preferred" and not (must or least):
        return False
    opens = match.start() - sentence.start < 25 or before[-1:] in ".;:)•"
    if opens or sentence.section == "required" or _RANGE.search(match.group()):
        return True
    return bool(_ASKED.search(before[-30:]) or _EXPERIENCE.search((before[-40:] + after).lower()))


def _wished(match: re.Match[str], sentence: Sentence) -> bool:
    tail = match.string[match.end() : sentence.end]
    tail = tail[:1] + _BRACKETS.sub("", tail[1:])
    return bool(_WISHED_BEFORE.match(sentence.text)) or _WISHED_AFTER.occurs(tail, tail.lower())
