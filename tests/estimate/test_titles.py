from __future__ import annotations

import pytest

from upslope.estimate.table import find_family
from upslope.estimate.titles import rank, spelt, without_level


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Sr. ML Engineer, Ads", "senior machine learning engineer ads"),
        ("MACHINE-LEARNING ENGINEER", "machine learning engineer"),
        ("BI Analyst (Power BI)", "business intelligence analyst power business intelligence"),
        ("MLOps Engineer", "mlops engineer"),
        ("GenAI / LLM Engineer", "ai llm engineer"),
        ("Fullstack Developer", "full stack developer"),
        ("", ""),
        ("机器学习", ""),
    ],
)
def test_titles_are_spelt_in_one_way(title: str, words: str) -> None:
    assert spelt(title) == words


def test_words_of_level_are_not_the_family() -> None:
    assert without_level("senior data engineer ii") == "data engineer"
    assert without_level("staff") == "staff"


def test_rank_is_not_read_into_technical_staff() -> None:
    assert rank("member of technical staff") == ""
    assert rank("staff machine learning engineer") == "staff"
    assert rank("director of machine learning") == "executive"


def test_the_longest_known_title_inside_a_title_wins() -> None:
    known = {"data engineer": "x", "cloud data engineer": "y", "engineer": "z"}
    assert find_family("lead cloud data engineer payments", known) == "cloud data engineer"
    assert find_family("engineer", known) == "engineer"
    assert find_family("flight engineer", known) == ""
