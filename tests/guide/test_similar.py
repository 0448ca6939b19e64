"""Openings like one."""

from __future__ import annotations

from upslope.guide.match import Pool
from upslope.guide.similar import similar
from upslope.records import Posting
from upslope.understand import understand

TEXTS = {
    "one": ("Machine Learning Engineer", "Train PyTorch models in Python. Airflow, Spark, SQL."),
    "near": ("Senior ML Engineer", "You train models with PyTorch and Python; Spark and Airflow."),
    "same words": ("Machine Learning Engineer", "Sell our machine learning product to banks."),
    "far": ("Nurse", "Care for patients on a ward at night."),
}


def pool() -> Pool:
    postings = [
        Posting(id=id, source="s", source_id=id, title=title, description=text)
        for id, (title, text) in TEXTS.items()
    ]
    return Pool(postings, understand(postings))


def test_what_asks_for_the_same_comes_first() -> None:
    found = list(similar(pool(), "one"))
    assert [id for id, _ in found] == ["near", "same words", "far"]
    assert all(1 >= like >= 0 for _, like in found)


def test_a_posting_that_is_not_packed_is_like_none() -> None:
    assert list(similar(pool(), "stranger")) == []
