"""One workspace with the sample for all tests that do not change it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.apps.mcp.asking import Session

from upslope import sample
from upslope.apps.mcp.served import Served
from upslope.workspace import Workspace


@pytest.fixture(autouse=True)
def _stocked_home() -> None:
    """Tests of this folder name their workspace, so that nothing is copied to the usual place."""


@pytest.fixture(scope="session")
def session(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A server over a workspace in which the sample is shown, and its client."""
    home = tmp_path_factory.mktemp("mcp") / "home"
    shutil.copytree(sample_home, home)
    with Workspace(home) as workspace:
        yield Session(Served(workspace, sample.resumes()["data_scientist"]))
