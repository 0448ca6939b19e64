"""The table of estimated pay: sums of shrunken medians, with intervals calibrated by group.

Its numbers are in ``data/table.json``; ``benchmarks/train_pay.py --write`` makes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache

import msgspec

from upslope.estimate.asked import Asked
from upslope.estimate.effects import Cell, Effects, group, total
from upslope.estimate.packaged import load
from upslope.estimate.titles import rank, spelt, without_level

LEVELS = {"entry": "entry", "mid": "mid", "senior": "senior", "staff": "senior"}
"""Seniority -> level of the table, which has staff among senior; others have none."""

_ORDER = ("entry", "mid", "senior")

FEWEST = 50
"""A country is answered for from so many ranges in its own currency; so many make a group."""

# Of roles other than ours a title is answered for only if it says that it is of this field.
_FIELD = re.compile(
    r"\b(?:data|machine learning|deep learning|ai|mlops|analytics|business intelligence|nlp"
    r"|computer vision|scientist|statistician|quantitative|bioinformatic\w*)\b"
)


class Model(msgspec.Struct, frozen=True):
    """Log of pay in US dollars a year: the middle, and how far below and above it the ends are."""

    middle: list[Effects]
    low: list[Effects]
    high: list[Effects]


class Count(msgspec.Struct, frozen=True):
    """How many ranges each group of attributes stands on."""

    by: tuple[str, ...]
    values: dict[str, int]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Base pay a year in a currency.

    Args:
        currency: ISO 4217, the country's own.
        dollars: US dollars for one unit of it, at the newest rate of the data.
        p10: lower end of the 80 % interval.
        p50: estimate of the middle of the posted range.
        p90: upper end.
        why: on what it stands.
    """

    currency: str
    dollars: float
    p10: float
    p50: float
    p90: float
    why: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned, and of what.

    Args:
        years: first and last year of the ranges.
        currencies: country -> its currency, for countries that are answered for.
        dollars: currency -> US dollars for one unit.
        families: title -> role, for titles that were seen often enough.
        leveled: for postings whose level is known.
        unleveled: for the others.
        counts: ranges of each group, the narrowest first.
    """

    years: tuple[int, int]
    currencies: dict[str, str]
    dollars: dict[str, float]
    families: dict[str, str]
    leveled: Model
    unleveled: Model
    counts: list[Count]

    def answer(self, asked: Asked) -> Answer | str:
        """Return the estimate for a posting or profile, or why there is none."""
        cell = self.cell(asked)
        if refused := self._refused(asked, cell):
            return refused
        model = self.leveled if cell["level"] else self.unleveled
        currency = self.currencies[cell["country"]]
        middle = _middle(model, cell) - math.log(self.dollars[currency])
        ends = (min(total(model.low, cell), 0.0), 0.0, max(total(model.high, cell), 0.0))
        p10, p50, p90 = (math.exp(middle + end) for end in ends)
        return Answer(
            currency=currency,
            dollars=self.dollars[currency],
            p10=p10,
            p50=p50,
            p90=p90,
            why=self._why(cell),
        )

    def cell(self, asked: Asked) -> Cell:
        """Return the attributes that the table knows of a posting or profile."""
        return cell_of(asked, self.families)

    def _refused(self, asked: Asked, cell: Cell) -> str:
        """Say why a posting is outside what was seen; empty if it is not."""
        country, year = asked.country or "", asked.year
        reasons = {
            "Internships are paid otherwise: the ranges are of permanent full-time work.": (
                asked.seniority == "intern" or asked.employment == "internship"
            ),
            "Part-time and contract work: the ranges are of permanent full-time work.": (
                asked.employment in ("part_time", "contract")
            ),
            "No country is known, and pay differs most by country.": not country,
            f"Fewer than {FEWEST} posted ranges were seen in {country[:40]}.": (
                country not in self.currencies
            ),
            "The role is none of those whose pay was seen.": (
                asked.role == "other" and not (cell["family"] and _FIELD.search(asked.title))
            ),
            f"Posted in {year}, before the first year seen ({self.years[0]}).": (
                year is not None and year < self.years[0]
            ),
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _why(self, cell: Cell) -> str:
        """Name the narrowest group of the posting that has enough ranges."""
        years = "-".join(str(year) for year in self.years)
        for count in self.counts:
            seen = count.values.get(group(count.by, cell), 0)
            named = [cell[name].replace("_", " ") for name in count.by]
            if seen >= FEWEST and all(named):
                said = f"{seen:,} posted ranges in {', '.join(named)}, {years}"
                if not cell["level"]:
                    said += "; level not told"
                elif "level" not in count.by:
                    said += "; what a level adds is of all countries"
                return said
        return f"Posted ranges in all countries, {years}"


def _middle(model: Model, cell: Cell) -> float:
    """Return log pay, of a level never less than of one below it.

    Where few ranges of a level were seen (France, the Netherlands), their sums may say otherwise.
    """
    level = cell["level"]
    below = _ORDER[: _ORDER.index(level)] if level in _ORDER else ()
    return max(total(model.middle, {**cell, "level": one}) for one in (*below, level))


def cell_of(asked: Asked, families: Mapping[str, str]) -> Cell:
    """Return what pay is told by, with the titles that are known and their roles.

    >>> asked = Asked(country="US", title="senior data scientist ads", seniority="senior")
    >>> sorted(cell_of(asked, {"data scientist": "data_scientist"}).values())
    ['', '', 'US', 'data scientist', 'data_scientist', 'senior']
    """
    words = asked.title or spelt(asked.role.replace("_", " "))  # a profile has no title
    family = find_family(without_level(words), families)
    role = families.get(family, asked.role)
    if " " not in family and asked.role not in (role, "other"):
        role, family = asked.role, ""  # "engineer" alone says less than the text does
    named = rank(asked.title)
    level = LEVELS.get(asked.seniority, "")
    if asked.seniority == "manager" and named == "executive":
        level = "executive"
    return {
        "country": asked.country or "",
        "level": level,
        "role": role,
        "family": family,
        "rank": named,
        "remote": "remote" if asked.remote == "remote" else "",
    }


def find_family(words: str, families: Mapping[str, str]) -> str:
    """Return the longest known title inside a title, empty if there is none.

    A title of one word must be the whole title: "engineer" says nothing of a sales engineer.

    >>> known = {"data scientist": "data_scientist", "engineer": "software_engineer"}
    >>> find_family("lead data scientist growth", known), find_family("sales engineer", known)
    ('data scientist', '')
    """
    if words in families:
        return words
    parts = words.split()[:30]
    for size in range(min(len(parts), 6), 1, -1):
        for start in range(len(parts) - size + 1):
            if (phrase := " ".join(parts[start : start + size])) in families:
                return phrase
    return ""


@cache
def shipped() -> tuple[Table, str]:
    """Read the table that ships with the package, and the first digits of its digest.

    Raises:
        ModelError: it is missing or damaged.
    """
    return load("table.json", Table)
