"""Whether a posting requires a skill, prefers it, only names it, or says it is not needed.

Wording nearest to the skill speaks first, then the sentence, then the section it stands in. Duties
done with a tool count as required; what the company is or offers is context.
"""

from __future__ import annotations

import re

from upslope.records.understanding import Need
from upslope.understand.document import Sentence

_BY_SECTION: dict[str, Need] = {
    "required": "required",
    "duties": "required",
    "preferred": "preferred",
    "about": "context",
    "benefits": "context",
    "legal": "context",
    "other": "required",
}

# A clause ends where another begins to speak of something else.
_CLAUSE = re.compile(
    r"[;.!?](?=\s|$)|\s[-–—]\s|,?\s+\b(?:but|however|although|though|whereas|while)\b(?! not limited)"
    r"|,\s+(?:and|with)\s+(?=[^,;]{0,60}\b(?:is|are|would be)\s+(?:a |an |considered |highly )*"
    r"(?:plus|bonus|preferred|desir|benefi|advantage|nice|required|must|essential))",
    re.IGNORECASE,
)

_NOT_NEEDED_BEFORE = re.compile(
    r"(?:\b(?:(?:do|does|did|will|would|need|is|are)(?: not|n'?t)|don'?t|won'?t|needn'?t|never|no longer|not)"
    r"(?: \w+){0,2}? (?:need|require|have to|expect|use|know|necessary|necessarily|about|looking for"
    r"|work with|do|write|involve|mandatory|require any)\w*\b(?! only| just)"
    r"|\bno (?:prior |previous |deep |formal |specific |direct |hands-on |existing |need |knowledge"
    r"|experience|expertise|background|requirement|coding|programming|\w+ (?:experience|knowledge))*"
    r"(?:in|of|with|for|to (?:know|have|learn|use))?"
    r"|\b(?:unlike|rather than|instead of|as opposed to|without(?: any)?(?: prior)?|neither|nor"
    r"|moving away from|migrating away from|replac(?:e|ing) (?:our )?(?:legacy )?)"
    r"(?: \w+){0,4}?)[\s,]*(?:[\w+#./-]+,? (?:and |or )?){0,3}$",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?:not only|not just|no less|not limited to|not necessarily only|no matter|no doubt|cannot|can't|why not"
    r"|no problem|no surprise)\b[^.;]*$",
    re.IGNORECASE,
)
_NOT_NEEDED_AFTER = re.compile(
    r"^[^.;,]{0,60}?(?:\b(?:is|are|be|was)(?: not|n'?t)(?: \w+)? (?:required|needed|necessary|mandatory|a (?:must|requirement"
    r"|prerequisite)|essential|expected|used)|\bnot (?:required|needed|necessary|mandatory|expected|essential|a (?:must|requirement))"
    r"|\bunnecessary)\b(?![^.;]{0,30}\b(?:plus|bonus|advantage|preferred|nice|helpful|desir|benefi|welcome|appreciat))",
    re.IGNORECASE,
)

_PREFERRED_AFTER = re.compile(
    r"\b(?:(?:is|are|as|be|would be|considered)?\s*(?:a |an )?(?:big |huge |definite |strong |real |nice |added |distinct"
    r" |great |major |significant |useful |valuable )*(?:plus|bonus|advantage|asset|pluses)"
    r"|prefer(?:red|able|ably|ence)|nice[- ]to[- ]have|good[- ]to[- ]have|desir(?:ed|able)|beneficial|advantageous"
    r"|(?:is|are|be) (?:also )?(?:very |highly )?(?:helpful|useful|valued|welcome|appreciated|ideal|optional|great)"
    r"|not (?:required|mandatory|essential|necessary|a must)[, ]+but|optional(?:ly)?|(?:would|will|can) (?:help|be good))\b",
    re.IGNORECASE,
)
_PREFERRED_BEFORE = re.compile(
    r"\b(?:ideally|prefer(?:red|ably|ence)?(?: \w+){0,3}|bonus(?: points)?|nice[- ]to[- ]have|good[- ]to[- ]have|a plus"
    r"|plus(?:es)? (?:if|for)|extra credit|desir(?:ed|able)|it (?:helps|would help) if|even better|optional(?:ly)?"
    r"|we(?:'d| would) love|would be (?:great|nice|good|ideal|a plus)|advantage(?:ous)?|beneficial)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\b(?:ph\.?d|master|m\.?s\.?c?|bachelor|degree|diploma|years?|mba)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:you(?:'ll|’ll| will| have| are| bring| should| must|'re|’re)?\b|your\b|candidate|experience (?:with|in|using|building)"
    r"|proficien|familiar|knowledge of|expertise|must|required|looking for|seeking|skilled|responsib|hire|hiring|join us"
    r"|role\b|ability to|background in|understanding of|hands-on)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:we(?:'re|’re| are|'ve|’ve| have| use| build| believe)?|our|founded|company|customers|clients|mission|leader|leading"
    r"|platform|products?|helps?|provides?|offers?|powered|backed|world)\b",
    re.IGNORECASE,
)


def need(sentence: Sentence, start: int, end: int) -> Need:
    """Say how much the skill at ``sentence.text[start:end]`` is needed.

    >>> from upslope.understand.document import split
    >>> [sentence] = split("Python is a must, and Scala would be a plus; no Java needed.")
    >>> [need(sentence, sentence.text.index(w), sentence.text.index(w) + len(w))
    ...  for w in ("Python", "Scala", "Java")]
    ['required', 'preferred', 'negated']
    """
    first, last = _clause(sentence.text, start, end)
    before, after = sentence.text[first:start], sentence.text[end:last]
    if _not_needed(before, after):
        return "negated"
    if _preferred(before, after):
        return "preferred"
    stated = _BY_SECTION[sentence.section]
    if sentence.section == "about" and _ASKS.search(sentence.text):
        return "required"
    if sentence.section == "other" and _TELLS.search(sentence.text) and not _ASKS.search(sentence.text):
        return "context"
    return stated


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    cuts = [found.span() for found in _CLAUSE.finditer(text)]
    first = max((stop for _, stop in cuts if stop <= start), default=0)
    last = min((begin for begin, _ in cuts if begin >= end), default=len(text))
    return first, last


def _not_needed(before: str, after: str) -> bool:
    said_before = _NOT_NEEDED_BEFORE.search(before) and not _SPARED.search(before)
    return bool(said_before or _NOT_NEEDED_AFTER.match(after))


def _preferred(before: str, after: str) -> bool:
    if _PREFERRED_BEFORE.search(before):
        return True
    found = _PREFERRED_AFTER.search(after)
    if not found:
        return False
    chunk = re.split(r"[,(]", after[: found.start()])[-1]
    return not _DEGREE.search(chunk)
