"""Which source runs are believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import DeadlineError, DriftError, WebPageError
from upslope.sources.verdict import Outcome, judge

FAILED = DeadlineError("It took too long.")


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome(seen=40), "complete"),
        (Outcome(seen=40, advertised=40, open_before=38, gone=2), "complete"),
        (Outcome(seen=40, advertised=39), "complete"),
        (Outcome(seen=0), "complete"),  # a healthy board without openings, never seen otherwise
        (Outcome(seen=2, advertised=524), "partial"),
        (Outcome(seen=40, problems=1, problem="it has no title"), "partial"),
        (Outcome(seen=110, error=FAILED), "partial"),
        (Outcome(seen=1000), "partial"),
        (Outcome(seen=2000, advertised=2000), "partial"),
        (Outcome(seen=3000, advertised=3000), "partial"),
        (Outcome(seen=300, advertised=300, open_before=340, gone=40), "partial"),  # a cap?
        (Outcome(seen=300, open_before=299), "complete"),  # nothing is missed
        (Outcome(seen=20, in_pages=True, open_before=22, gone=2), "partial"),  # one whole page?
        (Outcome(seen=20, in_pages=True, advertised=20, open_before=22, gone=2), "complete"),
        (Outcome(seen=20, open_before=22, gone=2), "complete"),
        (Outcome(seen=0, error=FAILED), "failed"),
        (Outcome(seen=0, error=WebPageError("A login came.")), "quarantined"),
        (Outcome(seen=0, error=DriftError("No list came.")), "drift"),
        (Outcome(seen=9, error=DriftError("The second page has no list.")), "drift"),
        (Outcome(seen=2, problems=3, problem="it has no title"), "drift"),
        (Outcome(seen=0, problems=1, problem="it has no title"), "drift"),
        (Outcome(seen=40, unchanged=True, open_before=40), "unchanged"),
        (Outcome(seen=0, advertised=9, unchanged=True, open_before=9), "unchanged"),
        (Outcome(seen=2, unchanged=True, error=FAILED), "partial"),
        (Outcome(seen=0, open_before=500, gone=500), "quarantined"),
        (Outcome(seen=0, open_before=1, gone=1), "quarantined"),
        (Outcome(seen=60, open_before=100, gone=40), "quarantined"),
        (Outcome(seen=70, open_before=100, gone=30), "complete"),
        (Outcome(seen=100, open_before=100, gone=100), "quarantined"),  # another company's board
        (Outcome(seen=2, open_before=3, gone=1), "complete"),  # too few to doubt
        (Outcome(seen=1, open_before=3, gone=2), "quarantined"),
        (Outcome(seen=0, open_before=500, gone=500, newly_gone=1), "quarantined"),
        (Outcome(seen=0, open_before=500, gone=500, newly_gone=0), "complete"),
        (Outcome(seen=60, open_before=100, gone=41, newly_gone=25), "complete"),
        (Outcome(seen=19, open_before=51, gone=32, newly_gone=10), "quarantined"),
        (Outcome(seen=19, open_before=51, gone=32, newly_gone=3, back=9), "quarantined"),
        (Outcome(seen=19, open_before=51, gone=32, newly_gone=3, back=1), "complete"),
        (Outcome(seen=49, open_before=51, gone=2, back=40), "complete"),  # the outage is over
        (Outcome(seen=60, open_before=100, gone=40, newly_gone=40, renamed=39), "drift"),
        (Outcome(seen=61, open_before=100, gone=40, newly_gone=0, renamed=39), "complete"),
        (Outcome(seen=9, open_before=9, gone=9, stranger=("Inkwell", "Quillfish")), "quarantined"),
        (
            Outcome(seen=9, open_before=9, gone=9, newly_gone=0, stranger=("Inkwell", "Quillfish")),
            "quarantined",  # for good
        ),
        (Outcome(seen=9, open_before=9, gone=1, stranger=("Inkwell", "Quillfish")), "complete"),
    ],
)
def test_verdicts(outcome: Outcome, verdict: str) -> None:
    judged = judge(outcome)
    assert judged.verdict == verdict
    assert bool(judged.why or outcome.error) == (verdict != "complete")
    assert (judged.taken == "whole") == (verdict in {"complete", "unchanged"})


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
    gone = data.draw(st.integers(0, before)) if seen else before
    outcome = Outcome(
        seen=seen, advertised=advertised, problems=problems, problem="it has no title",
        error=None if all_pages else FAILED, open_before=before, gone=gone,
    )  # fmt: skip
    verdict = judge(outcome).verdict
    if problems or not all_pages or (advertised or 0) > seen or (seen == 0 and before):
        assert verdict not in {"complete", "unchanged"}


def test_a_round_number_is_no_cap_in_a_file_of_ones_own() -> None:
    assert judge(Outcome(seen=1000, closes=False)).verdict == "complete"
