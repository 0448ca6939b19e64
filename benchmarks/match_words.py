"""Learn from many postings what words and skills weigh and mean, for ``guide/match/data``.

    python benchmarks/match_words.py [--shared ../shared] [--to FOLDER]

Writes ``words.tsv`` and ``skills.tsv``: how many of the shared postings' texts hold a word, or ask
for a skill. Kept are words of at least 8 postings of at least 5 employers, so that no text, no
person and hardly an employer can be told from them.

Writes ``meaning.npz``: a direction in 64 dimensions for each of these words, from the English ones
of the postings by latent semantic analysis (TF-IDF, then a truncated SVD; the first component,
which all texts share, is left out).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize as unit
from sklearn.utils.extmath import randomized_svd

from upslope.guide.match.meaning import DIMENSIONS
from upslope.guide.match.vocabulary import LOGS, frequencies, numbers, weight, words
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


def directions(found: list[Posting]) -> dict[str, np.ndarray]:
    """Return what each word of the tables means: small whole numbers, and what they are times."""
    rows, columns, values = [], [], []
    for row, posting in enumerate(one for one in found if one.language == "en"):
        counts = Counter(words(f"{posting.title}\n{posting.description or ''}"))
        for word in counts.keys() & numbers().keys():
            rows.append(row)
            columns.append(numbers()[word])
            values.append(LOGS[min(counts[word], 255)] * weight(word) / 1e6)
    texts = csr_matrix((values, (rows, columns)), shape=(max(rows) + 1, len(numbers())))
    _, _, found_ = randomized_svd(unit(texts), DIMENSIONS + 1, n_iter=4, random_state=0)
    loads = found_[1:].T
    longest = np.abs(loads).max(axis=1)
    scales = np.maximum(1, np.rint(longest * 65_535 / longest.max()))
    unscaled = loads / (scales * longest.max() / 65_535)[:, None]
    return {
        "directions": np.rint(127 * unscaled).clip(-127, 127).astype(np.int8),
        "scales": scales.astype(np.uint16),
    }


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
    for table in (frequencies, numbers, weight):
        table.cache_clear()
    np.savez(args.to / "meaning.npz", allow_pickle=False, **directions(found))


if __name__ == "__main__":
    main()
