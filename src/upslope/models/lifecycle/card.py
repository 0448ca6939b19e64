"""A model's card: what it answers, on what it learned, how good it is and where it fails.

Kept as ``card.json`` beside the model, and shown as Markdown.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from upslope.models.example import Task
from upslope.models.lifecycle.dataset import Dataset
from upslope.models.lifecycle.ladder import Step

MEASURES = (
    "accuracy: share of examples whose one class is right. micro_f1: F1 over all classes together. "
    "macro_f1: mean F1 of the classes. Each on employers that the model has not seen (ten folds), "
    "with a 95 % interval from 1,000 resamples of employers. calibration_error: mean distance "
    "between how sure an answer is and how often such answers are right. newest: on the newest "
    "months, learned from older ones."
)


def card(  # noqa: PLR0913, PLR0917 (a card tells all there is to tell)
    task: Task,
    data: Dataset,
    steps: Sequence[Step],
    learned: Step,
    best: Step,
    settings: Mapping[str, float],
    now: datetime,
) -> dict[str, Any]:
    """Return the card of a trained model.

    Args:
        task: what it answers.
        data: what it learned from.
        steps: the ladder's rungs.
        learned: the rung that it is.
        best: the rung that won, which may be the rules.
        settings: of its estimator.
        now: when it was trained.
    """
    return {
        "name": task.name,
        "about": task.about,
        "classes": list(task.classes),
        "rung": learned.rung,
        "winner": best.rung,
        "settings": dict(settings),
        "trained_at": now.isoformat(timespec="seconds"),
        "data": _of_data(data),
        "measures": MEASURES,
        "ladder": [row(step) for step in steps],
        "by_class": {name: [round(f1, 3), n] for name, (f1, n) in learned.classes.items()},
        "environment": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "scikit-learn", "skops")},
        },
    }


def row(step: Step) -> dict[str, Any]:
    """Return one rung of a ladder as plain values, for tables and cards."""
    scores = {name: [round(v, 4) for v in score] for name, score in step.scores.items()}
    late = {f"newest_{name}": [round(v, 4) for v in one] for name, one in step.newest.items()}
    sure = None if step.calibration is None else round(step.calibration, 4)
    return {"rung": step.rung, **scores, **late, "calibration_error": sure}


def _of_data(data: Dataset) -> dict[str, Any]:
    return {
        "fingerprint": data.fingerprint,
        "examples": len(data.examples),
        "employers": data.employers,
        "months": list(data.months),
        "balance": dict(data.balance.most_common()),
        "left_out": dict(data.left_out),
        "problems": data.problems,
    }


def markdown(told: Mapping[str, Any]) -> str:
    """Return a card as Markdown.

    >>> print(markdown({"name": "drink", "about": "Tea or milk.", "classes": ["tea", "milk"],
    ...     "rung": "logistic", "winner": "logistic", "settings": {}, "trained_at": "2026-11-21",
    ...     "data": {"fingerprint": "ab" * 32, "examples": 40, "employers": 9,
    ...              "months": ["", ""], "balance": {"tea": 30, "milk": 10}, "left_out": {},
    ...              "problems": []},
    ...     "measures": "", "ladder": [{"rung": "logistic", "accuracy": [0.9, 0.8, 1.0]}],
    ...     "by_class": {"tea": [0.9, 30]}, "environment": {}}).splitlines()[0])
    # Model card: drink
    """
    data = told["data"]
    parts = [
        f"# Model card: {told['name']}",
        told["about"],
        f"Rung **{told['rung']}** (the ladder's winner: {told['winner']}), settings "
        f"{told['settings'] or 'as they come'}, trained {told['trained_at']}. "
        f"{told.get('chosen', '')}",
        "## Data",
        f"{data['examples']} examples of {data['employers']} employers, fingerprint "
        f"`{data['fingerprint'][:16]}`. Balance: {_listed(data['balance'])}. Left out: "
        f"{_listed(data['left_out']) or 'none'}.",
        *(f"- {problem}" for problem in data["problems"]),
        "## Figures",
        told["measures"],
        table(told["ladder"]),
        "F1 and examples by class: "
        + ", ".join(f"{name} {f1:.2f} ({n})" for name, (f1, n) in told["by_class"].items()),
    ]
    return "\n\n".join(parts) + "\n"


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the rungs of a ladder as a Markdown table."""
    names = [name for name in rows[0] if name != "rung"]
    lines = [["rung", *names], ["---"] * (len(names) + 1)]
    lines += [[one["rung"], *(_shown(one.get(name)) for name in names)] for one in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"{value[0]:.3f} ({value[1]:.3f}-{value[2]:.3f})"
    return "" if value is None else f"{value:.3f}"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())
