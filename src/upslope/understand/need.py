"""Whether a posting requires a skill, prefers it, only names it, or says it is not needed.

Wording in the clause around the skill speaks first, then the section it stands in. Duties done
with a tool count as required; what the company is or offers is context. The wordings are in
``data/need.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from upslope.records.understanding import Need
from upslope.understand.document import SectionKind, Sentence

_BY_SECTION: dict[SectionKind, Need] = {
    "required": "required",
    "duties": "required",
    "preferred": "preferred",
    "about": "context",
    "benefits": "context",
    "legal": "context",
    "other": "required",
}

_WORDS = tomllib.loads(files("upslope.understand").joinpath("data/need.toml").read_text("utf-8"))


def _pattern(table: str, before: str = "", after: str = "") -> re.Pattern[str]:
    words = _WORDS[table]
    either = words if isinstance(words, str) else "|".join(words)
    return re.compile(f"{before}(?:{either}){after}", re.IGNORECASE)


_CLAUSE_ENDS = _pattern("clause_ends")
_NOT_NEEDED_BEFORE = _pattern("not_needed_before", after=_WORDS["not_needed_gap"])
_SPARED = _pattern("not_needed_spared")
_NOT_NEEDED_AFTER = _pattern("not_needed_after", r"[^.;]{0,60}?", r"\b")
_STILL_WELCOME = _pattern("still_welcome")
_PREFERRED_BEFORE = _pattern("preferred_before", r"\b", r"\b")
_PREFERRED_AFTER = _pattern("preferred_after", r"\b", r"\b")
# "cloud (AWS preferred)": a wish in brackets is for what stands within them.
_ASIDE = _pattern("preferred_after", r"\((?!\s*", r")[^()]*\)")
_WISH_FOR_DEGREE = _pattern("wish_for_degree")
_ASKS = _pattern("asks")
_TELLS = _pattern("tells")


def need(sentence: Sentence, start: int, end: int) -> Need:
    """Say how much the skill at ``sentence.text[start:end]`` is needed.

    >>> from upslope.understand.document import split
    >>> [sentence] = split("Python is a must, and Scala would be a plus; no Java needed.")
    >>> [need(sentence, sentence.text.index(w), sentence.text.index(w) + len(w))
    ...  for w in ("Python", "Scala", "Java")]
    ['required', 'preferred', 'negated']
    """
    text, denies, wishes, otherwise = _read(sentence)
    if denies or wishes:
        before, after = _clause(text, start, end)
        if denies and _not_needed(before, after):
            return "negated"
        if wishes and _preferred(before, after):
            return "preferred"
    return otherwise


@lru_cache(maxsize=256)  # a sentence may name twenty skills, one after another
def _read(sentence: Sentence) -> tuple[str, bool, bool, Need]:
    """The text with usual signs, whether it denies or wishes, and the need if it does neither."""
    text = sentence.text.replace("’", "'").replace("\n", " ")
    otherwise = _BY_SECTION[sentence.section]
    if sentence.section in ("about", "other"):
        asks = _ASKS.search(text)
        tells = sentence.section == "about" or _TELLS.search(text)
        otherwise = "required" if asks or not tells else "context"
    lower = text.lower()
    denies = any(hint in lower for hint in _WORDS["hints_of_not"])
    wishes = any(hint in lower for hint in _WORDS["hints_of_wish"])
    return text, denies, wishes, otherwise


_REACH = 300  # characters: what stands farther off does not speak of the skill
_NOT_REACH = 100  # a "no" reaches less far than a "nice to have:" before a list


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after the skill, up to where another clause begins."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    for found in _CLAUSE_ENDS.finditer(text, first, last):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.start()
            break
    return text[first:start], text[end:last]


def _not_needed(before: str, after: str) -> bool:
    before = before[-_NOT_REACH:]
    if _NOT_NEEDED_BEFORE.search(before) and not _SPARED.search(before):
        return True
    return bool(_NOT_NEEDED_AFTER.match(after) and not _STILL_WELCOME.search(after))


def _preferred(before: str, after: str) -> bool:
    if _PREFERRED_BEFORE.search(before):
        return True
    after = _ASIDE.sub("", after)
    found = _PREFERRED_AFTER.search(after)
    return bool(found and not _WISH_FOR_DEGREE.search(re.split("[,(]", after[: found.start()])[-1]))
