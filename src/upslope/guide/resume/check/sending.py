"""What may be lost as a file is sent: its size, its kind, links that stand behind words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upslope.guide.resume.check.finding import File, Finding, Look
from upslope.guide.share import counted

PAGES, LARGE = 3, 2 << 20
"""Pages, and bytes, from which a file is long or large for an application."""


def _size(file: File) -> Iterator[Finding]:
    pages = file.document.layout.pages or 0
    if pages > PAGES:
        yield Finding(
            severity="note",
            says=f"The file has {pages} pages; few people read more than two.",
            do="Keep what speaks for the openings that you want.",
        )
    if file.size > LARGE:
        yield Finding(
            severity="risk",
            says=f"The file has {file.size / (1 << 20):.1f} MiB; some portals refuse that.",
            do="Take pictures out, or make them smaller.",
        )
    if file.document.left_out:
        yield Finding(
            severity="lost",
            says=file.document.left_out,
            do="Give a file that holds the resume only.",
        )


def _links(file: File) -> Iterator[Finding]:
    written = re.sub(r"\s", "", file.document.text.lower())
    bare = (re.sub(r"^https?://(?:www\.)?", "", link.lower()) for link in file.document.links)
    behind = [link for link in bare if link.rstrip("/") not in written]
    if behind:
        yield Finding(
            severity="note",
            says=f"{counted(len(behind), 'link')} can only be seen by clicking on words.",
            do="Write the addresses out, so that they are there on paper and in plain text.",
        )


def _kind(file: File) -> Iterator[Finding]:
    if file.suffix not in {".pdf", ".docx", ".doc"}:
        yield Finding(
            severity="note",
            says="Most systems take PDF or Word (.docx) only.",
            do="Write it as one: upslope resume export FILE --to resume.docx",
        )


LOOKS: Sequence[Look] = (_size, _links, _kind)
