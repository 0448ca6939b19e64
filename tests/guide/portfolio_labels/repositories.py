"""The labelled repositories of this folder, as git repositories with a fixed history."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

import msgspec

from upslope.records.portfolio import Artefact, Step
from upslope.records.understanding import Duty

HERE = Path(__file__).parent
_T = TypeVar("_T")


class Labels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a careful reader sees in one repository; README.md defines every word."""

    about: str
    skills: dict[str, Step]
    duties: dict[Duty, Step]
    artefacts: list[Artefact]
    methods: dict[str, Step] = {}
    absent: list[str] = []
    held_out: bool = False


class Commit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One commit: files are patterns; ``cut`` commits only so many first lines of a file as yet."""

    author: str
    date: str
    message: str
    files: list[str] = msgspec.field(default_factory=lambda: ["*"])
    cut: dict[str, int] = {}


class History(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who committed what, in order; ``me`` are names and addresses of the one whose it is."""

    me: list[str]
    commit: list[Commit]


def names(*, held_out: bool = False) -> list[str]:
    """The names of the twenty repositories, or of those that no reader was tried on."""
    every = sorted(path.parent.name for path in HERE.glob("*/labels.toml"))
    return [name for name in every if labels(name).held_out == held_out]


def labels(name: str) -> Labels:
    """The labels of one repository."""
    return _read(name, "labels.toml", Labels)


def history(name: str) -> History:
    """The history of one repository."""
    return _read(name, "history.toml", History)


def vocabulary(*, held_out: bool = False) -> frozenset[str]:
    """All tools that are judged: labelled somewhere, or named as absent."""
    every = [labels(name) for name in names(held_out=held_out)]
    return frozenset(skill for one in every for skill in [*one.skills, *one.absent])


def build(name: str, folder: Path) -> Path:
    """Make ``folder/name`` a git repository with its files and history; the same bytes every time.

    Raises:
        ValueError: a file is in no commit.
    """
    target = folder / name
    target.mkdir(parents=True)
    _git(target, "init", "--quiet", "--initial-branch=main")
    waiting = {_path(path, name): path for path in _files(name)}
    for commit in history(name).commit:
        chosen = [path for path in waiting if _matches(path, commit.files)]
        for path in chosen:
            _write(target / path, waiting[path].read_bytes(), commit.cut.get(path))
            if path not in commit.cut:
                del waiting[path]
        _commit(target, commit)
    if waiting:
        raise ValueError(f"{name}: in no commit: {sorted(waiting)}")
    return target


def _read(name: str, file: str, kind: type[_T]) -> _T:
    return msgspec.toml.decode((HERE / name / file).read_bytes(), type=kind)


def _files(name: str) -> list[Path]:
    return sorted(path for path in (HERE / name / "files").rglob("*") if path.is_file())


def _path(path: Path, name: str) -> str:
    """The committed path: ``dot_github/x`` stands for ``.github/x``."""
    parts = path.relative_to(HERE / name / "files").parts
    return "/".join(f".{part[4:]}" if part.startswith("dot_") else part for part in parts)


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _write(path: Path, content: bytes, lines: int | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(content.splitlines(keepends=True)[:lines]))


def _commit(target: Path, commit: Commit) -> None:
    name, _, mail = commit.author.rstrip(">").partition(" <")
    who = {f"GIT_{role}_NAME": name for role in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{role}_EMAIL": mail for role in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{role}_DATE": commit.date for role in ("AUTHOR", "COMMITTER")}
    _git(target, "add", "--all", "--force", env=who)
    _git(target, "commit", "--quiet", "--message", commit.message, env=who)


def _git(target: Path, *arguments: str, env: dict[str, str] | None = None) -> None:
    """Run git without the configuration of the person or the machine."""
    alone = {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": os.environ["PATH"],
    }
    command = ["git", "-c", "core.autocrlf=false", *arguments]
    subprocess.run(command, cwd=target, env=alone | (env or {}), check=True, capture_output=True)
