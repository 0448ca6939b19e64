"""Tuning: which settings of a rung's estimator answer unseen employers best.

Successive halving by default: all candidates on a part of the employers, the better third on more,
until few have seen all. Optuna's sampler is the other way, in the extra ``train``.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.errors import UsageError
from upslope.models.estimators import SETTINGS
from upslope.models.lifecycle.held_out import held_out
from upslope.models.lifecycle.ladder import measure_of
from upslope.models.lifecycle.scores import scores
from upslope.models.table import Table

FACTOR = 3
"""Of how many candidates one goes on to the next round, and how much more data it then sees."""

CANDIDATES = 18
"""Most candidates of the first round."""


class Trial(NamedTuple):
    """Settings that were tried: on how many examples, and their score there."""

    settings: Mapping[str, float]
    examples: int
    score: float


def halving(table: Table, rung: str) -> list[Trial]:
    """Try the settings of a rung by successive halving (Jamieson and Talwalkar 2016).

    Returns:
        All trials, the best of the last round first.

    Raises:
        UsageError: the rung has nothing to tune.
    """
    candidates = _candidates(rung)
    tried: list[Trial] = []
    rounds = 1 + int(np.log(len(candidates)) / np.log(FACTOR))
    for left in reversed(range(rounds)):
        part = table.rows(_some_employers(table, FACTOR**-left))
        done = sorted((_trial(part, rung, one) for one in candidates), key=lambda t: -t.score)
        tried = done + tried
        candidates = [trial.settings for trial in done[: max(1, len(done) // FACTOR)]]
    return tried


def optuna(table: Table, rung: str, trials: int = CANDIDATES) -> list[Trial]:
    """Try settings that Optuna's sampler chooses (tree-structured Parzen estimator).

    Raises:
        UsageError: Optuna is not installed, or the rung has nothing to tune.
    """
    try:
        import optuna as library  # noqa: PLC0415 (in the extra `train`)
    except ImportError as error:
        raise UsageError(
            "Optuna is not installed.",
            next="Install the extra: pip install 'upslope[train]', or tune by halving.",
        ) from error
    space = _space(rung)
    library.logging.set_verbosity(library.logging.WARNING)
    study = library.create_study(direction="maximize", sampler=library.samplers.TPESampler(seed=0))
    tried: list[Trial] = []

    def objective(trial: library.Trial) -> float:
        chosen = {name: trial.suggest_categorical(name, all) for name, all in space.items()}
        tried.append(_trial(table, rung, chosen))
        return tried[-1].score

    study.optimize(objective, n_trials=trials)
    return sorted(tried, key=lambda trial: -trial.score)


def _space(rung: str) -> Mapping[str, tuple[float, ...]]:
    if rung not in SETTINGS:
        raise UsageError(
            f"The rung {rung!r} has nothing to tune.", next=f"Rungs: {', '.join(SETTINGS)}."
        )
    return SETTINGS[rung]


def _candidates(rung: str) -> list[Mapping[str, float]]:
    space = _space(rung)
    every = [dict(zip(space, values, strict=True)) for values in itertools.product(*space.values())]
    return list(random.Random(0).sample(every, min(CANDIDATES, len(every))))  # noqa: S311


def _trial(table: Table, rung: str, settings: Mapping[str, float]) -> Trial:
    answers = held_out(table, rung, settings).answers(table)
    score = scores(answers)[measure_of(many=table.many)].value
    return Trial(settings, len(table.y), score)


def _some_employers(table: Table, share: float) -> NDArray[np.bool_]:
    """Say which examples are of a share of the employers, the same ones for the same share."""
    employers = np.random.default_rng(0).permutation(table.employers.max() + 1)
    chosen = employers[: max(10, int(len(employers) * share))]
    return np.asarray(np.isin(table.employers, chosen))
