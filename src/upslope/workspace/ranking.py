"""Ranking the stored openings for a person, from arrays that are kept beside the store."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from upslope.records import Mark, Match, Posting, Resume, Understanding
from upslope.records.match import Band

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from upslope.guide.match import Pool, Preferences
    from upslope.store.changes import Changes
    from upslope.workspace.workspace import Workspace

Row = tuple[Posting, Understanding]
_FILE, _MARK = "pool.npz", "pool.json"
_LOOKED_AT, _OF_EMPLOYER = 40, 2
"""Of openings like one: so many are looked at, and so many of one employer named."""


class Ranked(NamedTuple):
    """Matches, best first, the rows they speak of by posting id, and what to know of the resume.

    ``of`` is how many openings were ranked, and ``hidden`` how many the person had hidden.
    """

    matches: list[Match]
    rows: dict[str, Row]
    notes: list[str]
    of: int
    hidden: int


class Standing(NamedTuple):
    """A stored opening in a ranking: its score, and the chance and band that its match tells."""

    posting: str
    score: float
    chance: float
    band: Band


class _Kept(msgspec.Struct):
    """How far the file has followed the store, and the digest of the file that has."""

    mark: Mark
    digest: str


class Ranking:
    """Ranks what one workspace stores.

    Args:
        workspace: whose openings, and whose person.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._followed: tuple[Mark, Pool] | None = None

    def rank(self, resume: Resume, *, top: int | None = None) -> Ranked:
        """Rank the stored open postings, best first, each group of duplicates once.

        Args:
            resume: what the person can show.
            top: how many to give; default: all.
        """
        standings, hidden = self.standings(resume), self._workspace.person.hidden()
        order = [one.posting for one in standings if one.posting not in hidden]
        matches, rows = self.told(resume, order[:top])
        return Ranked(matches, rows, resume.notes, len(order), len(standings) - len(order))

    def stands_on(self) -> Hashable:
        """Return what changes whenever the ranking may; a note of an application does not."""
        person, own = self._workspace.person, self._workspace.own
        marks = [self._workspace.store.person.mark(tracked=False)]
        if own is not self._workspace and own.has_store():
            marks.append(own.store.person.mark(tracked=False))
        file = person.resume_file()
        written = file.stat().st_mtime_ns if file and file.exists() else 0
        return self._changes().mark(), *marks, file, written, date.today()

    def standings(self, resume: Resume) -> list[Standing]:
        """Return all open postings, best first, hidden ones among them, duplicates folded.

        None of their texts is read: that is for those that are looked at; see :meth:`told`.
        """
        from upslope.guide.match import parts, ranker
        from upslope.guide.match.person import Person

        pool, shown = self.pool(), self._workspace.store.postings.shown_ids()
        profile, preferences = self._workspace.person.profile(), self.preferences()
        found = parts.compared(pool, Person(resume), profile, preferences)
        chances = list(map(ranker.load().chance, found.evidence.tolist()))
        rows = zip(pool.ids, found.scores.tolist(), chances, map(ranker.band, chances), strict=True)
        standings = [Standing(*row) for row in rows if row[0] in shown]
        return sorted(standings, key=lambda one: (-one.score, one.posting))

    def told(self, resume: Resume, ids: Sequence[str]) -> tuple[list[Match], dict[str, Row]]:
        """Return the matches of some stored postings, best first, and their rows by posting id."""
        from upslope.guide.match import match

        profile, preferences = self._workspace.person.profile(), self.preferences()
        found = self._workspace.store.postings.by_ids(ids)
        rows = {posting.id: (posting, understood) for posting, understood in found}
        postings, understandings = zip(*rows.values(), strict=True) if rows else ((), ())
        matches = match(resume, postings, understandings, profile=profile, preferences=preferences)
        return matches, rows

    def similar(self, posting: str, *, most: int = 6) -> list[tuple[Row, float]]:
        """Return open openings like a stored posting, each once, with how much, 0 to 1.

        No employer is named more than twice: a board repeats itself. What the person hid is left
        out.

        Args:
            posting: its id.
            most: how many.
        """
        from upslope.guide.similar import similar

        store = self._workspace.store
        near = dict(islice(similar(self.pool(), posting), _LOOKED_AT))
        roots, hidden = store.duplicates.roots([posting, *near]), self._workspace.person.hidden()
        told, employers = {roots[posting]}, Counter[str]()
        found: list[tuple[Row, float]] = []
        for row in store.postings.by_ids([id for id in near if id not in hidden]):
            root, employer = roots[row[0].id], row[0].hiring_organization or row[0].id
            if not row[0].closed and root not in told and employers[employer] < _OF_EMPLOYER:
                told.add(root)
                employers[employer] += 1
                found.append((row, near[row[0].id]))
        return found[:most]

    def score_of(self, ids: Sequence[str]) -> Callable[[Resume], NDArray[np.float64]]:
        """Return what scores these stored postings, in their order, as :meth:`rank` does."""
        every = self.pool()
        pool = every.without(set(every.ids).difference(ids))
        place = {id: number for number, id in enumerate(pool.ids)}
        order = [place[id] for id in ids]
        profile, preferences = self._workspace.person.profile(), self.preferences()
        return lambda resume: pool.scores(resume, profile, preferences)[order]

    def preferences(self) -> Preferences:
        """Return what was learned of what the person saved, hid and applied to."""
        from upslope.guide.match import preferences

        choices = self._workspace.person.choices()
        rows = self._workspace.store.postings.by_ids(
            list(dict.fromkeys(one.posting for one in choices))
        )
        return preferences(choices, rows)

    def unpacked(self) -> int:
        """Return how many postings the next ranking packs first, at some 2 ms each."""
        changes = self._changes()
        known = self._known(changes)
        return changes.count(known[0] if known else None)

    def pool(self) -> Pool:
        """Return all stored postings packed for scoring, brought up to the store.

        A file that is missing, damaged or of another version is made anew; one that cannot be
        written costs time only.
        """
        changes = self._changes()
        now, known = changes.mark(), self._known(changes)
        if known is None or known[0] != now:
            known = (now, self._joined(known, changes))
            with suppress(OSError):
                self._write(known[1], now)
        self._followed = known
        return known[1]

    def keep_up(self) -> None:
        """Pack what is new, if the person has ranked before: so that the next time is quick."""
        if (self._workspace.settings.home / _MARK).exists():
            self.pool()

    def _changes(self) -> Changes:
        from upslope.store.changes import Changes

        return Changes(self._workspace.store.database)

    def _known(self, changes: Changes) -> tuple[Mark, Pool] | None:
        """Return what was packed before, unless an older store was put back, or another one."""
        self._followed = self._followed or self._read()
        if self._followed and not changes.knows(self._followed[0]):
            self._followed = None
            return None
        return self._followed

    def _joined(self, known: tuple[Mark, Pool] | None, changes: Changes) -> Pool:
        from upslope.guide.match import Pool

        mark, pool = known or (None, Pool([], []))
        new = list(changes.since(mark))
        more = Pool([one.posting for one in new], [one.understanding for one in new])
        return pool.joined(more) if len(pool) else more

    def _read(self) -> tuple[Mark, Pool] | None:
        from upslope.guide.match import Pool

        home = self._workspace.settings.home
        with suppress(OSError, msgspec.MsgspecError):
            kept = msgspec.json.decode((home / _MARK).read_bytes(), type=_Kept)
            pool = Pool.load(home / _FILE) if kept.digest == _digest(home / _FILE) else None
            return (kept.mark, pool) if pool else None
        return None

    def _write(self, pool: Pool, mark: Mark) -> None:
        """Write the pool, then how far it goes: killed between the two, it is made anew."""
        from upslope.store.disk.whole import whole

        home, owner = self._workspace.settings.home, self._workspace.store.owner
        pool.save(home / _FILE, owner.part(home / "running"))
        kept = _Kept(mark=mark, digest=_digest(home / _FILE))
        with whole(home / _MARK, owner.part(home / "running")) as file:
            file.write(msgspec.json.encode(kept))


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "blake2b").hexdigest()
