"""Writes the versions of models to an MLflow server or folder too, for teams that have one.

The extra ``mlflow`` brings the client. Nothing of Upslope reads it back.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from upslope.errors import UsageError
from upslope.models.artefact import Files
from upslope.records import Version


def export(version: Version, files: Files, uri: str) -> str:
    """Write a version as a run of the experiment ``upslope-MODEL`` and return the run's id.

    Its rung and data are parameters, its scores metrics (``.low`` and ``.high`` are the ends of the
    95 % interval), its files artefacts.

    Args:
        version: what to write.
        files: the version's files.
        uri: of the tracking store: ``http://...``, ``sqlite:///runs.db`` or a folder.

    Raises:
        UsageError: the client is not installed, or the store cannot be written to.
    """
    client = _client()
    try:
        return _write(client(tracking_uri=uri), version, files)
    except Exception as error:  # the client raises what its many stores raise
        raise UsageError(
            f"The run could not be written to {uri}: {error}",
            next="The version itself is kept in the workspace.",
        ) from error


def _client() -> Any:
    try:
        from mlflow import MlflowClient  # noqa: PLC0415 (in the extra `mlflow`)
    except ImportError as error:
        raise UsageError(
            "The MLflow client is not installed.",
            next="Install the extra: pip install 'upslope[mlflow]'",
        ) from error
    return MlflowClient


def _write(client: Any, version: Version, files: Files) -> str:
    name = f"upslope-{version.model}"
    known = client.get_experiment_by_name(name)
    experiment = known.experiment_id if known else client.create_experiment(name)
    started = int(version.created_at.timestamp() * 1000)
    run = client.create_run(experiment, start_time=started, run_name=version.digest[:12])
    for key in ("rung", "data", "note"):
        client.log_param(run.info.run_id, key, getattr(version, key))
    client.set_tag(run.info.run_id, "digest", version.digest)
    for key, value in _metrics(version.scores):
        client.log_metric(run.info.run_id, key, value)
    with tempfile.TemporaryDirectory() as folder:
        for file, content in files.items():
            (Path(folder) / file).write_bytes(content)
        client.log_artifacts(run.info.run_id, folder)
    client.set_terminated(run.info.run_id, end_time=started)
    return str(run.info.run_id)


def _metrics(scores: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in scores.items():
        if isinstance(value, list):
            for part, one in zip(("", ".low", ".high"), value, strict=True):
                yield name + part, one
        elif value is not None:
            yield name, value
