"""Work that is killed at a random moment, and what must hold afterwards.

A kind of work is a :class:`Work`: ``prepare`` makes its folder once, ``loop`` works in a child
process and acknowledges each piece that is done, ``check`` looks at what the kill left. The folder
is killed in again and again, so that one kill's damage would meet the next.
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sqlite3
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import count, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from tests.store import released
from tests.store.made_up import contents, ended, posting, take, understanding

from upslope.guide.search import search
from upslope.index import TextIndex
from upslope.pipeline import take_snapshot
from upslope.records import Filters, Reply, Run, Version, digest_of
from upslope.store import Store
from upslope.store.backup import backup
from upslope.store.backup.restore import restore
from upslope.store.database import migrate

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

Acknowledge = Callable[[str], None]
POSTINGS = 12


class Work(ABC):
    """One kind of work. ``said`` is what the killed children acknowledged, oldest first."""

    longest = 0.25  # seconds after which it is killed at the latest

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.acknowledged = 0
        self.states: Counter[str] = Counter()
        """What the kills met, to be told in the table: nothing, an open run, a half file ..."""

    def prepare(self) -> None:
        """Make the folder in which the children work."""
        Store(self.folder).close()

    @abstractmethod
    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        """Work until killed; to acknowledge something is to promise that it will be there."""

    @abstractmethod
    def check(self, store: Store) -> None:
        """Look at what is there, after the workspace was opened again."""

    def verify(self) -> None:
        """Open the workspace as the next program would, and look."""
        self.states["file cut short"] += bool([*self.folder.rglob("*.part")])
        with Store(self.folder) as store:
            assert not [*self.folder.glob("restore.*")], "a restore is left half done"
            assert len([*self.folder.glob("running/*.lock")]) == 1, "locks of the dead are left"
            _check_whole(self.folder / "upslope.db")
            self.check(store)
            assert not [*self.folder.rglob("*.part")], "unfinished files are left"


class Ingesting(Work):
    """Runs with their replies, postings, skills and events."""

    longest = 0.4

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        with Store(self.folder) as store:
            for round in count():
                run = store.runs.start("greenhouse", "quillfeather")
                acknowledge(_ingest(store, run, f"{seed} {round}").id)

    def check(self, store: Store) -> None:
        runs = store.runs.list(100_000)
        stored = {run.id for run in runs if run.verdict == "complete"}
        assert set(self.said) <= stored, "an acknowledged run is lost"
        rest = [run for run in runs if run.id not in stored]
        assert all(run.verdict == "failed" and "interrupted" in run.reason for run in rest)
        assert all(not run.seen for run in rest), "half a run"
        self.states["run cut short"] += bool(rest) and rest[0] == runs[0]
        titles = {one.title for one, _ in store.postings.all(fold_duplicates=False)}
        assert len(titles) == min(1, len(stored)), "a run was stored by halves"
        for digest in _column(store, "SELECT digest FROM run_replies"):
            store.replies.get(digest)
        if rest and rest[0] == runs[0]:  # the same again finishes the work, once
            run, before = rest[0], contents(store)
            _ingest(store, run, "again")
            after = contents(store)
            _ingest(store, run, "again")
            assert contents(store) == after != before
            assert {one.title for one, _ in store.postings.all()} == {"again"}


class Keeping(Work):
    """Raw replies, of all sizes."""

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        dice = random.Random(seed)
        with Store(self.folder) as store:
            while True:
                body = dice.randbytes(int(10 ** dice.uniform(0, 5.7)))
                acknowledge(store.replies.keep(Reply(url="https://jobs.example", body=body)))

    def check(self, store: Store) -> None:
        files = [*(self.folder / "raw").rglob("*.gz")]
        for file in files:
            store.replies.get(file.stem)
        assert set(self.said) <= {file.stem for file in files}


class UnderstandingAgain(Work):
    """All that was understood, replaced by another version's answers."""

    def prepare(self) -> None:
        with Store(self.folder) as store:
            take(store, [posting(n) for n in range(60)], reader="0")

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        with Store(self.folder) as store:
            for round in count():
                reader, skill = f"{seed} {round}", f"skill {seed} {round}"
                stale = [one.id for one in store.postings.outdated(reader)]
                answers = (understanding(id, skill) for id in stale)
                assert store.postings.understand_again(answers, reader=reader) == 60
                acknowledge(reader)

    def check(self, store: Store) -> None:
        readers = set(_column(store, "SELECT reader FROM understandings"))
        skills = set(_column(store, "SELECT skill_text FROM understandings"))
        assert len(readers) == 1, "understood by halves"
        (reader,) = readers
        assert reader == "0" or skills == {f"|skill {reader}|"}
        if self.said:
            seed, round = map(int, self.said[-1].split())
            assert tuple(map(int, reader.split())) >= (seed, round)


