"""Take out of a resume what must not count: who the person is, and words of gender.

It runs before anything is read or scored, so a changed name, pronoun or address cannot change a
score. Runs of blanks become two, so that the length of what was taken out leaves no trace either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice, takewhile

_CONTACTS = (
    re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"),
    re.compile(
        r"(?:https?://|www\.)\S+"
        r"|\b(?!asp\.net)(?:[a-z0-9-]+\.)+[a-z]{2,7}/[^\s|,;)]*"
        r"|\b(?:linkedin|github|gitlab|kaggle|medium|twitter)\.(?:com|io|net)\b"
    ),
    re.compile(
        r"\b\d{1,6}\w?,? (?:[NSEW]\.? )?(?:[A-Z][\w'.-]*,? ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|"
        r"Lane|Ln|Drive|Boulevard|Blvd|Court|Ct|Square)\b\.?"
        r"(?:,? (?:Apt|Apartment|Unit|Suite|#)\.? ?\w+)?"
    ),
)
_NUMBER = re.compile(r"(?<![\w/.$])\+?\(?\d[\d ().-]{6,16}\d(?![\w/%])")
# A line that states a personal fact: "Date of birth: ...", "Gender - F", "Pronouns: they/them".
_FACT = re.compile(
    r"\W*(?:full |first |last |sur|family |given |father['’]?s |mother['’]?s |spouse['’]?s )?"
    r"(?:name|date of birth|d\.?o\.?b|born|age|gender|sex|pronouns?|marital status|nationality|"
    r"religion|(?:\w+ )?address|phone|mobile|telephone|tel|e-?mail|linkedin|github|photo)"
    r"\s*[:–—-]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\b(?:phone|mobile|cell|tel|e-?mail)\b\.?\s*:\s*(?=[|·•]|$)", re.IGNORECASE)
# The name of a society ("Women in Machine Learning") says nothing of skills.
_SOCIETY = re.compile(
    r"\b(?:(?:wom|m)en|girls|boys|ladies)(?:['’]s)? (?:in|who|of|for)"
    r"(?-i:(?: (?:and|&|of|in|the|[A-Z][\w+&/-]*))+)",
    re.IGNORECASE,
)
_NEUTRAL = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), word)
    for pattern, word in (
        (r"(?:she|he|they|ze)/(?:her|him|them|hir)s?(?:/\w+)?", ""),
        (r"(chair|spokes|business|sales|fore|crafts)(?:wo)?m[ae]n", r"\1person"),
        (r"alumn(?:us|a|ae|i)", "alum"),
        (r"(?-i:[Ss]he|[Hh]e|[Tt]hey)", "they"),  # in capitals they are something else: HIS, HER2
        (r"(?-i:[Hh]im|[Hh]is|[Hh]ers?|[Tt]hem|[Tt]heirs?)", "their"),
        (r"(?:him|her)self|themsel(?:f|ves)", "themself"),
        (r"(?:wo)?men(?:['’]s)?", "people"),
        (r"woman|man(?![- ](?:hour|day|month|power))|(?:fe)?males?|lady|gentleman", "person"),
        (r"girls|boys|sons|daughters", "children"),
        (r"girl|boy|son|daughter", "child"),
        (r"mother|father", "parent"),
        (r"husband|wife", "spouse"),
        (r"sorority|fraternity", "society"),
        (r"maternity|paternity", "parental"),
    )
)
_TITLE = r"(?:\b(?:Mr|Mrs|Ms|Mx|Miss|Dr)\.? +)?"
# Words that a headline or a heading has and a name has not.
_NO_NAME = re.compile(
    r"[^\w\s.,'’\"()-]|\d|\b(?:the|with|and|of|for|to|in)\b|\b(?i:resume|résumé|curriculum|vitae|cv|"
    r"profile|summary|objective|experience|education|skills?|projects?|contact|about|employment|"
    r"qualifications?|certifications?|highlights|career|engineer(?:ing)?|scientist|developer|"
    r"analyst|architect|manager|consultant|programmer|administrator|specialist|researcher|intern|"
    r"student|graduate|designer|director|officer|technician|associate|professional|data|software|"
    r"machine|learning|science|university|college|institute|school|bachelor|master|technical|willing)\b"
)
_CELLS = re.compile(r"\s*[|·•,]\s*|\s+[–—-]+\s+|\t+|\s{2,}")


def redact(text: str, *, name: str = "", known: Callable[[str], bool] = lambda word: False) -> str:
    """Return a resume without names, contacts and personal facts, and in neutral words.

    Args:
        text: the resume; its person's name is looked for in the first three lines.
        name: the name, where a file states it.
        known: whether a word is a skill, which is kept although it is part of the name ("Julia").

    >>> redact("Ada Byron | ada@example.org\\n\\nShe trains models. Chairwoman (she/her)")
    'they trains models. Chairperson'
    """
    names = _pattern(name or _name(text, known), known)
    lines = [_line(line, names) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _name(text: str, known: Callable[[str], bool]) -> str:
    """Find a person's name: the first line, else a strict form of it in the next two."""
    head = takewhile(lambda line: len(line) < 100, filter(str.strip, text.splitlines()))
    for number, line in enumerate(islice(head, 3)):
        cell = _CELLS.split(line.strip())[0]
        words = cell.split()
        strict = len(words) >= 2 and all(word[0].isupper() and not known(word) for word in words)
        if 0 < len(words) <= 5 and not _NO_NAME.search(cell) and (strict or not number):
            return cell
    return ""


def _pattern(name: str, known: Callable[[str], bool]) -> re.Pattern[str]:
    """Match the name whole, and each part of it that stands alone with a capital letter."""
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    alone = [word for word in words if len(word) > 2 and word[0].isupper() and not known(word)]
    whole = [r"\W{1,3}".join(map(re.escape, words)) + r"(?:\.(?!\w))?"] if words else []
    parts = "|".join((*whole, *map(re.escape, alone)))
    return re.compile(rf"{_TITLE}(?<!\w)(?:{parts})(?!\w)" if parts else r"(?!)")


def _line(line: str, names: re.Pattern[str]) -> str:
    if _FACT.match(line):
        return ""
    bare = names.sub("", line)
    for pattern in _CONTACTS:
        bare = pattern.sub("", bare)
    bare = _NUMBER.sub(_unless_years, bare)
    if bare != line:  # what parted the cells that are gone
        bare = re.sub(r"(?:\s*[|·•]\s*){2,}", " | ", _LABEL.sub("", bare)).strip(" |,;·•–—()\"'")
    bare = _SOCIETY.sub("a society", bare)
    for pattern, word in _NEUTRAL:
        bare = pattern.sub(word, bare)
    bare = bare.replace("()", "")
    return re.sub(r"\s{2,}|\t", "  ", bare).strip()


def _unless_years(match: re.Match[str]) -> str:
    """Take out a number of nine or more digits that is not a row of years ("2012 - 2014 ...")."""
    groups = re.findall(r"\d+", match.group())
    years = all(len(g) <= 2 or (len(g) == 4 and g[:2] in {"19", "20"}) for g in groups)
    return match.group() if years or sum(map(len, groups)) < 9 else ""
