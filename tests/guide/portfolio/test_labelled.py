"""A floor under what `benchmarks/portfolio_quality.py` measures, on some repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guide.portfolio_labels import repositories as labelled

from upslope.guide.portfolio import read_repository

FLOOR = 0.8


@pytest.mark.parametrize("name", labelled.names()[::4])
def test_tools_reach_the_labelled_step(name: str, tmp_path: Path) -> None:
    _, claims = read_repository(labelled.build(name, tmp_path), labelled.history(name).me)
    known = labelled.vocabulary()
    said = {c.subject: c.step for c in claims if c.kind == "skill" and c.subject in known}
    truth = dict(labelled.labels(name).skills)
    right = len(said.items() & truth.items())
    assert 2 * right / (len(said) + len(truth)) >= FLOOR
