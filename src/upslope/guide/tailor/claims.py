"""What a line of a resume claims, so that a rewritten one can be held against what is true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upslope.taxonomy import Taxonomy

_NUMBER = re.compile(r"\d[\d.,]*\s?(?:%|percent\b|[kmb]\b|x\b|\+)?", re.IGNORECASE)
_WORDED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|"
    r"billions?|half|double[ds]?|doubling|tripled?|halved?|halving)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w&'’-]+")
_BEGINS = re.compile(r"(?:^|[.!?:;] )\W*$")

# Words that say how much of a thing was one's own. Of LED a line needs one to begin with; a word of
# HELPED that is left out claims the whole.
_LED = re.compile(
    r"\b(?:led|lead(?:s|ing)?|headed|managed|managing|directed|founded|own(?:ed|ing)|oversaw|"
    r"spearheaded|chaired|hired|architected|pioneered|invented|award\w*|patent\w*)\b",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"\b(?:help\w*|assist\w*|support\w*|contribut\w*|participat\w*|learn(?:ed|t|ing)|stud(?:y|ied)|"
    r"explor\w*|familiar\w*|coursework|shadow\w*|part of)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:expert\w*|extensive\w*|world-class|proven|deep knowledge|master(?:y|ed)|proficient|"
    r"seasoned|highly skilled|state-of-the-art|cutting-edge|senior|principal|staff)\b",
    re.IGNORECASE,
)


def unsupported(new: str, line: str, resume: str) -> list[str]:
    """Return what a rewritten line claims that is not true, in words; empty if all is supported.

    Skills and names must stand somewhere in the resume; numbers, praise and the share one had in
    the work must stand in the very line that was rewritten, since elsewhere they speak of
    something else.

    Args:
        new: the rewritten line.
        line: the true one.
        resume: the whole resume.

    >>> unsupported("Trained PyTorch models", "Trained torch models", "Trained torch models")
    []
    >>> unsupported("Led 5 people on Spark", "Led people", "Led people")
    ['the skill apache spark', 'the number 5']
    """
    return [*_skills(new, resume), *_numbers(new, line), *_share(new, line), *_names(new, resume)]


def _skills(new: str, resume: str) -> Iterator[str]:
    taxonomy = Taxonomy.load()
    known = {skill.preferred_label for _, _, skill in taxonomy.find(resume)}
    known |= {above for skill in known for above in taxonomy.broader(skill)}
    claimed = dict.fromkeys(skill.preferred_label for _, _, skill in taxonomy.find(new))
    yield from (f"the skill {skill}" for skill in claimed if skill not in known)


def _numbers(new: str, line: str) -> Iterator[str]:
    for pattern in (_NUMBER, _WORDED):
        true = {_plain(found) for found in pattern.findall(line)}
        for found in pattern.findall(new):
            if _plain(found) not in true:
                yield f"the number {found.strip()}"


def _plain(number: str) -> str:
    return re.sub(r"[\s,]|\.$", "", number.casefold()).replace("percent", "%")


def _share(new: str, line: str) -> Iterator[str]:
    led, helped = _LED.search(new), _HELPED.search(line)
    if led and not _LED.search(line):
        yield f'a larger share in the work ("{led.group()}")'
    if helped and not _HELPED.search(new):
        yield f'a larger share in the work ("{helped.group()}" is left out)'
    for found in _PRAISE.finditer(new):
        if found.group().casefold() not in line.casefold():
            yield f'praise that the line does not have ("{found.group()}")'


def _names(new: str, resume: str) -> Iterator[str]:
    """Find names of products, companies and places: words with a capital that begin no sentence,
    and those with one further in, wherever they stand."""
    known = {word.casefold() for word in _WORD.findall(resume)}
    skills = {place for start, end, _ in Taxonomy.load().find(new) for place in range(start, end)}
    for found in _WORD.finditer(new):
        word = found.group()
        begins = _BEGINS.search(new[: found.start()])
        named = any(map(str.isupper, word[1:] if begins else word))
        if named and found.start() not in skills and word.casefold() not in known:
            yield f"the name {word}"
