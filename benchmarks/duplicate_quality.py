"""How well it is decided whether two postings are one opening, beside two usual rules.

    python benchmarks/duplicate_quality.py [../shared] [--ladder]

*Gold* are the pairs of ``../shared/gold/duplicate_pairs.jsonl``; *own* are those of
``labels/openings.jsonl``, read by us, on which the limits were found; their texts are in the shared
data. A false merge hides a real opening. With ``--ladder`` the rungs of a learned model answer the
own pairs that no veto decides, each trained on other employers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from upslope.models import Example, Task
from upslope.normalize.company import company_key
from upslope.normalize.duplicates.decide import decide
from upslope.normalize.duplicates.evidence import evidence
from upslope.normalize.duplicates.overlap import overlap
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.duplicates.vetoes import veto
from upslope.workspace.duplicates import profile_of

LABELS = Path(__file__).parent / "labels" / "openings.jsonl"
TASK = Task("opening", ("same", "other"), lambda labelled: [])


class Pair(NamedTuple):
    """Two postings and whether a reader takes them for one opening."""

    one: Profile
    other: Profile
    same: bool


def gold(shared: Path) -> list[Pair]:
    """Return the pairs that others read."""
    lines = (shared / "gold/duplicate_pairs.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Pair(profile_of(r["a"]), profile_of(r["b"]), r["label"] == "same") for r in rows]


def own(shared: Path) -> list[Pair]:
    """Return the pairs that we read, with the texts of the shared data."""
    lines = LABELS.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    wanted = {row[side] for row in rows for side in "ab"}
    texts = dict(_texts(shared, wanted))
    return [Pair(profile_of(texts[r["a"]]), profile_of(texts[r["b"]]), r["same"]) for r in rows]


def _texts(shared: Path, wanted: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in pq.read_table(shared / "data/postings_fulltext.parquet").to_pylist():
        parts = (row[name] or "" for name in ("title", "company", "location", "description"))
        digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        if digest in wanted:
            yield digest, row | {"source": row["data_set"], "date_posted": row["date"]}


def ours(pair: Pair) -> bool:
    """Decide as Upslope does."""
    return decide(pair.one, pair.other).same


def same_names(pair: Pair) -> bool:
    """Take postings of equal company and title for one."""
    names = [(company_key(p.company), p.posting.title.strip().lower()) for p in pair[:2]]
    return names[0] == names[1]


def alike(pair: Pair) -> bool:
    """Take texts for one whose runs of three words are alike (Jaccard above 0.7)."""
    runs = [_runs(p.text) for p in pair[:2]]
    return len(runs[0] & runs[1]) > 0.7 * len(runs[0] | runs[1])


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


RULES: dict[str, Callable[[Pair], bool]] = {
    "ours": ours,
    "equal company and title": same_names,
    "3-gram Jaccard > 0.7": alike,
}


def score(pairs: list[Pair], rule: Callable[[Pair], bool]) -> str:
    """Return precision, recall and false merges of a rule."""
    said = [(rule(pair), pair.same) for pair in pairs]
    right = sum(answer and truth for answer, truth in said)
    merges = sum(answer and not truth for answer, truth in said)
    precision = right / (right + merges) if right + merges else 0.0
    recall = right / sum(truth for _, truth in said)
    return f"{precision:>9.2f} {recall:>7.2f} {merges:>13}"


def example(pair: Pair) -> Example:
    """Return what a model could read of a pair that no veto decides."""
    texts, found = overlap(pair.one.wording, pair.other.wording), evidence(pair.one, pair.other)
    features = {
        "lost": 1 - texts.contained,
        "unlike": 1 - texts.alike,
        "swapped": min(texts.swapped, 0.2) * 5,
        "own": math.log1p(texts.own),
        "added": math.log1p(texts.added),
        "moved": min(texts.moved, 0.2) * 5,
        "title": float(found.title > 0),
        "unsaid": float(found.unsaid > 0),
        "years": float(found.years),
        "pay": float(found.pay),
        "requisition": float(found.requisition),
        "listed": float(found.listed),
        f"employer.{found.employer}": 1.0,
        f"place.{found.place}": 1.0,
    }
    truth, rule = ("same" if answer else "other" for answer in (pair.same, ours(pair)))
    return Example(features, truth, rule, company_key(pair.one.company))


def ladder(pairs: list[Pair]) -> str:
    """Return the figures of each rung, on employers that it has not seen."""
    from upslope.models.lifecycle.card import row, table  # noqa: PLC0415  (scikit-learn)
    from upslope.models.lifecycle.ladder import climb  # noqa: PLC0415
    from upslope.models.table import Table  # noqa: PLC0415

    open_pairs = [
        pair
        for pair in pairs
        if pair.one.has_text and pair.other.has_text and not veto(pair.one, pair.other)
    ]
    examples = Table.of(TASK, [example(pair) for pair in open_pairs])
    rungs = ("constant", "rules", "logistic", "svm", "trees")
    return f"{len(open_pairs)} pairs\n" + table([row(step) for step in climb(examples, rungs)])


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("shared", nargs="?", type=Path, default=LABELS.parents[3] / "shared")
    ask.add_argument("--ladder", action="store_true")
    options = ask.parse_args()
    for name, pairs in (("gold", gold(options.shared)), ("own", own(options.shared))):
        print(f"{name}: {len(pairs)} pairs, {sum(pair.same for pair in pairs)} of them one opening")
        print(f"{'':<24} precision  recall  false merges")
        for rule, decides in RULES.items():
            print(f"{rule:<24} {score(pairs, decides)}")
    if options.ladder:
        print(ladder(own(options.shared)))


if __name__ == "__main__":
    main()
