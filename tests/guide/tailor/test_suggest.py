"""What to move up, rename and never claim, on the three sample people and a posting of our own."""

from __future__ import annotations

import msgspec
import pytest

from upslope import sample
from upslope.guide.portfolio import resume_skills
from upslope.guide.prepare import prepare
from upslope.guide.resume import read_resume, resume_of
from upslope.guide.tailor import tailor
from upslope.records import Claim, Posting, Resume
from upslope.taxonomy import Taxonomy
from upslope.understand import understand

POSTING = Posting(
    id="q1",
    source="s",
    source_id="q1",
    title="Machine Learning Engineer",
    hiring_organization="Quillfish",
    description="You will train and deploy models.\nRequirements:\n- Python and scikit-learn\n"
    "- Kubernetes\nNice to have:\n- Apache Spark",
)
RESUME = resume_of(
    "Ada Byron\n\nExperience\n\nData Scientist, Tarnbeck\nJan 2020 - Dec 2023\n"
    "- Wrote reports for the board\n- Trained sklearn models in Python\n- Ran PySpark jobs\n"
)
[UNDERSTOOD] = understand([POSTING])


def test_true_lines_move_above_lesser_ones() -> None:
    found = tailor(RESUME, POSTING, UNDERSTOOD)
    moved = {move.line: move for move in found.move_up}
    assert "Trained sklearn models in Python" in moved
    assert moved["Trained sklearn models in Python"].above == "Wrote reports for the board"
    assert "python" in moved["Trained sklearn models in Python"].skills


def test_only_a_line_that_shows_more_moves_and_what_is_required_is_more() -> None:
    resume = resume_of(
        "Ada Byron\n\nExperience\nData Scientist, Tarnbeck\nJan 2020 - Dec 2023\n"
        "- Ran Spark jobs\n- Wrote Python code\n- Wrote more Python\n"
    )
    moved = [(one.line, one.above) for one in tailor(resume, POSTING, UNDERSTOOD).move_up]
    assert moved == [
        (line, "Ran Spark jobs") for line in ("Wrote Python code", "Wrote more Python")
    ]


def test_what_a_shown_skill_is_a_kind_of_is_no_gap() -> None:
    posting = msgspec.structs.replace(POSTING, description="Requirements:\n- Deep learning")
    resume = resume_of("Ada Byron\n\nExperience\nData Scientist, Tarnbeck\n- Trained PyTorch nets")
    [understood] = understand([posting])
    assert tailor(resume, posting, understood).unshown == []
    [topic] = [one for one in prepare(resume, posting, understood) if one.kind == "skill"]
    assert not topic.weak and "PyTorch" in topic.evidence[0].says


def test_what_code_shows_is_told_once() -> None:
    claim = Claim(
        subject="python", kind="skill", step="tested", repository="fish", path="a.py", line=3
    )
    resume = Resume(text="", skills=resume_skills([claim]))
    topics = prepare(resume, POSTING, UNDERSTOOD, [claim])
    [python] = [one for one in topics if one.subject == "python"]
    assert [one.where for one in python.evidence] == ["fish:a.py:3@"]


def test_a_skill_under_another_name_is_told() -> None:
    found = {one.skill: one for one in tailor(RESUME, POSTING, UNDERSTOOD).reword}
    assert (found["scikit-learn"].yours, found["scikit-learn"].theirs) == (
        "sklearn",
        "scikit-learn",
    )


def test_what_is_not_shown_is_never_claimed() -> None:
    found = tailor(RESUME, POSTING, UNDERSTOOD)
    unshown = {one.skill for one in found.unshown}
    assert "kubernetes" in unshown
    assert not unshown & {one.skill for one in RESUME.skills}
    assert not unshown & set(found.first)


@pytest.mark.parametrize("name", sorted(sample.resumes()))
def test_every_line_told_is_the_persons_own(name: str) -> None:
    resume = read_resume(sample.resumes()[name])
    found = tailor(resume, POSTING, UNDERSTOOD)
    text = " ".join(resume.text.split())
    assert all(move.line in text and move.above in text for move in found.move_up)
    assert all(one.yours in resume.text for one in found.reword)


def test_topics_put_what_is_required_and_weak_first() -> None:
    claim = Claim(
        subject="kubernetes",
        kind="skill",
        step="served",
        says="deployment of the model",
        repository="/home/ada/fish",
        path="k8s/model.yaml",
        line=3,
        commit="abcdef0123",
    )
    topics = {one.subject: one for one in prepare(RESUME, POSTING, UNDERSTOOD)}
    assert topics["kubernetes"].weak
    assert list(topics).index("kubernetes") < list(topics).index("python")
    assert not topics["python"].weak
    assert all(topic.posting for topic in topics.values())
    shown = {one.subject: one for one in prepare(RESUME, POSTING, UNDERSTOOD, [claim])}
    assert not shown["kubernetes"].weak
    assert shown["kubernetes"].evidence[0].where == "fish:k8s/model.yaml:3@abcdef0"


def test_points_are_of_known_skills_and_said_once() -> None:
    from upslope.guide.prepare.topics import _all
    from upslope.records import DUTIES

    known = set(Taxonomy.load().skills) | set(DUTIES)
    assert set(_all()) <= known
    assert set(DUTIES) <= set(_all())
    assert all(len(points) == len(set(points)) >= 2 for points in _all().values())
