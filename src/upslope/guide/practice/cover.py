"""Cover as much of a gap as the hours allow, with whole projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from upslope.records import Brief
from upslope.taxonomy import Taxonomy

PARTLY = 0.5
"""How much of a wide skill a project trains that trains one tool or kind of it; an assumption."""

Need = tuple[str, str]
"""What is lacked: "skill" or "duty", and which."""
Weights = Mapping[Need, float]


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A project for one person: how well it fits them, and how far it trains each thing, 0 to 1."""

    brief: Brief
    fit: float
    trains: Weights

    @property
    def hours(self) -> float:
        """The middle of the project's range."""
        return sum(self.brief.hours) / 2

    def adds(self, gap: Weights, trained: Weights) -> dict[Need, float]:
        """Return what it closes of each thing, by weight, beyond what is trained already."""
        more = {need: how - trained.get(need, 0.0) for need, how in self.trains.items()}
        return {need: gap[need] * far for need, far in more.items() if need in gap and far > 0}

    def gain(self, gap: Weights, trained: Weights) -> float:
        """Return what it closes in all, scaled by how well it fits."""
        return self.fit * sum(self.adds(gap, trained).values())


def trains(brief: Brief) -> dict[Need, float]:
    """Return how far a project trains what it names, and what that is a kind or a tool of.

    >>> from upslope.guide.practice.read import briefs
    >>> far = trains(briefs()["turbine-failure"])
    >>> far["skill", "pytorch"], far["skill", "deep learning"], far["duty", "tuning"]
    (1.0, 0.5, 1.0)
    """
    taxonomy = Taxonomy.load()
    wider = {above for skill in brief.skills for above in taxonomy.broader(skill)}
    return {
        **{("skill", skill): PARTLY for skill in wider},
        **{("skill", skill): 1.0 for skill in brief.skills},
        **{("duty", duty): 1.0 for duty in brief.duties},
    }


def both(trained: Weights, offer: Offer) -> dict[Need, float]:
    """Return what is trained with one more project."""
    needs = {**trained, **offer.trains}
    return {need: max(trained.get(need, 0.0), offer.trains.get(need, 0.0)) for need in needs}


def cover(offers: Iterable[Offer], gap: Weights, hours: float) -> list[Offer]:
    """Return projects that close much of a gap within the hours, in order of choice.

    Greedy by gain per hour; where one project alone closes more than all of those together, that
    one. Where all projects fit alike, the result is never below 0.316 of the best there is
    (Khuller, Moss and Naor 1999, "The budgeted maximum coverage problem").
    """
    fitting = sorted((one for one in offers if one.hours <= hours), key=lambda one: one.brief.id)
    chosen = _greedy(fitting, gap, hours)
    alone = max(fitting, key=lambda one: one.gain(gap, {}), default=None)
    if alone and alone.gain(gap, {}) > _total(chosen, gap):
        return [alone]
    return chosen


def _greedy(waiting: list[Offer], gap: Weights, hours: float) -> list[Offer]:
    chosen, trained = list[Offer](), dict[Need, float]()
    while waiting:
        best = max(waiting, key=lambda one: one.gain(gap, trained) / one.hours)
        if not best.gain(gap, trained):
            break
        chosen.append(best)
        trained = both(trained, best)
        hours -= best.hours
        waiting = [one for one in waiting if one is not best and one.hours <= hours]
    return chosen


def _total(chosen: Sequence[Offer], gap: Weights) -> float:
    total, trained = 0.0, dict[Need, float]()
    for one in chosen:
        total += one.gain(gap, trained)
        trained = both(trained, one)
    return total
