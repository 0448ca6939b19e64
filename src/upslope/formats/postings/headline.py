"""The first line of a posting in a forum: "Company | Role | Place | REMOTE | Full-time | pay".

It is a custom, not a format: parts come in any order, are missing, or are one sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from upslope.formats.values import distinct

_BARS = re.compile(r"\s*[|｜¦]\s*")
_DASHES = re.compile(r"\s+(?:[-–—•·~]|--|::|//)\s+|\s*[;•]\s+")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s()<>]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|io|ai|org|dev|co)/?\B"
)
_WAY = re.compile(
    r"\b(?:remote(?:ly)?|hybrid|on-?\s?site|in[- ](?:office|person)|wfh|work from (?:home|anywhere)"
    r"|anywhere|worldwide|global(?:ly)?)\b",
    re.I,
)
_EMPLOYMENT = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|fte|permanent|contract(?:or|s)?|freelance|temporary"
    r"|intern(?:ship)?s?)\b",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:engineer|developer|programmer|scientist|researcher|designer|architect|analyst|manager"
    r"|director|administrator|consultant|specialist|advocate|recruiter|marketer|writer|operator"
    r"|technician|lead|officer|founder|partner|executive|associate|representative|editor|teacher"
    r"|tester|coder|hacker|generalist|evangelist|strategist|postdoc|professor|fellow)s?\b"
    r"|\b(?:head|vp|chief) of\b|\b(?:c[teofm]o|vp|sre|swe|sde|sdet|qa|mle|pm|devs?|devops)\b"
    r"|\b(?:engineering|full[- ]?stack|back[- ]?end|front[- ]?end)\b"
    r"|\b(?:multiple|various|several|many|open|all) (?:\w+ )?(?:roles|positions|openings)\b",
    re.I,
)
_SENTENCE = re.compile(
    r"^(?P<company>\S.{0,60}?)(?:,? (?:is|are)(?: (?:now|currently|still|actively|also))?"
    r" (?:hiring|looking for|seeking|recruiting|searching for)| seeks| hires)\b(?: for)?"
    r"(?P<rest>.*)",
    re.I | re.S,
)
_WANTED = re.compile(
    r"^[:,]?\s*(?:for )?(?:an? |our |the |some |more |\d+ )?(?P<role>.*?)"
    r"(?=\s(?:to|for|who|with|that|in|at|based)\s|[.,!?:;](?:\s|$)|\s?[(]|$)"
    r"(?:\s(?:based )?in (?P<place>[A-Z][^.!?:;()]*))?",
    re.I | re.S,
)
_AT = re.compile(r"^(?P<role>.+?)\s+(?:at|@)\s+(?P<company>[A-Z0-9].*)$")
_CALL = re.compile(r"^(?:(?:we(?:['’]re| are) )?(?:now )?hiring|job|position)\s*[:!]+\s*", re.I)
_NO_NAME = re.compile(r"^(?:we|i|our|my|hi|hello|hey|the company)\b|[.!?]\s", re.I)
_MONEY = re.compile(r"[$€£₹¥]\s?\d|\d\s?k\b|\b(?:usd|eur|gbp|chf|cad|aud)\b", re.I)
_LIMITS = re.compile(
    r"\b(?:only|ok(?:ay)?|friendly|first|based|possible|preferred|option(?:al)?|eligible|allowed"
    r"|welcome|fully|100%|flexible|either|in|from|within|the|relocation|available|encouraged)\b",
    re.I,
)
_NO_PLACE = re.compile(
    r"\b(?:equity|visas?|sponsor\w*|benefits?|bonus|stock|options?|salary|compensation|competitive"
    r"|series|seed|funded|bootstrapped|profitable|yc|start-?up|stealth|saas|b2[bc]|open[- ]source"
    r"|\w*tech|health\w*|finance|crypto|climate|robotics|gaming|ai|ml|llms?|data|security|software"
    r"|platform|hiring|jobs?|careers?|apply|team|roles?|positions?|stack|python|rust|go|golang|java"
    r"|ruby|rails|elixir|scala|kotlin|swift|php|c\+\+|\w*script|react|node|django|postgres\w*|aws"
    r"|gcp|kubernetes|linux|sql|senior|junior|staff|mid|principal|entry|all levels?|time ?zones?"
    r"|utc|gmt|[cep][sde]?t|days?|weeks?|hours?|hrs?|months?|we|you|our|your|is|are|h-?1b|tn)\b"
    r"|[$€£#@:!?<>=*]|\d",
    re.I,
)


_LONGEST = 500


class Headline(NamedTuple):
    """What a first line says; ``role`` is ``None`` if no part names one."""

    company: str | None
    role: str | None
    places: list[str]
    way: str | None
    employment: str | None


def read_headline(line: str) -> Headline:
    """Read the first line of a posting, plain text; what is past 500 characters is not looked at.

    >>> read_headline("Acme (YC S21) | ML Engineer | Oslo or Remote (EU) | $150k")._asdict()
    ... # doctest: +NORMALIZE_WHITESPACE
    {'company': 'Acme', 'role': 'ML Engineer', 'places': ['Oslo', 'EU'],
     'way': 'Oslo or Remote (EU)', 'employment': None}
    >>> read_headline("Quillfish is looking for a data scientist to count fish.")[:2]
    ('Quillfish', 'data scientist')
    """
    parts = _parts(line[:_LONGEST])
    company, role, rest = _who(parts)
    said = [part for part in rest if not _names_role(part)]
    roles = distinct([role, *(part for part in rest if _names_role(part))])
    ways = [part for part in (*said, *roles) if _WAY.search(part)]
    kinds = [part for part in (*said, *roles) if _EMPLOYMENT.search(part)]
    return Headline(
        company=company,
        role=" | ".join(roles) or None,
        places=distinct([place for part in said for place in _places(part)]),
        way=next(iter(ways), None),
        employment=next(iter(kinds), None),
    )


def _parts(line: str) -> list[str]:
    """Cut a line at its bars, or at its dashes if it has no bars."""
    plain = _CALL.sub("", re.sub(r"\*\*|__|`", "", line))
    bars = [part for part in _BARS.split(plain) if part.strip(" -–—,")]
    found = bars if len(bars) > 1 else _DASHES.split(plain)
    return [part.strip(" \t-–—,*#") for part in found if part.strip(" \t-–—,*#")]


def _who(parts: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Give the company, a role named beside it, and the parts that are left."""
    if not parts:
        return None, None, []
    first, rest = parts[0], parts[1:]
    if sentence := _SENTENCE.match(first):
        return _of_sentence(sentence, rest)
    if (at := _AT.match(first)) and _names_role(at["role"]):
        return _name(at["company"]), at["role"], rest
    asides = [aside for aside in _ASIDE.findall(first) if _WAY.search(aside)]
    name = _name(first)
    if name and not _is_detail(name) and (rest or asides or len(name) <= 40):
        return name, None, asides + rest
    free = [part for part in rest if not _is_detail(part) and "," not in part]
    if not free and name and any(map(_names_role, rest)):  # "Lead Bank | Product Designer"
        free = parts[:1]
    other = _name(free[0]) if free else None
    return other, None, [part for part in parts if part not in free[:1]]


