"""What the parts measure with: the corpus, and a workspace filled from it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec
from benchmarks.performance.corpus import Corpus, Row, shown_as
from benchmarks.performance.measure import ROOT

from upslope.guide.search import follow
from upslope.normalize import normalize
from upslope.records import Posting, Reply, Understanding
from upslope.sources.pages.files import Files
from upslope.store import Store
from upslope.store.batches import chunks
from upslope.understand import VERSION, understand

TEXTS = ROOT.parent / "shared" / "data" / "postings_fulltext.parquet"
BATCH = 500
RUN = 5_000


class Stock:
    """Real postings, read and understood once and kept in a folder.

    Args:
        file: postings in any form that the files source reads.
        folder: where what takes long is kept for the next time.
        limit: how many real postings to make others of; default: all.
    """

    def __init__(self, file: Path = TEXTS, folder: Path | None = None, limit: int | None = None):
        self.file = file
        self.folder = folder or Path(tempfile.mkdtemp())
        self.folder.mkdir(parents=True, exist_ok=True)
        self._limit = limit

    def rows(self) -> list[Row]:
        """Return the real postings."""
        kept = self.folder / f"understood-{self._limit or 'all'}-{VERSION}.msgpack"
        if not kept.exists():
            kept.write_bytes(msgspec.msgpack.encode(list(self._read())))
        return msgspec.msgpack.decode(kept.read_bytes(), type=list[Row])

    def corpus(self) -> Corpus:
        """Return what makes any number of postings of them."""
        return Corpus(self.rows())

    def workspace(self, number: int) -> Path:
        """Return a workspace with so many made postings, stored, indexed and packed."""
        from upslope.workspace import Workspace  # noqa: PLC0415

        home = self.folder / f"workspace-{number}"
        if not (home / "pool.json").exists():
            with Workspace(home) as workspace:
                fill(workspace.store, self.corpus().postings(number))
                follow(workspace.store, workspace.index)
                workspace.ranking.pool()
        return home

    def _read(self) -> Iterable[tuple[Posting, Understanding]]:
        found = 0
        for reading in Files().stream(
            Reply(url=self.file.name, body=self.file.read_bytes()), BATCH
        ):
            postings = normalize(reading.postings)[: self._limit and self._limit - found]
            yield from zip(postings, understand(postings), strict=True)
            found += len(postings)
            if found == self._limit:
                return


def fill(store: Store, rows: Iterable[Row]) -> None:
    """Store postings as runs of a source do."""
    for part, chunk in enumerate(chunks(rows, RUN)):
        run = msgspec.structs.replace(store.runs.start("bench", str(part)), verdict="partial")
        postings, understandings = zip(*chunk, strict=True)
        prints = [str(shown_as(part * RUN + n)) for n in range(len(chunk))]
        store.postings.ingest(run, postings, understandings, fingerprints=prints, reader=VERSION)
