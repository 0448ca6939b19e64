"""Retraining: a challenger learns from what was corrected, and must earn the champion's place.

It is promoted only if it is not worse on the frozen set and better on the newest labels, which it
has not seen, both by a paired bootstrap over employers. Else it is kept out, and why is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from upslope.errors import UsageError
from upslope.models.arrays import ArrayModel, Model
from upslope.models.artefact import Files, to_files
from upslope.models.estimators.continued import continued
from upslope.models.example import Example, Task
from upslope.models.fitted import Fitted
from upslope.models.lifecycle.dataset import Dataset
from upslope.models.lifecycle.held_out import decide
from upslope.models.lifecycle.ladder import measure_of
from upslope.models.lifecycle.scores import Answers, Score, difference
from upslope.models.table import Table
from upslope.records import Version, digest_of

LEAST = 20
"""Fewest labels to learn from, and fewest newest ones to be judged on."""

WORSE = 0.01
"""How much worse on the frozen set still counts as not worse: no test tells less apart."""


class Verdict(NamedTuple):
    """How a challenger did against the champion.

    Args:
        promote: whether it takes the place.
        why: in one sentence, with the figures.
        frozen: by how much it is better on the frozen set.
        newest: by how much it is better on the newest labels.
    """

    promote: bool
    why: str
    frozen: Score
    newest: Score


class Retrained(NamedTuple):
    """A challenger, its files and the verdict on it."""

    version: Version
    files: Files
    verdict: Verdict


class Champion(NamedTuple):
    """The model that answers now, and its card: what a challenger goes on from."""

    model: ArrayModel
    card: Mapping[str, Any]


def retrain(
    task: Task, champion: Champion, new: Dataset, frozen: Sequence[Example], now: datetime
) -> Retrained:
    """Train a challenger on older new labels and judge it on the newest and on the frozen set.

    Args:
        task: what is learned.
        champion: the model that answers now, with its card.
        new: the new labels, in the order in which they came.
        frozen: examples that never change and that nothing was learned from.
        now: time of the training, with time zone.

    Raises:
        UsageError: there are too few new labels to learn from and to judge by.
    """
    older, newest = _parted(new.examples, task.name)
    challenger = continued(champion.model, Table.of(task, older))
    verdict = judge(task, champion.model, challenger, frozen, newest)
    about = {
        **champion.card,
        "rung": "continued",
        "settings": {},
        "trained_at": now.isoformat(timespec="seconds"),
        "chosen": f"Learned on from this champion's weights with {len(older)} labels, "
        f"fingerprint {new.fingerprint[:16]}. {verdict.why}.",
    }
    files = to_files(task.name, "continued", Fitted(challenger), about)
    version = Version(
        model=task.name,
        digest=digest_of(files),
        rung="continued",
        created_at=now,
        data=new.fingerprint,
        scores={"frozen": _rounded(verdict.frozen), "newest": _rounded(verdict.newest)},
        note=f"learned on from the champion with {len(older)} labels",
    )
    return Retrained(version, files, verdict)


def judge(
    task: Task,
    champion: Model,
    challenger: Model,
    frozen: Sequence[Example],
    newest: Sequence[Example],
) -> Verdict:
    """Compare two models on the same examples, paired."""
    measure = measure_of(many=task.many)
    on_frozen, on_newest = (
        difference(_answers(task, champion, part), _answers(task, challenger, part))[measure]
        for part in (frozen, newest)
    )
    figures = f"{measure} {on_newest:+} on the newest labels, {on_frozen:+} on the frozen set"
    if on_frozen.value < -WORSE:
        return Verdict(False, f"Kept out, worse on the frozen set: {figures}", on_frozen, on_newest)
    if on_newest.low <= 0:
        why = f"Kept out, not surely better on the newest labels: {figures}"
        return Verdict(False, why, on_frozen, on_newest)
    return Verdict(True, f"Promoted: {figures}", on_frozen, on_newest)


def _parted(examples: Sequence[Example], name: str) -> tuple[list[Example], list[Example]]:
    """The older labels, and the newest third of employers' to judge by."""
    employers = list(dict.fromkeys(example.employer for example in examples))
    late = set(employers[-(len(employers) // 3) :]) if len(employers) > 2 else set()
    older = [example for example in examples if example.employer not in late]
    newest = [example for example in examples if example.employer in late]
    if min(len(older), len(newest)) < LEAST:
        raise UsageError(
            f"{len(examples)} new labels for {name} are too few: it takes {LEAST} to learn from "
            f"and {LEAST} newer ones, of other employers, to judge by.",
            next="Correct or confirm more answers: upslope correct POSTING --" + name + " ANSWER",
        )
    return older, newest


def _answers(task: Task, model: Model, examples: Sequence[Example]) -> Answers:
    table = Table.of(task, examples)
    chances = model.predict_proba([example.features for example in examples])
    said = decide(chances, np.asarray(model.threshold), many=task.many)
    return Answers(table.y, said, table.employers, task.many)


def _rounded(score: Score) -> list[float]:
    return [round(value, 4) for value in score]
