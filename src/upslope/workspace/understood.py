"""What postings say: read from files, understood, corrected, and the words they do it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from upslope.records import Correction, Posting, Problem, Understanding
from upslope.workspace.given import Record, posting_given, reply_of
from upslope.workspace.kept import Kept

if TYPE_CHECKING:
    from upslope.guide.unknown import Unknown
    from upslope.taxonomy import Skill


class Understood(Kept):
    """An opened folder whose postings can be read, understood and corrected."""

    def read(
        self, source: str, file: Path, company: str = ""
    ) -> tuple[list[Posting], list[Problem]]:
        """Read a recorded reply: its postings, and the rows that could not be read.

        Raises:
            ReadError: the file is not what that source sends.
        """
        from upslope.normalize import normalize

        reading = self.source(source).read(reply_of(file), company)
        return normalize(reading.postings), reading.problems

    def understand(self, postings: Iterable[Record]) -> list[Understanding]:
        """Say what postings ask for and offer: one answer for each, in order."""
        from upslope.understand import understand

        return understand([posting_given(posting) for posting in postings], self.models)

    def understand_again(self) -> int:
        """Bring stored answers up to this version's rules and models; return how many changed."""
        from upslope.pipeline.predicted import reader

        return self._understand_again(list(self.store.postings.outdated(reader(self.models))))

    def _understand_again(self, postings: Sequence[Posting]) -> int:
        from upslope.pipeline.predicted import predictions, reader

        answers = self.understand(postings)
        changed = self.store.postings.understand_again(
            answers, reader=reader(self.models), predicted=predictions(answers, self.models)
        )
        self.follow()
        return changed

    def correct(
        self,
        posting: str,
        truths: Mapping[str, str],
        *,
        named: Iterable[str] = (),
        not_named: Iterable[str] = (),
        take_back: bool = False,
    ) -> list[Correction]:
        """Note what the person says is true of a stored posting, and show it from now on.

        Args:
            posting: its id or the beginning of it.
            truths: field -> what it should be; see :mod:`upslope.guide.correct`.
            named: skills it asks for.
            not_named: skills it does not ask for.
            take_back: take back all that was said of it before.

        Returns all corrections of the posting that are in force now.

        Raises:
            UsageError: there is no such posting, field, class or skill.
        """
        from upslope.guide import correct

        found, understood = self.store.postings.get(posting)
        kept = self.store.corrections
        earlier = kept.in_force(found.id)
        said = correct.taken_back(earlier) if take_back else []
        said += correct.corrections(understood, earlier, truths, named=named, not_named=not_named)
        if said:
            kept.add(said)
            self._understand_again([found])
        return kept.in_force(found.id)

    def skill(self, name: str) -> Skill:
        """Return the taxonomy's entry that goes by this name.

        Raises:
            NotFoundError: there is none; says which names are spelled most like it.
        """
        from upslope.taxonomy import Taxonomy

        return Taxonomy.load().skill(name)

    def unknown_skills(self, postings: Iterable[Record] | None = None) -> list[Unknown]:
        """Return terms that postings (default: the stored ones) list among skills but are none."""
        from upslope.guide.unknown import unknown_terms
        from upslope.taxonomy import Taxonomy

        if postings is None:
            postings = (posting for posting, _ in self.store.postings.all())
        return unknown_terms(map(posting_given, postings), Taxonomy.load())
