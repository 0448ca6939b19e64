"""Any journal folds, in one reading or in several, to the same applications."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.guide.tracker.fold import fold
from upslope.records import Application, EntryKind, JournalEntry

IDS = [f"l{number}" for number in range(8)]
VALUES = st.one_of(
    st.sampled_from([*IDS, "applied", "interview", "offer", "2026-11-02", "2026-13-45", "no", ""]),
    st.text(max_size=12),
)
DATA = st.dictionaries(
    st.sampled_from(["of", "status", "day", "text", "company", "posting", "done", "name", "odd"]),
    VALUES,
)


@st.composite
def journals(draw: st.DrawFn) -> list[JournalEntry]:
    kinds: Any = st.sampled_from([*get_args(EntryKind), "of a later version"])
    return [
        JournalEntry(
            id=draw(st.sampled_from(IDS)),
            application=draw(st.sampled_from("ab")),
            kind=draw(kinds),
            data=draw(DATA),
            at=draw(st.sampled_from(["2026-11-02T08:00:00+00:00", "", "yesterday"])),
            number=number,
        )
        for number in range(1, draw(st.integers(1, 14)))
    ]


@given(journals(), st.integers(0, 14))
def test_two_readings_give_what_one_gives(journal: list[JournalEntry], cut: int) -> None:
    whole = fold(journal)
    assert fold(journal[cut:], fold(journal[:cut])) == whole
    assert fold(journal[max(0, cut - 3) :], fold(journal[:cut])) == whole  # read twice


@given(journals(), st.randoms(use_true_random=False))
def test_numbers_order_the_lines(journal: list[JournalEntry], random: Any) -> None:
    mixed = random.sample(journal, len(journal))
    assert fold(mixed) == fold(journal)


@given(journals())
def test_what_is_folded_can_be_kept_and_has_its_last_number(journal: list[JournalEntry]) -> None:
    for id, one in fold(journal).items():
        assert msgspec.json.decode(msgspec.json.encode(one), type=Application) == one
        assert one.number == max(line.number for line in journal if line.application == id)
        assert one.status in [step.status for step in one.steps] or not one.steps


def lines(*said: tuple[Any, dict[str, str]]) -> list[JournalEntry]:
    at = "2026-11-02T08:00:00+00:00"
    return [
        JournalEntry(id=f"l{n}", application="a", kind=kind, data=data, at=at, number=n)
        for n, (kind, data) in enumerate(said, 1)
    ]


def steps(*said: tuple[Any, dict[str, str]]) -> list[tuple[str, str]]:
    return [(step.status, step.day) for step in fold(lines(*said))["a"].steps]


APPLIED = ("status", {"status": "applied", "day": "2026-11-01"})
INTERVIEW = ("status", {"status": "interview", "day": "2026-11-09"})


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (("status", {"status": "interview", "day": "2026-11-08"}), ["2026-11-01", "2026-11-08"]),
        (("status", {"of": "l1", "day": "2026-10-30"}), ["2026-10-30", "2026-11-09"]),
        (("erased", {"of": "l2"}), ["2026-11-01"]),
        (("erased", {"of": "l9"}), ["2026-11-01", "2026-11-09"]),
        (("status", {"status": "hired"}), ["2026-11-01", "2026-11-09"]),
        (
            ("status", {"status": "offer", "day": "soon"}),
            ["2026-11-01", "2026-11-09", "2026-11-02"],
        ),
        (("status", {"status": "offer", "day": ""}), ["2026-11-01", "2026-11-09", ""]),
    ],
)
def test_a_step_is_added_corrected_or_erased(
    after: tuple[str, dict[str, str]], expected: list[str]
) -> None:
    assert [day for _, day in steps(APPLIED, INTERVIEW, after)] == expected


def test_a_slip_that_is_erased_leaves_one_step() -> None:
    back = ("status", {"status": "applied", "day": "2026-11-10"})
    slip = ("erased", {"of": "l2"})
    assert steps(APPLIED, INTERVIEW, back, slip) == [("applied", "2026-11-01")]


def test_what_is_written_is_changed_done_and_erased() -> None:
    one = fold(
        lines(
            ("note", {"text": "first"}),
            ("reminder", {"day": "2026-11-09", "text": "call"}),
            ("note", {"text": "second", "of": "l1"}),
            ("note", {"text": "of another kind", "of": "l2"}),
            ("done", {"of": "l2"}),
            ("contact", {"name": "Ada", "odd": "left out"}),
            ("erased", {"of": "l6"}),
        )
    )["a"]
    assert [(w.id, w.data, w.number, w.done) for w in one.written] == [
        ("l1", {"text": "second"}, 3, False),
        ("l2", {"day": "2026-11-09", "text": "call"}, 5, True),
    ]
