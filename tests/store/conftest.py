from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from upslope.store import Store


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is migrated once and copied by each test: migrating takes a while."""
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    Store(folder).close()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """Where to store: each test that asks for this, or for ``store``, runs on both engines."""
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(folder: Path, empty: Path, url: str | None) -> Iterator[Store]:
    if url is None:
        shutil.copytree(empty, folder)
    with Store(folder, url) as opened:
        yield opened
