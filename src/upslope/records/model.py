"""What is kept of a model's life: its versions, who answers, what was answered and corrected."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One trained model.

    Args:
        model: name of the model, which is that of its task.
        digest: SHA-256 over its files, in hexadecimal.
        rung: which rung of the ladder it is ("logistic").
        created_at: when it was trained, with time zone.
        data: fingerprint of the data it was trained on.
        scores: held-out scores by name, each with its interval.
        note: where it came from ("retrained on 31 corrections").
    """

    model: str
    digest: str
    rung: str
    created_at: datetime
    data: str
    scores: dict[str, Any]
    note: str = ""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A champion moved, or a challenger was kept out: one line of a log that only grows.

    ``to`` is the version judged, ``moved`` whether it became champion, ``before`` the champion
    until then; an empty digest stands for the model that ships with the package.
    """

    model: str
    before: str
    to: str
    moved: bool
    why: str
    at: datetime


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """What the models answered of one posting, once.

    Args:
        posting: id of the posting.
        at: when, with time zone.
        versions: model -> digest of the version that answered; "" is the shipped one.
        answers: model -> (answer, probability).
    """

    posting: str
    at: datetime
    versions: dict[str, str]
    answers: dict[str, tuple[str, float]]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What the person says is true of a posting, where an answer was wrong: a label.

    Args:
        posting: id of the posting.
        field: of the answer of ``upslope understand`` ("role", "seniority", "skills" ...).
        answered: what it was; for a skill its preferred label, or "" if it was missing.
        truth: what it should be; for a skill its name, or "" if it should not be there.
        at: when the person said so, with time zone.
    """

    posting: str
    field: str
    answered: str
    truth: str
    at: datetime
