"""A visit, or a reply that came as a file, is made comparable, understood, judged and stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from upslope.errors import UpslopeError
from upslope.models import SHIPPED, Models
from upslope.normalize import normalize
from upslope.normalize.duplicates import fingerprint
from upslope.pipeline.choose import of_the_field
from upslope.pipeline.predicted import predictions, reader
from upslope.records import Reply, Run, Verdict
from upslope.sources import verdict
from upslope.sources.source import Source
from upslope.sources.visit import Visit
from upslope.store import Store
from upslope.understand import understand


def take_in(  # noqa: PLR0913  (whose list it is, and how to judge it)
    source: Source,
    reply: Reply,
    store: Store,
    *,
    board: str,
    company: str = "",
    only_ml: bool = False,
    models: Models = SHIPPED,
) -> Run:
    """Keep, read and store one reply that came as a file. What it lacks is not closed."""
    run, visit = store.runs.start(source.name, board), Visit(source, board, company)
    store.replies.keep(reply)
    try:
        visit.read(reply)
    except UpslopeError as error:
        visit.error = error
    return store_visit(visit, run, store, only_ml=only_ml, closes=False, models=models)


def store_visit(  # noqa: PLR0913  (whose list it is, and how to judge it)
    visit: Visit,
    run: Run,
    store: Store,
    *,
    only_ml: bool = False,
    closes: bool = True,
    models: Models = SHIPPED,
) -> Run:
    """Make a visit's postings comparable, understand, judge and store them in one transaction."""
    before = store.runs.last(visit.source.name, visit.board, verdict="complete")
    # What is stored already is seen again, not read again.
    whole = before is not None and (only_ml or not before.skipped)
    stored = visit.unchanged and (whole or not visit.raws)
    postings = [] if stored else normalize(visit.raws)
    understood = understand(postings, models)
    rows = list(zip(postings, understood, strict=True))
    kept = of_the_field(rows) if only_ml else rows
    skipped = {posting.id for posting in postings}.difference(posting.id for posting, _ in kept)
    closes = closes and visit.source.closes
    run.verdict, run.reason = _judge(visit, [p.id for p in postings], store, closes, stored)
    done = store.postings.ingest(
        run,
        [posting for posting, _ in kept],
        [understanding for _, understanding in kept],
        [reply.digest for reply in visit.replies],
        fingerprints=[fingerprint(posting) for posting, _ in kept],
        skipped=skipped,
        closes=closes,
        reader=reader(models),
        predicted=predictions((understanding for _, understanding in kept), models),
    )
    if done.verdict in {"complete", "unchanged"}:
        for reply in visit.replies:  # only now: a crash before would hide the list behind a 304
            store.replies.remember(reply)
    return done


def _judge(
    visit: Visit, listed: Sequence[str], store: Store, closes: bool, unchanged: bool
) -> tuple[Verdict, str]:
    """Give the verdict on a visit and say why, also how it went wrong."""
    name, board = visit.source.name, visit.board
    if visit.error and not visit.raws:
        return "failed", str(visit.error)
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
