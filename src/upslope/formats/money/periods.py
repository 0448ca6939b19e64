"""The period that an amount is paid for: right behind it, or named in words near it."""

from __future__ import annotations

import re

from upslope.records.posting import PayUnit

PERIODS: tuple[tuple[PayUnit, str], ...] = (
    ("hour", r"hour(?:ly)?|hrs?|ph|h|stunde|std|uur|heure"),
    ("day", r"day|daily|diem|tag|dag|jour"),
    ("week", r"week(?:ly)?|wk|woche"),
    ("month", r"month(?:ly)?|mo|mth|pcm|monat(?:lich)?|maand|mois|mes|mese|miesi[aą]c"),
    ("year", r"year(?:ly)?|yr|y|annum|annual(?:ly|i[sz]ed)?|p\.?\s?a\b\.?|jahr(?:lich)?|jährlich"
             r"|an|année|jaar|año|anno|rok"),
)  # fmt: skip
_PERIOD = "|".join(f"(?P<{unit}#>{words})" for unit, words in PERIODS)
_LETTERS = "adhjmprstuwyADHJMPRSTUWY"
"""What a period may begin with: looked at before all periods are tried."""
BEHIND = (
    rf"(?:[ ]?/[ ]?|[ ]*(?:per|an|a|each|every|pro|par|por|je)\s+|[ ]*\(?)"
    rf"(?-i:(?=[{_LETTERS}]))(?:{_PERIOD})"
    # A capital may follow a whole word where a line break was lost: "a yearWe are".
    r"(?:(?![a-zäöü0-9])|(?-i:(?:(?<=[a-z]{3})|(?<=ph))(?=[A-Z0-9])))"
)
"""A period right behind an amount; "#" is the amount's number in the whole pattern."""

# UN/CEFACT codes (HUR, MON, ANN) are allowed as unitText by Google's guide to JobPosting.
_NAMED: tuple[tuple[str, PayUnit], ...] = (
    (r"hour|hur\b|\bhr\b|/\s?hr?\b|stunde|stündlich|heure|\bhora|\bora\b|\buur\b"
     r"|时薪|小时|時給", "hour"),
    (r"\bda(?:y|ily)|per-day|\btag\b|täglich|\bjour\b|\bd[íi]a\b|giorno|日薪|日給", "day"),
    (r"week|\bwee\b|/\s?wk\b|woche|wöchentlich|semaine|semana|settimana", "week"),
    (r"month|\bmon\b|/\s?mo\b|\bpcm\b|monat|\bmois\b|\bmes\b|\bm[êe]s\b|mese|maand|mies"
     r"|月", "month"),
    (r"year|annual|annum|\bann\b|\byr\b|\bp\.?a\b|jahr|jährlich|\bann[ée]e|\bpar an\b|/\s?an\b"
     r"|\baño\b|\bano\b|\banno\b|jaar|\brok\b|\blpa\b|\bctc\b|年", "year"),
)  # fmt: skip
_NAMES = [(re.compile(words), unit) for words, unit in _NAMED]


def period_named(words: str) -> PayUnit | None:
    """Return the period that a field of words names.

    >>> period_named("ab 2.900 € monatlich"), period_named("YEAR"), period_named("one-time")
    ('month', 'year', None)
    """
    said = words.lower()
    return next((unit for pattern, unit in _NAMES if pattern.search(said)), None)
