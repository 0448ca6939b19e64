"""What was understood of a posting, shown in its text: which words are what, in place.

A text is cut into blocks as a reader sees them (headings, paragraphs, lists), their lines into
passages that show the same duties, and those into pieces of one mark or none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol, TypeVar, cast

from upslope.normalize.pay import statements
from upslope.records import DUTIES, Posting, Understanding
from upslope.records.understanding import Duty, Need
from upslope.understand.degree import stated as degrees
from upslope.understand.document import Document, Sentence
from upslope.understand.employment import STATEMENTS as EMPLOYMENT
from upslope.understand.mention import NEED_OF, NEEDS, mentions, numbers
from upslope.understand.remote import STATEMENTS as REMOTE
from upslope.understand.running import running
from upslope.understand.visa import STATEMENTS as VISA
from upslope.understand.years import stated as years

MarkKind = Literal["skill", "degree", "years", "visa", "remote", "employment", "pay"]
BlockKind = Literal["heading", "paragraph", "list"]
_LONGEST_HEADING, _LONG = 120, 300
_BULLET = re.compile(r"\s*[-•*·▪●◦‣–—]\s+")


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


class Piece(NamedTuple):
    """A part of a text with one mark, or without."""

    text: str
    mark: Mark | None = None


class Passage(NamedTuple):
    """A part of a line that shows duties, or none."""

    duties: tuple[Duty, ...]
    pieces: list[Piece]


class Block(NamedTuple):
    """A heading, a paragraph or the items of a list: one or more lines."""

    kind: BlockKind
    lines: list[list[Passage]]


class Highlighted(NamedTuple):
    """A posting's title and description, with everything that was recognised in them."""

    title: list[Piece]
    blocks: list[Block]


class _Shows(NamedTuple):
    """A sentence that shows duties."""

    start: int
    end: int
    duties: tuple[Duty, ...]


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Span)


def highlight(posting: Posting, understood: Understanding) -> Highlighted:
    """Say which words of a posting are what.

    Every mention of a skill has the need that was understood of the skill, but where its own words
    deny it. What a person corrected is shown as corrected. No two marks overlap.

    >>> text = "Requirements:\\n- Python, 3+ years\\n- SQL"
    >>> posting = Posting(id="1", source="s", source_id="1", title="Engineer", description=text)
    >>> from upslope.understand import understand
    >>> shown = highlight(posting, *understand([posting]))
    >>> [block.kind for block in shown.blocks]
    ['heading', 'list']
    >>> [(piece.text, piece.mark.labels) for line in shown.blocks[1].lines for part in line
    ...  for piece in part.pieces if piece.mark]
    [('Python', ('python',)), ('3+ years', ('3',)), ('SQL', ('sql',))]
    """
    document = Document.of(posting)
    in_title, in_text = _skills(document, understood)
    text = posting.description or ""
    marks = _apart([*_requirements(document, understood), *_pay(posting), *in_text])
    shows = _apart(_duties(text, understood))
    blocks: list[Block] = []
    for kind, start, end in _lines(document, text):
        line = list(_passages(text, start, end, shows, marks))
        if kind == "list" and blocks and blocks[-1].kind == kind:
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block(kind, [line]))
    title = posting.title
    return Highlighted(list(_pieces(title, 0, len(title), _apart(in_title))), blocks)


def _skills(document: Document, understood: Understanding) -> tuple[list[Mark], list[Mark]]:
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


def _requirements(document: Document, understood: Understanding) -> Iterator[Mark]:
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


def _pay(posting: Posting) -> Iterator[Mark]:
    before = len(posting.title) + 1
    text = f"{posting.title}\n{posting.description or ''}"
    for one in statements(text, location="; ".join(posting.job_location)):
        if one.kind == "base" and one.start is not None and one.end and one.start >= before:
            yield Mark(one.start - before, one.end - before, "pay", ("base pay",))


def _duties(text: str, understood: Understanding) -> list[_Shows]:
    shown: dict[tuple[int, int], tuple[Duty, ...]] = {}
    for duty in DUTIES:
        said = understood.responsibilities.get(duty)
        if said and said.present and said.evidence:
            start = text.find(said.evidence)
            if start >= 0:
                span = (start, start + len(said.evidence))
                shown[span] = (*shown.get(span, ()), duty)
    return [_Shows(*span, duties) for span, duties in shown.items()]


def _apart(spans: Iterable[S]) -> list[S]:
    """Return spans in order without overlap: of two the one that begins first, or is longer."""
    kept: list[S] = []
    for one in sorted(spans, key=lambda one: (one.start, -one.end)):
        if one.end > one.start and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


def _lines(document: Document, text: str) -> Iterator[tuple[BlockKind, int, int]]:
    """Yield the lines that hold text, without bullets, and what each is."""
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        said = _between(document.sentences, start, end)
        bullet = _BULLET.match(line)
        if bullet and said:
            yield "list", start + bullet.end(), end
        elif not said and len(line) <= _LONGEST_HEADING and start < len(document.description):
            yield "heading", start, end
        elif len(line) > _LONG:
            yield from _broken(text, start, end, said)
        else:
            yield "paragraph", start, end


def _broken(
    text: str, start: int, end: int, said: Sequence[Sentence]
) -> Iterator[tuple[BlockKind, int, int]]:
    """Break a line that lost its line breaks: what stands between sentences is a heading."""
    last = start
    for sentence in said:
        if any(map(str.isalnum, text[last : sentence.start])) and last < sentence.start:
            if text[start:last].strip():
                yield "paragraph", start, last
            yield "heading", last, sentence.start
            start = sentence.start
        last = max(last, sentence.end)
    yield "paragraph", start, end


def _between(sentences: Sequence[Sentence], start: int, end: int) -> Sequence[Sentence]:
    first = bisect_right(sentences, start, key=lambda one: one.end)
    return sentences[first : bisect_right(sentences, end - 1, key=lambda one: one.start)]


def _passages(
    text: str, start: int, end: int, shows: Sequence[_Shows], marks: Sequence[Mark]
) -> Iterator[Passage]:
    for one, opens, closes in _cut(shows, start, end):
        yield Passage(one.duties if one else (), list(_pieces(text, opens, closes, marks)))


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    for mark, opens, closes in _cut(marks, start, end):
        goes_on = mark and opens > mark.start
        yield Piece(text[opens:closes], mark._replace(first=()) if mark and goes_on else mark)


def _cut(spans: Sequence[S], start: int, end: int) -> Iterator[tuple[S | None, int, int]]:
    """Cut a part of a text at the borders of spans: each part with its span, if it is in one."""
    for span in spans[bisect_right(spans, start, key=lambda one: one.end) :]:
        if span.start >= end:
            break
        if span.start > start:
            yield None, start, span.start
            start = span.start
        yield span, start, min(span.end, end)
        start = min(span.end, end)
    if start < end:
        yield None, start, end
