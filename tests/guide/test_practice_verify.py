"""Criteria of briefs, checked by the reader of repositories on repositories of known content."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guide.portfolio_labels.repositories import build, history

from upslope.guide.portfolio import read_repository, verify
from upslope.guide.practice import briefs

NOT_MET = [
    ("leaf_classifier", "ci-for-models", {"lockfile", "container"}),
    ("leaf_classifier", "xray-triage", {"model_card", "data_card"}),
    ("eta_service", "house-prices-api", {"modelling"}),
    ("drift_watch", "drift-alarm", set()),
    ("loan_risk_experiments", "tracking-and-registry", {"modelling", "tests"}),
    ("manual_rag", "manual-rag", set()),
    ("power_forecast", "demand-forecast", {"metrics"}),
    ("parcel_tracker_java", "spring-model-service", set()),
    ("trial_analysis_r", "trial-survival-r", set()),
    ("geo_monorepo", "go-gateway", {"ci"}),
    ("churn_notebooks", "churn-first-project", {"data", "tests"}),
]
"""Repository, brief, and the first subject of each criterion that a careful reader finds open."""


@pytest.mark.parametrize(("repository", "brief", "expected"), NOT_MET)
def test_criteria_are_met_or_open(
    repository: str, brief: str, expected: set[str], tmp_path: Path
) -> None:
    folder = build(repository, tmp_path)
    _, claims = read_repository(folder, history(repository).me)
    checked = verify(briefs()[brief], claims)
    assert {criterion.any[0] for criterion, found in checked if not found} == expected
    assert all(claim.path for _, found in checked for claim in found)
