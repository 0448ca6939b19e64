"""What of a search's openings is new to a channel: each opening once, whatever its postings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from upslope.records import Posting


class News(NamedTuple):
    """A new opening, and how well it matches the resume, 0 to 100, where that was asked."""

    posting: Posting
    score: float | None = None


def fresh(
    found: Iterable[str],
    appeared: Collection[str],
    same: Mapping[str, Collection[str]],
    told: Collection[str],
) -> list[str]:
    """Return the postings that are news, in the order in which they were found.

    An opening is news if none of its postings was there before, and none was told of.

    Args:
        found: ids that the search finds.
        appeared: ids that were first stored after the search was saved.
        same: for each found id, all ids that are the same opening, itself among them.
        told: ids that were told of.

    >>> same = {"a": {"a"}, "b": {"b", "old"}, "c": {"c", "d"}, "d": {"c", "d"}, "e": {"e"}}
    >>> fresh("abcde", {"a", "b", "c", "d", "e"}, same, {"e"})
    ['a', 'c']
    """
    news: list[str] = []
    known, new = set(told), set(appeared)
    for id in found:
        postings = set(same.get(id, (id,)))
        if postings <= new and known.isdisjoint(postings):
            news.append(id)
            known |= postings
    return news
