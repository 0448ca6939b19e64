"""What was answered of postings, as lines of the log of predictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from upslope.records import Prediction, Understanding

Answers = dict[str, tuple[str, float | None]]


def predictions(
    understood: Iterable[Understanding], versions: Mapping[str, str]
) -> list[Prediction]:
    """Return one prediction for each understanding, all of this moment.

    Args:
        understood: what the models, and the rules beside them, answered.
        versions: model -> digest of the version that answered.

    >>> [made] = predictions([Understanding(id="1", role="data_scientist")], {"role": "ab12"})
    >>> made.answers["role"], made.versions
    (('data_scientist', 0.0), {'role': 'ab12'})
    """
    at, named = datetime.now(UTC), dict(versions)
    return [
        Prediction(posting=one.id, at=at, versions=named, answers=answers(one))
        for one in understood
    ]


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
