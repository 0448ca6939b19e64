"""Which source runs are believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.sources.verdict import Outcome, judge


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome(seen=40), "complete"),
        (Outcome(seen=40, advertised=40, open_before=38, gone=2), "complete"),
        (Outcome(seen=40, advertised=39), "complete"),
        (Outcome(seen=0), "complete"),  # a healthy board without openings, never seen otherwise
        (Outcome(seen=2, advertised=524), "partial"),
        (Outcome(seen=40, problems=1), "partial"),
        (Outcome(seen=100, all_pages=False), "partial"),
        (Outcome(seen=1000), "partial"),
        (Outcome(seen=2000, advertised=2000), "partial"),
        (Outcome(seen=40, unchanged=True, open_before=40), "unchanged"),
        (Outcome(seen=0, advertised=9, unchanged=True, open_before=9), "unchanged"),
        (Outcome(seen=2, unchanged=True, all_pages=False), "partial"),
        (Outcome(seen=0, open_before=500, gone=500), "quarantined"),
        (Outcome(seen=0, open_before=1, gone=1), "quarantined"),
        (Outcome(seen=60, open_before=100, gone=40), "quarantined"),
        (Outcome(seen=70, open_before=100, gone=30), "complete"),
        (Outcome(seen=100, open_before=100, gone=100), "quarantined"),  # another company's board
        (Outcome(seen=2, open_before=3, gone=1), "complete"),  # too few to doubt
        (Outcome(seen=1, open_before=3, gone=2), "quarantined"),
        (Outcome(seen=0, open_before=500, gone=500, doubted_hours=5.9), "quarantined"),
        (Outcome(seen=0, open_before=500, gone=500, doubted_hours=6.0), "complete"),
        (Outcome(seen=40, open_before=41, gone=1, doubted_hours=1.0), "complete"),
    ],
)
def test_verdicts(outcome: Outcome, verdict: str) -> None:
    got, reason = judge(outcome)
    assert got == verdict
    assert bool(reason) == (verdict != "complete")


_COUNT = st.integers(0, 3000)


@given(_COUNT, _COUNT | st.none(), st.integers(0, 5), st.booleans(), _COUNT, st.data())
def test_a_list_that_may_lack_rows_never_closes_any(  # noqa: PLR0917
    seen: int,
    advertised: int | None,
    problems: int,
    all_pages: bool,
    before: int,
    data: st.DataObject,
) -> None:
    gone = data.draw(st.integers(0, before))
    outcome = Outcome(
        seen=seen, advertised=advertised, problems=problems, all_pages=all_pages,
        open_before=before, gone=gone,
    )  # fmt: skip
    verdict, _ = judge(outcome)
    if problems or not all_pages or (advertised or 0) > seen or (seen == 0 and before):
        assert verdict in {"partial", "quarantined"}


def test_a_round_number_is_no_cap_in_a_file_of_ones_own() -> None:
    assert judge(Outcome(seen=1000, closes=False))[0] == "complete"
