"""How fast skills are found, on one core: ``python benchmarks/skills.py [FILE.jsonl]``.

FILE holds postings with ``title`` and ``description``, one a line; without it, 2,000 postings are
made up. Prints a line of JSON: how many skills and names there are, load time in ms, and postings a
second for the cutting into sentences and for ``Taxonomy.find``. The readers are measured by
``benchmarks/understand.py``.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from upslope.taxonomy import Taxonomy
from upslope.understand.document import Document


def main() -> None:
    """Measure and print."""
    start = time.process_time()
    taxonomy = Taxonomy.load()
    load = time.process_time() - start
    documents = _read(Path(sys.argv[1])) if len(sys.argv) > 1 else _made_up(taxonomy)
    result = {
        "skills": len(taxonomy.skills),
        "names": sum(1 + len(skill.alt_labels) for skill in taxonomy.skills.values()),
        "load_ms": round(load * 1000),
        "postings": len(documents),
        "characters": round(sum(len(d.description) for d in documents) / len(documents)),
        "split_per_s": _rate(documents, lambda d: d.sentences),
        "find_per_s": _rate(documents, lambda d: list(taxonomy.find(d.description))),
    }
    sys.stdout.write(json.dumps(result) + "\n")


def _rate(documents: list[Document], work: Callable[[Document], object]) -> int:
    start = time.process_time()
    for document in documents:
        work(document)
    return round(len(documents) / (time.process_time() - start))


def _read(path: Path) -> list[Document]:
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Document(id=str(n), title=line["title"], description=line["description"] or "")
        for n, line in enumerate(lines)
    ]


def _made_up(taxonomy: Taxonomy) -> list[Document]:
    """Postings of about 4,000 characters with 40 skills each, in plain words."""
    chance = random.Random(1)
    labels = list(taxonomy.skills)
    words = ["you", "will", "work", "with", "our", "team", "to", "build", "what", "people", "need"]
    texts = []
    for _ in range(2000):
        lines = [
            " ".join((*chance.choices(words, k=16), chance.choice(labels))) + "." for _ in range(40)
        ]
        texts.append("Requirements\n- " + "\n- ".join(lines))
    return [Document(id=str(n), title="Engineer", description=t) for n, t in enumerate(texts)]


if __name__ == "__main__":
    main()
