"""The text of a posting as a reader sees it, cut where marks and duties begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol, TypeVar

from upslope.guide.highlight.marks import Mark, Shows, duties, pay, requirements, skills
from upslope.records import Posting, Understanding
from upslope.records.understanding import Duty
from upslope.understand.document import Document, Sentence

BlockKind = Literal["heading", "paragraph", "list"]
_LONGEST_HEADING, _LONG = 120, 300
_BULLET = re.compile(r"\s*[-•*·▪●◦‣–—]\s+")


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
    in_title, in_text = skills(document, understood)
    text = posting.description or ""
    marks = _apart([*requirements(document, understood), *pay(posting), *in_text])
    shows = _apart(duties(text, understood))
    blocks: list[Block] = []
    for kind, start, end in _lines(document, text):
        line = list(_passages(text, start, end, shows, marks))
        if kind == "list" and blocks and blocks[-1].kind == kind:
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block(kind, [line]))
    title = posting.title
    return Highlighted(list(_pieces(title, 0, len(title), _apart(in_title))), blocks)


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
    text: str, start: int, end: int, shows: Sequence[Shows], marks: Sequence[Mark]
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
