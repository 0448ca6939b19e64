"""How many postings a second one core takes from a file to the index, stage by stage.

    python benchmarks/pace.py [FILE] [--limit N] [--repeat 3] [--peer 300] [--json]

FILE is Parquet or JSON Lines with any columns that the files source knows; default: the full texts
of the shared data. Rows stream through in batches; processor time is that of the whole process with
all its threads. The first run also loads models and tables; medians of several leave that out.

Beside it, in the same run, a usual stack of other packages does three of the steps over a sample of
the same texts (``pip install 'upslope[bench]'``): BeautifulSoup takes the tags out, spaCy's
PhraseMatcher finds the names of our taxonomy, datasketch's MinHash LSH finds near twins. What they
load and compile is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from upslope.guide.search import follow
from upslope.index import TextIndex
from upslope.normalize import fingerprint, normalize
from upslope.records import Reply
from upslope.sources.pages.files import Files
from upslope.store import Store
from upslope.taxonomy import Taxonomy
from upslope.understand import VERSION, understand

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "postings_fulltext.parquet"
BATCH = 500
TARGET_MB = 600

Times = dict[str, tuple[float, float]]
"""Seconds by stage: of the processor, and on the wall."""


class Clock:
    """Adds up what each stage takes."""

    def __init__(self) -> None:
        self._spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for a stage."""
        processor, wall = time.process_time(), time.perf_counter()
        yield
        self._spent[name][0] += time.process_time() - processor
        self._spent[name][1] += time.perf_counter() - wall

    def times(self) -> Times:
        """Return all stages in the order they began."""
        return {name: (processor, wall) for name, (processor, wall) in self._spent.items()}


def whole_way(file: Path, limit: int | None) -> tuple[Times, list[int]]:
    """Take a file's postings to the index; return the times and the length of each text."""
    clock, lengths = Clock(), list[int]()
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        with clock.stage("read"):
            batches = Files().stream(Reply(url=file.name, body=file.read_bytes()), BATCH)
        while limit is None or len(lengths) < limit:
            with clock.stage("read"):
                reading = next(batches, None)
            if reading is None:
                break
            raws = reading.postings[: None if limit is None else limit - len(lengths)]
            with clock.stage("normalise"):
                postings = normalize(raws)
                prints = [fingerprint(posting) for posting in postings]
            with clock.stage("understand"):
                understood = understand(postings)
            with clock.stage("store"):
                run = store.runs.start("files", f"{file.name} {len(lengths)}")
                run = msgspec.structs.replace(run, verdict="partial")
                store.postings.ingest(
                    run, postings, understood, fingerprints=prints, reader=VERSION
                )
            lengths += [len(posting.description or "") for posting in postings]
        with clock.stage("index"):
            follow(store, TextIndex(Path(folder)))
    return clock.times(), lengths


def peer_way(texts: Sequence[str]) -> Times:
    """Do three of the steps with the usual packages."""
    import spacy  # noqa: PLC0415  # only here: an extra, and slow to load
    from bs4 import BeautifulSoup  # noqa: PLC0415
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    language, clock = spacy.blank("en"), Clock()
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for skill in Taxonomy.load().skills.values():
        names = (skill.preferred_label, *skill.alt_labels)
        matcher.add(skill.preferred_label, [language.make_doc(name) for name in names])
    twins = MinHashLSH(threshold=0.8, num_perm=128)
    for number, text in enumerate(texts):
        with clock.stage("BeautifulSoup"):
            plain = BeautifulSoup(text, "html.parser").get_text("\n")
        with clock.stage("spaCy PhraseMatcher"):
            matcher(language.make_doc(plain))
        with clock.stage("datasketch MinHash LSH"):
            words = plain.casefold().split()
            made = MinHash(num_perm=128)
            made.update_batch({" ".join(words[n : n + 3]).encode() for n in range(len(words))})
            twins.query(made)
            twins.insert(str(number), made)
    return clock.times()


def sample(file: Path, number: int, of: int) -> list[str]:
    """Return texts from all over the first postings of a file."""
    stream = Files().stream(Reply(url=file.name, body=file.read_bytes()), BATCH)
    texts = (raw.description or "" for reading in stream for raw in reading.postings)
    return list(islice(texts, 0, of, max(1, of // number)))[:number]


def medians(rounds: Sequence[Times]) -> Times:
    """Return the median of each stage over several runs."""
    return {
        name: (median(each[name][0] for each in rounds), median(each[name][1] for each in rounds))
        for name in rounds[0]
    }


def rows(times: Times, number: int) -> list[dict[str, object]]:
    """Lay stages and their sum out for a table or as JSON."""
    total = sum(processor for processor, _ in times.values())
    every = {**times, "all": (total, sum(wall for _, wall in times.values()))}
    return [
        {
            "stage": name,
            "cpu_ms": round(processor / number * 1000, 3),
            "postings_per_second": round(number / processor) if processor else None,
            "share": round(processor / total, 3) if total else None,
            "wall_ms": round(wall / number * 1000, 3),
        }
        for name, (processor, wall) in every.items()
    ]


def show(title: str, table: list[dict[str, object]]) -> None:
    """Print a table for people."""
    print(f"{title:<24} {'CPU ms each':>11} {'a second':>9} {'share':>6} {'wall ms':>8}")
    for row in table:
        speed = f"{row['postings_per_second']:,}" if row["postings_per_second"] else "-"
        print(
            f"  {row['stage']:<22} {row['cpu_ms']:>11.3f} {speed:>9} {row['share'] or 0:>6.0%}"
            f" {row['wall_ms']:>8.3f}"
        )


def peak_mb() -> float:
    """Return the most memory that this process ever held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def measure(file: Path, limit: int | None, repeat: int, peer: int) -> dict[str, Any]:
    """Take the file the whole way and a sample of it the other way, by turns."""
    texts: list[str] = []
    ours: list[Times] = []
    others: list[Times] = []
    for _ in range(repeat):  # by turns, so that a busy machine slows both
        times, lengths = whole_way(file, limit)
        ours.append(times)
        if len(ours) == 1:
            peak = peak_mb()
        if peer:
            texts = texts or sample(file, peer, len(lengths))
            others.append(peer_way(texts))
    report: dict[str, Any] = {
        "postings": len(lengths),
        "letters_each": round(sum(lengths) / len(lengths)),
        "stages": rows(medians(ours), len(lengths)),
        "peak_mb": round(peak),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
    if texts:
        report |= {"peer_texts": len(texts), "peer": rows(medians(others), len(texts))}
        report["times_as_long"] = round(
            report["peer"][-1]["cpu_ms"] / report["stages"][-1]["cpu_ms"], 1
        )
    return report


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("file", type=Path, nargs="?", default=SHARED)
    ask.add_argument("--limit", type=int, help="postings at most")
    ask.add_argument("--repeat", type=int, default=3, help="runs to take the medians of")
    ask.add_argument("--peer", type=int, default=300, help="texts for the other stack; 0: none")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    given = ask.parse_args()
    report = measure(given.file, given.limit, given.repeat, given.peer)
    if given.json:
        print(json.dumps(report))
        return
    show(f"{report['postings']:,} of {report['letters_each']:,} letters", report["stages"])
    print(
        f"  peak memory {report['peak_mb']} MB (to stay below {TARGET_MB});"
        f" {report['cores']} cores with {report['load']} processes at work"
    )
    if given.peer:
        show(f"other stack, {report['peer_texts']} of them", report["peer"])
        print(f"These three steps take {report['times_as_long']} times as long as all of ours.")


if __name__ == "__main__":
    main()
