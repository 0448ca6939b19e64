"""What one opening cannot have twice: whatever speaks for two postings, these keep them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from upslope.normalize.duplicates.employers import kinship
from upslope.normalize.duplicates.overlap import overlap
from upslope.normalize.duplicates.profile import Profile, each_says_more
from upslope.normalize.duplicates.titles import alone
from upslope.normalize.duplicates.where import cities, is_remote, nearness
from upslope.records import Place

_WORD_FOR_WORD = 0.98
_ANYWHERE = ("remote", "remotely", "telecommute", "telework")

Veto = Callable[[Profile, Profile], str]


def veto(one: Profile, other: Profile) -> str:
    """Return why two postings cannot be one opening, "" if nothing says so.

    >>> from upslope.normalize.records import posting_of
    >>> one, other = (Profile(posting_of({"title": t})) for t in ("ML Engineer", "ML Engineer II"))
    >>> veto(one, other)
    'Another grade: 2 and none.'
    """
    return next(filter(None, (check(one, other) for check in VETOES)), "")


def _level(one: Profile, other: Profile) -> str:
    ours, theirs = one.title.levels, other.title.levels
    if "mid" in ours | theirs and ours & theirs:  # "mid/senior" is a range
        ours, theirs = ours - {"mid"}, theirs - {"mid"}
    return _differ("level", ours, theirs)


def _grade(one: Profile, other: Profile) -> str:
    return _differ("grade", one.title.grades, other.title.grades)


def _hours(one: Profile, other: Profile) -> str:
    first, second = one.title.hours, other.title.hours
    if ("part" in first) != ("part" in second) or (first and second and first != second):
        return _differ("working time", first, second)
    return ""


def _employment(one: Profile, other: Profile) -> str:
    kinds = {one.posting.employment_type, other.posting.employment_type}
    if "internship" in kinds and len(kinds - {None}) > 1:
        return "One is an internship, the other is not."
    return ""


def _intake(one: Profile, other: Profile) -> str:
    """Another year or season, where both name one."""
    first, second = one.title.intake, other.title.intake
    for kind in (str.isdigit, str.isalpha):
        ours, theirs = set(filter(kind, first)), set(filter(kind, second))
        if ours and theirs and not ours & theirs:
            return _differ("intake", ours, theirs)
    return ""


def _team(one: Profile, other: Profile) -> str:
    ours, theirs = alone(one.title, other.title)
    if ours and theirs:
        return f"Another role or team in the title: {_both(' '.join(ours), ' '.join(theirs))}."
    return ""


def _place(one: Profile, other: Profile) -> str:
    if nearness(one.posting, other.posting) != "apart" or one.title_places & other.title_places:
        return ""
    first, second = one.posting.places, other.posting.places
    one_land = {p.country for p in first} & {p.country for p in second}
    if one_land and (_work_anywhere(one, other) or _text_settles(one, other, (*first, *second))):
        return ""
    return f"Another place: {_both(cities(first), cities(second))}."


def _work_anywhere(one: Profile, other: Profile) -> bool:
    """Say whether a city is only an address: both are remote, or one is and names no city."""
    if one.remote and other.remote:
        return True
    remote = [p for p in (one, other) if is_remote(p.posting)]
    return any(not any(place.city for place in p.posting.places) for p in remote)


def _text_settles(one: Profile, other: Profile, places: Iterable[Place]) -> bool:
    """Say whether one text under two places says itself where the work is: in one, or anywhere.

    Portals put an office's address, or the city of a search, where the employer says "remote".
    """
    if kinship(one.company, other.company) in ("other", "unknown") or not one.has_text:
        return False
    found = overlap(one.wording, other.wording)
    if found.own or found.contained < _WORD_FOR_WORD or found.swapped > 1 - _WORD_FOR_WORD:
        return False
    towns = {place.city for place in places if place.city}
    named = [city for city in towns if one.wording.has(city) and other.wording.has(city)]
    remote = any(one.wording.has(word) and other.wording.has(word) for word in _ANYWHERE)
    return remote or 0 < len(named) < len(towns)


def _place_in_title(one: Profile, other: Profile) -> str:
    """Another place in the title, "EMEA" and "Singapore", where the postings do not share one."""
    named = one.title_places and other.title_places
    if not named or nearness(one.posting, other.posting) == "same":
        return ""
    for kind in (str.isupper, str.islower):  # countries, then cities
        ours, theirs = set(filter(kind, one.title_places)), set(filter(kind, other.title_places))
        if ours and theirs and not ours & theirs:
            return _differ("place in the title", ours, theirs)
    return ""


def _requisition(one: Profile, other: Profile) -> str:
    shapes = one.requisitions.keys() & other.requisitions.keys()
    strangers = kinship(one.company, other.company) in ("other", "unknown")
    if not shapes or strangers or not each_says_more(one, other):
        return ""
    for shape in shapes:
        first, second = one.requisitions[shape], other.requisitions[shape]
        if not first & second:
            return f"Another requisition: {_both(min(first), min(second))}."
    return ""


def _differ(what: str, first: Iterable[str], second: Iterable[str]) -> str:
    ours, theirs = (" ".join(sorted(values)) or "none" for values in (first, second))
    return f"Another {what}: {_both(ours, theirs)}." if ours != theirs else ""


def _both(one: str, other: str) -> str:
    """Name two things in an order of their own: a reason is the same from either side."""
    return " and ".join(sorted((one, other)))


VETOES: tuple[Veto, ...] = (
    _level,
    _grade,
    _employment,
    _hours,
    _intake,
    _team,
    _place,
    _place_in_title,
    _requisition,
)
"""Each returns a sentence, or "" if it finds nothing."""
