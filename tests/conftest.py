"""What every test gets: a private workspace, no network but loopback, the shared inputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from upslope.store.database import engine
from upslope.workspace import Workspace

# A busy machine is no bug: tests that measure time say so themselves.
settings.register_profile("upslope", deadline=None)
settings.load_profile("upslope")

pytest_plugins = ["tests.postgresql", "tests.replay"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def _private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may see or touch the real workspace, or depend on a terminal."""
    monkeypatch.setenv("UPSLOPE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("UPSLOPE_DATABASE_URL", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(autouse=True)
def _no_power_is_cut(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of what storing takes is waiting for the disk: only tests marked ``syncs`` do wait."""
    if request.node.get_closest_marker("syncs") is None:
        settle = engine._settle

        def settle_without_waiting(raw: Any, busy_seconds: float) -> None:
            settle(raw, busy_seconds)
            raw.execute("PRAGMA synchronous = OFF")

        monkeypatch.setattr(engine, "_settle", settle_without_waiting)
        monkeypatch.setattr("os.fsync", lambda _: None)


@pytest.fixture(autouse=True)
def _database(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _private_home: None
) -> None:
    """With ``--database postgresql`` each test has an empty database on the server."""
    if request.config.getoption("--database") == "postgresql":
        url = request.getfixturevalue("postgresql_url")
        monkeypatch.setenv("UPSLOPE_DATABASE_URL", url)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recordings, gold labels and hostile inputs beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside this checkout: real recordings are not read")
    return SHARED


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample taken in: that takes a while, so tests that need it copy this one."""
    home = tmp_path_factory.mktemp("sample-home")
    with Workspace(home) as workspace:
        assert workspace.stocked() is workspace.sample
    return home
