"""How many postings a second ``understand`` reads on one core.

    python benchmarks/understand.py ../shared/gold/train_postings.jsonl

Prints the time of each reader and of all together, sections and sentences included, as CPU time.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from upslope.models import SHIPPED
from upslope.records import Posting
from upslope.understand import READERS, understand
from upslope.understand.document import Document


def timed(what: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        what()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Time every reader on the postings of a file of JSON lines."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    rows = [json.loads(line) for line in ask.parse_args().file.open(encoding="utf-8")]
    postings = [
        Posting(
            id=row["id"],
            source="",
            source_id=row["id"],
            title=row["title"],
            description=row["description"],
        )
        for row in rows
    ]
    documents = [Document.of(posting) for posting in postings]
    split = timed(lambda: [Document.of(posting).sentences for posting in postings])
    print(f"{'sentences':12} {split / len(rows) * 1000:6.2f} ms a posting")
    for document in documents:
        _ = document.sentences
    for name, reader in READERS.items():
        seconds = timed(lambda reader=reader: reader.predict(documents, SHIPPED))  # type: ignore[misc]
        print(f"{name:12} {seconds / len(rows) * 1000:6.2f} ms a posting")
    total = timed(lambda: understand(postings))
    print(
        f"{'all':12} {total / len(rows) * 1000:6.2f} ms a posting, {len(rows) / total:.0f} a second"
    )


if __name__ == "__main__":
    main()
