"""The person says what is true of a posting: checked, in the words of the taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec

from upslope.errors import UsageError
from upslope.records import Correction, Understanding
from upslope.records.understanding import Degree, Employment, Remote, Role, Seniority, Visa
from upslope.taxonomy import Taxonomy

CLASSES: Mapping[str, tuple[str, ...]] = {
    "role": get_args(Role),
    "seniority": get_args(Seniority),
    "degree_required": get_args(Degree),
    "remote": get_args(Remote),
    "employment_type": get_args(Employment),
    "visa": get_args(Visa),
}
"""Fields that can be corrected, with what each may be; beside them ``min_years`` and skills."""

MOST_YEARS = 50
NO_YEARS = "none"
LONGEST_SKILL = 100


def corrections(
    understood: Understanding,
    earlier: Sequence[Correction],
    truths: Mapping[str, str],
    *,
    named: Iterable[str] = (),
    not_named: Iterable[str] = (),
) -> list[Correction]:
    """Return what the person says of a posting as corrections, or confirmations, of its answers.

    Args:
        understood: what is shown of the posting now.
        earlier: corrections of it that are in force: what models answered stands in them.
        truths: field -> what it should be; ``min_years`` may be ``none``.
        named: skills that the posting asks for; a name that the taxonomy lacks is kept as it is.
        not_named: skills that it does not ask for.

    Raises:
        UsageError: a field or a class does not exist, or a skill is not among the answers.

    >>> understood = Understanding(id="1", role="data_analyst")
    >>> made = corrections(understood, [], {"role": "data_scientist"}, named=["k8s"])
    >>> [(one.field, one.answered, one.truth) for one in made]
    [('role', 'data_analyst', 'data_scientist'), ('skills', '', 'kubernetes')]
    """
    answers = _answers(understood) | {_key(one): one.answered for one in earlier}
    said = [*_fields(truths), *_skills(named, not_named, answers)]
    return [
        _correction(understood.id, field, answers.get((field, skill), ""), truth, skill)
        for field, skill, truth in said
    ]


def _correction(posting: str, field: str, answered: str, truth: str, skill: str) -> Correction:
    # That a skill is not there which only the person had added takes the adding back.
    only_added = bool(skill) and not answered and not truth
    return Correction(
        posting=posting,
        field=field,
        answered=answered,
        truth=skill if only_added else truth,
        at=datetime.now(UTC),
        taken_back=only_added,
    )


def taken_back(earlier: Iterable[Correction]) -> list[Correction]:
    """Return what takes back corrections that are in force."""
    now = datetime.now(UTC)
    return [msgspec.structs.replace(one, at=now, taken_back=True) for one in earlier]


def _fields(truths: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for field, truth in truths.items():
        if field == "min_years":
            yield field, "", _years(truth)
        elif truth in CLASSES.get(field, ()):
            yield field, "", truth
        elif field in CLASSES:
            raise UsageError(
                f"There is no {field} {truth!r}.", next=f"There are: {', '.join(CLASSES[field])}."
            )
        else:
            raise UsageError(
                f"The field {field!r} cannot be corrected.",
                next=f"These can: {', '.join([*CLASSES, 'min_years'])}, and skills.",
            )


def _years(truth: str) -> str:
    if truth == NO_YEARS:
        return ""
    if truth.isascii() and truth.isdigit() and int(truth) <= MOST_YEARS:
        return str(int(truth))
    raise UsageError(
        f"{truth!r} is no number of years.", next=f"Say 0 to {MOST_YEARS}, or {NO_YEARS}."
    )


def _skills(
    named: Iterable[str], not_named: Iterable[str], answers: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str, str]]:
    there, not_there = [_label(name) for name in named], [_label(name) for name in not_named]
    if both := set(there) & set(not_there):
        raise UsageError(f"The skill {min(both)!r} cannot be both there and not there.")
    for skill in dict.fromkeys(there):
        yield "skills", skill, skill
    for skill in dict.fromkeys(not_there):
        if ("skills", skill) not in answers:
            raise UsageError(
                f"{skill!r} is not among the skills of this posting.",
                next="See which are: upslope show POSTING",
            )
        yield "skills", skill, ""


def _label(name: str) -> str:
    known = " ".join(name.split())
    if not known or len(known) > LONGEST_SKILL:
        raise UsageError(f"A skill has a name of 1 to {LONGEST_SKILL} characters.")
    return Taxonomy.load().label(known) or known


def _answers(understood: Understanding) -> dict[tuple[str, str], str]:
    years = understood.min_years
    known: dict[tuple[str, str], Any] = {(f, ""): getattr(understood, f) for f in CLASSES}
    known["min_years", ""] = "" if years is None else str(years)
    return known | {("skills", one.skill): one.skill for one in understood.affirmed}


def _key(one: Correction) -> tuple[str, str]:
    return one.field, (one.truth or one.answered) if one.field == "skills" else ""