def _of_sentence(
    sentence: re.Match[str], rest: list[str]
) -> tuple[str | None, str | None, list[str]]:
    """Read "Acme is looking for a data scientist in Oslo"."""
    company, role, place = sentence["company"], "", None
    if wanted := _WANTED.match(sentence["rest"]):
        role, place = wanted["role"].strip(), wanted["place"]
    return (
        None if _NO_NAME.search(company) else _name(company),
        role if _names_role(role) else None,
        [place, *rest] if place else rest,
    )


def _name(part: str) -> str | None:
    """Give a company's name without links, asides and what is said of it."""
    bare = _ASIDE.sub(" ", _LINK.sub(" ", part))
    name = re.split(r"\s(?:[-–—:]|is|are)\s|,\s(?=[a-z])|:\s", bare)[0]
    words = " ".join(name.split()).strip(" -–—:,")
    return words[:100] or None


def _names_role(part: str) -> bool:
    bare = _LINK.sub(" ", part)
    return len(bare) <= 200 and bool(_ROLE.search(bare)) and not _MONEY.match(bare)


def _is_detail(part: str) -> bool:
    """Say whether a part is a role, a way of working, a kind of employment or pay: no company."""
    left = _LIMITS.sub("", _EMPLOYMENT.sub("", _WAY.sub("", _ASIDE.sub("", part))))
    alone = left != part and not re.search(r"\w", left)
    return _names_role(part) or alone or bool(_MONEY.search(part))


def _places(part: str) -> list[str]:
    """Give the places in a part: what is left without the way of working, if it looks like some."""
    bare = _LIMITS.sub(" ", _EMPLOYMENT.sub(" ", _WAY.sub(";", _LINK.sub(" ", part))))
    pieces = re.split(r"[()\[\];/&+]|\s(?:or|and|[-–—])\s|\b(?:or|and)\b", bare)
    named = [" ".join(piece.split()).strip(" -–—,.:") for piece in pieces]
    return [name for name in named if _looks_like_place(name)]


def _looks_like_place(name: str) -> bool:
    words = name.split()
    return (
        1 < len(name) <= 60
        and len(words) <= 6
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and not _NO_PLACE.search(name)
    )
