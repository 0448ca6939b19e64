"""Count in how many postings each word and each skill stands, for ``guide/match/data``.

    python benchmarks/match_words.py [--shared ../shared] [--to FOLDER]

Writes ``words.tsv`` and ``skills.tsv``: how many of the shared postings' texts hold a word, or ask
for a skill. Kept are words of at least 8 postings of at least 5 employers, so that no text, no
person and hardly an employer can be told from them.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

from upslope.guide.match.vocabulary import words
from upslope.normalize import normalize
from upslope.normalize.company import company_key
from upslope.records import Posting, RawPosting
from upslope.understand import understand

LEAST, EMPLOYERS = 8, 5
TO = Path(__file__).parents[1] / "src/upslope/guide/match/data"


def postings(shared: Path) -> list[Posting]:
    """Read the shared postings with text."""
    rows = pq.read_table(shared / "data/postings_fulltext.parquet").to_pylist()
    raw = (
        RawPosting(
            source="made",
            source_id=str(number),
            title=row["title"] or "",
            hiring_organization=row["company"],
            job_location=[row["location"]] if row["location"] else [],
            description=row["description"],
        )
        for number, row in enumerate(rows)
    )
    return [posting for some in _batches(raw) for posting in normalize(some)]


def _batches(raw: Iterable[RawPosting], size: int = 500) -> Iterator[list[RawPosting]]:
    batch: list[RawPosting] = []
    for one in raw:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def count(found: list[Posting]) -> tuple[Counter[str], Counter[str]]:
    """Count postings by word and by skill."""
    named: Counter[str] = Counter()
    skills: Counter[str] = Counter()
    employers: defaultdict[str, set[str]] = defaultdict(set)
    for posting in found:
        here = set(words(f"{posting.title}\n{posting.description or ''}"))
        named.update(here)
        for word in here:
            if len(employers[word]) < EMPLOYERS:
                employers[word].add(company_key(posting.hiring_organization))
    for start in range(0, len(found), 500):
        for one in understand(found[start : start + 500]):
            skills.update({mention.skill for mention in one.skills if mention.need != "negated"})
    rare = [w for w, n in named.items() if n < LEAST or len(employers[w]) < EMPLOYERS]
    for word in rare:
        del named[word]
    return named, skills


def write(path: Path, total: int, counts: Counter[str]) -> None:
    """Write a table: how many postings were read, then each name with how many of them hold it."""
    lines = [f"\t{total}", *(f"{name}\t{number}" for name, number in sorted(counts.items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Count and write."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    ask.add_argument("--to", type=Path, default=TO)
    args = ask.parse_args()
    found = postings(args.shared)
    for name, counts in zip(("words", "skills"), count(found), strict=True):
        write(args.to / f"{name}.tsv", len(found), counts)
        print(f"{name}: {len(counts):,} of {len(found):,} postings")


if __name__ == "__main__":
    main()
