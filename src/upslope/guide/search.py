"""Finding stored postings: by the text index, and without one by the store itself."""

from __future__ import annotations

import logging

import msgspec

from upslope.index import Hits, IndexBusyError, IndexUnusableError, TextIndex
from upslope.records import Filters, Found
from upslope.store import Store
from upslope.store.changes import Changes
from upslope.taxonomy import Taxonomy

_log = logging.getLogger(__name__)


def search(filters: Filters, store: Store, index: TextIndex) -> Found:
    """Find stored postings by words and filters: best first, without words newest first.

    The index is brought up to the store first, and built anew if it is damaged. When it cannot be
    (another process builds it, the disk is full), the database looks for the words itself: newest
    first, without facets.

    Raises:
        UsageError: a filter has a value that is none.
        StoreError: the store cannot be read.
    """
    filters = _by_label(filters)
    hits = _hits(filters, store, index)
    if hits is None:
        return store.postings.search(filters)
    rows = store.postings.by_ids(hits.ids)
    return Found(rows=rows, total=hits.total, left_out=hits.left_out, facets=hits.facets)


def search_ids(filters: Filters, store: Store, index: TextIndex) -> list[str]:
    """Return the ids of what :func:`search` finds, in its order, without loading it.

    Raises:
        UsageError: a filter has a value that is none.
        StoreError: the store cannot be read.
    """
    return search_hits(filters, store, index).ids


def search_hits(filters: Filters, store: Store, index: TextIndex) -> Hits:
    """Return what :func:`search` finds, with all its counts, without loading it.

    Raises:
        UsageError: a filter has a value that is none.
        StoreError: the store cannot be read.
    """
    filters = _by_label(filters)
    hits = _hits(filters, store, index)
    if hits is None:
        found = store.postings.search(filters)
        ids = [posting.id for posting, _ in found.rows]
        return Hits(ids, found.total, found.left_out, found.facets)
    return hits


def _hits(filters: Filters, store: Store, index: TextIndex) -> Hits | None:
    """Ask the index; ``None`` if it cannot be used now."""
    try:
        return _by_index(filters, store, index)
    except IndexBusyError:
        return None
    except IndexUnusableError as error:
        _log.warning("%s It is built anew from the store.", error)
    try:
        with index.alone():
            index.throw_away()
        return _by_index(filters, store, index)
    except IndexUnusableError as error:
        _log.warning("%s The database is searched instead.", error)
        return None


def _by_index(filters: Filters, store: Store, index: TextIndex) -> Hits:
    follow(store, index)
    return index.search(filters)


def follow(store: Store, index: TextIndex) -> int:
    """Bring the index up to the store and return how many postings it took in.

    Raises:
        IndexUnusableError: it could not be.
        StoreError: the store cannot be read.
    """
    try:
        with index.alone():
            return _taken_in(Changes(store.database), index)
    except IndexBusyError:
        if index.mark():
            return 0  # what was there before is searched meanwhile
        raise


def _taken_in(changes: Changes, index: TextIndex) -> int:
    now, known = changes.mark(), index.mark()
    if known and not changes.knows(known):
        index.throw_away()  # an older store was put back, or another one
        known = None
    if known and known.revision == now.revision:
        return 0
    return index.follow(changes.since(known), now)


def _by_label(filters: Filters) -> Filters:
    if not filters.skills:
        return filters
    label = Taxonomy.load().label
    skills = tuple(label(name) or name for name in filters.skills)
    return msgspec.structs.replace(filters, skills=skills)
