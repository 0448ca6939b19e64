"""Which status the sentences of a reply speak of: ``data/replies.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from upslope.guide.tracker.sentences import Sentence
from upslope.records.application import Status

Strength = Literal["clear", "mixed", "mild"]

_FINAL: tuple[Status, ...] = ("withdrawn", "rejected", "offer")
_STEPS: tuple[Status, ...] = ("interview", "screening")
_SPOKEN_OF: tuple[Status, ...] = (*_FINAL, *_STEPS, "applied")
_GAP = "[^!?;]{0,70}?"
_THANKS = re.compile(r"\b(?:thank(?:s| you)|danke?|merci|gracias)\b[^,;:!-]{0,80}$")
_NO = r"\b(?:not|unable|never|nicht|kein\w*|pas|no|without)\b"
_NOT_NEAR, _NOT_FAR = re.compile(_NO + ".{0,25}$"), re.compile(_NO + ".{0,70}$")


_ENDS = {"conditions": r"(?!\w)", "over": r"(?!\w)"}
"""These are whole words; other phrases may go on, as words with endings do."""


class Said(NamedTuple):
    """What a mail says: the status, how clearly, and the sentence that says so."""

    status: Status
    strength: Strength
    quote: str


def said(sentences: Sequence[Sentence]) -> Said | None:
    """Return the status that a mail speaks of; ``None`` if it is about something else.

    A final word outweighs an invitation, and that the mere receipt. What is only possible ("if you
    are selected"), or lies behind ("thank you for the interview"), does not count.

    >>> said([Sentence("", "unfortunately we had to move the interview to friday.")]).status
    'interview'
    >>> said([Sentence("", "if you are not selected, we will tell you.")]) is None
    True
    """
    if _is_aside(sentences):
        return None
    clear = _found(sentences, "clear")
    found = clear or _found(sentences, "mild")
    about_more = _mentions(sentences, "survey") or _mentions(sentences, "unfinished")
    status = _strongest(found)
    if status is None or (about_more and status not in _FINAL):
        return None
    mixed = len(found.keys() & {*_FINAL, *_STEPS}) > 1
    strength: Strength = "mild" if not clear else "mixed" if mixed else "clear"
    at = found[status]
    return Said(status, strength, sentences[_first(at)].text)


def _first(places: Sequence[int]) -> int:
    """Return the first of some places; that of the subject only where there is no other."""
    return next((at for at in places if at), 0)


def _is_aside(sentences: Sequence[Sentence]) -> bool:
    if _mentions(sentences, "other_person") or _mentions(sentences, "other_kind"):
        return True
    foreign = _mentions(sentences, "cold") or _mentions(sentences, "alert")
    return foreign and not _mentions(sentences, "own")


def _strongest(found: dict[Status, list[int]]) -> Status | None:
    final = next((status for status in _FINAL if status in found), None)
    if final:
        return final
    steps = [status for status in _STEPS if status in found]
    if steps:  # what comes first is asked for; in one sentence, a call by telephone is meant
        return min(steps, key=lambda one: (_first(found[one]), one == "interview"))
    return "applied" if "applied" in found else None


def _found(sentences: Sequence[Sentence], strength: str) -> dict[Status, list[int]]:
    """Return for each status the places of the sentences that say it."""
    found: dict[Status, list[int]] = {}
    for at, sentence in enumerate(sentences):
        for status in _SPOKEN_OF:
            if _says(sentence.plain, status, strength):
                found.setdefault(status, []).append(at)
    return found


def _says(text: str, status: Status, strength: str) -> bool:
    phrases = _phrases().get((status, strength))
    if phrases is None:
        return False
    for match in phrases.finditer(text):
        before = text[: match.start()]
        if _phrases()["conditions", "words"].search(before):
            continue
        if status == "offer" and _NOT_FAR.search(before):
            continue
        if status in _STEPS and (_NOT_NEAR.search(before) or _lies_behind(before)):
            continue
        return True
    return False


def _lies_behind(before: str) -> bool:
    over = _phrases()["over", "words"]
    last = " ".join(before.split()[-4:])
    return bool(_THANKS.search(before)) or bool(over.search(last))


def _mentions(sentences: Sequence[Sentence], aside: str) -> bool:
    phrases = _phrases()["aside", aside]
    return any(phrases.search(sentence.plain) for sentence in sentences)


@cache
def _phrases() -> dict[tuple[str, str], re.Pattern[str]]:
    file = resources.files("upslope.guide.tracker") / "data/replies.toml"
    lists = tomllib.loads(file.read_text("utf-8"))
    return {
        (section, name): re.compile(_any_of(phrases) + _ENDS.get(section, ""))
        for section, named in lists.items()
        for name, phrases in named.items()
    }


def _any_of(phrases: Sequence[str]) -> str:
    """Join phrases, each to begin with a word, and with a few words for its gaps."""
    joined = "|".join(f"(?:{phrase})" for phrase in phrases)
    gapped = re.sub(r" ?… ?", lambda _: rf"\b{_GAP}\b", joined)
    return rf"(?<!\w)(?:{gapped})"
