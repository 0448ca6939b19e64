"""The labelled repositories are whole, reproducible and labelled in the words of the taxonomy."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.guide.portfolio_labels import repositories

from upslope.records.portfolio import ARTEFACTS
from upslope.taxonomy import Taxonomy


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode()


def test_there_are_twenty() -> None:
    assert len(repositories.names()) == 20
    assert len(repositories.vocabulary()) > 100
    assert len(repositories.names(held_out=True)) >= 5


@pytest.mark.parametrize("name", [*repositories.names(), *repositories.names(held_out=True)])
def test_labels_are_words_of_ours(name: str) -> None:
    labels = repositories.labels(name)
    skills = {*labels.skills, *labels.methods, *labels.absent}
    assert not skills - Taxonomy.load().skills.keys()
    assert not labels.skills.keys() & set(labels.absent)
    assert set(labels.artefacts) <= ARTEFACTS.keys()
    assert "asserted" not in {*labels.skills.values(), *labels.duties.values()}


def test_the_same_repository_every_time(tmp_path: Path) -> None:
    first, second = (repositories.build("drift_watch", tmp_path / one) for one in ("a", "b"))
    assert _git(first, "rev-parse", "HEAD") == _git(second, "rev-parse", "HEAD")
    assert (first / ".github" / "workflows" / "weekly.yml").is_file()
    assert _git(first, "status", "--porcelain") == ""


def test_each_author_wrote_their_lines(tmp_path: Path) -> None:
    folder = repositories.build("course_copy", tmp_path)
    lines = _git(folder, "blame", "--line-porcelain", "week1/gradient_descent.py").splitlines()
    authors = [line.removeprefix("author ") for line in lines if line.startswith("author ")]
    assert authors.count("Bootcamp Staff") == 12
    assert authors.count("Pim Oduya") == 18


def test_a_file_in_no_commit_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = repositories.history("hidden_names")
    commit = repositories.Commit(
        author=kept.commit[0].author, date=kept.commit[0].date, message="part", files=["README.md"]
    )
    part = repositories.History(me=kept.me, commit=[commit])
    monkeypatch.setattr(repositories, "history", lambda name: part)
    with pytest.raises(ValueError, match=r"in no commit: .*numpy\.py"):
        repositories.build("hidden_names", tmp_path)
