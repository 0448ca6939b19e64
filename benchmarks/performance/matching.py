"""Ranking all stored postings for a resume: packed on disk, by a new process and once more.

The peer is scikit-learn's TF-IDF with the cosine of the resume, over the same texts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.performance.figures import Figure
from benchmarks.performance.measure import load, process, timed
from benchmarks.performance.stock import Stock

COMMAND = "python -m benchmarks.performance --only matching"
TOP = 20
TARGET = 1.0
RESUME_FILE = Path(__file__).parents[1] / "resume.txt"
RESUME = RESUME_FILE.read_text(encoding="utf-8")


def figures(stock: Stock, rounds: int, postings: int) -> Iterator[Figure]:
    """Measure by turns: a new process, a workspace just opened, the same asked again, the peer."""
    from upslope.workspace import Workspace  # noqa: PLC0415

    home = stock.workspace(postings)
    command = [sys.executable, "-m", "upslope", "--workspace", str(home)]
    command += ["match", "--resume", str(RESUME_FILE), "--top", str(TOP)]
    texts = [
        f"{one.title}\n{one.description or ''}" for one, _ in stock.corpus().postings(postings)
    ]
    process(command)
    fresh, cold, warm, peer = [], [], [], []
    for _ in range(rounds):
        fresh.append(process(command))
        with Workspace(home) as workspace:
            cold.append(timed(lambda: workspace.rank(RESUME_FILE, top=TOP)))
            warm.append(timed(lambda: workspace.rank(RESUME_FILE, top=TOP)))
        peer.append(timed(lambda: tf_idf(texts)))
    shared: dict[str, Any] = {"part": "matching", "command": COMMAND, "load": load(), "unit": "s"}
    for name, taken, target in (
        ("workspace just opened", cold, TARGET),
        ("asked again", warm, TARGET),
        ("all of `upslope match`, a new process", fresh, None),
    ):
        for what, at in (("on the clock", 1), ("of the processor", 0)):
            yield Figure(
                name=f"{postings:,} matched, {name}, {what}",
                values=[one[at] for one in taken],
                others=[one[at] for one in peer],
                target=target,
                beside="TF-IDF of scikit-learn",
                **shared,
            )
    size = (home / "pool.npz").stat().st_size / postings
    yield Figure(name="packed on disk", values=[size], **{**shared, "unit": "bytes each"})


def tf_idf(texts: list[str]) -> object:
    """Rank texts for the resume as a search over vectors does."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    model = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    matrix = model.fit_transform(texts)
    return (-(matrix @ model.transform([RESUME]).T).toarray()[:, 0]).argsort()[:TOP]
