"""Committed files as git lists them, and their contents as it hands them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_PORTION = 16 * 2**20


class Entry(NamedTuple):
    """A committed file: ``mode`` and ``size`` as ``git ls-tree`` has them, size -1 if unknown."""

    path: str
    mode: str
    blob: str
    size: int


def entry(line: bytes) -> Entry:
    """A file as one line of ``ls-tree --long`` has it."""
    head, _, path = line.partition(b"\t")
    mode, _, blob, size = head.decode("ascii").split()
    return Entry(printable(path), mode, blob, int(size) if size.isdigit() else -1)


def printable(path: bytes) -> str:
    """A path as text, with what a terminal could take for a command made visible."""
    text = path.decode("utf-8", "replace")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def parts(wanted: list[Entry]) -> Iterator[list[Entry]]:
    """The files in portions of 16 MiB."""
    part: list[Entry] = []
    size = 0
    for one in wanted:
        if part and size + one.size > _PORTION:
            yield part
            part, size = [], 0
        part.append(one)
        size += one.size
    if part:
        yield part


def contents(part: list[Entry], said: bytes) -> Iterator[tuple[Entry, bytes]]:
    """Cut the answer of ``cat-file --batch``: a line with the size, the content, a line feed."""
    at = 0
    for one in part:
        end = said.find(b"\n", at)
        head = said[at:end].split() if end >= 0 else []
        if len(head) < 3:  # "... missing"
            at = end + 1 if end >= 0 else len(said)
            continue
        start, size = end + 1, int(head[2])
        if start + size <= len(said):
            yield one, said[start : start + size]
        at = start + size + 1
