"""The sample is taken in once; each test starts with its own copy of that home."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from upslope.workspace import Workspace


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sample-home")
    with Workspace(home) as workspace:
        assert workspace.stocked() is workspace.sample
    return home


@pytest.fixture(autouse=True)
def _stocked_home(sample_home: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_home, tmp_path / "home")
