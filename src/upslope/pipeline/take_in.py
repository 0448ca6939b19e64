"""A visit, or a reply that came as a file, is made comparable, understood, judged and stored."""

from __future__ import annotations

from datetime import date

from upslope.errors import UpslopeError
from upslope.models import SHIPPED, Models
from upslope.normalize import normalize
from upslope.normalize.duplicates import fingerprint
from upslope.pipeline.belief import weigh
from upslope.pipeline.choose import of_the_field
from upslope.pipeline.predicted import predictions, reader
from upslope.pipeline.reposts import note_reposts
from upslope.records import Reply, Run
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


def asked_on(visit: Visit, run: Run) -> date | None:
    """Give the day of "3 days ago" in a list: that of asking for it. A file may be of any day."""
    asked = any(reply.url.startswith("http") for reply in visit.replies)
    return date.fromisoformat(run.started_at[:10]) if asked else None


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
    postings = [] if stored else normalize(visit.raws, asked_on(visit, run))
    closes = closes and visit.source.closes
    weighed = weigh(visit, postings, run, store, closes=closes, unchanged=stored)
    if weighed.taken in {"doubt", "nothing"}:
        postings = []
    understood = understand(postings, models)
    rows = list(zip(postings, understood, strict=True))
    kept = of_the_field(rows) if only_ml else rows
    done = store.postings.ingest(
        run,
        [posting for posting, _ in kept],
        [understanding for _, understanding in kept],
        [reply.digest for reply in visit.replies],
        fingerprints=[fingerprint(posting) for posting, _ in kept],
        skipped=weighed.listed.difference(posting.id for posting, _ in kept),
        closes=closes,
        reader=reader(models),
        predicted=predictions((understanding for _, understanding in kept), models),
    )
    if done.verdict in {"complete", "unchanged"}:
        for reply in visit.replies:  # only now: a crash before would hide the list behind a 304
            store.replies.remember(reply)
    note_reposts(done, store)
    return done
