"""A repository that means harm runs nothing, and costs bounded time and memory."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.guide.portfolio.conftest import Commit, git

from upslope.errors import DocumentError, UsageError
from upslope.guide.portfolio import read_repository
from upslope.guide.portfolio.git import Git

ME = ["ada@upslope.example"]
CODE = {"train.py": "import numpy as np\nprint(np.mean([1]))\n", ".gitattributes": "* diff=evil\n"}
SETTINGS = [
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass",
    "core.alternateRefsCommand", "pager.log", "pager.ls-tree", "pager.blame", "diff.external",
    "diff.evil.command", "diff.evil.textconv", "gpg.program", "gpg.ssh.program", "alias.log",
    "alias.ls-tree", "credential.helper", "filter.evil.smudge", "filter.evil.clean",
    "uploadpack.packObjectsHook", "sequence.editor",
]  # fmt: skip


def _canary(tmp_path: Path) -> tuple[Path, Path]:
    """A program that leaves a mark, and its mark."""
    mark, program = tmp_path / "mark", tmp_path / "canary"
    program.write_text(f"#!/bin/sh\necho ran >> '{mark}'\n", encoding="utf-8")
    program.chmod(0o755)
    return program, mark


def test_nothing_that_a_repository_configures_runs(commit: Commit, tmp_path: Path) -> None:
    folder = commit(CODE)
    commit({"train.py": CODE["train.py"] + "np.median([2])\n"}, author="Ben <ben@upslope.example>")
    program, mark = _canary(tmp_path)
    for name in ("pre-auto-gc", "post-checkout", "reference-transaction", "fsmonitor-watchman"):
        hook = folder / ".git" / "hooks" / name
        hook.write_text(program.read_text(), encoding="utf-8")
        hook.chmod(0o755)
    for setting in SETTINGS:
        git(folder, "config", setting, str(program))
    for setting in ("log.showSignature", "diff.evil.cachetextconv"):
        git(folder, "config", setting, "true")
    mark.unlink(missing_ok=True)
    repository, claims = read_repository(folder, ME)
    assert not mark.exists()
    assert repository.share is not None
    assert {claim.subject for claim in claims} >= {"numpy", "python"}


def test_nothing_missing_is_fetched(commit: Commit, tmp_path: Path) -> None:
    folder = commit(CODE)
    program, mark = _canary(tmp_path)
    blob = subprocess.run(
        ["git", "rev-parse", "HEAD:train.py"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for setting, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
        "remote.origin.fetch": "+refs/heads/*:refs/remotes/origin/*",
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
    }.items():
        git(folder, "config", setting, value)
    repository, _ = read_repository(folder, ME)
    assert not mark.exists()
    assert repository.left_out["missing from the repository"] >= 1


def test_variables_of_the_person_do_not_reach_git(
    commit: Commit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, mark = _canary(tmp_path)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS"):
        monkeypatch.setenv(name, str(program))
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    assert read_repository(commit(CODE), ME)[1]
    assert not mark.exists()


def test_a_git_in_the_current_folder_is_not_used(
    commit: Commit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = commit(CODE)
    program, mark = _canary(tmp_path)
    (folder / "git").write_text(program.read_text(), encoding="utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    assert read_repository(folder, ME)[1]
    assert not mark.exists()


def test_one_that_belongs_to_another_user_is_read(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert read_repository(commit(CODE), ME)[1]


@pytest.mark.parametrize("how", ["file", "link", "relative"])
def test_a_history_elsewhere_is_refused(how: str, commit: Commit, tmp_path: Path) -> None:
    other = commit(CODE)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if how == "link":
        (folder / ".git").symlink_to(other / ".git")
    else:
        target = other / ".git" if how == "file" else Path("../fish/.git")
        (folder / ".git").write_text(f"gitdir: {target}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_repository(folder, ME)
    assert caught.value.next


def test_a_linked_working_tree_is_read(commit: Commit, tmp_path: Path) -> None:
    folder = commit(CODE)
    git(folder, "worktree", "add", "-q", str(tmp_path / "second"))
    assert read_repository(tmp_path / "second", ME)[1]


def test_no_repository_and_no_commit_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not the folder of a git repository"):
        read_repository(tmp_path, ME)
    git(tmp_path, "init", "-q")
    with pytest.raises(DocumentError) as caught:
        read_repository(tmp_path, ME)
    assert caught.value.reason == "empty"
    assert caught.value.next


def test_git_that_is_not_installed_is_said(
    commit: Commit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = commit(CODE)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="not installed"):
        read_repository(folder, ME)


def test_output_and_time_are_bounded(commit: Commit) -> None:
    reader = Git(commit(CODE))
    said, whole = reader.run("cat-file", "-p", "HEAD:train.py", most=5)
    assert (len(said), whole) == (5, False)
    _, whole = reader.run("cat-file", "--batch", given=b"", most=100, seconds=5)
    assert whole


def test_a_tree_that_holds_itself_many_times_ends(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten levels of twenty names for the same tree: 20 ** 10 files in a few hundred bytes."""
    folder = commit(CODE)

    def run(*arguments: str, given: str = "") -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, input=given, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    inner = run("hash-object", "-w", "--stdin", given="x = 1\n")
    kind = ("100644", "blob")
    for _ in range(10):
        lines = "".join(f"{kind[0]} {kind[1]} {inner}\tf{n:02}.py\n" for n in range(20))
        inner = run("mktree", given=lines)
        kind = ("040000", "tree")
    who = ["-c", "user.name=Ada Invented", "-c", "user.email=ada@upslope.example"]
    bomb = run(*who, "commit-tree", inner, "-m", "Bomb")
    git(folder, "update-ref", "refs/heads/main", bomb)
    monkeypatch.setattr("upslope.guide.portfolio.git.MOST_LISTED", 2**20)
    repository, _ = read_repository(folder, ME)
    assert repository.files + sum(repository.left_out.values()) <= 2**20 / 50
    assert any("too long" in note for note in repository.notes)
