"""The market of a workspace: what is told where something is missing, full, old or new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.store.made_up import posting, take

from upslope.errors import StoreError, UsageError
from upslope.store.snapshots import log
from upslope.workspace import Workspace

MONTHS = [date(2023 + at // 12, at % 12 + 1, 1) for at in range(36)]
OUTSIDE = ["ai_share", "ai_share_by_month", "ai_share_forecasts", "ai_share_forecast"]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def write(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(log, "write", write)
        yield


def series(folder: Path, as_of: str, place: str = "jobcountry,US") -> Path:
    """A made-up series with a value for the first day of each month."""
    column, name = place.split(",")
    rows = [
        f"{day},{name},{5 + (at % 5) / 10 + int(as_of[5:7]) / 100:.2f}"
        for at, day in enumerate(MONTHS)
    ]
    file = folder / f"made_up_{as_of}.csv"
    file.write_text("\n".join([f"date,{column},AI_share_postings", *rows]), encoding="utf-8")
    return file


def test_before_anything_was_collected_it_says_so(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="no snapshot of the market yet"):
        workspace.market.tables(["roles"])


def test_with_a_full_disk_what_is_there_is_told_with_a_note(
    workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    take(workspace.store, [posting(1)])
    assert workspace.market.tables(["roles"])[0].n == 1
    take(workspace.store, [posting(1), posting(2)])
    request.getfixturevalue("full")
    [table] = workspace.market.tables(["roles"])
    assert table.n == 1
    assert "No space left" in table.notes[0]
    assert "what was written down before" in table.notes[0]
    today = datetime.now(UTC).date()
    assert not any(
        "No space" in note for note in workspace.market.tables(["roles"], day=today)[0].notes
    )


@pytest.mark.usefixtures("full")
def test_with_a_full_disk_and_nothing_there_it_says_why(workspace: Workspace) -> None:
    take(workspace.store, [posting(1)])
    with pytest.raises(StoreError, match="No space left"):
        workspace.market.tables(["roles"])


def test_before_the_first_file_no_table_of_a_series_has_an_answer(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.outside.add(series(tmp_path, "2026-01-05"))
    tables = workspace.market.tables(OUTSIDE, day=date(2025, 1, 1))
    assert [table.name for table in tables] == OUTSIDE
    assert all("upslope series download ai_share" in table.refused for table in tables)


def test_a_file_that_came_just_now_is_in_the_forecasts(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.outside.add(series(tmp_path, "2026-01-05"))
    [before] = workspace.market.tables(["ai_share_forecasts"])
    workspace.outside.add(series(tmp_path, "2026-02-05"))
    [after] = workspace.market.tables(["ai_share_forecasts"])
    assert "The newest vintage is of 2026-01-05." in before.notes
    assert "The newest vintage is of 2026-02-05." in after.notes


def test_a_series_without_a_country_is_told_too(workspace: Workspace, tmp_path: Path) -> None:
    workspace.outside.add(series(tmp_path, "2026-01-05", "state,NY"))
    tables = workspace.market.tables(OUTSIDE)
    assert [table.name for table in tables] == OUTSIDE


def test_a_slip_in_the_name_of_a_table_is_told_what_was_meant(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match=r"no table 'skill'.*Did you mean skills"):
        workspace.market.tables(["skill"])
    with pytest.raises(UsageError, match="There are: roles, levels"):
        workspace.market.tables(["weather"])


def test_a_role_and_a_place_are_asked_about_alone(workspace: Workspace) -> None:
    take(workspace.store, [posting(1)])
    [found] = workspace.market.tables(["roles"], role="data_analyst")
    assert (found.n, bool(found.refused)) == (0, True)
    tables = workspace.market.tables(place="Auckland, New Zealand")
    assert [table.name for table in tables] == workspace.market.names(ours=True)
    assert all(table.title.endswith(": country NZ") for table in tables)


def test_a_place_in_no_country_is_not_asked_about(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="not known as one country"):
        workspace.market.tables(["roles"], place="Quillfish Bay")
