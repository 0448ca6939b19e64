"""The gap between a resume and the openings that a person wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upslope.guide.gap.effect import Effects, Score
from upslope.guide.gap.evidence import beliefs
from upslope.guide.gap.lacks import Asked, lacks
from upslope.guide.gap.result import Gap
from upslope.guide.match import LINE, Pool
from upslope.guide.share import counted
from upslope.records import Claim, Posting, Resume, Understanding
from upslope.taxonomy import Taxonomy

TRIED = 40
"""Lacking skills that are tried alone and together: those that most employers ask."""


FEW = 10
"""Employers below which an interval over employers says little."""


def gap(  # noqa: PLR0913  (who, for what, what they show and ask)
    resume: Resume,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    *,
    claims: Iterable[Claim] = (),
    chosen: Sequence[str] = (),
    line: float = LINE,
    score: Score | None = None,
) -> Gap:
    """Return what the person lacks for these openings, and what each skill would open.

    Args:
        resume: what the person shows.
        postings: the openings that they want.
        understandings: of the same postings, in any order.
        claims: what their repositories show; such skills are no gap.
        chosen: names of skills to try together, in any wording the taxonomy knows.
        line: score from which a match counts as one to apply for.
        score: the match on these postings in their order, with the person's wishes and choices if
            they are to count; default: the plain match.

    Raises:
        UpslopeError: a chosen skill is in no taxonomy; names those spelled like it.

    >>> from upslope.records import SkillMention
    >>> mention = SkillMention(skill="sql", surface="SQL", need="required", field="title",
    ...                        start=0, end=3)
    >>> posting = Posting(id="1", source="", source_id="1", title="SQL")
    >>> found = gap(Resume(text=""), [posting], [Understanding(id="1", skills=[mention])])
    >>> [one.what for one in found.lacks], found.single[0].skills
    (['sql'], ['sql'])
    """
    named = [Taxonomy.load().skill(name).preferred_label for name in chosen]
    claims = [*claims]
    missing = lacks(resume, beliefs(resume, claims), postings, understandings)
    effects = Effects(resume, postings, score or Pool(postings, understandings).scores, line)
    tried = [one.what for one in missing if one.kind == "skill" and not one.listed][:TRIED]
    single = sorted(
        (effects.of([skill]) for skill in tried),
        key=lambda one: (-len(one.opens), -one.points, one.skills),
    )
    return Gap(
        openings=len(postings),
        employers=Asked(postings, understandings).employers,
        line=line,
        passing=int(effects.passing.sum()),
        lacks=missing,
        single=single,
        together=effects.best_sets(single),
        chosen=effects.of(named) if named else None,
        notes=_notes(postings, understandings, len(tried)),
    )


def _notes(
    postings: Sequence[Posting], understandings: Sequence[Understanding], tried: int
) -> list[str]:
    known = {one.id for one in understandings if one.skills}
    silent = sum(one.id not in known for one in postings)
    said = [
        "The score is the match's own: with a skill added, the resume is otherwise the same.",
        "The line is where readers called a match a reasonable target; it is no chance of a job.",
        "Intervals draw employers anew, as twenty openings of one employer are not twenty votes.",
    ]
    if 0 < (employers := Asked(postings, understandings).employers) < FEW:
        said.append(f"{counted(employers, 'employer')} is too few for the intervals to say much.")
    if silent:
        said.append(
            f"{counted(silent, 'opening')} without a named skill: nothing learnt changes that."
        )
    if tried == TRIED:
        said.append(f"Only the {TRIED} lacking skills that most employers ask were tried.")
    return said
