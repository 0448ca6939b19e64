"""Which projects close the most of a person's gap in the hours they have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, get_args

import msgspec

from upslope.guide.practice.cover import Need, Offer, Weights, both, cover, trains
from upslope.guide.practice.read import briefs
from upslope.records import Brief
from upslope.records.understanding import Duty

Level = Literal["starter", "intermediate", "advanced"]

OFF_LEVEL = 0.6
"""What a project a level above or below the person is worth; two levels off it is not offered."""
WANTED_AREA = 1.25
"""What a project in an area that the person wants is worth, against the same one elsewhere."""
NAMED = 4
"""Skills that a reason names."""


class Suits(msgspec.Struct, frozen=True, kw_only=True):
    """What suits a person, besides what they lack.

    Args:
        level: theirs; a project two levels off is left out.
        areas: application areas that they want.
        done: ids of projects that are not offered again.
    """

    level: Level | None = None
    areas: Collection[str] = ()
    done: Collection[str] = ()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A project, and what it adds to those chosen before it.

    Args:
        brief: the project.
        skills: gap skills that it trains further than those before it, weightiest first.
        duties: of the six responsibilities, those that it is the first to train.
        share: of the whole gap, by weight, that it closes beyond those before it, 0 to 1.
        why: the same in plain words.
    """

    brief: Brief
    skills: list[str]
    duties: list[Duty]
    share: float
    why: str


def choose(
    skills: Mapping[str, float],
    duties: Mapping[Duty, float] | None = None,
    hours: float = 120.0,
    suits: Suits | None = None,
) -> list[Choice]:
    """Return the projects that close the most of a gap within the hours, in order of choice.

    Args:
        skills: weight of each skill that is lacked, such as how many openings ask for it.
        duties: weight of each responsibility that nothing shows yet, on the same scale.
        hours: that the person has; a project takes the middle of its range.
        suits: their level, the areas they want and what they have done.

    >>> [one.brief.id for one in choose({"dbt": 3, "apache airflow": 2, "sql": 1}, hours=40)]
    ['city-bike-warehouse']
    """
    gap: dict[Need, float] = {("skill", one): weight for one, weight in skills.items()}
    gap |= {("duty", one): weight for one, weight in (duties or {}).items()}
    gap = {need: weight for need, weight in gap.items() if weight > 0}
    return [*_told(cover(_offers(suits or Suits()), gap, hours), gap)]


def _offers(suits: Suits) -> Iterator[Offer]:
    for brief in briefs().values():
        fit = _fit(brief, suits)
        if fit and brief.id not in suits.done:
            yield Offer(brief=brief, fit=fit, trains=trains(brief))


def _fit(brief: Brief, suits: Suits) -> float:
    levels = get_args(Level)
    off = abs(levels.index(brief.level) - levels.index(suits.level)) if suits.level else 0
    wanted = WANTED_AREA if set(brief.areas).intersection(suits.areas) else 1.0
    return wanted * (1.0, OFF_LEVEL, 0.0)[off]


def _told(chosen: Sequence[Offer], gap: Weights) -> Iterator[Choice]:
    trained: dict[Need, float] = {}
    for one in chosen:
        adds = one.adds(gap, trained)
        skills = [
            name for kind, name in sorted(adds, key=lambda n: (-adds[n], n)) if kind == "skill"
        ]
        duties: list[Duty] = [duty for duty in one.brief.duties if ("duty", duty) in adds]
        share = sum(adds.values()) / sum(gap.values())
        why = _why(one.brief, skills, duties, share)
        yield Choice(brief=one.brief, skills=skills, duties=duties, share=share, why=why)
        trained = both(trained, one)


def _why(brief: Brief, skills: Sequence[str], duties: Sequence[Duty], share: float) -> str:
    """Say what a project adds, in plain words."""
    more = f" and {len(skills) - NAMED} more" if len(skills) > NAMED else ""
    trained = [f"trains {', '.join(skills[:NAMED])}{more}"] if skills else []
    shown = [f"gives you {', '.join(duties)} to show"] if duties else []
    low, high = brief.hours
    does = " and ".join(trained + shown)
    return f"It {does}: {share:.0%} of what you lack, in {low:g} to {high:g} hours."
