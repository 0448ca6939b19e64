"""Many postings packed into arrays, to be scored at once for one resume after another.

Packing reads each text once; after that no text is needed. A score depends on the posting and the
resume alone, so pools can be taken apart and joined, and kept in a file beside the store.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from upslope.guide.match import parts
from upslope.guide.match.lists import Lists, Whole
from upslope.guide.match.packed import FACTS, NEEDS, SKILL, WORD, Packed, packed
from upslope.guide.match.person import Person
from upslope.guide.match.vocabulary import frequencies
from upslope.records import Posting, Resume, Understanding
from upslope.store.disk.whole import whole

FORMAT = 1
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
        self.facts = np.array([row.facts for row in rows], FACTS)
        self.skills = _skills(rows, self.labels)
        self.words = Lists.of([row.words for row in rows], WORD)

    def __len__(self) -> int:
        return len(self.ids)

    def scores(self, resume: Resume, rarity: Mapping[str, float] | None = None) -> parts.Array:
        """Return the score of each posting, from 0 to 100, in the order of :attr:`ids`.

        Args:
            resume: what :func:`upslope.guide.resume.read_resume` made.
            rarity: weight of each skill, above 0; default: the one that ships.
        """
        return parts.scores(parts.fits(self, Person(resume, rarity)))

    def without(self, ids: Collection[str]) -> Pool:
        """Return the pool without these postings.

        >>> posting = Posting(id="1", source="s", source_id="1", title="Data Engineer")
        >>> Pool([posting], []).without({"1"}).ids
        []
        """
        left = [number for number, one in enumerate(self.ids) if one not in ids]
        rows = np.array(left, np.int64)
        return self._made(
            [self.ids[number] for number in left],
            self.labels,
            self.facts[rows],
            self.skills.take(rows),
            self.words.take(rows),
        )

    def joined(self, other: Pool) -> Pool:
        """Return the postings of both pools; what is in both is taken from the other one."""
        kept = self.without(set(other.ids))
        labels = sorted({*kept.labels, *other.labels})
        return self._made(
            kept.ids + other.ids,
            labels,
            np.concatenate([kept.facts, other.facts]),
            Lists.joined([_renumbered(one, labels) for one in (kept, other)]),
            Lists.joined([kept.words, other.words]),
        )

    def save(self, path: Path, part: Path) -> None:
        """Write the pool to a file, whole or not at all.

        Args:
            path: the file; what was there is replaced.
            part: its name until it is complete, in the same folder.

        Raises:
            OSError: it could not be written; what was there before is left.

        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "pool.npz"
        >>> Pool([], []).save(file, file.with_suffix(".part"))
        >>> len(Pool.load(file)), Pool.load(file.with_name("none"))
        (0, None)
        """
        names = msgspec.json.encode({"of": _fingerprint(), "ids": self.ids, "labels": self.labels})
        arrays = {
            "names": np.frombuffer(names, np.uint8),
            "facts": self.facts,
            "skill_starts": self.skills.starts,
            "skills": self.skills.items,
            "word_starts": self.words.starts,
            "words": self.words.items,
        }
        with whole(path, part) as file:
            np.savez(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> Pool | None:
        """Read a pool; ``None`` if there is none, it is damaged or another version wrote it.

        All of it can be made again from the store, so nothing is lost then.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                arrays = {name: kept[name] for name in kept.files}
            names = msgspec.json.decode(arrays["names"].tobytes(), type=_Names)
            if names.of != _fingerprint():
                return None
            skills = Lists(arrays["skill_starts"], arrays["skills"])
            words = Lists(arrays["word_starts"], arrays["words"])
            return cls._made(names.ids, names.labels, arrays["facts"], skills, words)
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError):
            return None

    @classmethod
    def _made(
        cls,
        ids: list[str],
        labels: list[str],
        facts: NDArray[Any],
        skills: Lists,
        words: Lists,
    ) -> Pool:
        made = cls([], [])
        made.ids, made.labels, made.facts, made.skills, made.words = (
            ids,
            labels,
            facts,
            skills,
            words,
        )
        return made


class _Names(msgspec.Struct):
    of: str
    ids: list[str]
    labels: list[str]


def _fingerprint() -> str:
    """Name the version of the file and of the table of words that its numbers stand for."""
    table = "\n".join(frequencies("words").counts)
    layout = f"{FORMAT} {FACTS} {SKILL} {WORD} {NEEDS}"
    return sha256(f"{layout}\n{table}".encode()).hexdigest()


def _skills(rows: Sequence[Packed], labels: Sequence[str]) -> Lists:
    place = {label: number for number, label in enumerate(labels)}
    return Lists.of([[(place[skill], need) for skill, need in row.skills] for row in rows], SKILL)


def _renumbered(pool: Pool, labels: Sequence[str]) -> Lists:
    """Return a pool's skills with their places in another list of labels."""
    place = {label: number for number, label in enumerate(labels)}
    new: Whole = np.array([place[label] for label in pool.labels], np.int64)
    items = pool.skills.items.copy()
    items["skill"] = new[items["skill"]] if len(items) else items["skill"]
    return Lists(pool.skills.starts, items)
