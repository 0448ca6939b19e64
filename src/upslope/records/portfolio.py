"""What committed files of a person's repositories show, and what a project must show."""

from __future__ import annotations

from typing import Literal

import msgspec

from upslope.records.understanding import Duty

Step = Literal["asserted", "declared", "imported", "called", "tested", "served"]

STEPS: tuple[Step, ...] = ("asserted", "declared", "imported", "called", "tested", "served")
"""The ladder of evidence, weakest first: said by the person; named in a manifest; imported; its
functions called; run by a test or in continuous integration; deployed, served or monitored."""

ClaimKind = Literal["skill", "duty", "artefact"]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a repository shows: ``repository:path:line@commit``.

    ``subject`` is a skill's preferred label, one of the six duties, or the name of an artefact
    (see :data:`ARTEFACTS`), as ``kind`` says. ``line`` counts from 1; 0 stands for the whole file.
    ``says`` is one line on what was found there, in our words ("fit, predict_proba called").
    ``calls`` are distinct names of a library that are used; ``also`` are further places, as
    ``path:line``. A claim that the person makes themself has neither repository nor path.
    """

    subject: str
    kind: ClaimKind
    step: Step
    says: str = ""
    repository: str = ""
    path: str = ""
    line: int = 0
    commit: str = ""
    calls: list[str] = []
    also: list[str] = []


Artefact = Literal[
    "readme",
    "tests",
    "ci",
    "container",
    "manifest",
    "lockfile",
    "notebook",
    "sql",
    "infrastructure",
    "pipeline",
    "model_card",
    "data_card",
    "metrics",
    "api",
    "dashboard",
    "monitoring",
    "types",
    "licence",
    "docs",
]

ARTEFACTS: dict[Artefact, str] = {
    "readme": "A README that says what it is and how to run it",
    "tests": "Automated tests",
    "ci": "Checks that run on each change",
    "container": "A Dockerfile or compose file",
    "manifest": "Declared dependencies",
    "lockfile": "Pinned dependencies",
    "notebook": "A notebook with executed cells",
    "sql": "SQL queries or migrations",
    "infrastructure": "Infrastructure as code (Terraform, Kubernetes, Helm)",
    "pipeline": "A pipeline of steps (DVC, Airflow, Prefect, Dagster, Makefile of stages)",
    "model_card": "A model card",
    "data_card": "A description of the data: origin, licence, schema",
    "metrics": "Evaluation results that are kept in the repository",
    "api": "A service that answers requests",
    "dashboard": "A page or dashboard for people",
    "monitoring": "Monitoring of a model, its data or its service",
    "types": "Type checks",
    "licence": "A licence",
    "docs": "Documentation beyond the README",
}


class Repository(msgspec.Struct, frozen=True, kw_only=True):
    """One repository as it was read: where, at which commit, and what was left out and why.

    ``path`` is the folder on this machine. ``share`` is how much of what was read this person
    wrote, 0 to 1, ``None`` where the history does not say who they are. ``left_out`` counts files
    by reason; ``notes`` are for the person.
    """

    name: str
    path: str
    commit: str
    files: int
    share: float | None = None
    read_at: str = ""
    left_out: dict[str, int] = {}
    notes: list[str] = []


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """What a project must show, checked against its claims.

    It is met where at least ``count`` of the subjects ``any`` of that ``kind`` are claimed at
    ``step`` or above.
    """

    says: str
    kind: ClaimKind
    any: list[str]
    step: Step = "called"
    count: int = 1


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A project to practise on.

    ``hours`` is a range; ``skills`` and ``duties`` are what it trains; ``steps`` are what to do in
    order; ``stretch`` is for those who want more; ``data`` names open data that fits, or says how
    to make some. ``areas`` are application areas of :mod:`upslope.understand.area` it belongs to.
    """

    id: str
    title: str
    level: Literal["starter", "intermediate", "advanced"]
    about: str
    hours: tuple[float, float]
    skills: list[str]
    duties: list[Duty]
    steps: list[str]
    criteria: list[Criterion]
    data: str = ""
    stretch: list[str] = []
    areas: list[str] = []
