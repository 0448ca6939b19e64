"""What people say they did is told by responsibility; projects and interview sheets know it."""

from __future__ import annotations

import pytest

from upslope import sample
from upslope.guide.gap.evidence import TOLD, beliefs
from upslope.guide.plan.projects import projects
from upslope.guide.prepare import prepare
from upslope.guide.quote import LONGEST, around
from upslope.guide.resume import read_resume
from upslope.guide.resume.duties import duties
from upslope.records import DUTIES, Posting, Resume, Understanding
from upslope.records.understanding import Duty, Responsibility

EVERY = Understanding(
    id="1", responsibilities={duty: Responsibility(present=True) for duty in DUTIES}
)
POSTING = Posting(id="1", source="s", source_id="1", title="ML Engineer")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("data_scientist", set(DUTIES)),
        ("developer", set(DUTIES)),
        ("student", {"data", "modelling", "tuning", "deployment"}),
    ],
)
def test_the_samples_show_what_they_say(name: str, shown: set[Duty]) -> None:
    found = duties(read_resume(sample.resumes()[name]))
    assert {duty for duty, lines in found.items() if lines} == shown


def test_a_list_of_words_is_no_work() -> None:
    text = "Skills: model training, monitoring, deployment, data cleaning"
    assert not any(duties(Resume(text=text)).values())


def test_what_work_shows_is_not_weak_in_an_interview() -> None:
    resume = read_resume(sample.resumes()["data_scientist"])
    topics = {one.subject: one for one in prepare(resume, POSTING, EVERY)}
    assert not topics["modelling"].weak
    assert "LightGBM" in topics["modelling"].evidence[0].says
    empty = {one.subject: one for one in prepare(Resume(text=""), POSTING, EVERY)}
    assert all(topic.weak for topic in empty.values())


def test_who_models_at_work_is_offered_no_first_project() -> None:
    resume = read_resume(sample.resumes()["data_scientist"])
    asked = [EVERY] * 3
    assert all(one.brief.level != "starter" for one in projects(resume, asked)[:1])
    begins = projects(Resume(text=""), asked)
    assert begins
    assert all(one.brief.level != "advanced" for one in begins)


def test_a_long_quote_is_cut_between_words() -> None:
    words = [f"word{number}" for number in range(100)]
    line = " ".join(words)
    at = line.index("word50")
    said = around(line, at, at + 6)
    assert "word50" in said
    assert len(said) <= LONGEST
    assert set(said.split()) <= set(words)


def test_training_models_at_work_is_no_gap() -> None:
    resume = read_resume(sample.resumes()["data_scientist"])
    assert beliefs(resume)["model training"] == TOLD
    assert "model training" not in beliefs(Resume(text="model training"))
