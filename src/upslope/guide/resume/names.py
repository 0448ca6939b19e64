"""Whose resume it is: the person's name, found where resumes put it, and matched in all its forms.

Any script, any case, either order ("Doe, Jane"), with titles and initials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from upslope.guide.resume import titles
from upslope.guide.resume.headings import heading

HEAD = 12
"""Lines that are not blank in which a name is looked for."""

# Words that a headline or a heading has and a name has not.
_NO_NAME = re.compile(
    r"[^\w\s.,'’`´\"()·-]|\d|\b(?:the|with|and|of|for|to|in)\b|\b(?i:resume|résumé|curriculum|"
    r"vitae|cv|"
    r"lebenslauf|bewerbung|currículum|page|seite|"
    r"profile|summary|objective|experience|education|skills?|projects?|contact|about|employment|"
    r"qualifications?|certifications?|highlights|career|engineer(?:ing)?|scientist|developer|"
    r"analyst|architect|manager|consultant|programmer|administrator|specialist|researcher|intern|"
    r"student|graduate|designer|director|officer|technician|associate|professional|data|software|"
    r"machine|learning|science|university|college|institute|school|bachelor|master|technical|"
    r"willing|"
    r"remote|hybrid|street|road|avenue|confidential|references?)\b"
)
_TITLES = (
    r"(?:(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Frau|Mme|Sra?|Sir|Dame|Ing|Dipl)\b\.? *(?:-\w+\.? *)?)+"
)
_LETTERS_AFTER = re.compile(
    r",?\s+(?:Ph\.?D|M\.?D|M\.?Sc?|B\.?Sc?|MBA|MPH|MEng|BEng|CPA|CFA|PMP|P\.?E|RN|Esq|CISSP|CSM|"
    r"MCA|"
    r"SHRM-?\w*|PHR|he/him|she/her|they/them)\b\.?(?=[\s,;|]|$)"
)
_STATED = re.compile(
    r"\W*(?:full |first |last |sur|family |given |candidate |applicant |vor-?(?: und nach)?|nach)?"
    r"(?:name|nombre|nom|imię|jméno|nome)\b[^:–—-]{0,20}\s*[:–—]\s*(?P<name>[^\n|"
    r",;]{2,60}(?:, [^\n|;\d@]{2,30})?)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\W*(?:(?:curriculum vitae|cv|résumé|resume|lebenslauf)\s*(?:of|for|von|de|:|[-–—|])\s*)"
    r"(?P<name>[^\n|;\d@]{3,50})",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\s*[|·•]\s*|\s+[–—-]+\s+|\t+|\s{2,}")
_COMMA = re.compile(r"\s*,\s*")
_MAIL = re.compile(r"([\w.+%-]{3,64})\s?@")
_WORD = re.compile(r"[^\s\d_,;|()\[\]\"“”*#.:]+")
_CASELESS = re.compile(
    r"[\u0590-\u08ff\u0900-\u0fff\u1000-\u109f\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def names(text: str, name: str, known: Callable[[str], bool]) -> list[str]:
    """Return the names of a resume's person: the one given, those stated, that of the head.

    >>> names("Doe, Jane\\n\\nName: Jane M. Doe", "", lambda word: False)
    ['Jane M. Doe', 'Doe, Jane']
    """
    head = [line.strip() for line in islice(filter(str.strip, text.splitlines()), HEAD)]
    stated = [match["name"].strip() for line in text.splitlines() if (match := _STATED.match(line))]
    stated += [match["name"].strip() for line in head[:3] if (match := _OWNER.match(line))]
    found = [name, *(one for one in stated if len(one.split()) <= 6)]
    if not any(found):
        found.append(_headed(text, head, known))
    else:
        found.append(_headed(text, head[:1], known))
    found += _mailed(text, head, known)
    return list(dict.fromkeys(one for one in found if one))


def _headed(text: str, head: list[str], known: Callable[[str], bool]) -> str:
    """Find the name in the first line, else a strict form of it in the next ones."""
    for number, line in enumerate(head[:4]):
        if heading(line):
            return ""
        if len(line) >= 100 or re.match(r"[-•▪*] ", line):
            continue
        bare = re.sub(r"^\W*(?:#+|\*+)?\s*", "", line).strip("* ")
        cell = _LETTERS_AFTER.sub("", _CELLS.split(bare)[0])
        turned = re.fullmatch(r"[^\W\d_][^\s,]*(?: [^\s,]+)?, [^\W\d_][^,]{1,30}", cell)
        if not turned:
            cell = _COMMA.split(cell)[0]
        if _is_name(cell, known, strict=number > 0) and not _common(cell, text):
            return cell
    return ""


def _common(cell: str, text: str) -> bool:
    """Say whether a text also uses the words as common ones: "ACCOUNTS PAYABLE"."""
    words = re.findall(r"[^\W\d_]+", cell)
    pairs = (pair for pair in pairwise(words) if pair[0][0].isupper() and pair[1][0].isupper())
    return not words or any(" ".join(pair).lower() in text for pair in pairs)


def _is_name(cell: str, known: Callable[[str], bool], *, strict: bool) -> bool:
    words = cell.replace(",", " ").split()
    if (
        not 0 < len(words) <= 6
        or _NO_NAME.search(_unmarked(cell))
        or heading(cell)
        or titles.held(cell)
    ):
        return False
    large = [word for word in words if not word[0].islower()]
    capital = len(large) >= 2 and all(word in large or len(word) <= 3 for word in words)
    lone = [word for word in words if known(word)]
    return not strict or (len(words) >= 2 and capital and not lone)


def _unmarked(text: str) -> str:
    """Leave out vowel signs and accents that stand apart, which no class of letters has."""
    return "".join(char for char in text if not unicodedata.category(char).startswith("M"))


def _mailed(text: str, head: list[str], known: Callable[[str], bool]) -> Iterator[str]:
    """Yield runs of capitalised words in the head that the mail address is made of."""
    begin = text[:3000] if "@" in text[:3000] else ""
    mails = {re.sub(r"[^a-z]", "", mail.lower()) for mail in _MAIL.findall(begin)}
    for line in head if mails else ():
        for run in re.findall(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]*\.?){1,3}", line):
            words = [re.sub(r"[^a-z]", "", word.lower()) for word in run.split()]
            whole = [word for word in words if len(word) > 2]
            mailed = any(all(word in mail for word in whole) for mail in mails)
            if len(whole) >= 2 and mailed and not known(run):
                yield run


def pattern(found: list[str], known: Callable[[str], bool]) -> re.Pattern[str]:
    """Match names whole, in either order and any case, and their parts that stand alone.

    A part alone counts only with a capital letter, so that "will" is not Will.

    >>> pattern(["Doe, Jane"], lambda word: False).sub("_", "JANE DOE, Jane's tests, a doe")
    "_, _'s tests, a doe"
    """
    parts: dict[str, None] = {}
    for one in found:
        bare = re.sub(rf"^{_TITLES}", "", one)
        words = _WORD.findall(bare)
        orders = [words, words[::-1], [*words[1:], *words[:1]], [*words[-1:], *words[:-1]]]
        if len(words) > 2:
            orders += [[words[0], words[-1]], [words[-1], words[0]]]
        if len(words) > 1:
            for order in orders:
                initial = r"(?:\W{1,3}[A-Z]\.?)?\W{1,3}".join(map(re.escape, order))
                parts[rf"(?i:{initial})(?:\.(?!\w))?"] = None
        elif words and not known(words[0]):
            parts[rf"(?i:{re.escape(words[0])})"] = None
        if _CASELESS.search(bare):
            parts[re.escape(bare.replace(" ", ""))] = None
        for word in words:
            if _alone(word) and not known(word):
                forms = (word, word.title(), word.upper(), word.capitalize())
                capital = (one for one in forms if not one[0].islower())
                parts |= dict.fromkeys(
                    f"{_NO_FIRM[0]}{re.escape(one)}{_NO_FIRM[1]}" for one in capital
                )
    if not parts:
        return re.compile(r"(?!)")
    joined = "|".join(parts)
    edge = "" if any(_CASELESS.search(one) for one in found) else r"\w"
    before, after = (rf"(?<!{edge})", rf"(?!{edge})") if edge else ("", "")
    return re.compile(rf"(?:\b{_TITLES})?(?:\b(?:[A-Z]\.\s?){{1,3}})?{before}(?:{joined}){after}")


# A firm that shares a name with the person keeps it: "Johnson & Johnson", "Morgan Bank".
_NO_FIRM = (
    r"(?<!& )",
    r"(?! (?:& [A-Z]|Inc\b|LLC|Ltd|Corp|GmbH|AG\b|Bank|University|College|Institute|Technologies|"
    r"Systems|Holdings|Brothers|Hospital|Foundation))",
)


def _alone(word: str) -> bool:
    """Say whether a part of a name may be taken out where it stands alone."""
    caseless = bool(_CASELESS.search(word))
    return len(word) > (1 if caseless else 2) and word.lower() not in _PARTICLES


_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "del",
        "los",
        "las",
        "dos",
        "das",
        "bin",
        "ibn",
        "abu",
        "the",
        "and",
    ]
)
