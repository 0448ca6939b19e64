"""How well what ships finds the knowledge spans of SkillSpan: ``python benchmarks/skillspan.py``.

SkillSpan (Zhang et al. 2022) marks hard skills ("knowledge") in sentences of postings of
all kinds of jobs, far beyond machine learning; nothing here was made for it. A span is right if it
is exactly a marked one, or (the second row) if it overlaps one. A CRF trained on its training part
has F1 0.498 by the first count. Reads ``../shared/data/benchmarks/skillspan``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from upslope.models import SHIPPED
from upslope.understand.document import Document
from upslope.understand.mention import mentions
from upslope.understand.named import LEAST, ask, features

DATA = Path(__file__).resolve().parents[2] / "shared/data/benchmarks/skillspan/json"
CRF = 0.498

Span = tuple[int, int, int]
"""Number of the sentence, first token and the one after the last."""


def main() -> None:
    """Print precision, recall and F1 for the whole test part."""
    postings = defaultdict(list)
    for line in (DATA / "test.json").read_text("utf-8").splitlines():
        sentence = json.loads(line)
        postings[sentence["source"], sentence["idx"]].append(sentence)
    wanted: list[Span] = []
    found: list[Span] = []
    for number, sentences in enumerate(postings.values()):
        first = number * 100_000
        for at, one in enumerate(sentences):
            wanted += [(first + at, *span) for span in marked(one["tags_knowledge"])]
        for at, start, end in named([one["tokens"] for one in sentences]):
            found.append((first + at, start, end))
    print(f"{len(wanted)} marked, {len(found)} found; a CRF has exact F1 {CRF}")
    for way, hits in (("exact", exact), ("overlapping", overlapping)):
        precision, recall = hits(found, wanted) / len(found), hits(wanted, found) / len(wanted)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{way:12} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def marked(tags: list[str]) -> Iterable[tuple[int, int]]:
    """Yield first token and the one after the last of each span in B-I-O tags.

    >>> list(marked(["O", "B", "I", "B", "O"]))
    [(1, 3), (3, 4)]
    """
    for start, tag in enumerate(tags):
        if tag == "B":
            inside = next((at for at in range(start + 1, len(tags)) if tags[at] != "I"), len(tags))
            yield start, inside


def named(sentences: list[list[str]]) -> Iterable[Span]:
    """Yield the places that name a skill which the shipped models list, by sentence and token."""
    lines = [" ".join(tokens) for tokens in sentences]
    firsts = [0, *accumulate(len(line) + 1 for line in lines)]
    document = Document(id="", title="", description="\n".join(lines))
    found = mentions([document])
    scores = ask(SHIPPED["mention"], features(found, SHIPPED))[:, 0]
    listed = scores[found.row] >= LEAST
    for opens, closes in zip(found.start[listed], found.end[listed], strict=True):
        at = max(number for number, first in enumerate(firsts) if first <= opens)
        start = len(lines[at][: opens - firsts[at]].split())
        yield at, start, start + len(lines[at][opens - firsts[at] : closes - firsts[at]].split())


def exact(spans: list[Span], others: list[Span]) -> int:
    """Count spans that are among the others."""
    return len(set(spans) & set(others))


def overlapping(spans: list[Span], others: list[Span]) -> int:
    """Count spans that share a token with one of the others."""
    taken = {(at, token) for at, start, end in others for token in range(start, end)}
    return sum(any((at, token) in taken for token in range(start, end)) for at, start, end in spans)


if __name__ == "__main__":
    main()
