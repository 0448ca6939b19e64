"""The skill reader: one entry a skill, exact surfaces, quality on hand-read postings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.models import SHIPPED
from upslope.records import SkillMention
from upslope.understand.document import Document
from upslope.understand.skills import skills


def read(text: str, title: str = "Engineer") -> list[SkillMention]:
    [found] = skills([Document(id="1", title=title, description=text)], SHIPPED)
    return list(found["skills"])  # type: ignore[call-overload, no-any-return]


def test_one_entry_for_each_skill_and_no_parents() -> None:
    found = read("Requirements:\n- PyTorch and k8s\n- Kubernetes (K8s), PyTorch")
    assert sorted(mention.skill for mention in found) == ["kubernetes", "pytorch"]


def test_the_title_is_read_too() -> None:
    (mention,) = read("", title="Senior PyTorch Engineer")
    assert (mention.field, mention.surface) == ("title", "PyTorch")
    assert (mention.start, mention.end) == (7, 14)


def test_headings_that_name_a_skill_speak_of_what_follows() -> None:
    (mention,) = read("Nice to have Python experience:\n- two years of it")
    assert mention.need == "preferred"


def test_what_a_company_says_of_its_perks_is_not_a_skill() -> None:
    assert read("Benefits\n- Free data science courses\n- Access to AI newsletters") == []


def test_score_says_how_sure() -> None:
    sure, doubtful = read("Requirements:\n- PyTorch\n- Strong reporting in Excel")[:2]
    assert 0 < doubtful.score < sure.score < 1


WORDS = st.sampled_from(
    [
        "Python",
        "C++",
        " not ",
        "\n",
        "- ",
        "Nice to have:",
        "SQL is a plus. ",
        "R",
        "ML",
        "é",
        "\u200b",
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=30).map("".join)


@given(TEXTS, TEXTS)
def test_surface_is_the_text_at_its_offsets(title: str, text: str) -> None:
    found = read(text, title)
    assert len({mention.skill for mention in found}) == len(found)
    for mention in found:
        source = title if mention.field == "title" else text
        assert source[mention.start : mention.end] == mention.surface


@given(st.lists(TEXTS, max_size=6), st.integers(min_value=0, max_value=6))
def test_a_batch_may_be_split_anywhere(texts: list[str], cut: int) -> None:
    batch = [Document(id=str(n), title="", description=text) for n, text in enumerate(texts)]
    apart = [*skills(batch[:cut], SHIPPED), *skills(batch[cut:], SHIPPED)]
    assert list(skills(batch, SHIPPED)) == apart


@pytest.mark.parametrize(
    "piece",
    [
        "no Python not ",
        "Python, ",
        "Nice to have ",
        "not need to know ",
        "\n  a",
        "(a plus ",
        "and is a plus Python ",
    ],
)
def test_long_text_without_end_is_read_in_good_time(piece: str) -> None:
    assert len(read(piece * (200_000 // len(piece)) + "Java")) <= 2


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _f1(gold: Iterable[dict[str, Any]], postings: list[dict[str, Any]]) -> float:
    """Micro F1 by surface or name: stricter than the scorer, which also knows synonyms."""
    texts = {posting["id"]: posting for posting in postings}
    right = offered = wanted = 0
    for labels in gold:
        posting = texts[labels["id"]]
        found = read(posting["description"], posting["title"])
        left = [
            {" ".join(m.surface.lower().split()), m.skill} for m in found if m.need != "negated"
        ]
        asked = [s for s in labels["skills"] if s["need"] != "negated"]
        offered, wanted = offered + len(left), wanted + len(asked)
        for skill in asked:
            names = {" ".join(skill["surface"].lower().split()), skill["name"]}
            hit = next((names_found for names_found in left if names & names_found), None)
            if hit:
                left.remove(hit)
                right += 1
    return 2 * right / (offered + wanted)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("postings", "labels", "floor"),
    [
        ("train_postings.jsonl", "train_labels.jsonl", 0.81),
        ("postings.jsonl", "understand_labels.jsonl", 0.76),
    ],
)
def test_quality_floor(shared: Path, postings: str, labels: str, floor: float) -> None:
    gold = shared / "gold"
    assert _f1(_lines(gold / labels), _lines(gold / postings)) >= floor
