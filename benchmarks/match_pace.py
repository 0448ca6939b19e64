"""How long 20,000 stored postings take to be ranked for one resume, beside scikit-learn's TF-IDF.

    python benchmarks/match_pace.py [--shared ../shared] [--postings 20000] [--kept FOLDER]

The postings are those of the shared collection, some of them twice. Packing reads each text once;
later commands read the packed file. Times are medians of five, of wall clock and of this process's
CPU, the two rankers by turns.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import msgspec
import numpy as np
from match_words import postings as shared_postings
from sklearn.feature_extraction.text import TfidfVectorizer

from upslope.guide.match import Pool, match
from upslope.guide.resume import resume_of
from upslope.records import Posting, Understanding
from upslope.understand import understand

RESUME = (Path(__file__).parent / "resume.txt").read_text(encoding="utf-8")


def stock(shared: Path, number: int, kept: Path) -> tuple[list[Posting], list[Understanding]]:
    """Return postings with what is understood of them; kept in a file, since that takes minutes."""
    file = kept / f"match_pace_{number}.msgpack"
    if not file.exists():
        found = shared_postings(shared)
        understood = [
            one
            for start in range(0, len(found), 500)
            for one in understand(found[start : start + 500])
        ]
        file.write_bytes(msgspec.msgpack.encode((found, understood)))
    found, understood = msgspec.msgpack.decode(
        file.read_bytes(), type=tuple[list[Posting], list[Understanding]]
    )
    rows = enumerate(islice(cycle(zip(found, understood, strict=True)), number))
    named = [
        (msgspec.structs.replace(one, id=str(row)), msgspec.structs.replace(known, id=str(row)))
        for row, (one, known) in rows
    ]
    return [one for one, _ in named], [known for _, known in named]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds of wall clock and of CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Run the benchmark."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    ask.add_argument("--postings", type=int, default=20_000)
    ask.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()))
    args = ask.parse_args()
    found, understood = stock(args.shared, args.postings, args.kept)
    resume = resume_of(RESUME)
    texts = [f"{one.title}\n{one.description or ''}" for one in found]
    file = Path(tempfile.mkdtemp()) / "pool.npz"

    wall, cpu = timed(lambda: Pool(found, understood).save(file, file.with_suffix(".part")))
    print(f"pack and save {len(found):,}: {wall:.2f} s ({cpu:.2f} CPU), {file.stat().st_size:,} B")

    def ours() -> None:
        pool = Pool.load(file)
        assert pool is not None
        best = np.argsort(-pool.scores(resume), kind="stable")[:20]
        match(resume, [found[row] for row in best], [understood[row] for row in best])

    def peer() -> None:
        model = TfidfVectorizer(stop_words="english", sublinear_tf=True)
        matrix = model.fit_transform(texts)
        np.argsort(-(matrix @ model.transform([RESUME]).T).toarray()[:, 0])[:20]

    pool = Pool.load(file)
    assert pool is not None
    rounds = [(timed(ours), timed(lambda: pool.scores(resume)), timed(peer)) for _ in range(5)]
    names = ("load, score, reasons of 20", "score again", "TF-IDF, vectors and cosine")
    for name, each in zip(names, zip(*rounds, strict=True), strict=True):
        walls, cpus = zip(*each, strict=True)
        print(f"{name:28} {statistics.median(walls):.2f} s ({statistics.median(cpus):.2f} CPU)")


if __name__ == "__main__":
    main()
