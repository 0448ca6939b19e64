"""What is seen in single files, before it is joined to claims."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from upslope.formats.repository.commands import Command
from upslope.records.portfolio import STEPS, ClaimKind, Step


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A subject seen on one line of one file; see :class:`~upslope.records.portfolio.Claim`."""

    subject: str
    kind: ClaimKind
    step: Step
    path: str
    line: int = 0
    says: str = ""
    calls: tuple[str, ...] = ()


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A command that a file holds, and what its being run there amounts to."""

    step: Step
    command: Command
    path: str
    line: int = 0
    where: str = ""


def stronger(one: Step, other: Step) -> Step:
    """The higher of two steps of the ladder.

    >>> stronger("called", "declared")
    'called'
    """
    return max(one, other, key=STEPS.index)


class Found:
    """What the readers of files hand in, in order."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []
        self.runs: list[Run] = []

    def skills(self, labels: Iterable[str], step: Step, path: str, line: int, says: str) -> None:
        """Note skills that one place shows."""
        for label in labels:
            self.sightings.append(
                Sighting(subject=label, kind="skill", step=step, path=path, line=line, says=says)
            )

    def duty(self, name: str, step: Step, path: str, line: int, says: str) -> None:
        """Note a responsibility that one place shows."""
        self.sightings.append(
            Sighting(subject=name, kind="duty", step=step, path=path, line=line, says=says)
        )

    def artefact(self, name: str, step: Step, path: str, line: int = 0) -> None:
        """Note an artefact, one of :data:`~upslope.records.portfolio.ARTEFACTS`."""
        self.sightings.append(
            Sighting(subject=name, kind="artefact", step=step, path=path, line=line)
        )
