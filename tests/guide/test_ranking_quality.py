"""Ranking on people and postings graded by hand stays above its floor, and above TF-IDF."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from upslope.guide.match import match
from upslope.guide.resume import resume_of
from upslope.normalize.records import posting_of
from upslope.understand import understand

# nDCG@10 of plain TF-IDF cosine, by benchmarks/match_quality.py.
TF_IDF = {"match": 0.711, "match_b": 0.486}
FLOOR = {"match": 0.80, "match_b": 0.66}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["match", "match_b"])
def test_ndcg(shared: Path, name: str) -> None:
    found = mean(_ndcg_of_each_person(shared, name))
    assert found >= FLOOR[name] > TF_IDF[name]


def _ndcg_of_each_person(shared: Path, name: str) -> list[float]:
    spec = importlib.util.spec_from_file_location("scorer", shared / "eval" / "score_match.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    postings = [posting_of(record) for record in _json(shared / f"gold/{name}_postings.json")]
    understood = understand(postings)
    grades = scorer.read(shared / f"gold/{name}_labels.jsonl")
    scores = []
    for person in _json(shared / f"gold/{name}_resumes.json"):
        of_person = {g["posting"]: g["grade"] for g in grades if g["resume"] == person["id"]}
        ranked = match(resume_of(person["text"]), postings, understood)
        scores.append(scorer.ndcg([of_person[m.posting] for m in ranked if m.posting in of_person]))
    return scores


def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
