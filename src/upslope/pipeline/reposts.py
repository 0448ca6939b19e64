"""New postings of a run are set against what its board closed lately: which are reposts?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from upslope.normalize.reposts import LONGEST_GAP, chance, is_text_alike, likeness
from upslope.records import Run
from upslope.store import Store
from upslope.store.reposts import Repost, Seen


def note_reposts(run: Run, store: Store) -> list[Repost]:
    """Find the reposts among a run's new postings and note them; each old opening counts once.

    What is open at the same time is another matter: see :mod:`.duplicates`.
    """
    closed = store.reposts.closed_lately(run, LONGEST_GAP) if run.new else []
    found = list(_reposts(store.reposts.appeared(run), closed, store, run)) if closed else []
    if found:
        store.reposts.note(run, found)
    return found


def _reposts(new: list[Seen], closed: list[Seen], store: Store, run: Run) -> Iterator[Repost]:
    earlier: defaultdict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for old in sorted(closed, key=lambda old: old.last_seen):
        earlier[likeness(old.posting)].append(old)
    appeared = {one.posting.id for one in new}
    beside = {
        (one.title, *one.job_location)
        for one in store.postings.open_of(run)
        if one.id not in appeared
    }
    for one in new:
        likes = [old for old in earlier[likeness(one.posting)] if old.last_seen < one.first_seen]
        likes = [old for old in likes if is_text_alike(old.posting, one.posting)]
        if not likes:
            continue
        old = likes[-1]
        earlier[likeness(one.posting)].remove(old)
        days = _days(old.last_seen, one.first_seen)
        among = (one.posting.title, *one.posting.job_location) in beside
        if probability := chance(days, beside=among):
            yield Repost(
                posting=one.posting.id,
                earlier=old.posting.id,
                probability=probability,
                why=f"first seen {old.first_seen[:10]}, closed {(old.closed_at or '')[:10]}",
            )


def _days(earlier: str, later: str) -> float:
    passed = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    return passed.total_seconds() / 86_400
