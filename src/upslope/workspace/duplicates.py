"""One opening once: which postings are the same, as a person asks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from upslope.store import Link

if TYPE_CHECKING:
    from upslope.normalize.duplicates.profile import Profile
    from upslope.store import Store


class PairAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What ``upslope duplicates`` prints of a pair: ``why`` is one sentence."""

    pair: Any
    same: bool
    probability: float
    why: str


class Openings:
    """Which stored postings are one opening: looked up, and put right by the person.

    Args:
        store: what is stored.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, posting: str) -> list[Link]:
        """Return the links of a posting's group, empty if it stands alone.

        Raises:
            UsageError: there is no such posting.
        """
        found, _ = self._store.postings.get(posting)
        return self._store.duplicates.of(found.id)

    def part(self, posting: str) -> None:
        """Take a posting out of its group for good; the rest of the group stays together.

        Raises:
            UsageError: there is no such posting.
        """
        found, _ = self._store.postings.get(posting)
        self._store.duplicates.unlink(found.id)

    def join(self, posting: str, shown: str) -> None:
        """Put a posting behind another for good, whatever was said of them before.

        Raises:
            UsageError: there is no such posting.
        """
        behind, _ = self._store.postings.get(posting)
        front, _ = self._store.postings.get(shown)
        link = Link(posting=behind.id, canonical=front.id, why="you said so", by="person")
        self._store.duplicates.link([link])


def answers(pairs: Iterable[Mapping[str, Any]]) -> Iterator[PairAnswer]:
    """Say of pairs of postings whether each is one opening: all of them, in order.

    Args:
        pairs: mappings with ``pair``, ``a`` and ``b``, the two postings as mappings.

    >>> one = {"title": "ML Engineer", "company": "Tallis", "location": "Bonn", "source": "lever"}
    >>> [said] = answers([{"pair": 7, "a": one, "b": {**one, "title": "ML Engineer II"}}])
    >>> said.pair, said.same, said.why
    (7, False, 'Another grade: 2 and none.')
    """
    from upslope.normalize.duplicates.decide import decide

    for pair in pairs:
        same, probability, why = decide(profile_of(pair.get("a")), profile_of(pair.get("b")))
        yield PairAnswer(pair=pair.get("pair"), same=same, probability=probability, why=why)


def profile_of(record: object) -> Profile:
    """Make a mapping with the keys of a pair ready to be compared; HTML becomes text."""
    from upslope.formats.html import to_text
    from upslope.normalize.duplicates.profile import Profile
    from upslope.normalize.records import posting_of

    found = posting_of(record if isinstance(record, Mapping) else {})
    text = to_text(found.description or "") or None
    return Profile(msgspec.structs.replace(found, description=text))
