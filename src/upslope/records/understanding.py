"""What Upslope understood of a posting: the answer of ``upslope understand``."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from upslope.records.posting import Salary

Role = Literal[
    "ml_engineer",
    "ai_engineer",
    "mlops_engineer",
    "research_scientist",
    "applied_scientist",
    "data_scientist",
    "data_engineer",
    "data_analyst",
    "software_engineer",
    "other",
]
Seniority = Literal["intern", "entry", "mid", "senior", "staff", "manager", "unknown"]
Degree = Literal["none_stated", "bachelor", "master", "phd"]
Remote = Literal["onsite", "hybrid", "remote", "unstated"]
Employment = Literal["full_time", "part_time", "contract", "internship", "unstated"]
Visa = Literal["sponsors", "no_sponsorship", "unstated"]
Need = Literal["required", "preferred", "context", "negated"]
Field = Literal["title", "description"]
Duty = Literal["data", "modelling", "tuning", "deployment", "monitoring", "collaboration"]

SENIORITIES: tuple[Seniority, ...] = get_args(Seniority)
"""From the lowest to the highest; the last is ``unknown``."""

DEGREES: tuple[Degree, ...] = get_args(Degree)
"""From none to the highest."""

DUTIES: tuple[Duty, ...] = (
    "data",
    "modelling",
    "tuning",
    "deployment",
    "monitoring",
    "collaboration",
)


class SkillMention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One distinct skill named in a posting, at its strongest need.

    ``start`` and ``end`` are code points of the named ``field``; ``surface`` is the text there.
    ``score`` is how sure the reader is, 0 to 1.
    """

    skill: str
    surface: str
    need: Need
    field: Field
    start: int
    end: int
    score: float = 1.0


class Responsibility(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whether one of the six duties is asked for, and the sentence that shows it."""

    present: bool = False
    probability: float = 0.0
    evidence: str | None = None


class Understanding(msgspec.Struct, kw_only=True):
    """All that was understood of one posting. Unknown is said, never left out."""

    id: str
    role: Role = "other"
    role_probability: float = 0.0
    seniority: Seniority = "unknown"
    min_years: int | None = None
    degree_required: Degree = "none_stated"
    degree_or_equivalent: bool = False
    degree_fields: list[str] = []
    remote: Remote = "unstated"
    employment_type: Employment = "unstated"
    visa: Visa = "unstated"
    application_areas: list[str] = []
    industry: str | None = None
    base_salary: Salary | None = None
    skills: list[SkillMention] = []
    responsibilities: dict[Duty, Responsibility] = {}

    @property
    def affirmed(self) -> list[SkillMention]:
        """The skills that the posting has to do with: all but those it says are not needed.

        >>> said = {"surface": "", "field": "title", "start": 0, "end": 0}
        >>> skills = [SkillMention(skill="sql", need="context", **said),
        ...           SkillMention(skill="r", need="negated", **said)]
        >>> [one.skill for one in Understanding(id="1", skills=skills).affirmed]
        ['sql']
        """
        return [one for one in self.skills if one.need != "negated"]
