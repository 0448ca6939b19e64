"""The order of learning as a drawing: steps below each other, an arc from each to what needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from upslope.guide.learning import unit

if TYPE_CHECKING:
    from upslope.guide.plan import PlanStep

ROW, LEFT, TOP, WIDEST = 28, 96, 16, 80


class Node(NamedTuple):
    """A step at its height; ``needs`` are the numbers of the steps before that it stands on."""

    step: PlanStep
    y: int
    needs: list[int]
    is_needed: bool


class Arc(NamedTuple):
    """From a step to one that needs it, as a path of SVG, and the same in words."""

    path: str
    says: str


class Drawn(NamedTuple):
    """All of it, in units of SVG."""

    nodes: list[Node]
    arcs: list[Arc]
    height: int


def order_drawn(steps: Sequence[PlanStep]) -> Drawn:
    """Draw the steps of an order, with what must come before what among them.

    >>> from upslope.guide.plan import PlanStep
    >>> made = {"hours": (1, 2), "starts": "", "ends": "", "gain": 0, "gain_per_hour": 0,
    ...         "between": (0, 0), "best": 0, "asked": 1, "required": 1, "employers": 1}
    >>> drawn = order_drawn([PlanStep(skill="linux", **made), PlanStep(skill="docker", **made)])
    >>> drawn.arcs[0].says, drawn.nodes[1].needs
    ('linux before docker', [1])
    """
    place = {one.skill: number for number, one in enumerate(steps)}
    needs = [sorted(_needs(one, place)) for one in steps]
    needed = {before for found in needs for before in found}
    nodes = [
        Node(one, TOP + ROW * number, [1 + before for before in needs[number]], number in needed)
        for number, one in enumerate(steps)
    ]
    arcs = [
        Arc(_path(nodes[before].y, nodes[after].y), f"{steps[before].skill} before {one.skill}")
        for after, one in enumerate(steps)
        for before in needs[after]
    ]
    return Drawn(nodes, arcs, TOP + ROW * len(nodes))


def _needs(step: PlanStep, place: dict[str, int]) -> set[int]:
    """Return the places of the steps before this one that it stands on."""
    found = unit(step.skill)
    return {
        place[one]
        for one in (found.needs if found else ())
        if place.get(one, len(place)) < place[step.skill]
    }


def _path(first: int, last: int) -> str:
    """Write half an ellipse to the left of the steps; the farther apart, the wider."""
    wide = min(WIDEST, 10 + (last - first) // 2)
    return f"M {LEFT} {first} C {LEFT - wide} {first} {LEFT - wide} {last} {LEFT - 3} {last}"
