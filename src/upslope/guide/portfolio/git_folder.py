"""Where git is, and where the history of a folder lies: never where a stranger's file points."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from upslope.errors import UsageError


def program() -> str:
    """The git that is installed; never one that lies in the current folder."""
    folders = [one for one in os.environ.get("PATH", os.defpath).split(os.pathsep) if one]
    path = os.pathsep.join(one for one in folders if Path(one).is_absolute())
    program = shutil.which("git", path=path)
    if program is None:
        raise UsageError("Git is not installed.", next="Install it from https://git-scm.com/.")
    return program


def git_folder(folder: Path) -> Path:
    """The folder that holds the history. It must lie in the folder that was given.

    A ``.git`` that points elsewhere could make another repository pass for this one; it is
    followed only where that one points back (``git worktree``).
    """
    folder = folder.absolute()
    inside = folder / ".git"
    if inside.is_dir() and not inside.is_symlink():
        return inside
    if inside.is_file() and not inside.is_symlink():
        return _worktree(inside)
    if (folder / "HEAD").is_file() and (folder / "objects").is_dir():
        return folder
    raise UsageError(
        f"{folder} is not the folder of a git repository.",
        next="Give the folder that holds `.git`.",
    )


def _worktree(file: Path) -> Path:
    with contextlib.suppress(OSError, ValueError):
        target = Path(file.read_text(encoding="utf-8")[:4096].removeprefix("gitdir:").strip())
        back = Path((target / "gitdir").read_text(encoding="utf-8")[:4096].strip())
        if target.is_absolute() and back.resolve() == file.resolve():
            return target
    raise UsageError(
        f"The history of {file.parent} lies elsewhere.",
        next="Give the folder of the main repository, the one whose `.git` is a folder.",
    )
