"""What a visit gave is set against what its board had before: how far can it be believed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from upslope.errors import UsageError
from upslope.normalize.company import company_key
from upslope.normalize.identity import posting_id
from upslope.records import Posting, Run
from upslope.sources.drift import is_cut, is_whole
from upslope.sources.filled import emptied, filled, never_empty
from upslope.sources.search import Search
from upslope.sources.verdict import DOUBT_HOURS, Outcome, Taken, judge
from upslope.sources.visit import Visit
from upslope.store import Store
from upslope.store.absence import Open


class Weighed(NamedTuple):
    """What of a visit is to be taken in, and the ids of all postings in its list."""

    taken: Taken
    listed: frozenset[str]


def weigh(  # noqa: PLR0913  (what came, and by which rules)
    visit: Visit,
    postings: Sequence[Posting],
    run: Run,
    store: Store,
    *,
    closes: bool,
    unchanged: bool,
) -> Weighed:
    """Judge a visit, and note in its run the verdict, why, and what was seen of the source.

    Args:
        visit: what came.
        postings: those of its list, made comparable; none if ``unchanged``.
        run: the run that the visit belongs to.
        store: what the board had before.
        closes: whether a complete list closes what it lacks.
        unchanged: whether the list is known to be the stored one.
    """
    listed = frozenset(posting.id for posting in postings)
    listed |= {posting_id(raw.source, raw.source_id) for raw in visit.untitled}
    last = store.runs.last_read(run)
    known = store.postings.open_of(run) if closes and not unchanged else []
    judged = judge(
        Outcome(
            seen=len(listed),
            advertised=None if unchanged else visit.total,
            problems=len(visit.problems),
            problem=_commonest(problem.why for problem in visit.problems),
            cut=any(map(is_cut, visit.replies))
            or (bool(visit.problems) and not all(map(is_whole, visit.replies))),
            error=visit.error,
            unchanged=unchanged,
            in_pages=len(visit.replies) > 1 or (last is not None and last.requests > 1),
            open_before=len(known),
            gone=sum(1 for one in known if one.id not in listed),
            newly_gone=sum(1 for one in known if one.id not in listed and one.missed < DOUBT_HOURS),
            back=sum(1 for one in known if one.id in listed and one.missed),
            renamed=_renamed(known, postings, listed),
            stranger=_stranger(known, postings),
            closes=closes,
        )
    )
    run.verdict, run.advertised, run.requests = judged.verdict, visit.total, visit.requests
    run.not_applied = _not_applied(visit)
    warning = ""
    if judged.taken == "doubt" or (judged.taken != "nothing" and judged.verdict != "drift"):
        run.filled = filled(visit.raws)
        warning = _note_drifted(run, last, store)
    said = [judged.why, warning, visit.note, str(visit.error or "")]
    run.reason = " ".join(filter(None, said))
    return Weighed(judged.taken, listed)


def _commonest(words: Iterable[str]) -> str:
    return next((word for word, _ in Counter(words).most_common(1)), "")


def _not_applied(visit: Visit) -> list[str]:
    if visit.source.filters is None or not visit.requests:  # a file's name is no search
        return []
    try:
        return Search.parse(visit.board).beyond(visit.source.filters)
    except UsageError:  # the visit's own error says so
        return []


def _renamed(known: Sequence[Open], postings: Sequence[Posting], listed: frozenset[str]) -> int:
    """Count open postings that the list has under another id: same address, or title and places."""
    before = {one.id for one in known}
    new = [posting for posting in postings if posting.id not in before]
    addresses = {posting.url for posting in new if posting.url}
    named = {(posting.title, *posting.job_location) for posting in new}
    return sum(
        one.url in addresses or (one.title, *one.job_location) in named
        for one in known
        if one.id not in listed
    )


def _stranger(known: Sequence[Open], postings: Sequence[Posting]) -> tuple[str, str] | None:
    """Give the names of the listed and of the known company if they share no word."""
    theirs = _commonest(posting.hiring_organization or "" for posting in postings)
    ours = _commonest(one.hiring_organization or "" for one in known)
    words = [set(company_key(name).split()) for name in (theirs, ours)]
    return (theirs, ours) if all(words) and not words[0] & words[1] else None


def _note_drifted(run: Run, last: Run | None, store: Store) -> str:
    """Note the fields that the source no longer fills, and say so."""
    before = last.filled if last else never_empty(store.runs.filled_elsewhere(run))
    still = [name for name in (last.drifted if last else []) if not run.filled.get(name)]
    lost = [name for name in emptied(run.filled, before) if name not in still]
    run.drifted = sorted({*still, *lost}) if run.filled["title"] else still
    told = [f"{name} ({before[name]:,} of {before['title']:,} before)" for name in lost]
    if not run.drifted:
        return ""
    return f"No longer filled by the source: {', '.join([*told, *still])}."
