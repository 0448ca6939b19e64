"""Criteria of practice projects against claims."""

from __future__ import annotations

from upslope.guide.portfolio import duties, resume_skills, verify
from upslope.records.portfolio import Brief, Claim, Criterion


def _brief(*criteria: Criterion) -> Brief:
    return Brief(
        id="fish", title="Count fish", level="starter", about="", hours=(1, 2), skills=[],
        duties=[], steps=[], criteria=[*criteria],
    )  # fmt: skip


def _skill(label: str, step: str = "called", repository: str = "fish") -> Claim:
    return Claim(subject=label, kind="skill", step=step, repository=repository)  # type: ignore[arg-type]


def test_the_step_must_be_reached() -> None:
    served = Criterion(says="Served.", kind="skill", any=["fastapi"], step="served")
    assert verify(_brief(served), [_skill("fastapi", "tested")]) == [(served, [])]
    met = _skill("fastapi", "served")
    assert verify(_brief(served), [met]) == [(served, [met])]


def test_a_tool_shows_what_it_is_a_tool_of() -> None:
    deep = Criterion(says="Deep learning.", kind="skill", any=["deep learning"])
    assert verify(_brief(deep), [_skill("pytorch")])[0][1]
    assert not verify(_brief(deep), [_skill("scikit-learn")])[0][1]


def test_count_is_of_subjects_and_not_of_claims() -> None:
    both = Criterion(says="Two.", kind="skill", any=["pandas", "polars"], count=2)
    twice = [_skill("pandas"), _skill("pandas", repository="bird")]
    assert not verify(_brief(both), twice)[0][1]
    assert len(verify(_brief(both), [*twice, _skill("polars")])[0][1]) == 3


def test_kinds_are_kept_apart() -> None:
    data = Criterion(says="Data.", kind="duty", any=["data"])
    assert not verify(_brief(data), [_skill("data")])[0][1]


def test_what_is_only_declared_is_no_evidence_for_match() -> None:
    claims = [_skill("xgboost", "declared"), _skill("pandas", "imported"), _skill("pandas")]
    assert [one.skill for one in resume_skills(claims)] == ["pandas"]


def test_the_strongest_repository_shows_a_duty() -> None:
    weak = Claim(subject="deployment", kind="duty", step="called", repository="a")
    strong = Claim(subject="deployment", kind="duty", step="served", repository="b")
    assert duties([weak, strong, weak])["deployment"] is strong
