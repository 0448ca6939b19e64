"""Whether a source run can be believed: only a complete list may close postings.

A server that fails often does so with a friendly empty list. So a list that is empty, or lacks
many of the postings that were open, must be seen twice, hours apart, before it counts. What is no
list of this board at all (a check for humans, another company's openings) never counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from upslope.errors import DriftError, UpslopeError, WebPageError
from upslope.records import Verdict

MOST_GONE = 0.3
FEWEST_TO_DOUBT = 2  # one of two or three may go on any day
DOUBT_HOURS = 6.0
CAP_STEP = 50  # a list that lacks postings and has so many, or a multiple, may have been cut there
PAGE_STEPS = (10, 20, 25)  # as many as the pages of a list that comes in pages
CAP_TOTAL = 1_000  # a total of this, or a multiple, is a cap even where nothing is missed

Taken = Literal["whole", "part", "doubt", "nothing"]
"""What of a list is taken in: all it says; what it has, not what it lacks; only which of the open
postings it still has; nothing at all."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking for one board.

    Args:
        seen: distinct postings read, over all pages.
        advertised: how many there are, as the source says; ``None`` if it does not.
        problems: rows that could not be read.
        problem: what was wrong with most of them.
        cut: whether a reply was cut off, so that rows may be unreadable for that alone.
        error: why asking or reading stopped, if it did.
        unchanged: whether every reply was the kept one.
        in_pages: whether this source sends its list in pages.
        open_before: postings of the board that were open before.
        gone: how many of those this list lacks.
        newly_gone: how many of those no whole list, hours ago, lacked already.
        back: how many that this list has were lacking in a doubted one before it.
        renamed: how many of those that are gone are listed under another id.
        stranger: names of another company, whose list this seems to be: theirs and ours.
        closes: whether the list, if complete, closes what it lacks. If not, as with a file of
            the person's own, nothing that it lacks is a reason for doubt.
    """

    seen: int
    advertised: int | None = None
    problems: int = 0
    problem: str = ""
    cut: bool = False
    error: UpslopeError | None = None
    unchanged: bool = False
    in_pages: bool = False
    open_before: int = 0
    gone: int = 0
    newly_gone: int | None = None
    back: int = 0
    renamed: int = 0
    stranger: tuple[str, str] | None = None
    closes: bool = True


class Judgement(msgspec.Struct, frozen=True):
    """A verdict, why in one sentence ("": nothing is to be said), and what may be taken in."""

    verdict: Verdict
    why: str = ""
    taken: Taken = "whole"


def judge(outcome: Outcome) -> Judgement:
    """Give the verdict on a visit.

    >>> judge(Outcome(seen=40, advertised=40, open_before=41, gone=3)).verdict
    'complete'
    >>> judge(Outcome(seen=0, open_before=41, gone=41)).verdict
    'quarantined'
    >>> judge(Outcome(seen=0, open_before=41, gone=41, newly_gone=0)).verdict
    'complete'
    """
    if outcome.error and not outcome.seen:
        return _unread(outcome.error)
    if outcome.unchanged and not outcome.error:  # only a complete list is ever asked about again
        return Judgement("unchanged", "The source says that nothing has changed.")
    for why, judgement in _RULES:
        if said := why(outcome):
            still_so = f" {_STILL_SO}" if judgement.taken == "doubt" else ""
            return msgspec.structs.replace(judgement, why=said + still_so)
    return Judgement("complete")


_STILL_SO = f"It counts if it is still so in {DOUBT_HOURS:.0f} hours."


def _unread(error: UpslopeError) -> Judgement:
    if isinstance(error, WebPageError):
        return Judgement("quarantined", taken="nothing")
    return Judgement("drift" if isinstance(error, DriftError) else "failed", taken="nothing")


def _why_strange(outcome: Outcome) -> str:
    if not (outcome.stranger and outcome.open_before and outcome.gone == outcome.open_before):
        return ""
    theirs, ours = outcome.stranger
    return (
        f"The list names {theirs}, not {ours}, and has none of the {outcome.open_before:,} open"
        " postings: it seems to be another company's, and nothing of it was stored."
        f" If {ours} is now {theirs}, save the list and collect it with --company and --from."
    )


def _why_drift(outcome: Outcome) -> str:
    if isinstance(outcome.error, DriftError):
        return "Not every page could be read."
    if outcome.cut or outcome.problems <= outcome.seen:
        return ""
    return f"{_unreadable(outcome)} The source seems to have changed its shape."


def _unreadable(outcome: Outcome) -> str:
    rows = outcome.seen + outcome.problems
    return f"{outcome.problems:,} of {rows:,} postings could not be read: {outcome.problem}."


def _why_renamed(outcome: Outcome) -> str:
    if not _many(outcome, outcome.renamed) or not _many(outcome, _fresh(outcome)):
        return ""
    return (
        f"{outcome.renamed:,} of {outcome.open_before:,} open postings come under other ids than"
        " before: the field that names them seems to have changed."
    )


def _why_partial(outcome: Outcome) -> str:
    if outcome.error:
        return "Not every page could be read."
    if outcome.cut and outcome.closes:
        return "A page came without its end."
    if outcome.problems:
        return _unreadable(outcome)
    if outcome.advertised is not None and outcome.advertised > outcome.seen:
        return f"The source has {outcome.advertised:,} postings but sent {outcome.seen:,}."
    return _why_capped(outcome) if outcome.closes else ""


def _why_capped(outcome: Outcome) -> str:
    """Tell a cap from a count: by the total alone, or by its roundness when postings are missed."""
    most = max(outcome.seen, outcome.advertised or 0)
    if most and most % CAP_TOTAL == 0:
        return f"{most:,} is a cap of the source, not a count."
    steps = [CAP_STEP]
    if outcome.in_pages and outcome.advertised is None:
        steps += PAGE_STEPS
    some = 0 < outcome.gone < outcome.open_before
    if outcome.seen and some and any(outcome.seen % step == 0 for step in steps):
        return (
            f"Just {outcome.seen:,} came, and {outcome.gone:,} that were open are not among them:"
            " a number so round may be a cap."
        )
    return ""


def _why_doubted(outcome: Outcome) -> str:
    fresh = _fresh(outcome)
    if outcome.seen == 0 and fresh:
        return f"The list is empty, though {outcome.open_before:,} postings were open."
    if _many(outcome, fresh):
        return f"{fresh:,} of {outcome.open_before:,} open postings are gone at once."
    if _contradicts(outcome):
        return f"{outcome.gone:,} open postings are gone, but {outcome.back:,} are back at once."
    return ""


def _contradicts(outcome: Outcome) -> bool:
    """Say whether a list that lacks many is none that was seen before: it has what that lacked."""
    some = max(FEWEST_TO_DOUBT, MOST_GONE * (outcome.open_before - outcome.gone))
    return outcome.gone > MOST_GONE * outcome.open_before and outcome.back >= some


def _fresh(outcome: Outcome) -> int:
    return outcome.gone if outcome.newly_gone is None else outcome.newly_gone


def _many(outcome: Outcome, gone: int) -> bool:
    """Say whether so many are too many of those that were there until lately.

    So that lists which each lack another part, over hours, are not believed in the end.
    """
    lately = outcome.open_before - (outcome.gone - _fresh(outcome))
    return gone >= FEWEST_TO_DOUBT and gone > MOST_GONE * lately


_RULES: list[tuple[Callable[[Outcome], str], Judgement]] = [
    (_why_strange, Judgement("quarantined", taken="nothing")),
    (_why_drift, Judgement("drift", taken="part")),
    (_why_partial, Judgement("partial", taken="part")),
    (_why_renamed, Judgement("drift", taken="doubt")),
    (_why_doubted, Judgement("quarantined", taken="doubt")),
]
"""Why a list may be less than complete, the gravest first."""
