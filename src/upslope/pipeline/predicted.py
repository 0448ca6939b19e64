"""What was answered of postings, as lines of the log of predictions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from upslope.models import SHIPPED_DIGESTS, Models
from upslope.records import DUTIES, Prediction, Understanding
from upslope.understand import VERSION

Answers = dict[str, tuple[str, float | None]]

_SURE = ("seniority", "degree_required", "remote", "employment_type", "visa")
_DUTIES = {duty: f"responsibilities.{duty}" for duty in DUTIES}


def predictions(understood: Iterable[Understanding], models: Models) -> list[Prediction]:
    """Return one prediction for each understanding, all of this moment.

    Args:
        understood: what the models, and the rules beside them, answered.
        models: those that were asked.

    >>> from upslope.models import SHIPPED
    >>> [made] = predictions([Understanding(id="1", role="data_scientist")], SHIPPED)
    >>> made.answers["role"], set(made.versions.values()) <= {""}
    (('data_scientist', 0.0), True)
    """
    at, named = datetime.now(UTC), versions(models)
    return [
        Prediction(posting=one.id, at=at, versions=named, answers=answers(one))
        for one in understood
    ]


def versions(models: Models) -> dict[str, str]:
    """Return model -> digest of the version that answers; empty for the one in the package."""
    found = {name: models.digest(name) for name in models}
    return {
        name: "" if digest == SHIPPED_DIGESTS.get(name) else digest
        for name, digest in found.items()
    }


def reader(models: Models) -> str:
    """Return what is stored beside an understanding: it changes with the rules and the champions.

    >>> from upslope.models import SHIPPED
    >>> reader(SHIPPED) == VERSION
    True
    """
    trained = sorted(f"{name} {digest}" for name, digest in versions(models).items() if digest)
    named = hashlib.sha256("\n".join(trained).encode()).hexdigest()[:12]
    return f"{VERSION} {named}" if trained else VERSION


def answers(understood: Understanding) -> Answers:
    """Return what was answered by question, with how sure it was where that is said.

    Of the duties, as many questions as there are: ``responsibilities.data`` ...

    >>> sorted(answers(Understanding(id="1")))[:3]
    ['application_areas', 'degree_required', 'employment_type']
    """
    said: Answers = {field: (getattr(understood, field), None) for field in _SURE}
    said["role"] = (understood.role, understood.role_probability)
    said["industry"] = (understood.industry or "", None)
    said["application_areas"] = (" ".join(understood.application_areas), None)
    for duty, found in understood.responsibilities.items():
        said[_DUTIES[duty]] = ("yes" if found.present else "no", found.probability)
    return said
