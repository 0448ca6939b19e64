"""How a skill may be written: its name with hyphens, plurals, British endings; and wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upslope.taxonomy.folding import spaced

_BRITISH = (
    ("modeling", "modelling"),
    ("labeling", "labelling"),
    ("ization", "isation"),
    ("optimiz", "optimis"),
    ("analyz", "analys"),
    ("behavior", "behaviour"),
)

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


def plain(name: str) -> str:
    """Write a name as it is looked for in a text that was :func:`spaced`.

    >>> plain("Fine-Tuning"), plain("CI/CD")
    ('fine tuning', 'ci cd')
    """
    if _PLAIN.fullmatch(name):  # as most names of the taxonomy are
        return name
    return " ".join(spaced(name + " ").decode("latin-1").split())


def variants(name: str) -> Iterator[str]:
    """Yield other spellings of a plain name: plural or singular, and British.

    >>> list(variants("data model")), list(variants("optimization"))
    (['data models'], ['optimizations', 'optimisation', 'optimisations'])
    """
    other = [name.replace(us, uk) for us, uk in _BRITISH if us in name]
    for british in dict.fromkeys((name, *other)) if other else (name,):
        if british != name:
            yield british
        last = british.rpartition(" ")[2]
        if len(last) < 3 or not last.isalpha() or last.endswith(("ss", "ing")):
            continue
        if not last.endswith("s"):
            as_in_city = last[-1] == "y" and last[-2] not in "aeiou"
            yield british[:-1] + "ies" if as_in_city else british + "s"
        elif " " in british and len(last) > 4 and not last.endswith(("is", "us")):
            yield british[:-1]


_GAP = r"\s++(?:[^\s.]\S*+\s++){0,5}?"  # nothing is tried twice


def phrase_pattern(phrase: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Compile a wording; yield each text it can begin with, and the pattern.

    ``*`` ends a word in any way, ``...`` stands for up to five words, ``(a|b)`` for either.

    >>> [(cue, pattern)] = phrase_pattern("deploy* ... models")
    >>> cue, bool(pattern.match("deploying computer vision models"))
    ('deploy', True)
    """
    words = phrase.lower().split()
    parts = [_GAP if word == "..." else _word(word) for word in words]
    text = parts[0]
    for before, part in zip(words, parts[1:], strict=False):
        text += part if _GAP in (part, text[-len(_GAP) :]) or before == "..." else r"\s+" + part
    pattern = re.compile(text + r"\b")
    start = re.split(r"\*| \.\.\.| \(", phrase.lower())[0]
    for cue in start.rstrip(",").strip("()").split("|"):
        yield cue, pattern


def _word(word: str) -> str:
    return (
        re.sub(r"\\\*", r"\\w*+", re.escape(word))
        .replace(r"\(", "(?:")
        .replace(r"\)", ")")
        .replace(r"\|", "|")
    )
