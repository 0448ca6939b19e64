"""What was answered of postings, as lines of the log of predictions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from upslope.models import SHIPPED_DIGESTS, Models
from upslope.records import Prediction, Understanding

Answers = dict[str, tuple[str, float | None]]


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


def answers(understood: Understanding) -> Answers:
    """Return what was answered by question, with how sure it was where that is said.

    Of the duties, as many questions as there are: ``responsibilities.data`` ...

    >>> sorted(answers(Understanding(id="1")))[:3]
    ['application_areas', 'degree_required', 'employment_type']
    """
    said: Answers = {
        "role": (understood.role, understood.role_probability),
        "seniority": (understood.seniority, None),
        "degree_required": (understood.degree_required, None),
        "remote": (understood.remote, None),
        "employment_type": (understood.employment_type, None),
        "visa": (understood.visa, None),
        "industry": (understood.industry or "", None),
        "application_areas": (" ".join(understood.application_areas), None),
    }
    for duty, found in understood.responsibilities.items():
        said[f"responsibilities.{duty}"] = ("yes" if found.present else "no", found.probability)
    return said
