"""Openings, starts and wrong facts for ``plan_quality.py``."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from upslope.guide.learning import prerequisites, unit
from upslope.guide.plan.demand import USUAL, Demand, Readiness, demand
from upslope.guide.plan.units import Units
from upslope.normalize.company import company_key
from upslope.records import Posting, Prerequisite, Understanding
from upslope.understand import understand

Row = tuple[Posting, Understanding]
ROLES = ("ml_engineer", "ai_engineer", "mlops_engineer", "applied_scientist")
LEAST = 3  # skills that an opening must require to tell orders apart
BUILDS = (
    "python, java, javascript, sql, git, linux, docker, rest api, software testing, ci/cd, "
    "microservices, backend development"
)
ANALYSES = (
    "python, r, sql, statistics, pandas, scikit-learn, regression, data visualization, "
    "data analysis, a/b testing, machine learning, git"
)
STARTS = {
    "student": dict.fromkeys(("python", "statistics", "linear algebra"), 0.7),
    "software engineer": dict.fromkeys(BUILDS.split(", "), 0.9),
    "data scientist": dict.fromkeys(ANALYSES.split(", "), 0.9),
}


def rows(shared: Path, cache: Path) -> dict[str, list[Row]]:
    """Return the openings of the field with an employer, by the year in their data set's name."""
    columns = ["data_set", "company", "title", "description"]
    table = pq.read_table(
        shared / "data" / "postings_fulltext.parquet", columns=columns
    ).to_pylist()
    postings = [
        Posting(
            id=str(number),
            source="shared",
            source_id=str(number),
            title=row["title"],
            hiring_organization=row["company"],
            description=row["description"],
        )
        for number, row in enumerate(table)
    ]
    found: dict[str, list[Row]] = {}
    for row, posting, one in zip(table, postings, _understood(postings, cache), strict=True):
        must = {mention.skill for mention in one.skills if mention.need == "required"}
        year = re.search(r"20\d\d", row["data_set"])
        if year and one.role in ROLES and len(must) >= LEAST and company_key(row["company"]):
            found.setdefault(year[0], []).append((posting, one))
    return found


def _understood(postings: Sequence[Posting], cache: Path) -> list[Understanding]:
    cache.mkdir(parents=True, exist_ok=True)
    kept = cache / "understood.jsonl"
    if not kept.exists():
        parts = (understand(postings[at : at + 500]) for at in range(0, len(postings), 500))
        kept.write_bytes(msgspec.json.Encoder().encode_lines(chain.from_iterable(parts)))
    return msgspec.json.Decoder(Understanding).decode_lines(kept.read_bytes())


def made(found: Sequence[Row], readiness: Readiness = USUAL) -> Demand:
    """Return what some openings ask."""
    postings, understood = zip(*found, strict=True)
    return demand(postings, understood, readiness=readiness)


def halves(found: Sequence[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """Part openings into those of one half of the employers and those of the other."""
    names = sorted({company_key(posting.hiring_organization) for posting, _ in found})
    first = set(random.Random(seed).sample(names, len(names) // 2))
    parts: tuple[list[Row], list[Row]] = ([], [])
    for row in found:
        parts[company_key(row[0].hiring_organization) not in first].append(row)
    return parts


def some(found: Sequence[Row], employers: int, seed: int = 1) -> list[Row]:
    """Return the openings of some employers."""
    names = sorted({company_key(posting.hiring_organization) for posting, _ in found})
    kept = set(random.Random(seed).sample(names, min(employers, len(names))))
    return [row for row in found if company_key(row[0].hiring_organization) in kept]


def as_steps(skill: str) -> Prerequisite | None:
    """Return a skill as a step that takes one hour and needs nothing."""
    return Prerequisite(skill=skill, hours=(1, 1)) if unit(skill) else None


def wrong_units(seed: int) -> Units:
    """Return the truth that a plan did not know: other hours, a fifth of the needs others."""
    chance = random.Random(seed)
    every = sorted(prerequisites())
    factor = {skill: 2.0 ** chance.uniform(-1, 1) for skill in every}
    place = {skill: number for number, skill in enumerate(_in_order(every))}
    swap = {(s, need) for s in every for need in prerequisites()[s].needs if chance.random() < 0.2}
    swaps = {
        skill: [chance.choice(every) for s, _ in sorted(swap) if s == skill] for skill in every
    }

    def find(skill: str) -> Prerequisite | None:
        one = unit(skill)
        if one is None:
            return None
        times = factor.get(skill, 1.0)
        new = [n for n in swaps.get(skill, []) if place[n] < place[skill]]
        return msgspec.structs.replace(
            one,
            hours=(one.hours[0] * times, one.hours[1] * times),
            needs=[need for need in one.needs if (skill, need) not in swap] + new,
        )

    return Units(find)


def _in_order(skills: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(need for skill in skills for need in Units().closure(skill, {})))


def misread(found: Sequence[Row], seed: int, quality: float = 0.825) -> list[Row]:
    """Return openings read with errors: precision and recall as measured on the gold labels."""
    chance = random.Random(seed)
    every = [mention for _, one in found for mention in one.skills]

    def read(one: Understanding) -> Understanding:
        kept = [mention for mention in one.skills if chance.random() < quality]
        false = chance.sample(every, len(one.skills) - len(kept))
        return msgspec.structs.replace(one, skills=kept + false)

    return [(posting, read(one)) for posting, one in found]
