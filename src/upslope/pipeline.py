"""The ordered list of steps of a posting's journey.

ask -> keep -> read -> normalize -> understand -> judge -> store. Reading, normalising and
understanding are pure functions of a batch; only asking touches the network and only keeping and
storing touch the disk. One board's failure ends in its run's verdict, never in an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter

from upslope.errors import UpslopeError
from upslope.normalize import normalize
from upslope.normalize.duplicates import fingerprint
from upslope.records import RawPosting, Reply, Run, Verdict
from upslope.sources import verdict
from upslope.sources.source import Source
from upslope.sources.visit import Getter, Visit, ask
from upslope.store import Store
from upslope.understand import VERSION, understand

ML_ROLES = frozenset(
    {
        "ml_engineer",
        "ai_engineer",
        "mlops_engineer",
        "research_scientist",
        "applied_scientist",
        "data_scientist",
    }
)
"""Roles that ``only_ml`` keeps."""

_AT_ONCE = 8

Progress = Callable[[str, int, int], None]
"""Told what was done last, how many boards are done and how many there are."""


def collect(
    boards: Sequence[tuple[Source, str]],
    door: Getter,
    store: Store,
    *,
    only_ml: bool = False,
    progress: Progress | None = None,
) -> list[Run]:
    """Visit boards, several hosts at once, and store each as it comes; one run a board."""
    choose = partial(_without_text, store=store, only_ml=only_ml)
    runs = [store.runs.start(source.name, board) for source, board in boards]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = {
            pool.submit(ask, source, board, door, store.replies.keep, choose): place
            for place, (source, board) in enumerate(boards)
        }
        for done, future in enumerate(as_completed(asked), start=1):
            place = asked[future]
            runs[place] = store_visit(future.result(), runs[place], store, only_ml=only_ml)
            if progress:
                progress(f"{runs[place].source} {runs[place].board}", done, len(boards))
    return runs


def _without_text(listed: Sequence[RawPosting], *, store: Store, only_ml: bool) -> list[RawPosting]:
    """Choose the postings to ask for: of the roles that are kept, by their titles; newest first.

    A text that is stored is not asked for again.
    """
    postings = normalize(listed)
    out = store.postings.with_text(posting.id for posting in postings)
    if only_ml:
        out |= {one.id for one in understand(postings) if one.role not in ML_ROLES}
    wanted = [
        (posting.date_posted or "", raw)
        for raw, posting in zip(listed, postings, strict=True)
        if posting.id not in out
    ]
    return [raw for _, raw in sorted(wanted, key=itemgetter(0), reverse=True)]


def take_in(  # noqa: PLR0913  (whose list it is, and how to judge it)
    source: Source,
    reply: Reply,
    store: Store,
    *,
    board: str,
    company: str = "",
    only_ml: bool = False,
) -> Run:
    """Keep, read and store one reply that came as a file. What it lacks is not closed."""
    run, visit = store.runs.start(source.name, board), Visit(source, board, company)
    store.replies.keep(reply)
    try:
        visit.read(reply)
    except UpslopeError as error:
        visit.error = error
    return store_visit(visit, run, store, only_ml=only_ml, closes=False)


def store_visit(
    visit: Visit, run: Run, store: Store, *, only_ml: bool = False, closes: bool = True
) -> Run:
    """Make a visit's postings comparable, understand, judge and store them in one transaction."""
    before = store.runs.last(visit.source.name, visit.board, verdict="complete")
    if visit.unchanged and before and (only_ml or not before.skipped):
        visit.raws = []  # all of it is stored already: seen again, not read again
    postings = normalize(visit.raws)
    understood = understand(postings)
    rows = list(zip(postings, understood, strict=True))
    kept = [row for row in rows if not only_ml or row[1].role in ML_ROLES]
    skipped = {posting.id for posting in postings}.difference(posting.id for posting, _ in kept)
    closes = closes and visit.source.closes
    run.verdict, run.reason = _judge(visit, [p.id for p in postings], store, closes)
    done = store.postings.ingest(
        run,
        [posting for posting, _ in kept],
        [understanding for _, understanding in kept],
        [reply.digest for reply in visit.replies],
        fingerprints=[fingerprint(posting) for posting, _ in kept],
        skipped=skipped,
        closes=closes,
        reader=VERSION,
    )
    if done.verdict in {"complete", "unchanged"}:
        for reply in visit.replies:  # only now: a crash before would hide the list behind a 304
            store.replies.remember(reply)
    return done


def _judge(visit: Visit, listed: Sequence[str], store: Store, closes: bool) -> tuple[Verdict, str]:
    """Give the verdict on a visit and say why, also how it went wrong."""
    name, board = visit.source.name, visit.board
    if visit.error and not visit.raws:
        return "failed", str(visit.error)
    unchanged = visit.unchanged and not visit.raws
    known = store.postings.open_ids(name, board) if closes else set()
    since = store.runs.since(name, board, "quarantined")
    seen = verdict.Outcome(
        seen=len(listed),
        advertised=None if unchanged else visit.total,
        problems=len(visit.problems),
        all_pages=visit.error is None,
        unchanged=unchanged,
        open_before=len(known),
        gone=len(known.difference(listed)),
        closes=closes,
        doubted_hours=_hours_since(since) if since else None,
    )
    found, reason = verdict.judge(seen)
    return found, " ".join(filter(None, [reason, visit.note, str(visit.error or "")]))


def _hours_since(moment: str) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds() / 3600
