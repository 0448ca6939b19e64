"""Everything that can be looked at, in the order in which one thing needs another."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

from upslope import __version__
from upslope.doctor.boards import boards, hosts
from upslope.doctor.finding import Finding
from upslope.doctor.kept import backups, database, models, replies, text_index, understandings
from upslope.errors import UpslopeError
from upslope.guide.resume import read_resume
from upslope.workspace import Workspace

_LITTLE_SPACE = 500 * 2**20  # bytes; a collect of 50 companies takes about a tenth of it


def examine(folder: Path | str | None = None, *, reach: bool = True) -> Iterator[Finding]:
    """Look at a workspace, from its settings to its boards, and yield what is found.

    Nothing is changed. What cannot be opened is a finding too, and what depends on it is left out.

    Args:
        folder: the workspace; default: as for every command.
        reach: also ask each configured board's host for its robots.txt.

    >>> import tempfile
    >>> found = list(examine(tempfile.mkdtemp(), reach=False))
    >>> [one.about for one in found][:3], {one.state for one in found} <= {"ok", "note"}
    (['program', 'settings', 'folder'], True)
    """
    yield Finding(
        about="program",
        state="ok",
        says=f"Upslope {__version__} on Python {platform.python_version()}.",
    )
    try:
        with Workspace(folder) as workspace:
            yield from _settings(workspace)
            yield from _folder(workspace.settings.home)
            yield from _kept(workspace, reach=reach)
    except UpslopeError as error:
        yield Finding.of("settings", error)


def _kept(workspace: Workspace, *, reach: bool) -> Iterator[Finding]:
    """Look at what is stored, and at the boards that are; without a database that is all."""
    try:
        yield from database(workspace)
        yield from replies(workspace)
        yield from models(workspace)
        yield from text_index(workspace)
        yield from understandings(workspace)
        yield from backups(workspace)
        yield from boards(workspace)
        if reach:
            yield from hosts(workspace)
    except UpslopeError as error:
        yield Finding.of("database", error)


def _settings(workspace: Workspace) -> Iterator[Finding]:
    settings = workspace.settings
    yield Finding(about="settings", state="ok", says="They can be read.")
    if settings.resume is None:
        return
    try:
        resume = read_resume(settings.resume)
    except UpslopeError as error:
        yield Finding.of("resume", error)
    else:
        yield Finding(
            about="resume",
            state="ok" if resume.skills else "note",
            says=f"{settings.resume.name} is readable: {len(resume.skills)} skills found.",
            next="" if resume.skills else "Give one with text that can be selected.",
        )


def _folder(home: Path) -> Iterator[Finding]:
    there = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    little = free < _LITTLE_SPACE
    yield Finding(
        about="folder",
        state="bad" if little else "ok",
        says=f"{home}, {free / 2**30:,.1f} GiB free.",
        next="Free some space: a full disk stops every command that stores." if little else "",
    )
