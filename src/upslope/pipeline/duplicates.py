"""Stored postings that are one opening are linked: those that are new or changed, with all others.

The groups that come of it depend on the postings alone, not on the order in which they arrived:
whenever one is new, the groups that it touches are made again from all their pairs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from upslope.normalize.duplicates.blocking import keys
from upslope.normalize.duplicates.decide import Decision, decide
from upslope.normalize.duplicates.groups import Pair, groups, reason
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.duplicates.standing import standing
from upslope.normalize.duplicates.vetoes import veto
from upslope.store import Link, Store

_AT_ONCE = 2_000
_PROFILES = 4_000
_DECISIONS = 200_000


def link_openings(store: Store, at_once: int = _AT_ONCE) -> int:
    """Link the postings that were not compared yet, and return how many there were.

    Interrupted at any moment, the next call goes on where this one stopped.
    """
    pending, linking = store.blocks.pending(), _Linking(store)
    for start in range(0, len(pending), at_once):
        linking.link(pending[start : start + at_once])
    return len(pending)


class _Linking:
    """Compares postings, and remembers the newest of what it has read and decided."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._profiles: OrderedDict[str, Profile] = OrderedDict()
        self._decided: dict[Pair, Decision] = {}

    def link(self, ids: Sequence[str]) -> None:
        """Compare some postings with all that may be the same, and make their groups anew."""
        self._forget()
        self._read(ids)
        self._store.blocks.keep({id: keys(self._profiles[id]) for id in ids})
        members, same = self._reached(ids)
        said = self._store.duplicates.said(members)
        same = {pair: found for pair, found in same.items() if not said.alone & set(pair)}
        chances = {pair: found.probability for pair, found in same.items()}
        made = groups(chances, self._are_apart, said.together)
        fronts = {canonical for _, canonical in said.together}
        links = [link for group in made for link in self._links(group, same, fronts)]
        self._store.duplicates.regroup(members, links)

    def _reached(self, ids: Sequence[str]) -> tuple[set[str], dict[Pair, Decision]]:
        """Return all postings that pairs lead to, in any number of steps, and those pairs."""
        members: set[str] = set()
        same: dict[Pair, Decision] = {}
        new = set(ids)
        while new := self._store.duplicates.around(new) - members:
            members |= new
            for pair, found in self._compared(new):
                same[pair] = found
                new.update(pair)
        return members, same

    def _compared(self, ids: set[str]) -> Iterator[tuple[Pair, Decision]]:
        """Yield the pairs of some postings with any others that are one opening."""
        pairs = self._store.blocks.sharing(ids)
        fresh = sorted(pairs - self._decided.keys())
        for start in range(0, len(fresh), _AT_ONCE):
            chunk = fresh[start : start + _AT_ONCE]
            self._read({id for pair in chunk for id in pair})
            for pair in chunk:
                self._decided[pair] = decide(*(self._profiles[id] for id in pair))
        yield from ((pair, self._decided[pair]) for pair in pairs if self._decided[pair].same)

    def _read(self, ids: Iterable[str]) -> None:
        missing = [id for id in ids if id not in self._profiles]
        if missing:
            found = self._store.blocks.postings(missing)
            self._profiles |= {id: Profile(posting) for id, posting in found.items()}

    def _forget(self) -> None:
        while len(self._profiles) > _PROFILES:
            self._profiles.popitem(last=False)
        if len(self._decided) > _DECISIONS:
            self._decided.clear()

    def _are_apart(self, one: str, other: str) -> bool:
        known = self._decided.get((min(one, other), max(one, other)))
        if known and known.same:
            return False
        self._read((one, other))
        return bool(veto(self._profiles[one], self._profiles[other]))

    def _links(
        self, group: Sequence[str], same: dict[Pair, Decision], fronts: set[str]
    ) -> Iterator[Link]:
        """Put the others of a group behind the one that is shown, each with its best reason."""
        self._read(group)
        among = fronts.intersection(group) or group
        shown = min(among, key=lambda id: (standing(self._profiles[id].posting), id))
        for id in group:
            if id != shown:
                why = reason(id, shown, group, same) or Decision(True, 1.0, "you said so")
                yield Link(posting=id, canonical=shown, why=why.why, probability=why.probability)
