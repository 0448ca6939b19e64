"""Where in a posting its skills, requirements, pay and duties stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, cast

from upslope.normalize.pay import statements
from upslope.records import DUTIES, Posting, Understanding
from upslope.records.understanding import Duty, Need
from upslope.understand.degree import stated as degrees
from upslope.understand.document import Document
from upslope.understand.employment import STATEMENTS as EMPLOYMENT
from upslope.understand.mention import NEED_OF, NEEDS, mentions, numbers
from upslope.understand.remote import STATEMENTS as REMOTE
from upslope.understand.running import running
from upslope.understand.visa import STATEMENTS as VISA
from upslope.understand.years import stated as years

MarkKind = Literal["skill", "degree", "years", "visa", "remote", "employment", "pay"]


class Mark(NamedTuple):
    """Words that were understood.

    Args:
        start: the first code point.
        end: the one behind the last.
        kind: what they tell.
        labels: the skills that they name (mostly one), or the answer that they stand for.
        need: how much the skills are needed: the strongest.
        first: those of the skills that are named here first.
        ends: whether no other mark shares words with it, or it is the last of those that do.
    """

    start: int
    end: int
    kind: MarkKind
    labels: tuple[str, ...]
    need: Need = "required"
    first: tuple[str, ...] = ()
    ends: bool = True


class Shows(NamedTuple):
    """A sentence that shows duties."""

    start: int
    end: int
    duties: tuple[Duty, ...]


def skills(document: Document, understood: Understanding) -> tuple[list[Mark], list[Mark]]:
    """Return every mention of the skills that are shown, in the title and in the text."""
    shown = {one.skill: one for one in understood.skills}
    found, labels = mentions([document]), [*numbers()]
    in_title, in_text = list[Mark](), list[Mark]()
    seen = set[str]()
    for row, start, end, need, is_title in zip(
        found.row.tolist(),
        found.start.tolist(),
        found.end.tolist(),
        NEED_OF[found.kind].tolist(),
        found.in_title.tolist(),
        strict=True,
    ):
        skill = labels[int(found.skill[row])]
        if skill in shown:
            said: Need = "negated" if NEEDS[need] == "negated" else shown[skill].need
            first = () if skill in seen else (skill,)
            mark = Mark(start, end, "skill", (skill,), said, first)
            (in_title if is_title else in_text).append(mark)
            seen.add(skill)
    return list(_parted(in_title)), list(_parted(in_text))


def _parted(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Part mentions that share words: in "unit and integration tests" the same name two skills."""
    together: list[Mark] = []
    for mark in sorted(marks):
        if together and mark.start >= max(one.end for one in together):
            yield from _overlaid(together)
            together = []
        together.append(mark)
    yield from _overlaid(together)


def _overlaid(together: Sequence[Mark]) -> Iterator[Mark]:
    """Yield a mark for each part of overlapping mentions, with all skills that are named there."""
    points = sorted({point for one in together for point in one[:2]})
    for start, end in pairwise(points):
        here = [one for one in together if one.start <= start and end <= one.end]
        labels = dict.fromkeys(label for one in here for label in one.labels)
        first = [label for one in here if one.start == start for label in one.first]
        need = min((one.need for one in here), key=NEEDS.index)
        yield Mark(start, end, "skill", tuple(labels), need, tuple(first), end == points[-1])


def requirements(document: Document, understood: Understanding) -> Iterator[Mark]:
    """Yield where years, a degree, a visa, the place of work or employment are spoken of."""
    text = document.description
    if understood.min_years is not None:
        for start, end in years(document):
            yield Mark(start, end, "years", (str(understood.min_years),))
    if understood.degree_required != "none_stated":
        for start, end in degrees(document):
            yield Mark(start, end, "degree", (understood.degree_required,))
    for kind, answer, table in (
        ("visa", understood.visa, VISA),
        ("remote", understood.remote, REMOTE),
        ("employment", understood.employment_type, EMPLOYMENT),
    ):
        found = table.found(running(text))
        if found and found[0] == answer:
            # A text of a fixed width was searched with its lines joined.
            words = re.search(r"\s+".join(map(re.escape, found[1].split())), text)
            if words:
                yield Mark(*words.span(), cast("MarkKind", kind), (answer,))


def pay(posting: Posting) -> Iterator[Mark]:
    """Yield the amounts of base pay in the text."""
    before = len(posting.title) + 1
    text = f"{posting.title}\n{posting.description or ''}"
    for one in statements(text, location="; ".join(posting.job_location)):
        if one.kind == "base" and one.start is not None and one.end and one.start >= before:
            yield Mark(one.start - before, one.end - before, "pay", ("base pay",))


def duties(text: str, understood: Understanding) -> list[Shows]:
    """Return the sentences that show duties."""
    shown: dict[tuple[int, int], tuple[Duty, ...]] = {}
    for duty in DUTIES:
        said = understood.responsibilities.get(duty)
        if said and said.present and said.evidence:
            start = text.find(said.evidence)
            if start >= 0:
                span = (start, start + len(said.evidence))
                shown[span] = (*shown.get(span, ()), duty)
    return [Shows(*span, found) for span, found in shown.items()]
