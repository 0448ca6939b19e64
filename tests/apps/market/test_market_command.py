"""``upslope market`` over a workspace that gives it invented tables."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from tests.apps.market.tables import all_tables

from upslope.apps.cli import cli
from upslope.apps.cli.state import State
from upslope.errors import StoreError, UsageError
from upslope.records.market import MarketTable

TABLES = {table.name: table for table in all_tables()}


class Invented:
    """Stands in for ``workspace.market``, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[str, ...], date | None]] = []
        self.only: dict[str, str | None] = {}

    def names(self, *, ours: bool = False) -> list[str]:
        return [name for name in TABLES if not (ours and name.startswith("ai_share"))]

    def tables(
        self, names: Sequence[str] = (), *, day: date | None = None, **only: str | None
    ) -> list[MarketTable]:
        self.asked.append((tuple(names), day))
        self.only = only
        if unknown := set(names) - set(TABLES):
            raise UsageError(
                f"There is no table {unknown}.", next=f"There are: {', '.join(TABLES)}."
            )
        return [TABLES[name] for name in names or TABLES]


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch) -> Invented:
    stand_in = Invented()
    workspace: Any = SimpleNamespace(market=stand_in)
    workspace.own = workspace

    @contextmanager
    def opened(self: State, *, quiet: bool = False) -> Iterator[Any]:
        yield workspace

    monkeypatch.setattr(State, "stocked_workspace", opened)
    return stand_in


def upslope(*words: str) -> Result:
    return CliRunner().invoke(cli, ["market", *words])


def test_first_screen_is_short_and_says_that_there_is_more(market: Invented) -> None:
    result = upslope()
    assert result.exit_code == 0, result.output
    assert "Openings by role" in result.stdout
    assert "Skills that rise and fall" not in result.stdout
    assert f"of {len(TABLES)} tables" in result.stderr


def test_first_screen_has_the_first_rows(market: Invented, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [[f"role {at}", *TABLES["roles"].rows[0][1:]] for at in range(30)]
    monkeypatch.setitem(TABLES, "roles", msgspec.structs.replace(TABLES["roles"], rows=many))
    assert "role 9 " in upslope().stdout
    assert "role 10 " not in upslope().stdout
    assert "10 of 30 rows" in upslope().stdout
    assert "All of them: upslope market roles --json" in upslope().stdout
    on = upslope("--day", "2026-10-01").stdout
    assert "All of them: upslope market roles --day 2026-10-01 --json" in on
    assert "role 29 " in upslope("roles").stdout


def test_named_tables_as_they_were_known(market: Invented) -> None:
    result = upslope("rising", "index", "--day", "2026-10-01")
    assert result.exit_code == 0, result.output
    assert market.asked == [(("rising", "index"), date(2026, 10, 1))]
    assert "LangGraph" in result.stdout
    assert upslope("--all").stdout.count("\nwhat ") == len(TABLES)


def test_only_a_role_and_a_country(market: Invented) -> None:
    result = upslope("--role", "ML engineer", "--place", "New Zealand", "--currency", "nzd")
    assert result.exit_code == 0, result.output
    assert market.only == {"role": "ml_engineer", "place": "New Zealand", "currency": "NZD"}
    assert not any(name.startswith("ai_share") for name in market.asked[0][0])
    upslope("--json")
    assert market.only == {"role": None, "place": "", "currency": None}


def test_the_command_for_all_rows_asks_the_same(
    market: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [[f"role {at}", *TABLES["roles"].rows[0][1:]] for at in range(30)]
    monkeypatch.setitem(TABLES, "roles", msgspec.structs.replace(TABLES["roles"], rows=many))
    shown = " ".join(upslope("--place", "New Zealand", "--role", "ml_engineer").stdout.split())
    assert "upslope market roles --role ml_engineer --place 'New Zealand' --json" in shown


def test_what_is_no_day_is_told_how_to_write_one(market: Invented) -> None:
    result = upslope("--day", "tomorrow")
    assert result.exit_code == 2
    assert "'tomorrow' is no day. Write it as 2026-10-01." in result.stderr
    assert not market.asked


def test_names(market: Invented) -> None:
    assert upslope("--list").stdout.split() == [*TABLES]
    assert not market.asked


def test_an_unknown_name_is_bad_usage(market: Invented) -> None:
    result = upslope("weather")
    assert isinstance(result.exception, UsageError)
    assert "pay_by_role" in str(result.exception)


def test_json_lines(market: Invented) -> None:
    lines = [json.loads(line) for line in upslope("--json").stdout.splitlines()]
    assert [line["table"] for line in lines] == [*TABLES]
    assert set(lines[0]) == {
        *("table", "title", "definition", "n", "period", "sources"),
        *("excluded", "notes", "refused", "rows"),
    }
    assert lines[0]["rows"][0]["role"] == "ml_engineer"
    assert lines[0]["period"] == ["2026-08-24", "2026-11-21"]
    assert lines[1]["rows"][-1]["median"] is None
    assert lines[0]["refused"] is None
    assert "too few to show skill" in lines[-1]["refused"]


def test_a_page(market: Invented, tmp_path: Path) -> None:
    file = tmp_path / "market.html"
    result = upslope("--html", str(file))
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert str(file) in result.stderr
    html = file.read_text(encoding="utf-8")
    assert all(f'id="{name}"' in html for name in TABLES)
    assert "one person" in html


def test_a_page_is_written_whole_or_not_at_all(
    market: Invented, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "market.html"
    file.write_text("yesterday's", encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = upslope("--html", str(file))
    assert isinstance(result.exception, StoreError)
    assert "No space left" in str(result.exception)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [
        ("market.html", "yesterday's")
    ]


def test_a_page_goes_where_a_link_leads(market: Invented, tmp_path: Path) -> None:
    link, file = tmp_path / "link.html", tmp_path / "market.html"
    link.symlink_to(file)
    assert upslope("--html", str(link)).exit_code == 0
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_page_goes_into_a_pipe(market: Invented, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as other:
        read = other.submit(pipe.read_text, "utf-8")
        assert upslope("--html", str(pipe)).exit_code == 0
        assert read.result().startswith("<!doctype html>")
    assert pipe.is_fifo()


def test_a_page_that_cannot_be_written_is_told_in_a_sentence(
    market: Invented, tmp_path: Path
) -> None:
    result = upslope("--html", str(tmp_path / "nowhere" / "market.html"))
    assert result.exit_code == 2
    assert "There is no folder" in result.output and "nowhere." in result.output
    (tmp_path / "taken").mkdir()
    with pytest.MonkeyPatch.context() as patched:  # the tests may be run by one who may do all
        patched.setattr("upslope.store.disk.whole.os.open", _refused)
        result = upslope("--html", str(tmp_path / "taken" / "market.html"))
    assert isinstance(result.exception, StoreError)
    assert "market.html: Permission denied" in str(result.exception)


def _refused(*_: object) -> int:
    raise PermissionError(13, "Permission denied")
