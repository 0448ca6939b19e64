"""Whether a source run can be believed: only a complete list may close postings.

A server that fails often does so with a friendly empty list. So a list that is empty, or lacks
many of the postings that were open, must be seen twice, hours apart, before it counts.
"""

from __future__ import annotations

import msgspec

from upslope.records import Verdict

ROUND_TOTALS = frozenset({1000, 2000, 5000, 10_000})
MOST_GONE = 0.3
FEWEST_TO_DOUBT = 2  # one of two or three may go on any day
DOUBT_HOURS = 6.0


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking for one board.

    Args:
        seen: distinct postings read, over all pages.
        advertised: how many there are, as the source says; ``None`` if it does not.
        problems: rows that could not be read.
        all_pages: whether every page was read.
        unchanged: whether every reply was the kept one.
        open_before: postings of the board that were open before.
        gone: how many of those this list lacks.
        closes: whether the list, if complete, closes what it lacks. If not, as with a file of
            the person's own, a round number of rows is no reason for doubt.
        doubted_hours: hours since this board was first quarantined in its present, unbroken row
            of quarantined runs; ``None`` if its last run was not quarantined.
    """

    seen: int
    advertised: int | None = None
    problems: int = 0
    all_pages: bool = True
    unchanged: bool = False
    open_before: int = 0
    gone: int = 0
    closes: bool = True
    doubted_hours: float | None = None


def judge(outcome: Outcome) -> tuple[Verdict, str]:
    """Give the verdict on a visit, and why in one sentence ("" where nothing is to be said).

    >>> judge(Outcome(seen=40, advertised=40, open_before=41, gone=3))
    ('complete', '')
    >>> judge(Outcome(seen=0, open_before=41, gone=41))[0]
    'quarantined'
    >>> judge(Outcome(seen=0, open_before=41, gone=41, doubted_hours=7.5))[0]
    'complete'
    """
    if outcome.unchanged and outcome.all_pages:  # only a complete list is ever asked about again
        return "unchanged", "The source says that nothing has changed."
    if reason := _why_partial(outcome):
        return "partial", reason
    if (reason := _why_doubted(outcome)) and (outcome.doubted_hours or 0.0) < DOUBT_HOURS:
        return "quarantined", f"{reason} It counts if it is still so in {DOUBT_HOURS:.0f} hours."
    return "complete", ""


def _why_partial(outcome: Outcome) -> str:
    if not outcome.all_pages:
        return "Not every page could be read."
    if outcome.problems:
        rows = outcome.seen + outcome.problems
        return f"{outcome.problems:,} of {rows:,} postings could not be read."
    if outcome.advertised is not None and outcome.advertised > outcome.seen:
        return f"The source has {outcome.advertised:,} postings but sent {outcome.seen:,}."
    if outcome.closes and (outcome.seen in ROUND_TOTALS or outcome.advertised in ROUND_TOTALS):
        return (
            f"{max(outcome.seen, outcome.advertised or 0):,} is a cap of the source, not a count."
        )
    return ""


def _why_doubted(outcome: Outcome) -> str:
    if outcome.seen == 0 and outcome.open_before:
        return f"The list is empty, though {outcome.open_before:,} postings were open."
    many = outcome.gone >= FEWEST_TO_DOUBT and outcome.gone > MOST_GONE * outcome.open_before
    if many:
        return f"{outcome.gone:,} of {outcome.open_before:,} open postings are gone at once."
    return ""
