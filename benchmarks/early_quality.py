"""How well openings for beginners are ranked for beginners: the path of first posts beside match.

    python benchmarks/early_quality.py [--shared ../shared]

Prints nDCG@10 over those graded postings that count as for beginners, for each of the people,
shared and our own, whose resume is a beginner's. They are few, and so are their postings: read it
as a check that the path does no harm, not as proof that it is better.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from match_quality import SETS, TODAY, Person, gold, ndcg, own, shipped

from upslope.guide.early import rank_early
from upslope.guide.first_posts import signs


def beginners(shared: Path) -> list[Person]:
    """Read the graded people at their start, with their openings for beginners only."""
    everyone = [person for name in SETS for person in gold(shared / "gold", name)] + own(shared)
    return [_cut(one) for one in everyone if one.resume.seniority in {"intern", "entry"}]


def _cut(person: Person) -> Person:
    kept = [
        row
        for row in zip(person.postings, person.understood, person.grades, strict=True)
        if signs(row[0], row[1])
    ]
    postings, understood, grades = (list(column) for column in zip(*kept, strict=True))
    return replace(person, postings=postings, understood=understood, grades=grades)


def early(person: Person) -> list[float]:
    """The score of the path of first posts."""
    found = rank_early(person.resume, person.postings, person.understood, TODAY)
    scores = {one.posting: one.score for one in found}
    return [scores[posting.id] for posting in person.postings]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    rows = [
        (person.id, len(person.grades), ndcg(person, shipped(person)), ndcg(person, early(person)))
        for person in beginners(parser.parse_args().shared)
    ]
    print(f"{'person':8}{'postings':>9}{'match':>8}{'early':>8}")
    for name, number, plain, path in rows:
        print(f"{name:8}{number:>9}{plain:>8.3f}{path:>8.3f}")
    plain, path = (sum(row[column] for row in rows) / len(rows) for column in (2, 3))
    print(f"{'mean':8}{'':>9}{plain:>8.3f}{path:>8.3f}")


if __name__ == "__main__":
    main()
