"""A version can be written to an MLflow store too."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from upslope.errors import UsageError
from upslope.models.lifecycle.mlflow import export
from upslope.records import Version, digest_of

FILES = {"card.json": b"{}"}
VERSION = Version(
    model="role",
    digest=digest_of(FILES),
    rung="logistic",
    created_at=datetime(2026, 11, 21, tzinfo=UTC),
    data="ab" * 32,
    scores={"accuracy": [0.8, 0.7, 0.9], "calibration_error": 0.02},
)


@pytest.mark.filterwarnings("ignore")
def test_a_version_becomes_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mlflow = pytest.importorskip("mlflow", reason="the client is in the extra mlflow")
    monkeypatch.chdir(tmp_path)
    uri = f"sqlite:///{tmp_path}/runs.db"
    run = mlflow.MlflowClient(tracking_uri=uri).get_run(export(VERSION, FILES, uri))
    assert run.data.params["rung"] == "logistic"
    assert run.data.metrics == {
        "accuracy": 0.8,
        "accuracy.low": 0.7,
        "accuracy.high": 0.9,
        "calibration_error": 0.02,
    }
    assert run.data.tags["digest"] == VERSION.digest


@pytest.mark.filterwarnings("ignore")
def test_a_store_that_is_none_is_said() -> None:
    pytest.importorskip("mlflow", reason="the client is in the extra mlflow")
    with pytest.raises(UsageError, match="could not be written to nonsense://runs"):
        export(VERSION, FILES, "nonsense://runs")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)
    with pytest.raises(UsageError, match=r"Install the extra: pip install 'upslope\[mlflow\]'"):
        export(VERSION, FILES, "sqlite:///runs.db")
