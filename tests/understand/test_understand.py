"""The whole: every posting out, in order, whatever the text; and floors on hand-read postings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.models import SHIPPED
from upslope.records import DUTIES, Posting, Understanding
from upslope.records import understanding as values
from upslope.understand import READERS, VERSION, understand

WORDS = st.sampled_from(
    [
        *("Requirements:", "years", "degree", "remote", "visa", "no", "sponsor", "\n", "-", "•"),
        *("5+", "PhD", "or", "Bachelor's", "ML", "model", "deploy", "data", "(", ")", "$120,000"),
        *("part-time", "intern", "hybrid", "\u0130", "\ufb01", "\U0001d518", "\x00", "\u202e"),
        *("\t", "\u0663", "\u00b2", "\u2167", "three", "(3)", "months", "\r", "\u2028"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))
POSTINGS = st.builds(
    Posting,
    id=st.text(min_size=1, max_size=5),
    source=st.just("test"),
    source_id=st.just("1"),
    title=TEXTS,
    hiring_organization=st.none() | TEXTS,
    job_location=st.lists(TEXTS, max_size=2),
    description=st.none() | TEXTS,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(POSTINGS, max_size=4))
def test_any_text_is_understood_within_the_allowed_values(postings: list[Posting]) -> None:
    found = understand(postings)
    assert [one.id for one in found] == [posting.id for posting in postings]
    for one, posting in zip(found, postings, strict=True):
        msgspec.convert(msgspec.to_builtins(one), Understanding)  # checks every literal
        assert 0 <= one.role_probability <= 1
        assert set(one.responsibilities) == set(DUTIES)
        for duty in one.responsibilities.values():
            assert duty.present == (duty.evidence is not None)
            assert duty.evidence is None or duty.evidence in (posting.description or "")


@settings(max_examples=30, deadline=None)
@given(st.lists(POSTINGS, min_size=2, max_size=6), st.integers(1, 5))
def test_a_batch_split_gives_the_same_as_the_whole(postings: list[Posting], cut: int) -> None:
    assert understand(postings[:cut]) + understand(postings[cut:]) == understand(postings)


def test_more_than_one_chunk_keeps_the_order() -> None:
    postings = [_posting(str(number), "Data Engineer", "SQL") for number in range(150)]
    assert [one.id for one in understand(postings)] == [str(number) for number in range(150)]


def test_nothing_in_nothing_out() -> None:
    assert understand([]) == []


def test_unknown_is_said() -> None:
    [found] = understand([_posting("1", "", "")])
    assert (found.role, found.role_probability) == ("other", 0.0)
    assert (found.seniority, found.min_years, found.remote) == ("unknown", None, "unstated")
    assert (found.employment_type, found.visa) == ("unstated", "unstated")
    assert (found.degree_required, found.industry) == ("none_stated", None)


def test_a_failing_reader_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def predict(self, documents: Sequence[object], models: object) -> list[dict[str, object]]:
            raise RuntimeError("broken")

    monkeypatch.setitem(READERS, "role", Broken())
    with pytest.raises(RuntimeError, match="broken"):
        understand([_posting("1", "Engineer", "")])


def test_every_field_has_one_reader() -> None:
    from upslope.understand.document import Document

    document = Document(id="1", title="ML Engineer", description="Train models.")
    fields = [
        name for reader in READERS.values() for name in reader.predict([document], SHIPPED)[0]
    ]
    assert len(fields) == len(set(fields))
    assert set(fields) <= set(Understanding.__struct_fields__)
    assert VERSION


def test_a_long_line_of_one_character_ends_soon() -> None:
    for text in ("a" * 200_000, "5 " * 100_000, "remote " * 30_000, "(" * 100_000, "\n" * 100_000):
        understand([_posting("1", text[:1000], text)])


def _posting(id: str, title: str, description: str) -> Posting:
    return Posting(id=id, source="test", source_id=id, title=title, description=description)


# Floors a little below what was measured on postings that no rule was written from.
FLOORS = {
    "seniority": 0.82,
    "min_years": 0.86,
    "degree_required": 0.88,
    "remote": 0.78,
    "employment_type": 0.88,
    "visa": 0.90,
    "role": 0.7,
}
DUTY_FLOOR = 0.81


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Hand-read labels and what is understood, for the postings kept for scoring."""
    labels = {row["id"]: row for row in _rows(shared / "gold/understand_labels.jsonl")}
    rows = _rows(shared / "gold/postings.jsonl")
    postings = [
        Posting(
            id=row["id"],
            source="gold",
            source_id=row["id"],
            title=row["title"],
            hiring_organization=row.get("company"),
            job_location=[row.get("location") or ""],
            description=row["description"],
        )
        for row in rows
    ]
    return [(labels[one.id], msgspec.to_builtins(one)) for one in understand(postings)]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@pytest.mark.shared
@pytest.mark.parametrize("field", FLOORS)
def test_accuracy_floor(gold: list[tuple[dict[str, Any], dict[str, Any]]], field: str) -> None:
    right = sum(label[field] == found[field] for label, found in gold)
    assert right / len(gold) >= FLOORS[field]


@pytest.mark.shared
def test_duties_floor(gold: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    scores = []
    for duty in get_args(values.Duty):
        pairs = [
            (bool(label["responsibilities"][duty]), found["responsibilities"][duty]["present"])
            for label, found in gold
        ]
        both = sum(a and b for a, b in pairs)
        scores.append(2 * both / (sum(a for a, _ in pairs) + sum(b for _, b in pairs)))
    assert sum(scores) / len(scores) >= DUTY_FLOOR
