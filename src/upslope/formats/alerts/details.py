"""The lines of one card: company, place, way of working, pay, kind of contract, age."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from upslope.formats.alerts.pay import pay_line
from upslope.formats.alerts.words import EMPLOYMENT, NOISE, RATING, WAYS
from upslope.records import Salary

_MIDDOT = re.compile(r"\s*[·•∙|｜]\s*")
_DASH = re.compile(r"\s+[-–—]\s+")
_ASIDE = re.compile(r"\s*[(（]([^()（）]{1,60})[)）]\s*$")
_IN = re.compile(r"^(.{3,40}?)\s+(?:work\s+)?(?:in|à|en|bei|te|em|a)\s+(.+)$", re.I)
_AGO = re.compile(
    r"\bago\b|^il y a\b|^vor\b|^hace\b|\bfa$|geleden|\bsedan\b|^h[áa]\b|前$|\btemu\b|назад"
    r"|^\d+\s?[dhwm]\+?$"
    r"|^posted\b|^active\b|^(?:date )?publi",
    re.I,
)
_UNITS = (
    (1 / 24, r"h\b|hrs?\b|hours?|heures?|stunden?|horas?|or[ae]\b|uur|uren|timm\w+|小时|時間|час"),
    (1, r"d\b|days?|jours?|tag(?:en)?\b|d[íi]as?|giorn[oi]|dag(?:en)?\b|天|日|дн|dni"),
    (7, r"w\b|wks?\b|weeks?|semaines?|wochen?|semanas?|settiman[ae]|we(?:ek|ken)\b|veck\w+|周|週"),
    (30, r"mo\b|months?|mois|monate?n?\b|mes(?:es)?\b|mes[ei]|maand\w*|月"),
)
_NOW = re.compile(
    r"just (?:posted|now|added)|today|heute|gerade\b.*|aujourd['’]hui|à l['’]instant|hoy"
    r"|reci[ée]n publicado|oggi|vandaag|nu\b|idag|刚刚\S*|今天|今日",
    re.I,
)


@dataclass
class Details:
    """What a card says beside its title. ``age`` is in days, ``None`` where none is stated."""

    company: str | None = None
    places: list[str] = field(default_factory=list)
    way: str | None = None
    employment: str | None = None
    pay: Salary | None = None
    age: float | None = None

    def posted(self, sent: str | None) -> str | None:
        """Give the day of posting, if the card states its age and the mail its date.

        >>> Details(age=2).posted("2026-11-21T08:00:00+01:00")
        '2026-11-19'
        """
        if self.age is None or sent is None:
            return None
        try:
            return (datetime.fromisoformat(sent) - timedelta(days=self.age)).date().isoformat()
        except (ValueError, OverflowError):
            return None


def read_details(lines: Iterable[str], country: str = "") -> Details:
    """Read the lines under a title, in the order in which they stand.

    Args:
        lines: plain, without buttons.
        country: of the site, ISO 3166-1 alpha-2 in lower case: says which dollar "$" is.

    >>> read = read_details(["Quillfish · Oslo, Norway (Hybrid)", "Actively recruiting"])
    >>> read.company, read.places, read.way
    ('Quillfish', ['Oslo, Norway'], 'hybrid')
    >>> read = read_details(["Quillfish", "3.9", "Oslo", "€70,000 a year", "...", "2 days ago"])
    >>> read.company, read.places, read.pay.min_value, read.age
    ('Quillfish', ['Oslo'], 70000.0, 2.0)
    """
    read = Details()
    names: list[str] = []
    for line in lines:
        said = line.strip(" ·•|-–—,")
        if said and not _is_fact(said, read, country):
            names.append(said)
    named = _named(names, read, country)
    read.company = named[0] if named else None
    for place in named[1:2]:
        _put_place(place, read)
    return read


def _is_fact(said: str, read: Details, country: str) -> bool:
    """Take in pay, age and kind of contract; say whether a line is one of these, or noise."""
    if RATING.fullmatch(said) or NOISE.fullmatch(said):
        return True
    if (age := age_of(said)) is not None:
        read.age = age if read.age is None and age >= 0 else read.age
        return True
    if len(said) <= 40 and EMPLOYMENT.fullmatch(_DASH.split(said)[0].split(",")[0].strip()):
        read.employment = read.employment or said
        return True
    if pay := pay_line(said, country):
        read.pay = read.pay or pay
        return True
    return False


def _named(names: list[str], read: Details, country: str) -> list[str]:
    """Give company and place, from one line or from two."""
    if not names:
        return []
    first, second = names[0], names[1] if len(names) > 1 else ""
    if len(parts := _MIDDOT.split(first)) > 1:
        return _facts_out(parts, read, country)
    if len(parts := _DASH.split(first)) > 1 and (not second or is_prose(second)):
        return _facts_out(parts, read, country)
    if is_prose(first):
        return []
    return [first] if is_prose(second) else [first, second]


def _facts_out(parts: list[str], read: Details, country: str) -> list[str]:
    first, *rest = parts
    return [first, *(part for part in rest if not _is_fact(part, read, country))]


def _put_place(said: str, read: Details) -> None:
    """Part a place from the way of working that stands with it."""
    if (aside := _ASIDE.search(said)) and (way := way_of(aside[1])):
        read.way, said = way, said[: aside.start()]
    elif aside and (way := way_of(said[: aside.start()])):  # "Remote (EU)"
        read.way, said = way, aside[1]
    elif (within := _IN.match(said)) and (way := way_of(within[1])):  # "Hybrid work in Oslo"
        read.way, said = way, within[2]
    elif way := way_of(said):
        read.way, said = way, ""
    if said.strip():
        read.places = [said.strip()]


def way_of(said: str) -> str | None:
    """Read where one works, from words that say nothing else.

    >>> way_of("Sur site"), way_of("Hybrid remote"), way_of("远程"), way_of("Remoteville")
    ('onsite', 'hybrid', 'remote', None)
    """
    found = [way for way, words in WAYS.items() if words.search(said)]
    left = said
    for way in found:
        left = WAYS[way].sub("", left)
    return found[0] if found and not re.search(r"\w", re.sub(r"\bwork\b", "", left)) else None


def age_of(said: str) -> float | None:
    """Read an age in days; -1 where it is only known to be more; ``None`` if the line is no age.

    >>> age_of("il y a 2 jours"), age_of("Just posted"), age_of("30+ days ago"), age_of("Oslo")
    (2.0, 0.0, -1.0, None)
    """
    if len(said) > 40:
        return None
    if _NOW.fullmatch(said):
        return 0.0
    count = re.search(r"(\d{1,3})(\+?)\s*([^\d+]+)(\+?)", said)
    if not count or not _AGO.search(said):
        return None
    unit = next((days for days, words in _UNITS if re.match(words, count[3], re.I)), None)
    if unit is None:
        return None
    return -1.0 if count[2] or count[4] else float(round(int(count[1]) * unit, 2))


def is_prose(said: str) -> bool:
    """Say whether a line is a sentence, or the beginning of a text.

    >>> is_prose("Backend work and more..."), is_prose("Quillfish Electrical Machines Ltd.")
    (True, False)
    """
    ends = said.rstrip()
    return (
        len(ends) > 90
        or ends.endswith(("…", "...", "。", "!", "?", ":"))
        or (ends.endswith(".") and len(ends.split()) > 6)
        or bool(re.search(r"\b[a-z]{4,}\.$", ends))
    )
