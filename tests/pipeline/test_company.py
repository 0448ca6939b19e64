"""Whose board it is, is said as the company writes it: as confirmed, or as the directory has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.replay import Replay

from upslope.workspace import Workspace

LEVER = "https://api.lever.co/v0/postings/{}?mode=json&skip=0&limit=100"
WORKDAY = "https://{}.myworkdayjobs.com/wday/cxs/{}/jobs"


@pytest.fixture
def workspace(tmp_path: Path, replay: Replay) -> Workspace:
    made = Workspace(tmp_path / "home")
    made.__dict__["door"] = replay.door()
    row = {"id": "1", "text": "ML Engineer", "categories": {}, "hostedUrl": "https://a.example/1"}
    for board in ("tri", "quillfish", "nobody"):
        replay.serve(LEVER.format(board), json.dumps([row]))
    listed = {"title": "Data Scientist", "externalPath": "/job/Oslo/Data-Scientist_R1"}
    site = WORKDAY.format("wf.wd1", "wf/WellsFargoJobs")
    replay.serve(site, json.dumps({"total": 1, "jobPostings": [listed]}))
    return made


@pytest.mark.parametrize(
    ("source", "board", "company"),
    [
        ("lever", "tri", "Toyota Research Institute"),
        ("lever", "quillfish", "QuillFish AG"),
        ("lever", "nobody", "Nobody"),
        ("workday", "wf.wd1/WellsFargoJobs", "Wells Fargo"),
    ],
)
def test_the_name_that_is_known_is_shown(
    workspace: Workspace, source: str, board: str, company: str
) -> None:
    with workspace:
        workspace.visits.add("lever", "quillfish", "QuillFish AG")
        workspace.collect({source: [board]})
        [(posting, _)] = workspace.store.postings.all()
        assert posting.hiring_organization == company
