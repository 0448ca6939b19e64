from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd
from evidently.metric_preset import DataDriftPreset, TargetDriftPreset
from evidently.report import Report

COLUMNS = ["size", "rooms", "district", "built", "rent"]
LIMITS = tomllib.loads(Path("thresholds.toml").read_text())


def compare(reference: pd.DataFrame, current: pd.DataFrame) -> Report:
    report = Report(metrics=[DataDriftPreset(), TargetDriftPreset()])
    report.run(reference_data=reference[COLUMNS], current_data=current[COLUMNS])
    return report


def verdict(report: Report) -> dict[str, object]:
    found = report.as_dict()["metrics"][0]["result"]
    share = found["share_of_drifted_columns"]
    return {"share": share, "drifted": share > LIMITS["share"]}
