"""Trains the models that ship, and writes them with their cards to ``models/shipped``.

    python benchmarks/train_models.py ../shared [NAME ...] [--write] [--rung RUNG ...]

Learns from the hand-read labels of ``../shared/gold/train_*`` and from our own readings in
``benchmarks/labels``, whose texts are in ``../shared/data``. What shares employer or text with the
gold postings is left out. Without ``--write`` it prints the ladders and changes nothing. Where the
rules win, only the card is written, and the rules go on answering. The six duties are trained by
``train_duties.py``, after the role, which they ask.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from upslope.models import Labelled, shipped_files
from upslope.models.lifecycle.card import markdown
from upslope.models.lifecycle.dataset import dataset
from upslope.models.lifecycle.ladder import LADDER
from upslope.models.lifecycle.train import train
from upslope.records import digest_of
from upslope.understand.labelled import labelled
from upslope.understand.tasks import TASKS

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "src/upslope/models/shipped"
LABELS = ROOT / "benchmarks/labels"
READ = [LABELS / f"{name}.jsonl" for name in ("read", "roles", "duty_sentences")]

# As found by `upslope models tune NAME RUNG`.
SETTINGS: dict[str, dict[str, dict[str, float]]] = {
    "role": {"logistic": {"strength": 0.05}},
    "section": {"logistic": {"strength": 0.003}},
    "mention": {"logistic": {"strength": 0.03}},
    "need": {"logistic": {"strength": 0.01}},
}


AGAINST_RULES = {
    "need": "Ships although it does not surely beat the rules: they were written on these "
    "postings, so that their figure, unlike the model's, is not held out.",
}
"""Tasks whose model answers where the ladder would leave it to the rules, and why."""


def read(shared: Path) -> tuple[list[Labelled], list[Labelled]]:
    """Return what is learned from and what is judged on."""
    gold = shared / "gold"
    labels = [*READ, gold / "train_labels.jsonl"]
    texts = [shared / "data/postings_fulltext.parquet", gold / "train_postings.jsonl"]
    judged, _ = labelled([gold / "understand_labels.jsonl"], [gold / "postings.jsonl"])
    return labelled(labels, texts)[0], judged


def write(name: str, files: dict[str, bytes]) -> None:
    """Put a model into the package and note its digest; of rules that win, the card alone."""
    told = msgspec.json.decode(files["card.json"])
    learned = told["winner"] != "rules" or name in AGAINST_RULES
    if learned:
        told["chosen"] = AGAINST_RULES.get(name, "the smallest rung that no other beats")
    else:
        told |= {"rung": "rules", "settings": {}, "chosen": "no learned rung beats the rules"}
    card = msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"
    files = files | {"card.json": card} if learned else {"card.json": card}
    folder = SHIPPED / name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for file, content in files.items():
        (folder / file).write_bytes(content)
    listed = SHIPPED / "digests.json"
    digests = msgspec.json.decode(listed.read_bytes(), type=dict[str, str])
    digests.pop(name, None)
    if learned:
        digests[name] = digest_of(files)
    listed.write_bytes(msgspec.json.format(msgspec.json.encode(digests, order="sorted")) + b"\n")


def main() -> None:
    """Train, print, and write when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("shared", type=Path)
    ask.add_argument("names", nargs="*")
    ask.add_argument("--rung", action="append", default=[], choices=LADDER)
    ask.add_argument("--write", action="store_true")
    options = ask.parse_args()
    rows, judged = read(options.shared)
    for name in options.names or TASKS:
        data = dataset(TASKS[name], rows, judged)
        rungs = tuple(options.rung) or LADDER
        done = train(TASKS[name], data, datetime.now(UTC), rungs=rungs, settings=SETTINGS.get(name))
        print(markdown(msgspec.json.decode(done.files["card.json"])))
        if options.write:
            write(name, dict(done.files))
            shipped_files.cache_clear()


if __name__ == "__main__":
    main()
