"""Which openings are kept, and whose texts are worth asking for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from upslope.normalize import normalize
from upslope.records import Posting, RawPosting, Understanding
from upslope.records.field import ML_ROLES
from upslope.store import Store
from upslope.understand.document import Document
from upslope.understand.role import chances

_WORTH_READING = 0.12  # chance of such a role by the title alone; "Software Engineer" has 0.08


def of_the_field(
    rows: Iterable[tuple[Posting, Understanding]],
) -> list[tuple[Posting, Understanding]]:
    """Choose the postings of ``ML_ROLES``: what ``only_ml`` keeps."""
    return [row for row in rows if row[1].role in ML_ROLES]


def title_passes(posting: Posting) -> bool:
    """Say whether a title leaves a fair chance that the text is of one of ``ML_ROLES``.

    >>> titles = ["Software Engineer, ML Platform", "Account Executive"]
    >>> [title_passes(Posting(id="", source="", source_id="", title=t)) for t in titles]
    [True, False]
    """
    of_title = chances(Document(id=posting.id, title=posting.title, description=""))
    return sum(of_title[role] for role in of_title if role in ML_ROLES) >= _WORTH_READING


def without_text(
    listed: Sequence[RawPosting], store: Store, *, only_ml: bool
) -> list[tuple[str, RawPosting]]:
    """Choose the listed postings whose text to ask for, the newest first, each with its date.

    A text that is stored is not asked for again; with ``only_ml`` the title must pass.
    """
    postings = normalize(listed)
    stored = store.postings.with_text(posting.id for posting in postings)
    wanted = [
        (posting.date_posted or "", raw)
        for raw, posting in zip(listed, postings, strict=True)
        if posting.id not in stored and (not only_ml or title_passes(posting))
    ]
    return sorted(wanted, key=itemgetter(0), reverse=True)
