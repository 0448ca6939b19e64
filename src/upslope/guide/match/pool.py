"""Many postings packed into arrays, to be scored at once for one resume after another.

Packing reads each text once; after that no text is needed. A score depends on the posting and the
person alone, so pools can be taken apart and joined, and kept in a file beside the store.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from upslope.guide.match import parts
from upslope.guide.match.choices import Preferences
from upslope.guide.match.columns import LAYOUT, Columns
from upslope.guide.match.packed import packed
from upslope.guide.match.person import Person
from upslope.guide.match.vocabulary import frequencies
from upslope.records import Posting, Profile, Resume, Understanding
from upslope.store.disk.whole import whole

FORMAT = 2
"""Version of the file; raised when what is packed, or how, changes."""


class Pool:
    """Postings ready to be scored.

    Args:
        postings: what is to be scored.
        understandings: of the same postings, in any order. A posting without one is unknown.

    >>> posting = Posting(id="1", source="s", source_id="1", title="Data Engineer")
    >>> pool = Pool([posting], [Understanding(id="1", role="data_engineer", role_probability=1)])
    >>> engineer, analyst = (Resume(text="", roles=[r]) for r in ("data_engineer", "data_analyst"))
    >>> bool(pool.scores(engineer)[0] > pool.scores(analyst)[0])
    True
    """

    def __init__(
        self, postings: Sequence[Posting], understandings: Sequence[Understanding]
    ) -> None:
        known = {one.id: one for one in understandings}
        rows = [packed(one, known.get(one.id) or Understanding(id=one.id)) for one in postings]
        self.ids = [posting.id for posting in postings]
        self.labels = sorted({skill for row in rows for skill, _ in row.skills})
        self.columns = Columns.of(rows, self.labels)

    def __len__(self) -> int:
        return len(self.ids)

    def scores(
        self,
        resume: Resume,
        profile: Profile | None = None,
        preferences: Preferences | None = None,
        rarity: Mapping[str, float] | None = None,
    ) -> parts.Array:
        """Return the score of each posting, from 0 to 100, in the order of :attr:`ids`.

        Args:
            resume: what :func:`upslope.guide.resume.read_resume` made.
            profile: what the person wants; what they did not say changes nothing.
            preferences: what their choices say they like.
            rarity: weight of each skill, above 0; default: the one that ships.
        """
        return parts.compared(self, Person(resume, rarity), profile, preferences).scores

    def without(self, ids: Collection[str]) -> Pool:
        """Return the pool without these postings.

        >>> posting = Posting(id="1", source="s", source_id="1", title="Data Engineer")
        >>> Pool([posting], []).without({"1"}).ids
        []
        """
        left = [number for number, one in enumerate(self.ids) if one not in ids]
        columns = self.columns.take(np.array(left, np.int64))
        return _made([self.ids[number] for number in left], self.labels, columns)

    def joined(self, other: Pool) -> Pool:
        """Return the postings of both pools; what is in both is taken from the other one."""
        kept = self.without(set(other.ids))
        labels = sorted({*kept.labels, *other.labels})
        place = {label: number for number, label in enumerate(labels)}
        ours, theirs = (
            pool.columns.renumbered(np.array([place[one] for one in pool.labels], np.int64))
            for pool in (kept, other)
        )
        return _made(kept.ids + other.ids, labels, ours.joined(theirs))

    def save(self, path: Path, part: Path) -> None:
        """Write the pool to a file, whole or not at all.

        Args:
            path: the file; what was there is replaced.
            part: its name until it is complete, on the same disk.

        Raises:
            OSError: it could not be written; what was there before is left.

        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "pool.npz"
        >>> Pool([], []).save(file, file.with_suffix(".part"))
        >>> len(Pool.load(file)), Pool.load(file.with_name("none"))
        (0, None)
        """
        names = msgspec.json.encode(_Names(_fingerprint(), self.ids, self.labels))
        with whole(path, part) as file:
            np.savez(
                file,
                allow_pickle=False,
                names=np.frombuffer(names, np.uint8),
                **self.columns.arrays(),
            )

    @classmethod
    def load(cls, path: Path) -> Pool | None:
        """Read a pool; ``None`` if there is none, it is damaged or another version wrote it.

        All of it can be made again from the store, so nothing is lost then.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                found = {name: kept[name] for name in kept.files}
            names = msgspec.json.decode(found["names"].tobytes(), type=_Names)
            if names.of != _fingerprint():
                return None
            return _made(names.ids, names.labels, Columns.of_arrays(found))
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError):
            return None


class _Names(msgspec.Struct):
    of: str
    ids: list[str]
    labels: list[str]


def _made(ids: list[str], labels: list[str], columns: Columns) -> Pool:
    pool = Pool([], [])
    pool.ids, pool.labels, pool.columns = ids, labels, columns
    return pool


def _fingerprint() -> str:
    """Name the version of the file and of the table of words that its numbers stand for."""
    table = "\n".join(f"{word} {count}" for word, count in frequencies("words").counts.items())
    return sha256(f"{FORMAT} {LAYOUT}\n{table}".encode()).hexdigest()
