"""All skills, read from the data files, and the finding of them in text."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from upslope.errors import NotFoundError
from upslope.taxonomy.skill import FAMILIES, Skill
from upslope.taxonomy.spelling import plain

if TYPE_CHECKING:
    from upslope.taxonomy.matcher import Found, Matcher

Span = tuple[int, int, Skill]
"""A mention: its first code point, the one behind its last, and its skill."""


class Taxonomy:
    """Skills by their preferred label.

    >>> taxonomy = Taxonomy.load()
    >>> [skill.preferred_label for _, _, skill in taxonomy.find("PyTorch and k8s, not R&D")]
    ['pytorch', 'kubernetes']
    """

    def __init__(self, skills: Iterable[Skill]) -> None:
        self.skills: dict[str, Skill] = {skill.preferred_label: skill for skill in skills}

    @classmethod
    @cache
    def load(cls) -> Taxonomy:
        """Read the taxonomy that is in the package; the same object every time."""
        return cls(_read())

    def find(self, text: str) -> list[Span]:
        """Return start, end and skill of every mention in a text of any kind, in order.

        Offsets are code points of ``text``. See :class:`~upslope.taxonomy.matcher.Matcher`.

        >>> Taxonomy.load().find("Fluent in Python")[0][:2]
        (10, 16)
        """
        return self.find_each([text])[0]

    def find_each(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return what :meth:`find` returns of each text, many times as fast for many short ones.

        >>> [len(spans) for spans in Taxonomy.load().find_each(["We sell tea.", "Python, SQL"])]
        [0, 2]
        """
        spans: list[list[Span]] = [[] for _ in texts]
        columns = [column.tolist() for column in self.find_all(texts)]
        for text, start, end, skill in zip(*columns, strict=True):
            spans[text].append((start, end, self._numbered[skill]))
        return spans

    def find_all(self, texts: Sequence[str]) -> Found:
        """Return every mention in a batch of texts, by number of the text and of the skill.

        Skills are numbered as in :attr:`skills`.

        >>> found = Taxonomy.load().find_all(["We sell tea.", "Fluent in Python"])
        >>> found.text.tolist(), found.start.tolist(), found.end.tolist()
        ([1], [10], [16])
        """
        return self._matcher.find(texts)

    @cached_property
    def _numbered(self) -> list[Skill]:
        return [*self.skills.values()]

    @cached_property
    def _matcher(self) -> Matcher:
        """Made for the first text: who only asks for a name has no need of it."""
        from upslope.taxonomy.matcher import Matcher  # noqa: PLC0415  # NumPy is slow to import

        return Matcher(self._numbered)

    def label(self, name: str) -> str | None:
        """The preferred label of the skill that goes by this name; ``None`` if none does.

        >>> Taxonomy.load().label("K8s"), Taxonomy.load().label("juggling")
        ('kubernetes', None)
        """
        return self._labels.get(plain(name))

    def skill(self, name: str) -> Skill:
        """Return the skill that goes by a name.

        Raises:
            NotFoundError: there is none; says which names are spelled most like it.

        >>> Taxonomy.load().skill("K8s").preferred_label
        'kubernetes'
        """
        if (label := self.label(name)) is not None:
            return self.skills[label]
        near = ", ".join(self.nearest(name))
        raise NotFoundError(
            f"The taxonomy has no skill {name!r}.", next=f"Near it: {near}." if near else ""
        )

    @cached_property
    def _labels(self) -> dict[str, str]:
        names = (
            (name, skill.preferred_label)
            for skill in self.skills.values()
            for name in (*skill.alt_labels, skill.preferred_label)
        )
        return {plain(name): label for name, label in names}

    def nearest(self, name: str, count: int = 5) -> list[str]:
        """Preferred labels of the skills whose names are spelled most like this one, best first.

        >>> Taxonomy.load().nearest("pytorhc", 1)
        ['pytorch']
        """
        names = difflib.get_close_matches(plain(name), self._labels, n=3 * count, cutoff=0.6)
        return list(dict.fromkeys(self._labels[name] for name in names))[:count]

    def narrower(self, label: str) -> list[str]:
        """Skills that are directly a kind or a tool of this one, in order of the data.

        >>> "matplotlib" in Taxonomy.load().narrower("data visualization")
        True
        """
        return list(self._narrower.get(label, ()))

    @cached_property
    def _narrower(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for one in self.skills.values():
            for label in one.broader:
                below.setdefault(label, []).append(one.preferred_label)
        return below

    def related(self, label: str) -> list[str]:
        """Skills that postings name beside this one more often than chance would, sorted.

        >>> "pinecone" in Taxonomy.load().related("weaviate")
        True
        """
        named = {one.preferred_label for one in self.skills.values() if label in one.related}
        return sorted(named.union(self.skills[label].related))

    def broader(self, label: str) -> frozenset[str]:
        """All skills that this one is a kind or a tool of, however far up.

        Raises:
            KeyError: no skill has this preferred label.

        >>> sorted(Taxonomy.load().broader("pyspark"))[:2]
        ['apache spark', 'data engineering']
        """
        found: set[str] = set()
        ahead = [*self.skills[label].broader]
        while ahead:
            above = ahead.pop()
            if above not in found:
                found.add(above)
                ahead += self.skills[above].broader
        return frozenset(found)


def _read() -> Iterator[Skill]:
    lines = msgspec.json.Decoder(Skill)
    for family in FAMILIES:
        data = files("upslope.taxonomy").joinpath(f"data/{family}.jsonl").read_bytes()
        for skill in lines.decode_lines(data):
            yield msgspec.structs.replace(skill, family=family)
