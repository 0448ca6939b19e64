"""What is learned from is looked at first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.models.conftest import drinks

from upslope.errors import UsageError
from upslope.models import Labelled, Task
from upslope.models.lifecycle.dataset import dataset, fingerprint


def test_employers_and_texts_that_are_judged_on_are_left_out(drink: Task) -> None:
    rows, apart = drinks(100), drinks(100)[:10]
    copied = apart[0].posting.description
    other = rows[50].posting
    moved = Labelled(type(other)(id="x", source="", source_id="", title="", description=copied), {})
    found = dataset(drink, [*rows, moved], apart)
    assert found.left_out == {"employer is judged on": 10, "text is judged on": 1}
    assert len(found.examples) == 90


def test_the_same_text_twice_counts_once(drink: Task) -> None:
    rows = drinks(100)
    assert len(dataset(drink, rows + rows).examples) == 100


def test_a_row_without_examples_does_not_hide_its_text(drink: Task) -> None:
    rows = drinks(100)
    unread = [Labelled(row.posting, {}) for row in rows]
    found = dataset(drink, unread + rows)
    assert (len(found.examples), found.left_out["same text twice"]) == (100, 0)


def test_a_label_that_is_no_class_is_said(drink: Task) -> None:
    wrong = [Labelled(rows.posting, {"drink": "coffee"}) for rows in drinks(60)]
    with pytest.raises(UsageError, match="'coffee' of posting 0-0 is no class of drink"):
        dataset(drink, wrong)


def test_too_few_are_refused(drink: Task) -> None:
    with pytest.raises(UsageError, match="19 examples are too few"):
        dataset(drink, drinks(19))


def test_thin_classes_and_one_big_employer_are_told_of(drink: Task) -> None:
    rows = [
        Labelled(row.posting, {"drink": "tea" if at else "milk"})
        for at, row in enumerate(drinks(40))
    ]
    for row in rows[:20]:
        row.posting.hiring_organization = "Ajax"
    found = dataset(drink, rows)
    assert found.problems[0] == "fewer than 10 examples: milk, water"
    assert "of one employer, ajax" in found.problems[1]


@given(st.permutations(range(12)))
def test_the_fingerprint_knows_no_order_but_every_label(order: list[int]) -> None:
    rows = drinks(12)
    assert fingerprint([rows[at] for at in order], "drink") == fingerprint(rows, "drink")
    changed = [Labelled(rows[0].posting, {"drink": "coffee"}), *rows[1:]]
    assert fingerprint(changed, "drink") != fingerprint(rows, "drink")
