"""What ``upslope pay`` does: pay as a posting states it, as it is estimated, as others state it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from upslope.errors import UsageError
from upslope.records import (
    Filters,
    PayEstimate,
    PayStated,
    PayStatement,
    Posting,
    Understanding,
)
from upslope.records.understanding import Role, Seniority
from upslope.workspace.given import Record, posting_given

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace


class PayTold(msgspec.Struct, frozen=True, kw_only=True):
    """All that can be said of pay for one posting, or for one kind of them.

    Args:
        id: of the posting, or the kind that was asked for.
        title: of the posting.
        statements: every amount of money that it states, the base pay among them.
        estimate: without looking at those.
        stored: what the stored openings of its role, level and country state.
    """

    id: str
    title: str
    statements: list[PayStatement]
    estimate: PayEstimate
    stored: PayStated | None


class Pay:
    """Pay, as one workspace can tell it.

    Args:
        workspace: whose openings and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def estimate(self, postings: Iterable[Record]) -> list[PayEstimate]:
        """Estimate a year's base pay of postings, blind to what they state: one each, in order."""
        known = [posting_given(posting) for posting in postings]
        return self.estimate_known(known, self._workspace.understand(known))

    def estimate_known(
        self, postings: Sequence[Posting], understandings: Sequence[Understanding]
    ) -> list[PayEstimate]:
        """Do the same for postings that were understood before."""
        from upslope.estimate import estimate_pay

        return estimate_pay(postings, understandings)

    def of(self, posting: str) -> PayTold:
        """Tell of a stored posting, by its id or the beginning of it.

        Raises:
            UsageError: there is no such posting.
        """
        found, understood = self._workspace.store.postings.get(posting)
        return self._told(found, understood, _statements(found))

    def of_kind(
        self, role: Role, level: Seniority = "unknown", place: str = "", skills: Sequence[str] = ()
    ) -> PayTold:
        """Tell of openings of a role, level and place.

        Args:
            role: the role.
            level: the seniority.
            place: in words, with its country.
            skills: what stored openings must ask for to be counted. The estimate is that of the
                kind: what was learned from names no skills.

        Raises:
            UsageError: the place is not known.
            UpslopeError: the taxonomy has no such skill.
        """
        from upslope.normalize.place import places

        found, _ = places([place]) if place else ([], None)
        if place and not any(one.country for one in found):
            raise UsageError(
                f"No country is known for {place!r}.",
                next='Say it with its country: --place "Leeds, United Kingdom"',
            )
        labels = [self._workspace.skill(name).preferred_label for name in skills]
        title = " ".join(filter(None, ["" if level == "unknown" else level, role])).replace(
            "_", " "
        )
        posting = Posting(
            id=title, source="asked", source_id="", title=title, job_location=[place], places=found
        )
        kind = Understanding(id=title, role=role, role_probability=1.0, seniority=level)
        return self._told(posting, kind, [], labels)

    def cards(self) -> str:
        """Return the cards of what estimates pay, as Markdown: data, figures, limits."""
        from upslope.estimate.card import card, markdown, text_card

        return f"{markdown(card())}\n{text_card()}"

    def _told(
        self,
        posting: Posting,
        understood: Understanding,
        statements: list[PayStatement],
        skills: Sequence[str] = (),
    ) -> PayTold:
        from upslope.guide.stated_pay import stated_of_kind

        [estimate] = self.estimate_known([posting], [understood])
        country = next((place.country for place in posting.places if place.country), None)
        asked = Filters(roles=(understood.role,), skills=tuple(skills))
        rows = self._workspace.store.postings.search(asked).rows
        stored = stated_of_kind(rows, understood.role, understood.seniority, country)
        return PayTold(
            id=posting.id,
            title=posting.title,
            statements=statements,
            estimate=estimate,
            stored=stored,
        )


def _statements(posting: Posting) -> list[PayStatement]:
    """Every amount of money that a posting states, the source's own field first.

    The title tells what the amounts of an internship are. Spans count from its beginning, a line
    above the description.
    """
    from upslope.normalize.pay import statements

    text = f"{posting.title}\n{posting.description or ''}"
    return statements(text, location="; ".join(posting.job_location), field=posting.base_salary)
