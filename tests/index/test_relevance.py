"""Answers to everyday questions, on invented postings in which each question has a best answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.index.made_up import AUSTIN, BONN, change

from upslope.index import TextIndex
from upslope.records import Filters, Mark

# Every text names many things in passing, as real ones do; the title says what the job is.
_PASSING = (
    "You meet data engineers, data scientists, analysts, machine learning engineers and product"
    " managers. We use Python, PyTorch, Kubernetes, NLP and computer vision; internal tools, an"
    " international team, research and recommendations. Ranking, search and manager training. "
)
_TITLES = {
    1: "Machine Learning Engineer",
    2: "Senior Data Scientist, Pricing",
    3: "Data Engineer",
    4: "Engineering Manager, Platform",
    5: "Data Analyst",
    6: "Machine Learning Intern",
    7: "International Research Partnerships Lead",
    8: "Research Scientist, Computer Vision",
    9: "NLP Engineer",
    10: "Recommendation Systems Engineer",
    11: "Search Ranking Scientist",
    12: "Kubernetes Platform Engineer",
    13: "Office Administrator, Engineer Relations",
}
_PLACES = {1: BONN, 3: BONN, 9: AUSTIN}
_COMPANIES = {3: "Pytorch Lights", 5: "Manager Tools", 13: "Research Scientist Data"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TextIndex:
    made = TextIndex(Path(tmp_path_factory.mktemp("home")))
    changes = [
        change(
            number,
            title=title,
            hiring_organization=_COMPANIES.get(number, f"Firm {number}"),
            description=_PASSING * (1 + number % 3),
            **_PLACES.get(number, {}),
        )
        for number, title in _TITLES.items()
    ]
    made.follow(changes, Mark(revision=1))
    return made


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("machine learning engineer", 1),
        ("ml engineer", 1),
        ("data scientists", 2),
        ("pricing", 2),
        ("data engineer", 3),
        ("data engineer bonn", 3),
        ("engineering manager", 4),
        ("manager", 4),
        ("analysts", 5),
        ("intern", 6),
        ("international", 7),
        ("computer vision", 8),
        ("research scientist", 8),
        ("nlp", 9),
        ("engineer austin", 9),
        ("recommendations", 10),
        ("ranking", 11),
        ("search scientist", 11),
        ("k8s", 12),
        ("kubernetes", 12),
        ("pytorch lights", 3),
        ("administrat*", 13),
    ],
)
def test_the_best_answer_comes_first(index: TextIndex, query: str, best: int) -> None:
    assert index.search(Filters(query=query)).ids[0] == f"p{best}"
