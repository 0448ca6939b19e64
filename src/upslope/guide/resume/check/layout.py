"""What may be lost by how a page is set: pictures, columns, boxes, fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upslope.guide.resume.check.finding import SHOWN, File, Finding, Look
from upslope.guide.resume.check.glued import glued
from upslope.guide.share import counted


def _pictures(file: File) -> Iterator[Finding]:
    blank = file.document.layout.picture_pages
    if blank:
        yield Finding(
            severity="lost",
            says=f"{counted(blank, 'page')} of the file {'is' if blank == 1 else 'are'} only a "
            "picture: no reader finds words there.",
            do="Export it anew from your editor as text, not as a scan or picture.",
        )


def _columns(file: File) -> Iterator[Finding]:
    lines = list(glued(file.simply, file.resume.text))
    if lines:
        yield Finding(
            severity="lost",
            says=f"A plain reader glues {counted(len(lines), 'line')} together that stand side "
            "by side.",
            do="Use one column, and put dates at the end of the line of their title.",
            where=lines[:SHOWN],
        )
    elif file.document.layout.columns > 1:
        yield Finding(
            severity="risk",
            says=f"The text has {file.document.layout.columns} columns side by side; some readers "
            "read across them.",
            do="Use one column.",
        )


def _boxes(file: File) -> Iterator[Finding]:
    layout = file.document.layout
    for count, thing in ((layout.boxes, "text box"), (layout.tables, "table")):
        if count:
            many = thing if count == 1 else f"{thing}{'es' if thing.endswith('x') else 's'}"
            yield Finding(
                severity="risk",
                says=f"The file has {count} {many}; some readers skip them or mix up their cells.",
                do="Write what is in them as plain lines.",
            )


def _fonts(file: File) -> Iterator[Finding]:
    letters = max(1, len(file.document.text))
    if file.document.layout.unmapped > 0.01 * letters or "\ufffd" in file.document.text:
        yield Finding(
            severity="lost",
            says="A font of the file does not say which letters it draws: words come out garbled.",
            do="Export the file anew with another font, or from another editor.",
        )


LOOKS: Sequence[Look] = (_pictures, _columns, _fonts, _boxes)
