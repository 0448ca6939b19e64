"""Training: the ladder is climbed, and the winner is fitted to all the data, with its card."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from upslope.models.artefact import Files, to_files
from upslope.models.estimators import RUNGS
from upslope.models.example import Task
from upslope.models.lifecycle.card import card, row
from upslope.models.lifecycle.dataset import Dataset
from upslope.models.lifecycle.ladder import LADDER, Settings, Step, climb, winner
from upslope.models.table import Table
from upslope.records import Version, digest_of


class Trained(NamedTuple):
    """A trained version, the ladder it won, and its files."""

    version: Version
    steps: list[Step]
    files: Files


def train(
    task: Task,
    data: Dataset,
    now: datetime,
    *,
    rungs: tuple[str, ...] = LADDER,
    settings: Settings | None = None,
) -> Trained:
    """Climb the ladder and train its winner on all examples.

    Where the rules win, the best rung above them is trained none the less, and the card says that
    it is beaten: its version can be looked at, but should not be promoted.

    Args:
        task: what is learned.
        data: what it is learned from.
        now: time of the training, with time zone.
        rungs: the rungs to climb.
        settings: rung -> settings of its estimator, as found by tuning.
    """
    table = Table.of(task, data.examples)
    steps = climb(table, rungs, settings)
    best = winner(table, steps)
    learned = best if best.rung != "rules" else _best_learned(table, steps)
    chosen = dict((settings or {}).get(learned.rung, {}))
    fitted = RUNGS[learned.rung](table, **chosen)
    fitted = fitted.calibrated(learned.kept.temperature, learned.kept.threshold)
    about = card(task, data, steps, learned, best, chosen, now)
    files = to_files(task.name, learned.rung, fitted, about)
    return Trained(_version(task, data, learned, files, now), steps, files)


def _best_learned(table: Table, steps: list[Step]) -> Step:
    return winner(table, [step for step in steps if step.rung in RUNGS])


def _version(task: Task, data: Dataset, step: Step, files: Files, now: datetime) -> Version:
    scores = {name: value for name, value in row(step).items() if name != "rung"}
    return Version(
        model=task.name,
        digest=digest_of(files),
        rung=step.rung,
        created_at=now,
        data=data.fingerprint,
        scores=scores,
    )