class Promoting(Work):
    """New versions of a model, each made champion."""

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        dice = random.Random(seed)
        with Store(self.folder) as store:
            for round in count():
                files = {"model.json": b"%d %d" % (seed, round), "arrays.npz": dice.randbytes(9999)}
                made = Version(
                    model="role",
                    digest=digest_of(files),
                    rung="logistic",
                    created_at=datetime.now(UTC),
                    data="",
                    scores={},
                )
                store.models.add(made, files)
                acknowledge(f"added {made.digest}")
                store.models.move("role", made.digest, "better")
                acknowledge(f"moved {made.digest}")

    def check(self, store: Store) -> None:
        assert store.models.check() == {}, "a version without its files"
        kept = {version.digest for version in store.models.versions("role")}
        assert {line.split()[1] for line in self.said} <= kept
        log = store.models.moves("role")[::-1]
        assert [move.before for move in log] == ["", *(move.to for move in log)][: len(log)]
        champion = store.models.champions().get("role", "")
        assert champion == (log[-1].to if log else ""), "a champion without its log entry"
        moved = [line.split()[1] for line in self.said if line.startswith("moved")]
        assert not moved or moved[-1] in [move.to for move in log[-2:]]
        folders = {path.name for path in (self.folder / "models").glob("*")}
        self.states["files without a row"] += bool(folders - kept)


class Upgrading(Work):
    """Databases of the first release, brought to this version's schema."""

    longest = 0.6  # an upgrade takes about that long

    def prepare(self) -> None:
        super().prepare()
        path = released.build("0001", self.folder.with_name("first.db"))
        with closing(sqlite3.connect(path)) as database, database:  # a larger one
            database.execute(
                "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                "INSERT INTO posting_skills SELECT 'gh-1', 'skill ' || i, 'required' FROM n"
            )
        self.before = released.tables(path)
        self.kills = 0

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        for number in count():
            folder = self.folder / "old" / f"{seed}-{number}"
            folder.mkdir(parents=True)
            shutil.copy(self.folder.with_name("first.db"), folder / "new.db")
            (folder / "new.db").rename(folder / "upslope.db")
            Store(folder).close()
            acknowledge(folder.name)

    def check(self, store: Store) -> None:
        for folder in sorted((self.folder / "old").glob("*")):
            path = folder / "upslope.db"
            if path.exists():
                self._check_upgraded(folder, path)
            shutil.rmtree(folder)

    def _check_upgraded(self, folder: Path, path: Path) -> None:
        copy = folder / "backups" / "before-upgrade-0001.zip"
        if copy.exists():
            assert backup.read(copy).schema == "0001"
        revision = released.tables(path)["alembic_version"][1][0][0]
        assert revision in {"0001", migrate.HEAD}, "upgraded by halves"
        assert revision == migrate.HEAD or folder.name not in self.said
        self.states["upgrade cut short"] += revision == "0001"
        assert copy.exists() or revision == "0001", "upgraded without a backup"
        Store(folder).close()
        after = released.tables(path)
        assert after["alembic_version"][1] == [(migrate.HEAD,)]
        assert "posting_skills" not in after
        names = sorted(
            skill for posting, skill, _ in self.before["posting_skills"][1] if posting == "gh-1"
        )
        (said,) = (row for row in after["understandings"][1] if row[0] == "gh-1")
        assert sorted(said[-1].strip("|").split("|")) == names
        assert len(after["postings"][1]) == len(self.before["postings"][1])
        assert not [*folder.rglob("*.part")]
        assert backup.read(copy).schema == "0001"


