"""Base pay that postings of a kind state, estimated with an interval, or refused."""

from __future__ import annotations

from collections.abc import Sequence

from upslope.estimate.asked import Asked
from upslope.estimate.table import Answer, shipped
from upslope.estimate.text import shipped_text
from upslope.records import Posting, Understanding
from upslope.records.pay import PayEstimate

__all__ = ["Asked", "estimate", "estimate_pay"]


def estimate_pay(
    postings: Sequence[Posting], understandings: Sequence[Understanding]
) -> list[PayEstimate]:
    """Estimate the middle of the base pay that each posting states, or would state.

    What a posting does state is not looked at. Each is answered for itself.

    >>> from upslope.records import Place
    >>> posting = Posting(id="1", source="", source_id="", title="Senior Data Scientist",
    ...     places=[Place(country="US")])
    >>> known = Understanding(id="1", role="data_scientist", seniority="senior")
    >>> [found] = estimate_pay([posting], [known])
    >>> found.currency, found.unit_text, found.p10 < found.p50 < found.p90
    ('USD', 'year', True)
    """
    pairs = zip(postings, understandings, strict=True)
    return [_of_posting(posting, known) for posting, known in pairs]


def estimate(asked: Sequence[Asked]) -> list[PayEstimate]:
    """Estimate the pay of postings such as those asked for, numbered from 0 as their ids.

    >>> [found] = estimate([Asked(role="ml_engineer", seniority="intern", country="US")])
    >>> found.p50, found.why[:11]
    (None, 'Internships')
    """
    table, digest = shipped()
    return [
        _told(str(place), table.answer(one), f"table {digest}") for place, one in enumerate(asked)
    ]


def _of_posting(posting: Posting, understanding: Understanding) -> PayEstimate:
    """Ask the text where it can tell, and the table elsewhere."""
    asked = Asked.of(posting, understanding)
    table, digest = shipped()
    if said := shipped_text().answer(posting, understanding, asked, table):
        return _told(posting.id, said, f"text on table {digest}")
    return _told(posting.id, table.answer(asked), f"table {digest}")


def _told(name: str, answer: Answer | str, model: str) -> PayEstimate:
    if not isinstance(answer, Answer):
        return PayEstimate(id=name, model=model, why=answer)
    return PayEstimate(
        id=name,
        currency=answer.currency,
        unit_text="year",
        p10=_rounded(answer.p10),
        p50=_rounded(answer.p50),
        p90=_rounded(answer.p90),
        model=model,
        why=answer.why,
    )


def _rounded(amount: float) -> float:
    """To three digits: the interval says more than a fourth."""
    return float(f"{amount:.3g}")
