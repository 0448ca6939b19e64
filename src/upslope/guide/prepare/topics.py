"""What to review before an interview, from what the posting itself asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from upslope.guide import quote
from upslope.guide.resume.duties import duties as duties_of
from upslope.records import STEPS, Claim, Posting, Resume, SkillMention, Understanding
from upslope.records.resume import Section
from upslope.records.understanding import Duty
from upslope.taxonomy import Taxonomy

SHOWN = 3
"""Lines of the resume, and places in repositories, that are named for a topic."""

_NEEDS = ("required", "preferred")
_CODE: Section = "portfolio"  # told by the claims, with file and line


class Evidenced(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the person can point to, and where it stands."""

    says: str
    where: str


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic: what the posting says of it, what the person can show, what to review.

    ``weak`` says that nothing, or only a word, shows it: review it first, and say so if asked.
    """

    subject: str
    kind: str
    need: str
    posting: list[str]
    evidence: list[Evidenced]
    points: list[str]
    weak: bool


class _Points(msgspec.Struct, frozen=True, kw_only=True):
    subject: str
    points: list[str]


def prepare(
    resume: Resume, posting: Posting, understood: Understanding, claims: Sequence[Claim] = ()
) -> list[Topic]:
    """Return the topics of a posting: what is required and weakly shown first.

    Args:
        resume: what the person can show.
        posting: whose interview it is.
        understood: what it asks for.
        claims: what the person's repositories show.

    >>> words = "You train models with PyTorch."
    >>> posting = Posting(id="1", source="s", source_id="1", title="Engineer", description=words)
    >>> asked = SkillMention(skill="pytorch", surface="PyTorch", need="required",
    ...                      field="description", start=22, end=29)
    >>> [topic] = prepare(Resume(text=""), posting, Understanding(id="1", skills=[asked]))
    >>> topic.subject, topic.weak, topic.posting
    ('pytorch', True, ['You train models with PyTorch.'])
    """
    own = duties_of(resume)
    skills = [
        _skill(one, resume, posting, claims) for one in understood.skills if one.need in _NEEDS
    ]
    duties = [
        _duty(duty, found.evidence or "", own[duty], claims)
        for duty, found in understood.responsibilities.items()
        if found.present
    ]
    order: Mapping[str, int] = {"required": 0, "asked": 0, "preferred": 1}
    topics = sorted(skills + duties, key=lambda one: (order[one.need], not one.weak, one.kind))
    return list(_once(topics))


def _once(topics: Sequence[Topic]) -> Iterator[Topic]:
    """Yield the topics, points that were told under an earlier one left out."""
    told: set[str] = set()
    for one in topics:
        yield msgspec.structs.replace(one, points=[each for each in one.points if each not in told])
        told.update(one.points)


def _skill(asked: SkillMention, resume: Resume, posting: Posting, claims: Sequence[Claim]) -> Topic:
    kinds = _kinds(asked.skill)
    lines = [one for one in resume.skills if one.skill in kinds and one.line and one.where != _CODE]
    lines.sort(key=lambda one: one.skill != asked.skill)
    told = {one.line: Evidenced(says=one.line, where=f"resume, {one.where}") for one in lines}
    shown = list(told.values())[:SHOWN]
    shown += (code := _claimed(kinds, claims))
    only_named = all(one.where in ("skills", "other", "summary") for one in lines)
    return Topic(
        subject=asked.skill,
        kind="skill",
        need=asked.need,
        posting=[quote.mention(posting, asked)],
        evidence=shown,
        points=points(asked.skill),
        weak=only_named and not code,
    )


def _duty(duty: Duty, sentence: str, lines: Sequence[str], claims: Sequence[Claim]) -> Topic:
    shown = [Evidenced(says=line, where="resume, work") for line in lines[:SHOWN]]
    shown += _claimed({duty}, claims)
    return Topic(
        subject=duty,
        kind="duty",
        need="asked",
        posting=[sentence] if sentence else [],
        evidence=shown,
        points=points(duty),
        weak=not shown,
    )


def _kinds(skill: str) -> set[str]:
    """Return a skill and all that are kinds or tools of it, which show it too."""
    taxonomy = Taxonomy.load()
    return {skill, *(taxonomy.narrower(skill) if skill in taxonomy.skills else ())}


def _claimed(subjects: Collection[str], claims: Sequence[Claim]) -> list[Evidenced]:
    """Return what repositories show of it, the strongest first."""
    found = [one for one in claims if one.subject in subjects and one.path]
    found.sort(key=lambda one: (-STEPS.index(one.step), one.repository, one.path, one.line))
    return [
        Evidenced(
            says=one.says or f"{one.step} there",
            where=f"{one.repository.rsplit('/', 1)[-1]}:{one.path}:{one.line}@{one.commit[:7]}",
        )
        for one in found[:SHOWN]
    ]


def points(subject: str) -> list[str]:
    """Return what to review for a skill or a duty; of a skill without points, what it is a kind of.

    >>> len(points("deployment")) >= 3, len(points("pytorch")) >= 3
    (True, True)
    """
    known = _all()
    if subject in known:
        return known[subject]
    taxonomy = Taxonomy.load()
    if subject not in taxonomy.skills:
        return []
    above = taxonomy.skills[subject].broader
    return next((known[one] for one in above if one in known), [])


@cache
def _all() -> dict[str, list[str]]:
    data = files("upslope.guide.prepare").joinpath("data/topics.jsonl").read_bytes()
    return {one.subject: one.points for one in msgspec.json.Decoder(_Points).decode_lines(data)}
