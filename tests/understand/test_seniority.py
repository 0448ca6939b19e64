"""Seniority: the title wins, then years, then words of the text."""

from __future__ import annotations

import pytest

from upslope.models import Labelled
from upslope.records import Posting
from upslope.understand.document import Document
from upslope.understand.seniority import TASK, seniority

TITLES = [
    ("Machine Learning Intern", "intern"),
    ("Data Science Co-op, Summer", "intern"),
    ("Werkstudent Data Engineering (m/w/d)", "intern"),
    ("Junior Data Analyst", "entry"),
    ("Data Engineer, New Grad 2026", "entry"),
    ("Associate Scientist", "entry"),
    ("Software Engineer I", "entry"),
    ("Software Engineer II", "mid"),
    ("Middle/Senior ML Engineer", "mid"),
    ("Mid-Level Data Engineer", "mid"),
    ("Senior Data Scientist", "senior"),
    ("Sr. ML Engineer", "senior"),
    ("Data Engineer III", "senior"),
    ("Senior/Staff Applied Scientist", "senior"),
    ("Data Engineer 2", "mid"),
    ("Machine Learning Engineer 3, Search", "senior"),
    ("Data Analyst 1", "entry"),
    ("Apprentice Data Engineer", "entry"),
    ("Software Engineer, Staff", "staff"),
    ("ML Engineer (Senior Staff)", "staff"),
    ("Senior Staff Engineer, Ranking", "staff"),
    ("Principal Machine Learning Engineer", "staff"),
    ("Lead AI Engineer", "staff"),
    ("Solutions Architect", "staff"),
    ("Engineering Manager, Search", "manager"),
    ("Sr. Manager - Applied Science", "manager"),
    ("Director, Data Platforms", "manager"),
    ("Head of Artificial Intelligence", "manager"),
    ("Data Engineering Team Leader", "manager"),
]

TRAPS = [
    # A title that is wrongly read by one of its words.
    ("Product Manager, Recommendations", "", "unknown"),
    ("Program Manager", "5+ years of experience.", "senior"),
    ("Internal Tools Engineer", "", "unknown"),
    ("International Data Analyst", "", "unknown"),
    ("Leading Indicators Analyst", "", "unknown"),
    ("AI/ML Engineer", "", "unknown"),
    ("Kitchen and Waiting Staff", "", "unknown"),
    ("Member of Technical Staff, Inference", "", "unknown"),
    ("Data Engineer 3+ years", "", "unknown"),
    ("Experienced Python Developer", "3+ years of experience in Python.", "mid"),
    ("Data Scientist", "Title: Data Scientist, reports to: Director of Research", "unknown"),
    ("Research Engineer, I/O systems", "", "unknown"),
    # Years decide where the title says nothing.
    ("Data Scientist", "1+ years of experience in analytics.", "entry"),
    ("Data Scientist", "3+ years of experience in analytics.", "mid"),
    ("Data Scientist", "6 years of experience in analytics.", "senior"),
    ("Data Scientist", "9 years of experience in analytics.", "staff"),
    ("Senior Data Scientist", "2+ years of experience in analytics.", "senior"),
    # Words of the text come last.
    ("Data Scientist", "We are looking for a senior data scientist to own ranking.", "senior"),
    ("Data Scientist", "Recent graduates are welcome.", "entry"),
    ("a_bi-engineer_posting", "Title: Senior BI Engineer\nBerlin", "senior"),
    ("Data Scientist", "Present to senior stakeholders.", "unknown"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_titles(title: str, expected: str) -> None:
    assert seniority(Document(id="1", title=title, description="")) == {"seniority": expected}


@pytest.mark.parametrize(("title", "text", "expected"), TRAPS)
def test_traps(title: str, text: str, expected: str) -> None:
    assert seniority(Document(id="1", title=title, description=text)) == {"seniority": expected}


def test_a_model_learns_from_what_the_rules_see() -> None:
    posting = Posting(id="1", source="", source_id="1", title="Senior Analyst")
    [example] = TASK.examples(Labelled(posting, {"seniority": "mid"}))
    assert (example.label, example.rule) == ("mid", "senior")
    assert set(example.features) == {"title.senior", "years.None", "text.None"}
    assert not list(TASK.examples(Labelled(posting, {"role": "data_analyst"})))
