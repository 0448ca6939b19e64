"""Small repositories of invented people."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ADA = "Ada Invented <ada@upslope.example>"
BEN = "Ben Madeup <ben@upslope.example>"
Commit = Callable[..., Path]


def git(folder: Path, *arguments: str, author: str = ADA) -> None:
    name, _, mail = author.rstrip(">").partition(" <")
    who = {f"GIT_{role}_NAME": name for role in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{role}_EMAIL": mail for role in ("AUTHOR", "COMMITTER")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    env = {"PATH": os.environ["PATH"]} | alone | who
    subprocess.run(["git", *arguments], cwd=folder, env=env, check=True, capture_output=True)


@pytest.fixture
def commit(tmp_path: Path) -> Commit:
    """Commit files to ``tmp_path / "fish"`` as one person, and return that folder."""

    def make(files: dict[str, str], author: str = ADA) -> Path:
        folder = tmp_path / "fish"
        if not folder.exists():
            folder.mkdir()
            git(folder, "init", "-q", "-b", "main")
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "Work", author=author)
        return folder

    return make