class BackingUp(Work):
    """Backups, each after a run."""

    longest = 0.5

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        with Store(self.folder) as store:
            for round in count():
                run = store.runs.start("greenhouse", "quillfeather")
                _ingest(store, run, f"{seed} {round}")
                made = backup.write(store)
                acknowledge(f"{made.file}\t{run.id}")

    def check(self, store: Store) -> None:
        whole = {path: backup.read(path) for path in (self.folder / "backups").glob("*.zip")}
        said = [line.split("\t") for line in self.said]
        assert {Path(file) for file, _ in said} <= set(whole)
        assert {run for _, run in said} <= {run.id for run in store.runs.list(100_000)}
        for path in sorted(whole)[:-1]:  # the newest will do for the next look
            path.unlink()
        self.said = [line for line in self.said if line.split("\t")[0] == str(max(whole))]
        if whole:
            target = self.folder.with_name("drill")
            restore(target, max(whole))
            with Store(target) as drill:
                assert len({one.title for one, _ in drill.postings.all()}) == 1
            shutil.rmtree(target)


class Restoring(Work):
    """Two backups, restored in turn."""

    def prepare(self) -> None:
        self.before = "b"
        for name in ("a", "b"):
            with Store(self.folder) as store:
                _ingest(store, store.runs.start("greenhouse", "quillfeather"), name)
                (self.folder / "config.toml").write_text(f'resume = "{name}"\n')
                backup.write(store, self.folder.with_name(f"{name}.zip"))

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        for name in random.Random(seed).choices("ab", k=10_000):
            acknowledge(f"begin {name}")
            restore(self.folder, self.folder.with_name(f"{name}.zip"))
            acknowledge(name)

    def check(self, store: Store) -> None:
        (state,) = {one.title for one, _ in store.postings.all()}
        config = (self.folder / "config.toml").read_text()
        assert config == f'resume = "{state}"\n', "half of one state, half of another"
        assert len([*(self.folder / "raw").rglob("*.gz")]) == {"a": 1, "b": 2}[state]
        for digest in _column(store, "SELECT digest FROM run_replies"):
            store.replies.get(digest)
        begun = [line.removeprefix("begin ") for line in self.said]
        done = [line for line in self.said if line in {"a", "b"}]
        last = done[-1] if done else self.before
        assert state in {last, *begun[-1:]}, "a restore that was done is gone"
        self.states["restore completed at the next start"] += state != last
        self.before, self.said = state, []
        for aside in self.folder.glob("before-restore-*"):  # nothing that was there is lost
            _check_whole(aside / "upslope.db")
            shutil.rmtree(aside)


class Indexing(Work):
    """The text index, which follows the database; lost, it is made anew."""

    longest = 0.4

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        with Store(self.folder) as store:
            index = TextIndex(self.folder)
            for round in count():
                run = store.runs.start("greenhouse", "quillfeather")
                _ingest(store, run, f"word{seed}x{round}")
                found = search(Filters(query=f"word{seed}x{round}", limit=None), store, index)
                assert len(found.rows) == POSTINGS // 2  # the others are duplicates
                acknowledge(run.id)

    def check(self, store: Store) -> None:
        assert set(self.said) <= {run.id for run in store.runs.list(100_000)}
        self.states["index to be made anew"] += TextIndex(self.folder).mark() is None
        for title in {one.title for one, _ in store.postings.all()}:
            for asked in (title, "train models"):
                found = search(Filters(query=asked, limit=None), store, TextIndex(self.folder))
                rows = {one.id for one, _ in found.rows}
                assert rows == {one.id for one, _ in store.postings.all()}


