"""The packed postings follow the store, and rank as the texts themselves do."""

from __future__ import annotations

from pathlib import Path

import pytest

from upslope import sample
from upslope.guide.match import match
from upslope.workspace import Workspace

CSV = """title,company,location,url,description
{title},Quillfish,Oslo,https://q.example/1,"You train models in Python. 3+ years. {more}"
Data Engineer,Tarnbeck,Bergen,https://t.example/2,"You build Spark pipelines in Scala and SQL."
"""
RESUME = sample.resumes()["data_scientist"]


def collect(workspace: Workspace, folder: Path, title: str, more: str = "") -> None:
    file = folder / "openings.csv"
    file.write_text(CSV.format(title=title, more=more))
    workspace.collect_from(str(file))


def ranked(workspace: Workspace) -> dict[str, float]:
    return {one.posting: one.score for one in workspace.rank(RESUME).matches}


def directly(workspace: Workspace) -> dict[str, float]:
    rows = list(workspace.store.postings.all())
    found = match(workspace.person.resume(RESUME), [p for p, _ in rows], [u for _, u in rows])
    return {one.posting: one.score for one in found}


def test_it_follows_new_and_changed_postings(tmp_path: Path) -> None:
    with Workspace() as workspace:
        collect(workspace, tmp_path, "ML Engineer")
        assert ranked(workspace) == directly(workspace)
        before = ranked(workspace)
        collect(workspace, tmp_path, "ML Engineer", "Kubernetes and Rust are required.")
        after = ranked(workspace)
        assert after == directly(workspace)
        assert after != before
    with Workspace() as workspace:  # another process reads the file
        assert ranked(workspace) == after


def test_what_is_collected_after_the_first_ranking_is_packed_at_once(tmp_path: Path) -> None:
    with Workspace() as workspace:
        collect(workspace, tmp_path, "ML Engineer")
        assert workspace.ranking.unpacked() == 2
        ranked(workspace)
        assert workspace.ranking.unpacked() == 0
        collect(workspace, tmp_path, "Machine Learning Engineer")
        assert workspace.ranking.unpacked() == 0
        assert ranked(workspace) == directly(workspace)


@pytest.mark.parametrize("damage", [b"", b"\0" * 5000, b"PK\x03\x04 not a pool"])
def test_a_damaged_file_costs_time_only(tmp_path: Path, damage: bytes) -> None:
    with Workspace() as workspace:
        collect(workspace, tmp_path, "ML Engineer")
        before = ranked(workspace)
        (workspace.settings.home / "pool.npz").write_bytes(damage)
    with Workspace() as workspace:
        assert ranked(workspace) == before


def test_a_file_of_another_store_is_not_believed(tmp_path: Path) -> None:
    with Workspace() as workspace:
        backup = workspace.backup(tmp_path / "empty.zip")
        collect(workspace, tmp_path, "ML Engineer")
        assert len(ranked(workspace)) == 2
        workspace.restore(Path(backup.file))
    with Workspace() as workspace:
        assert ranked(workspace) == {}


def test_a_folder_that_cannot_be_written_still_ranks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace() as workspace:
        collect(workspace, tmp_path, "ML Engineer")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("upslope.guide.match.Pool.save", full)
        assert ranked(workspace) == directly(workspace)


def test_only_the_best_are_told_if_asked(tmp_path: Path) -> None:
    with Workspace() as workspace:
        collect(workspace, tmp_path, "ML Engineer")
        whole = workspace.rank(RESUME)
        best = workspace.rank(RESUME, top=1)
        assert best.matches == whole.matches[:1]
        assert (best.of, whole.of) == (2, 2)
