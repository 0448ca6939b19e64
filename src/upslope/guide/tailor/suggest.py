"""What to move up, what to call by the posting's own word, and what never to claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from upslope.guide import quote
from upslope.guide.tailor.entries import Entry, entries
from upslope.records import Posting, Resume, SkillMention, Understanding
from upslope.taxonomy import Taxonomy

WORTH = {"required": 2.0, "preferred": 1.0}
"""What a line is worth for each skill that it shows: essential ones count twice."""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A line that shows what is asked and stands below one that shows less of it."""

    line: str
    above: str
    entry: str
    skills: list[str]


class Reword(msgspec.Struct, frozen=True, kw_only=True):
    """A skill that both sides name, each by another word."""

    skill: str
    yours: str
    theirs: str
    line: str
    posting: str


class Unshown(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement without evidence: not to be claimed. ``near`` is what the resume shows.

    What a shown skill is a kind or a tool of has evidence: PyTorch shows deep learning.
    """

    skill: str
    need: str
    posting: str
    near: list[str]


class Tailored(msgspec.Struct, frozen=True, kw_only=True):
    """Changes that keep a resume true, for one posting.

    ``first`` are the skills that both sides name, in the order in which to list them.
    """

    posting: str
    move_up: list[Move]
    reword: list[Reword]
    first: list[str]
    unshown: list[Unshown]


def tailor(resume: Resume, posting: Posting, understood: Understanding) -> Tailored:
    """Say how a resume can be made to fit a posting, from its own lines only.

    >>> from upslope.guide.resume import resume_of
    >>> resume = resume_of("Ada Byron\\n\\nProjects\\nFish counter\\n- Wrote the docs\\n"
    ...                    "- Trained sklearn models")
    >>> words = "Must know scikit-learn and Spark."
    >>> posting = Posting(id="1", source="s", source_id="1", title="Engineer", description=words)
    >>> asked = [SkillMention(skill=skill, surface=words[a:b], need="required",
    ...                       field="description", start=a, end=b)
    ...          for skill, a, b in (("scikit-learn", 10, 22), ("apache spark", 27, 32))]
    >>> found = tailor(resume, posting, Understanding(id="1", skills=asked))
    >>> found.reword[0].theirs, [one.skill for one in found.unshown]
    ('scikit-learn', ['apache spark'])
    """
    taxonomy = Taxonomy.load()
    asked = sorted(
        (one for one in understood.skills if one.need in WORTH),
        key=lambda one: (-WORTH[one.need], one.field != "title", one.start),
    )
    worth = {one.skill: WORTH[one.need] for one in asked}
    shown = {one.skill for one in resume.skills}
    implied = shown | {above for skill in shown for above in _above(skill, taxonomy)}
    return Tailored(
        posting=posting.id,
        move_up=[move for entry in entries(resume) for move in _moves(entry, worth, taxonomy)],
        reword=list(_rewords(resume, posting, asked, taxonomy)),
        first=[one.skill for one in asked if one.skill in shown],
        unshown=[
            _unshown(posting, one, shown, taxonomy) for one in asked if one.skill not in implied
        ],
    )


def _moves(entry: Entry, worth: Mapping[str, float], taxonomy: Taxonomy) -> Iterator[Move]:
    """Yield the lines of an entry that are worth more than one above them."""
    skills = [
        list(dict.fromkeys(skill.preferred_label for _, _, skill in taxonomy.find(line)))
        for line in entry.lines
    ]
    values = [sum(worth.get(skill, 0.0) for skill in named) for named in skills]
    for place, value in enumerate(values):
        lesser = next((row for row in range(place) if values[row] < value), None)
        if value and lesser is not None:
            yield Move(
                line=entry.lines[place],
                above=entry.lines[lesser],
                entry=entry.title,
                skills=[skill for skill in skills[place] if skill in worth],
            )


def _rewords(
    resume: Resume, posting: Posting, asked: Sequence[SkillMention], taxonomy: Taxonomy
) -> Iterator[Reword]:
    """Yield the skills whose name in the posting stands nowhere in the resume."""
    text = resume.text.casefold()
    yours: dict[str, tuple[str, str]] = {}
    for start, end, skill in taxonomy.find(resume.text):
        found = (resume.text[start:end], quote.around(resume.text, start, end))
        yours.setdefault(skill.preferred_label, found)
    for one in asked:
        word = " ".join(one.surface.split())
        is_name = taxonomy.label(word) == one.skill  # else the skill is shown by a whole phrase
        if one.skill in yours and is_name and word.casefold() not in text:
            said, line = yours[one.skill]
            yield Reword(
                skill=one.skill,
                yours=said,
                theirs=word,
                line=line,
                posting=quote.mention(posting, one),
            )


def _unshown(posting: Posting, asked: SkillMention, shown: set[str], taxonomy: Taxonomy) -> Unshown:
    return Unshown(
        skill=asked.skill,
        need=asked.need,
        posting=quote.mention(posting, asked),
        near=sorted(shown & _near(asked.skill, taxonomy))[:3],
    )


def _above(skill: str, taxonomy: Taxonomy) -> Collection[str]:
    return taxonomy.broader(skill) if skill in taxonomy.skills else ()


def _near(skill: str, taxonomy: Taxonomy) -> set[str]:
    """Return the skills that are told where this one is not shown: kinds, tools and neighbours."""
    if skill not in taxonomy.skills:
        return set()
    above = set(taxonomy.skills[skill].broader)
    beside = {one for parent in above for one in taxonomy.narrower(parent)}
    return above | beside | set(taxonomy.narrower(skill)) | set(taxonomy.related(skill)) - {skill}
