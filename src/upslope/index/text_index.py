"""The index in its folder: opened, followed up, searched; thrown away when it is no good."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

import msgspec
from tantivy import IndexWriter, Searcher

from upslope.errors import StoreError, UpslopeError
from upslope.index.answering import Hits, answer
from upslope.index.asked import telling_clauses
from upslope.index.names import Names
from upslope.index.schema import VERSION, document, open_index
from upslope.records import Change, Filters, Mark
from upslope.records.query import parse

_HEAP = 256_000_000
"""Bytes that are gathered before they are written out."""
_MARK = "followed.json"
_MOST_WAIT = 5.0
"""Seconds in which another thread takes in what a person did; a whole board may take longer."""


class IndexUnusableError(StoreError):
    """The index is damaged, of no version we know, or cannot be written; the store has it all."""


class IndexBusyError(IndexUnusableError):
    """Another process is writing the index: what it held before can be searched."""


class TextIndex:
    """The index of one workspace. Any number may read it at once, one at a time writes it.

    Args:
        home: the workspace's folder; the index is a folder in it.

    >>> import tempfile
    >>> from upslope.records import Posting, Understanding
    >>> home = Path(tempfile.mkdtemp())
    >>> index = TextIndex(home)
    >>> posting = Posting(id="1", source="s", source_id="1", title="C++ Engineers")
    >>> change = Change(posting=posting, understanding=Understanding(id="1"),
    ...                 first_seen="2026-01-01", shown_as="1")
    >>> index.follow([change], Mark(revision=1))
    1
    >>> index.search(Filters(query="engineer c++")).ids
    ['1']
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / f"index-{VERSION}"
        self._opened: tuple[Mark, Searcher, Names] | None = None
        self._writing = Lock()

    def mark(self) -> Mark | None:
        """Return how far the index has followed the store; ``None`` if there is no index."""
        with suppress(OSError, msgspec.DecodeError):
            return msgspec.json.decode((self.folder / _MARK).read_bytes(), type=Mark)
        return None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other thread of this process write: it waits for a moment.

        Raises:
            IndexBusyError: another thread writes for longer than that.
        """
        if not self._writing.acquire(timeout=_MOST_WAIT):
            raise IndexBusyError("The text index is being written.")
        try:
            yield
        finally:
            self._writing.release()

    def follow(self, changes: Iterable[Change], mark: Mark) -> int:
        """Take in what changed, all or nothing, and return how many postings that were.

        Args:
            changes: all that changed since :meth:`mark`; without a mark, all there is.
            mark: where the store was before it was asked for the changes.

        Raises:
            IndexBusyError: another process is writing it.
            IndexUnusableError: it is damaged, or the disk is full.
        """
        done = 0
        with _explained():
            is_new = self.mark() is None
            writer = self._writer()
            try:
                if is_new:  # what a killed process left
                    writer.delete_all_documents()
                for change in changes:
                    if not is_new:
                        writer.delete_documents_by_term("id", change.posting.id)
                    writer.add_document(document(change))
                    done += 1
                writer.commit()
                writer.wait_merging_threads()
            finally:
                del writer  # lets go of the lock also after an error
            self._note(mark)
        return done

    def search(self, filters: Filters) -> Hits:
        """Find the postings that pass all filters: best first, without a query newest first.

        Raises:
            IndexUnusableError: there is no index, or it is damaged.
            UsageError: a filter has a value that is none.
        """
        with _explained():
            clauses = telling_clauses(parse(filters.query))
            return answer(*self._searcher(), clauses, filters)

    def throw_away(self) -> None:
        """Delete the index; it is built anew from the store."""
        self._opened = None
        with suppress(OSError):  # first, so that a kill in between leaves no index, not half of one
            (self.folder / _MARK).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _writer(self) -> IndexWriter:
        """Take the one writer's lock, on a new index if there is none that can be opened."""
        try:
            index = open_index(self.folder)
        except ValueError:
            if self.mark():
                raise
            self.throw_away()
            for older in self.folder.parent.glob("index-*"):
                shutil.rmtree(older, ignore_errors=True)
            self.folder.mkdir(mode=0o700)
            index = open_index(self.folder, create=True)
        return index.writer(_HEAP, num_threads=1)

    def _note(self, mark: Mark) -> None:
        part = self.folder / f"{_MARK}.part"
        part.write_bytes(msgspec.json.encode(mark))
        part.replace(self.folder / _MARK)

    def _searcher(self) -> tuple[Searcher, Names]:
        mark = self.mark()
        if mark is None:
            raise IndexUnusableError("There is no text index.")
        if self._opened is None or self._opened[0] != mark:
            searcher = open_index(self.folder).searcher()
            self._opened = (mark, searcher, Names(searcher))
        return self._opened[1:]


@contextmanager
def _explained() -> Iterator[None]:
    """Turn tantivy's errors into ours. What it meets in a damaged file may also be a panic."""
    try:
        yield
    except UpslopeError:
        raise
    except BaseException as error:
        panicked = type(error).__name__ == "PanicException"
        if not panicked and not isinstance(error, (ValueError, OSError, RuntimeError)):
            raise
        if "LockBusy" in str(error):
            raise IndexBusyError("Another process is writing the text index.") from error
        why = str(error).partition("\n")[0].rstrip(".")
        raise IndexUnusableError(f"The text index cannot be used: {why}.") from error
