"""Which fields a source fills, and which it has stopped to fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from upslope.records import RawPosting

OPTIONAL = (
    "url",
    "hiring_organization",
    "job_location",
    "job_location_type",
    "employment_type",
    "date_posted",
    "valid_through",
    "base_salary",
    "description",
)
"""Fields that a source may leave empty; title and id it may not."""


def filled(raws: Sequence[RawPosting]) -> dict[str, int]:
    """Count by field how many postings have it; ``title``, which all have, is how many there are.

    >>> counts = filled([RawPosting(source="x", source_id="1", title="Chef", url="https://x.example")])
    >>> counts["title"], counts["url"], counts["description"]
    (1, 1, 0)
    """
    return {"title": len(raws)} | {
        name: sum(1 for raw in raws if getattr(raw, name)) for name in OPTIONAL
    }


_CHANCE = 0.03
_ALL = 0.9
_BOARDS = 3


def emptied(now: Mapping[str, int], before: Mapping[str, int]) -> list[str]:
    """Give the fields that hardly a posting has now, though by what was before some should.

    That so many in a row lack a field by chance must be less likely than 3 in 100.

    >>> emptied({"title": 9, "url": 9, "description": 0}, {"title": 8, "url": 8, "description": 6})
    ['description']
    >>> emptied({"title": 9, "base_salary": 0}, {"title": 8, "base_salary": 1})
    []
    """
    rows, rows_before = now.get("title", 0), before.get("title", 0)
    lost = []
    for name in OPTIONAL:
        without = (rows_before - before.get(name, 0) + 0.5) / (rows_before + 1)
        few = now.get(name, 0) * 50 <= rows
        if rows and few and before.get(name, 0) and without**rows < _CHANCE:
            lost.append(name)
    return lost


def never_empty(boards: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Pool what several boards of one source fill, but only fields that nearly all postings have.

    So that a board visited for the first time is compared with no company's own habits.

    >>> never_empty([{"title": 9, "url": 9, "base_salary": 9}] * 2 + [{"title": 5, "url": 5}])
    {'title': 23, 'url': 23}
    """
    told = [counts for counts in boards if counts.get("title")]
    if len(told) < _BOARDS:
        return {}
    names = [
        name
        for name in ("title", *OPTIONAL)
        if all(counts.get(name, 0) >= _ALL * counts["title"] for counts in told)
    ]
    return {name: sum(counts[name] for counts in told) for name in names}