class Snapshotting(Work):
    """Snapshots of the market, each after a run in which every posting has another employer."""

    longest = 0.4

    def loop(self, acknowledge: Acknowledge, seed: int) -> None:
        with Store(self.folder) as store:
            for round in count():
                rows = [posting(n, hiring_organization=f"E{seed}x{round}") for n in range(POSTINGS)]
                take(store, rows)
                taken = take_snapshot(store)
                acknowledge(f"{taken.number if taken else 0} E{seed}x{round}")

    def check(self, store: Store) -> None:
        kept = {str(row["snapshot"]): row["company"] for row in self._facts()}
        said = dict(line.split() for line in self.said)
        assert said.items() <= kept.items(), "a snapshot that was acknowledged is lost"
        last = store.snapshots.last()
        self.states["snapshot without its mark"] += len(kept) > (last.number if last else 0)
        take_snapshot(store)  # the next one goes on from there
        assert take_snapshot(store) is None
        stored = store.postings.all(fold_duplicates=False)
        state = {row["id"]: row["company"] for row in self._facts()}
        assert state == {one.id: one.hiring_organization for one, _ in stored}

    def _facts(self) -> Iterator[dict[str, Any]]:
        for file in sorted((self.folder / "market").glob("facts-*.parquet")):
            yield from pq.read_table(file).to_pylist()


KINDS: dict[type[Work], int] = {
    Ingesting: 12,
    Keeping: 5,
    UnderstandingAgain: 5,
    Promoting: 5,
    Upgrading: 7,
    BackingUp: 7,
    Restoring: 7,
    Indexing: 7,
    Snapshotting: 5,
}
"""Kinds of work with how many of 50 kills each gets."""


def torture(work: Work, kills: int, seed: int) -> Iterator[float]:
    """Kill a kind of work so many times; yield after how many seconds of work each time."""
    work.prepare()
    dice = random.Random(seed)
    for number in range(kills):
        moment = dice.uniform(0, work.longest)
        said = _kill(work, number, moment, warm=dice.random() < 0.6)
        work.said += said
        work.acknowledged += len(said)
        work.verify()
        yield moment


def _kill(work: Work, seed: int, moment: float, *, warm: bool) -> list[str]:
    """Let a child work for some seconds, kill it, and return what it acknowledged.

    The seconds count from its start or, ``warm``, from the first thing that it acknowledged.
    """
    here, there = _PROCESSES.Pipe(duplex=False)
    child = _PROCESSES.Process(target=_work, args=(work, there, seed))
    child.start()
    there.close()
    assert here.recv_bytes() == b"ready"
    said = [*islice(_heard(here), int(warm))]
    time.sleep(moment)
    child.kill()
    said += _heard(here)
    child.join()
    here.close()
    assert child.exitcode == -9, f"it ended by itself: {child.exitcode}"
    return said


def _heard(child: Connection) -> Iterator[str]:
    with suppress(EOFError, OSError):  # a message that is cut off was not said
        while True:
            yield child.recv_bytes().decode()


def _work(work: Work, to: Connection, seed: int) -> None:
    to.send_bytes(b"ready")
    work.loop(lambda text: to.send_bytes(text.encode()), seed)


def _processes() -> ForkServerContext | SpawnContext:
    """Children of a process that has imported everything: they begin at once."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


_PROCESSES = _processes()


def _ingest(store: Store, run: Run, title: str) -> Run:
    digest = store.replies.keep(Reply(url="https://jobs.example", body=title.encode()))
    rows = [posting(n, title=title) for n in range(POSTINGS)]
    answers = [understanding(row.id, "python", "sql") for row in rows]
    prints = [str(n // 2) for n in range(POSTINGS)]
    return store.postings.ingest(ended(run), rows, answers, [digest], fingerprints=prints)


def _column(store: Store, query: str) -> list[str]:
    with store.database.read() as connection:
        return list(connection.exec_driver_sql(query).scalars())


def _check_whole(path: Path) -> None:
    """Ask the database itself, then look for rows that belong to nothing."""
    with closing(sqlite3.connect(path)) as database:

        def rows(query: str) -> list[tuple[object, ...]]:
            return database.execute(query).fetchall()

        assert rows("PRAGMA integrity_check") == [("ok",)]
        assert rows("PRAGMA foreign_key_check") == []
        alone = "SELECT id FROM postings WHERE id NOT IN (SELECT posting FROM {})"
        assert rows(alone.format("understandings")) == [], "a posting that was not understood"
        assert rows(alone.format("events")) == [], "a posting without history"
        assert rows("SELECT id FROM runs WHERE ingested AND verdict IS NULL") == []
