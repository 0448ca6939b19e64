"""The parts of a title that tell openings apart: level, grade, intake, words of the role."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from upslope.normalize.gazetteer import fold

_WORDS = tomllib.loads(
    files("upslope.normalize").joinpath("data", "opening_titles.toml").read_text("utf-8")
)


def _by_form(table: dict[str, str]) -> dict[str, str]:
    return {form: name for name, forms in table.items() for form in forms.split()}


_LEVEL, _SEASONS = _by_form(_WORDS["levels"]), _by_form(_WORDS["seasons"])
_SAME: dict[str, str] = _by_form(_WORDS["forms"])
_PHRASES = [(re.compile(rf"\b{two}\b"), one) for two, one in _WORDS["phrases"].items()]
_NO_ROLE = frozenset(_WORDS["no_role"]["words"].split())
_GRADES = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_GRADE = re.compile(r"(?:l|ic|e|p|g|t|lvl)?([1-9])")
_YEAR = re.compile(r"20[1-4]\d")
_PART_TIME = re.compile(r"\bpart[ -]?time\b|\bteilzeit\b|\btemps partiel\b")
_FULL_TIME = re.compile(r"\bfull[ -]?time\b|\bvollzeit\b|\btemps plein\b")


class Title(NamedTuple):
    """A title's parts.

    Args:
        levels: of the ladder, and "intern".
        grades: "II" and "2" as "2".
        intake: years and seasons that it names.
        hours: "part" and "full".
        role: the other words, synonyms as one, in order.
    """

    levels: frozenset[str]
    grades: frozenset[str]
    intake: frozenset[str]
    hours: frozenset[str]
    role: tuple[str, ...]


@lru_cache(maxsize=20_000)
def parse(title: str) -> Title:
    """Take a title apart.

    >>> parse("Sr. ML Engineer II, Search")
    Title(levels=frozenset({'senior'}), grades=frozenset({'2'}), intake=frozenset(), \
hours=frozenset(), role=('machine', 'learning', 'engineer', 'search'))
    """
    text = " ".join(re.findall(r"[^\W_]+[+#]*", fold(title)))
    hours = {"part"} if _PART_TIME.search(text) else set()
    hours |= {"full"} if _FULL_TIME.search(text) else set()
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    words = text.split()
    grades = {grade for word in words[1:] if (grade := _grade(word))}
    role = [
        part
        for word in words
        if not (word in _LEVEL or word in _NO_ROLE or word in _SEASONS)
        and not (word.isdigit() or _grade(word))
        for part in _SAME.get(word, word).split()
    ]
    return Title(
        levels=frozenset(_LEVEL[word] for word in words if word in _LEVEL),
        grades=frozenset(grades),
        intake=frozenset(
            _SEASONS.get(word, word) for word in words if word in _SEASONS or _YEAR.fullmatch(word)
        ),
        hours=frozenset(hours),
        role=tuple(role),
    )


def _grade(word: str) -> str | None:
    found = _GRADE.fullmatch(word)
    return found[1] if found else _GRADES.get(word)


def alone(one: Title, other: Title) -> tuple[list[str], list[str]]:
    """Return the words of the role that each title has and the other has in no spelling.

    >>> alone(parse("BI Analyst, Ads"), parse("Business Intelligence Analyst - Search"))
    (['ads'], ['search'])
    >>> alone(parse("RWD Data Scientist"), parse("Real World Data Data Scientist"))
    ([], [])
    """
    first = [word for word in dict.fromkeys(one.role) if word not in other.role]
    second = [word for word in dict.fromkeys(other.role) if word not in one.role]
    if "".join(one.role) == "".join(other.role):
        return [], []
    first, second = _without_initials(first, second, other.role)
    second, first = _without_initials(second, first, one.role)
    same = [(x, y) for x in first for y in second if _spelled_alike(x, y)]
    return (
        [word for word in first if all(word != x for x, _ in same)],
        [word for word in second if all(word != y for _, y in same)],
    )


def _without_initials(
    short: Sequence[str], long: Sequence[str], role: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Drop words that are initials of words in a row in the other title, and those."""
    spelled: set[str] = set()
    known: set[str] = set()
    for word in short:
        for start in range(len(role) - len(word) + 1):
            run = role[start : start + len(word)]
            if len(word) > 1 and word == "".join(part[0] for part in run):
                known.add(word)
                spelled.update(run)
    return [w for w in short if w not in known], [w for w in long if w not in spelled]


def _spelled_alike(one: str, other: str) -> bool:
    """Say whether two words are one: cut short, or a letter apart in a long word."""
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short) and len(long) - len(short) > 2:
        return True
    return len(short) >= 6 and _is_one_letter_apart(short, long)


def _is_one_letter_apart(short: str, long: str) -> bool:
    if len(long) - len(short) > 1:
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    rest = short[same + 1 :] if len(short) == len(long) else short[same:]
    return rest == long[same + 1 :]


def in_order(title: Title) -> str:
    """Return the role as a key: without order, level and repetition."""
    return " ".join(sorted(set(title.role)))
