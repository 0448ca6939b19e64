"""How fast openings that are stored twice are linked, and how many of the copies are found.

    python benchmarks/duplicates.py [FILE] [--postings 100000] [--peer 2000]

Makes postings of invented employers out of the shared full texts: each text several times, with a
part of its words changed, so that they are other openings; and of one in ten a copy as a portal has
it (another form of the employer's name, another spelling of the place, a decorated title, words
before and after, the text cut short). They are stored, uncounted; then seconds and memory of
``link_openings`` are taken, which reads them, keeps their keys, compares, groups and links. Beside
it datasketch finds near twins among some of the same texts (``pip install 'upslope[bench]'``).
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from upslope.normalize.duplicates.blocking import keys
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.records import posting_of
from upslope.pipeline import link_openings
from upslope.records import Posting, Understanding
from upslope.store import Store

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "postings_fulltext.parquet"
COPIED = 10
"""One posting in so many has a copy."""
CHANGED = 3
"""One word in so many is another one in each further use of a text."""
BEFORE = "This opening is shown by a portal that helps people look for work. Apply with a click. "
AFTER = " Report this posting. People who looked at it also looked at others. Set an alert."
_WORD = re.compile(r"[A-Za-z]{4,}")


def rows(file: Path) -> list[dict[str, Any]]:
    """Return the postings with a text that are the material."""
    columns = ["title", "company", "location", "description"]
    return [row for row in pq.read_table(file, columns=columns).to_pylist() if row["description"]]


def made(material: list[dict[str, Any]], number: int) -> Iterator[tuple[Posting, Posting | None]]:
    """Yield postings, each with its copy if it has one."""
    for place in range(number):
        again, at = divmod(place, len(material))
        row = material[at]
        company = f"{(row['company'] or f'Employer{at}').splitlines()[0]} {_name(again)}"
        record = {
            "id": f"own-{place}",
            "source": "greenhouse",
            "title": row["title"],
            "company": company,
            "location": row["location"],
            "description": _other_words(row["description"], again) if again else row["description"],
        }
        copy = None if place % COPIED else posting_of(_as_portal(record, random.Random(place)))
        yield posting_of(record), copy


def _name(again: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(again)).title() + "works"


def _other_words(text: str, again: int) -> str:
    """Change one word in three, the same ones of all texts."""

    def other(found: re.Match[str]) -> str:
        word = found[0]
        changes = sum(word.lower().encode()) % (CHANGED * 8) == again % 8 or len(word) % 3 == 0
        return word[::-1] + chr(ord("a") + again % 26) if changes else word

    return _WORD.sub(other, text)


def _as_portal(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a posting as a portal copies it."""
    text = record["description"]
    if chance.random() < 0.2:
        text = text[: max(600, int(len(text) * chance.uniform(0.3, 0.9)))]
    if chance.random() < 0.5:
        text = re.sub(r"\.\s+(?=[A-Z])", ".", text)
    if chance.random() < 0.5:
        text = BEFORE + text + AFTER
    return record | {
        "id": f"copy-{record['id']}",
        "source": "linkedin",
        "title": record["title"] + chance.choice(["", " (Remote)", " - Apply now", " | Hybrid"]),
        "company": record["company"] + chance.choice(["", ", Inc.", " GmbH", " Ltd."]),
        "location": record["location"] or "",
        "description": text,
    }


def fill(store: Store, material: list[dict[str, Any]], number: int) -> dict[str, str]:
    """Store postings and copies, and return the original of each copy."""
    copies: dict[str, str] = {}
    batch: list[Posting] = []
    for own, copy in made(material, number - number // (COPIED + 1)):
        batch.append(own)
        if copy:
            batch.append(copy)
            copies[copy.id] = own.id
        if len(batch) >= 5_000:
            _take(store, batch)
            batch = []
    _take(store, batch)
    return copies


def _take(store: Store, batch: list[Posting]) -> None:
    run = store.runs.start("greenhouse", "made up")
    run.verdict = "partial"
    said = [Understanding(id=one.id, role="other", role_probability=0.5) for one in batch]
    store.postings.ingest(run, batch, said)


def recall_of_blocking(material: list[dict[str, Any]], number: int) -> float:
    """Return of which share of copies a key leads to the original."""
    pairs = [(own, copy) for own, copy in made(material, number) if copy]
    found = [_meet(keys(Profile(own)), keys(Profile(copy))) for own, copy in pairs]
    return sum(found) / len(found)


def _meet(one: list[str], other: list[str]) -> bool:
    """Say whether a key leads from one to the other, as ``Blocks.sharing`` does."""
    first, second = ({key if key[0] == "t" else key[1:] for key in own} for own in (one, other))
    both_whole = all(any(key[0] == "w" for key in own) for own in (one, other))
    return any(key[0] == "t" or not both_whole for key in first & second)


def peer(material: list[dict[str, Any]], number: int) -> float:
    """Return how many seconds datasketch's MinHash LSH takes for 1,000 texts."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  (an extra)

    start = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=64)
    for place, row in enumerate(material[:number]):
        words = re.findall(r"\w+", row["description"].lower())
        sketch = MinHash(num_perm=64)
        runs = zip(words, words[1:], words[2:], strict=False)
        sketch.update_batch([" ".join(run).encode() for run in set(runs)])
        index.query(sketch)
        index.insert(str(place), sketch)
    return (time.process_time() - start) * 1_000 / min(number, len(material))


def main() -> None:
    """Store, link, and print what it took."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", nargs="?", type=Path, default=SHARED)
    ask.add_argument("--postings", type=int, default=100_000)
    ask.add_argument("--peer", type=int, default=0, metavar="TEXTS")
    options = ask.parse_args()
    material = rows(options.file)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        copies = fill(store, material, options.postings)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        processor, wall = time.process_time(), time.perf_counter()
        number = link_openings(store)
        processor, wall = time.process_time() - processor, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        links = {link for copy in copies for link in store.duplicates.of(copy)}
        linked = {link.posting: link.canonical for link in links}
    found = sum(
        linked.get(copy) == own
        or linked.get(own) == copy
        or (linked.get(copy) is not None and linked.get(copy) == linked.get(own))
        for copy, own in copies.items()
    )
    print(f"postings                 {number:>10,}")
    print(f"processor seconds        {processor:>10.1f}")
    print(f"wall seconds             {wall:>10.1f}")
    print(f"peak memory, MB          {peak:>10.0f}  (before linking {before:.0f})")
    print(f"links                    {len(linked):>10,}")
    print(f"copies                   {len(copies):>10,}")
    print(f"copies linked            {found / len(copies):>10.3f}")
    print(f"copies a key leads to    {recall_of_blocking(material, 20_000):>10.3f}")
    if options.peer:
        ours = processor / number * 1_000
        print(
            f"seconds per 1,000: ours {ours:.2f} (all steps), datasketch "
            f"{peer(material, options.peer):.2f} (candidates only)"
        )


if __name__ == "__main__":
    main()
