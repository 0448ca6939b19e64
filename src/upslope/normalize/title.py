"""Titles are cleaned of all that is not the role: ids, places, pay, "(m/f/d)", "We are hiring"."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from upslope.formats.characters import clean
from upslope.normalize.gazetteer import cities, countries, fold, regions
from upslope.records.posting import Place

_GENDER = re.compile(
    r"[(\[|*/–-]?\s*\b(?:(?:m|f|w|d|x|h|i|div|gn|all|mwd|mfd)(?:\s?[/|,*]\s?(?:m|f|w|d|x|h|i|div|gn|v|y))+"
    r"|all genders?(?: welcome)?|alle geschlechter|any gender|gn\*?)(?![\w+#/])\s*[)\]*]?",
    re.IGNORECASE,
)
_HIRING = re.compile(
    r"^(?:we(?:['’]re| are) (?:now )?hiring|now hiring|hiring(?: now)?|urgent(?:ly)?(?: hiring)?"
    r"|immediate (?:opening|hire)|job (?:opening|title|opportunity)|position|vacancy|new)"
    r"(?:\s*[:!–—|-]+\s*(?:an?\s)?|\s+(?:for\s+)?(?:an?\s))",
    re.IGNORECASE,
)
_ID = re.compile(
    r"\s*[(\[#]*\b(?:job|req(?:uisition)?|ref(?:erence)?|position)?\s*(?:id|no\.?|#|code|number)?"
    r"\s*[:#]?\s*(?<![\w$€£])(?:(?:JR|R|REQ|RQ|ID|P|J)[-_ ]?\d{3,}(?:[-_]\d+)?|\d{5,}|\d{4}-\d{3,}"
    r"|[A-Z]{2,5}[-_]\d{3,})\b\s*[)\]]*",
)
_ZIP = re.compile(r",\s*\d{5}(?:-\d{4})?\)$")
_LEADING_ID = re.compile(r"^\s*#?\d{3,}\s*[-–:|]\s*")
_PAY = re.compile(
    r"\s*[(\[|–-]*\s*(?:up to |from )?(?:[$€£₹]|USD|EUR|GBP)\s?\d[\d,.]*\s?[kK]?\+?"
    r"(?:\s*(?:-|–|—|to)\s*(?:[$€£₹]|USD|EUR|GBP)?\s?\d[\d,.]*\s?[kK]?\+?)?"
    r"(?:\s*(?:/|per |an? )\s?(?:hr|hour|yr|year|annum|month|day))?(?:\s?(?:base|OTE|\+ \w+))?"
    r"\s*[)\]]*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NEW = re.compile(r"\s*[-–|(\[*!]+\s*(?:new|urgent|hot)\b\s*[!)\]*]*\s*$", re.IGNORECASE)
_AREA = r"us|usa|u\.s\.|uk|eu|emea|india|canada|latam|europe|united states"
_WAY = re.compile(
    rf"(?:(?:100%|fully|global(?:ly)?|{_AREA})[\s-]*)*\b(?:remote(?:ly)?|h[yí]brid[oae]?|on-?site"
    r"|in[- ]office|wfh|work from (?:home|anywhere)|telecommute|anywhere|worldwide)\b[\s-]*"
    r"(?:first|only|friendly|position|role|work|ok|eligible|based|option(?:al)?"
    rf"|(?:in |from )?(?:the )?(?:{_AREA}))*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"^(?P<head>.*\S)\s*(?:\((?P<aside>[^()]*)\)|\[(?P<box>[^\[\]]*)\]"
                   r"|(?:\s[-–—|@•]|[-–—|](?=\s))\s*(?P<dash>[^-–—|@•()]+)|,\s*(?P<comma>[^,()]+)"
                   r"|\s(?:in|at)\s(?P<prep>[^,()]+))\s*$")  # fmt: skip
_TOWN = re.compile(r"^[A-Z][\w.' -]{2,30},\s*(?:[A-Z]{2}|USA)(?:,\s*USA?)?$")
_WIDE = {
    "us only",
    "emea",
    "apac",
    "latam",
    "europe",
    "eu",
    "us",
    "usa",
    "uk",
    "uae",
    "north america",
}
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|(?<=\s)[|–—-]\s*(?=[|–—-]\s)")
_BLANK_BEFORE = re.compile(r" ([,;:)])")
_NAMES = re.compile(r"[,;/|]|\bor\b|\band\b|\s-\s")
_ROUNDS = 6
_LONGEST = 400


def clean_title(title: str, places: Sequence[Place] = ()) -> str:
    """Return the title with only the words of the role (and its level and team).

    Args:
        title: as the source has it.
        places: the posting's places; their names are dropped from the end of the title.

    >>> clean_title("We are hiring: Senior ML Engineer (m/f/d) - Remote, Berlin [JR-10293]")
    'Senior ML Engineer'
    >>> clean_title("Data Scientist, Growth - New York | $150k-$180k")
    'Data Scientist, Growth'
    """
    text = " ".join(clean(html.unescape(title[:_LONGEST])).split())
    for pattern in (_HIRING, _LEADING_ID):
        text = pattern.sub("", text)
    text = _ZIP.sub(")", text)
    numbers = (_PAY, _ID) if _DIGIT.search(text) else ()
    for pattern in (_GENDER, *numbers, _NEW):
        text = pattern.sub(" ", text)
    text = _tidy(text)
    known = {fold(n) for p in places for n in (p.city, p.region, p.country) if n}
    for _ in range(_ROUNDS):
        shorter = _without_tail(text, known)
        if shorter == text:
            break
        text = shorter
    return text or " ".join(clean(title[:_LONGEST]).split())


def _without_tail(text: str, known: set[str]) -> str:
    """Drop the last part of a title if it is a place or a way of working."""
    found = _TAIL.match(text)
    if not found:
        return text
    tail = next(part for part in found.groups()[1:] if part is not None)
    if _TOWN.match(tail.strip()) and found["comma"] is None:
        return _tidy(found["head"])
    rest = _WAY.sub(",", tail)
    names = [fold(name) for name in _NAMES.split(rest)]
    named = [name for name in names if name]
    if all(_is_place(name, known) for name in named) and (
        named or rest != tail or not tail.strip()
    ):
        if found["prep"] and not named:
            return text
        return _tidy(found["head"])
    return text


def _is_place(name: str, known: set[str]) -> bool:
    """Say whether a folded name is a place; a short code ("GTM", "IT") must fit the posting."""
    if name in known or name in cities() or name in _WIDE:
        return True
    if len(name) > 3:
        return name in countries() or name in regions()
    fits = {
        countries().get(name, "").lower(),
        *(fold(r.country or "") for r in regions().get(name, ())),
    }
    return bool(fits & known)


def _tidy(text: str) -> str:
    text = " ".join(_EMPTY.sub(" ", text).split())
    text = _BLANK_BEFORE.sub(r"\1", text)
    return text.strip(" ,;:|-–—/*•@!")
