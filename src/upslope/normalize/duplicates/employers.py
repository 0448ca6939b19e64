"""Whether two names are of one employer: equal, a shorter form, initials, or told in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from upslope.normalize.company import company_key

Kinship = Literal["same", "alias", "kin", "other", "unknown"]

_COMMON = frozenset(
    {"group", "global", "international", "technology", "technologies", "tech", "solutions", "first"}
    | {"services", "consulting", "systems", "lab", "labs", "ai", "data", "digital", "software"}
    | {"partners", "company", "health", "university", "bank", "the", "of", "and", "american"}
    | {"national", "general", "united", "new"}
)
_FORMERLY = re.compile(r"[(\[](?:formerly|now|fka|dba|ex|part of|a|an)?\s*([^()\[\]]+)[)\]]", re.I)


@lru_cache(maxsize=50_000)
def kinship(one: str, other: str) -> Kinship:
    """Compare two names of employers.

    >>> kinship("Nordlicht GmbH", "Nordlicht Labs Inc."), kinship("UHG", "United Health Group")
    ('alias', 'alias')
    >>> kinship("Tallis Trucks", "Tallis Loans"), kinship("", "Tallis"), kinship("Ajax", "Tallis")
    ('kin', 'unknown', 'other')
    """
    first, second = names(one), names(other)
    if not first or not second:
        return "unknown"
    if first & second:
        return "same"
    if any(_is_form(a, b) or _is_form(b, a) for a in first for b in second):
        return "alias"
    leading = ((a.split()[0], b.split()[0]) for a in first for b in second)
    return "kin" if any(_begin_alike(a, b) for a, b in leading) else "other"


def _begin_alike(one: str, other: str) -> bool:
    """Compare the first words of two names; "scaleworks" begins with a name of five letters."""
    short, long = sorted((one, other), key=len)
    same = short == long or (len(short) >= 5 and long.startswith(short))
    return same and short not in _COMMON


@lru_cache(maxsize=50_000)
def names(company: str) -> frozenset[str]:
    """Return a company's keys: of its name, and of the one in brackets.

    >>> sorted(names("Tallis Inc. (formerly Ajax)"))
    ['ajax', 'tallis']
    """
    outside = company_key(_FORMERLY.sub(" ", company)) or company_key(company)
    inside = [company_key(name) for name in _FORMERLY.findall(company)]
    return frozenset(filter(None, [outside, *inside]))


def leading(name: str) -> str:
    """Return the word that forms of an employer's name have in common; of common words, all.

    >>> leading("tallis technology"), leading("data works")
    ('tallis', 'data works')
    """
    first = name.split(maxsplit=1)[0]
    return name if first in _COMMON or len(first) < 4 else first


def _is_form(short: str, long: str) -> bool:
    """Say whether the first name begins the second, or is its initials, or it in one word."""
    words = long.split()
    if short.replace(" ", "") == "".join(words):
        return True
    if words[: len(short.split())] == short.split():
        return short not in _COMMON and len(short) > 1
    return 2 < len(short) == len(words) and short == "".join(word[0] for word in words)
