"""Which requirements openings ask that a person does not show, and how many employers do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

import msgspec
import numpy as np

from upslope.guide.gap.evidence import KNOWN, LEARNT, implied
from upslope.guide.gap.resample import employers
from upslope.guide.gap.result import Kind, Lack
from upslope.guide.share import counted, share
from upslope.records import SENIORITIES, Posting, Resume, Understanding
from upslope.records.understanding import Degree
from upslope.taxonomy import Taxonomy

LEVELS = SENIORITIES[:-1]
_BESIDE = 0.03  # nearness of skills named side by side: as of two in thirty of a kind
_FORGIVEN = 0.5  # years that nobody minds, as in the match


class Asked:
    """Openings side by side with what was understood of each.

    Args:
        postings: the openings that the person wants.
        understandings: of them, in any order.
    """

    def __init__(
        self, postings: Sequence[Posting], understandings: Sequence[Understanding]
    ) -> None:
        known = {one.id: one for one in understandings}
        self.postings = postings
        self.understood = [known.get(one.id) or Understanding(id=one.id) for one in postings]
        self.companies = employers(postings)
        self.employers = len(np.unique(self.companies))

    def lack(
        self, kind: Kind, what: str, rows: Sequence[int], required: int, said: tuple[str, str]
    ) -> Lack:
        """Make the record of a lack that these rows ask; ``said`` is put around the counts."""
        named = len(np.unique(self.companies[np.array(rows, dtype=np.intp)]))
        of_all = share(named, self.employers)
        return Lack(
            kind=kind,
            what=what,
            postings=[self.postings[row].id for row in rows],
            required=required,
            employers=named,
            share=named / max(1, self.employers),
            between=(of_all.low, of_all.high),
            says=f"{said[0]}: {len(rows)} of {counted(len(self.postings), 'opening')} ask for it,"
            f" {required} as required; {named} of {counted(self.employers, 'employer')}"
            f" ({of_all.low:.0%} to {of_all.high:.0%}).{said[1]}",
        )


def lacks(
    resume: Resume,
    beliefs: Mapping[str, float],
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
) -> list[Lack]:
    """Return what is asked and not shown, what most employers ask first.

    A skill that the person only lists stands here too where openings require it, as ``listed``:
    it is no gap, but a claim without work or a project to show for it.

    >>> from upslope.records import SkillMention
    >>> mention = SkillMention(skill="sql", surface="SQL", need="required", field="title",
    ...                        start=0, end=3)
    >>> posting = Posting(id="1", source="", source_id="1", title="SQL")
    >>> [one] = lacks(Resume(text=""), {}, [posting], [Understanding(id="1", skills=[mention])])
    >>> one.what, one.required, one.postings
    ('sql', 1, ['1'])
    """
    asked = Asked(postings, understandings)
    found = [*_skills(asked, beliefs), *_degrees(asked, resume)]
    found += [*_years(asked, resume), *_levels(asked, resume)]
    return sorted(found, key=lambda one: (one.listed, -one.employers, -len(one.postings), one.what))


def _skills(asked: Asked, beliefs: Mapping[str, float]) -> Iterator[Lack]:
    taxonomy = Taxonomy.load()
    shown = implied(beliefs, taxonomy)
    rows: dict[str, dict[int, bool]] = {}
    for number, understood in enumerate(asked.understood):
        for mention in understood.skills:
            if mention.need in ("required", "preferred"):
                must = rows.setdefault(mention.skill, {}).get(number, False)
                rows[mention.skill][number] = must or mention.need == "required"
    for skill, named in rows.items():
        required = sum(named.values())
        if shown.get(skill, 0.0) < KNOWN:
            near = _near(skill, shown, taxonomy)
            told = f" You show {near}, which is near." if near else ""
            lack = asked.lack("skill", skill, [*named], required, (skill, told))
            yield msgspec.structs.replace(lack, near=near)
        elif required and beliefs.get(skill, 1.0) <= LEARNT:
            told = " You list it, but no work or project of yours shows it."
            lack = asked.lack("skill", skill, [*named], required, (skill, told))
            yield msgspec.structs.replace(lack, listed=True)


def _near(skill: str, shown: Mapping[str, float], taxonomy: Taxonomy) -> str | None:
    """Return the nearest skill that is shown: of the same kinds, or often named beside it.

    The narrower a kind that both are of, the nearer they are.
    """
    near = Counter(dict.fromkeys(_related(skill, taxonomy), _BESIDE))
    for kind in taxonomy.skills[skill].broader if skill in taxonomy.skills else ():
        alike = taxonomy.narrower(kind)
        near.update(dict.fromkeys(alike, 1 / len(alike)))
    known = {one: how for one, how in near.items() if shown.get(one, 0.0) >= KNOWN}
    best = max(sorted(known), key=lambda one: known[one], default=None)
    return best if best and known[best] >= _BESIDE else None


def _related(skill: str, taxonomy: Taxonomy) -> list[str]:
    return taxonomy.related(skill) if skill in taxonomy.skills else []


def _degrees(asked: Asked, resume: Resume) -> Iterator[Lack]:
    order: tuple[Degree, ...] = get_args(Degree)
    held = order.index(resume.degree)
    for degree in order[held + 1 :]:
        rows = [n for n, one in enumerate(asked.understood) if one.degree_required == degree]
        strict = sum(not asked.understood[row].degree_or_equivalent for row in rows)
        if rows:
            has = resume.degree.replace("none_stated", "no degree that was found")
            instead = len(rows) - strict
            told = f" You show {has}." + (f" Experience will do in {instead}." if instead else "")
            yield asked.lack("degree", degree, rows, strict, (f"a degree ({degree})", told))


def _years(asked: Asked, resume: Resume) -> Iterator[Lack]:
    if resume.years is None:
        return
    limit = resume.years + _FORGIVEN
    rows = [n for n, one in enumerate(asked.understood) if (one.min_years or 0) > limit]
    if rows:
        most = sorted(asked.understood[row].min_years or 0 for row in rows)[len(rows) // 2]
        said = f"more than your {resume.years:g} years", f" Half of them ask {most} or less."
        yield asked.lack("years", "years", rows, len(rows), said)


def _levels(asked: Asked, resume: Resume) -> Iterator[Lack]:
    if resume.seniority not in LEVELS:
        return
    for level in LEVELS[LEVELS.index(resume.seniority) + 1 :]:
        rows = [n for n, one in enumerate(asked.understood) if one.seniority == level]
        if rows:
            said = f"a higher level ({level})", f" You show {resume.seniority}."
            yield asked.lack("level", level, rows, len(rows), said)
