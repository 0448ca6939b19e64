"""What is kept of a model's life: its versions, who answers, what was answered and corrected."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of a version: SHA-256 over its files' names and their own SHA-256.

    One line a file, ``name sha256``, sorted by name.

    >>> digest_of({"card.md": b"", "model.json": b"{}"})[:12]
    '18ef84107df7'
    """
    lines = [f"{name} {hashlib.sha256(files[name]).hexdigest()}\n" for name in sorted(files)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


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
        answers: question -> (answer, probability). A question is named like its model, or
            ``model.class`` where a model answers several; the probability is ``None`` where the
            reader gives none.
    """

    posting: str
    at: datetime
    versions: dict[str, str]
    answers: dict[str, tuple[str, float | None]]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What the person says is true of a posting: a label, mostly where an answer was wrong.

    An answer may be confirmed too: then ``truth`` is what was answered.

    Args:
        posting: id of the posting.
        field: of the answer of ``upslope understand`` ("role", "seniority", "skills" ...).
        answered: what it was; for a skill its preferred label, or "" if it was missing.
        truth: what it should be; for a skill its name, or "" if it should not be there.
        at: when the person said so, with time zone.
        taken_back: whether this takes back what was said of the same field, or skill, before.
    """

    posting: str
    field: str
    answered: str
    truth: str
    at: datetime
    taken_back: bool = False
