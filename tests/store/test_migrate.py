"""The schema: the same in code and in migrations, upgraded with a copy, never downgraded."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url
from tests.store import released
from tests.store.made_up import contents, open_ids, posting, take

from upslope.errors import StoreError
from upslope.records import Filters
from upslope.store import Store
from upslope.store.backup import backup
from upslope.store.backup.restore import restore
from upslope.store.database import migrate, postgresql
from upslope.store.database.schema import metadata

Tables = dict[str, tuple[list[str], list[tuple[Any, ...]]]]

NEXT = """
from alembic import op
revision = "next"
down_revision = "{head}"
def upgrade():
    op.execute("CREATE TABLE extra (id TEXT)")
    op.execute("INSERT INTO extra VALUES ('kept')")
    {then}
"""


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(migrate.MIGRATIONS)).get_heads() == [migrate.HEAD]


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_newer_schema_is_refused_untouched(folder: Path) -> None:
    with Store(folder) as store:
        take(store, [posting()])
    path = folder / "upslope.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer Upslope.*[Uu]pgrade"):
        Store(folder)
    assert path.read_bytes() == before


def add_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str = "") -> None:
    """Pretend that the next release has one more migration."""
    shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations")
    added = NEXT.format(head=migrate.HEAD, then=then)
    (tmp_path / "migrations" / "versions" / "v9999_next.py").write_text(added)
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(migrate, "HEAD", "next")


def test_an_upgrade_keeps_a_copy_and_every_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(folder) as store:
        take(store, [posting(1), posting(2)])
        before, before_head = contents(store), migrate.HEAD
    add_next(tmp_path, monkeypatch)

    with Store(folder) as store:
        assert contents(store) == before
        with store.database.read() as connection:
            assert connection.exec_driver_sql("SELECT id FROM extra").scalar() == "kept"

    made = backup.read(folder / "backups" / f"before-upgrade-{before_head}.zip")
    assert (made.postings, made.schema) == (2, before_head)


def test_an_upgrade_that_fails_half_way_leaves_the_old_schema(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(folder) as store:
        take(store, [posting(1)])
    with monkeypatch.context() as patched:
        add_next(tmp_path, patched, then="raise RuntimeError('power cut')")
        with pytest.raises(RuntimeError, match="power cut"):
            Store(folder)
    with Store(folder) as store:
        assert open_ids(store) == ["gh-1"]
        with store.database.read() as connection:
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "extra" not in tables


def test_every_migration_comes_with_the_database_of_its_release() -> None:
    known = {path.stem for path in released.FOLDER.glob("*.sql")}
    missing = set(released.revisions()) - known
    assert not missing, "run: python -m tests.store.released"


@pytest.mark.parametrize("revision", released.revisions())
def test_a_released_migration_was_never_changed(tmp_path: Path, revision: str) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    released.upgrade(engine, revision)
    kept = released.build(revision, tmp_path / "kept.db")
    assert _schema(tmp_path / "made.db") == _schema(kept)


def _schema(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return sorted(sql for (sql,) in database.execute("SELECT sql FROM sqlite_master") if sql)


def _of(tables: Tables, columns: Tables) -> Tables:
    """Cut tables down to the columns that an older version knew."""
    cut: Tables = {}
    for name, (known, _) in columns.items():
        places = [tables[name][0].index(column) for column in known]
        rows = [tuple(row[place] for place in places) for row in tables[name][1]]
        cut[name] = (known, sorted(rows, key=repr))
    return cut


@pytest.mark.parametrize("revision", released.revisions())
def test_an_upgrade_from_every_release_keeps_every_cell(folder: Path, revision: str) -> None:
    path = released.build(revision, folder / "upslope.db")
    before = released.tables(path)
    assert all(rows for _, rows in before.values()), "the text needs rows in every table"
    del before["alembic_version"]
    kept = {name: table for name, table in before.items() if name != "posting_skills"}

    with Store(folder) as store:
        store.check()
        _, skills = before.get("posting_skills", ([], []))
        for posting_, skill, need in skills:
            assert (posting_ in _asking_for(store, skill.title())) == (need != "negated")
        assert open_ids(store) == ["gh-1", "gh-2", "gh-3", "gh-4"]
        assert store.postings.get("gh-4")[0].title.startswith("Ingénieur ML 机器学习")
        assert [event.kind for event in store.postings.history("gh-5")] == ["appeared", "closed"]
    assert _of(released.tables(path), kept) == kept

    if revision != migrate.HEAD:  # and the way back
        restore(folder, folder / "backups" / f"before-upgrade-{revision}.zip")
        assert released.tables(path)["alembic_version"][1] == [(revision,)]
        assert _of(released.tables(path), before) == before
    with Store(folder) as store:
        assert take(store, [posting(1), posting(8)]).new == 1


def _asking_for(store: Store, skill: str) -> list[str]:
    found = store.postings.search(Filters(skills=(skill,), status="any"), fold_duplicates=False)
    return [one.id for one, _ in found.rows]


@pytest.mark.parametrize("revision", released.revisions())
def test_an_upgrade_on_a_server_keeps_every_row(
    tmp_path: Path, revision: str, postgresql_url: str
) -> None:
    kept = create_engine(f"sqlite:///{released.build(revision, tmp_path / 'kept.db')}")
    server = create_engine(postgresql.connectable(make_url(postgresql_url)))
    with server.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    released.upgrade(server, revision)
    released.copy(kept, server)
    server.dispose()
    with Store(tmp_path / "workspace", postgresql_url) as store:
        assert open_ids(store) == ["gh-1", "gh-2", "gh-3", "gh-4"]
        assert store.postings.get("gh-4")[0].title.startswith("Ingénieur ML 机器学习")
        assert _asking_for(store, "SQL") == ["gh-5"]


def test_opening_a_current_workspace_needs_no_alembic(folder: Path) -> None:
    Store(folder).close()
    script = (
        "import sys\nfrom pathlib import Path\nfrom upslope.store import Store\n"
        "Store(Path(sys.argv[1])).close()\n"
        "assert not any(name.startswith(('alembic', 'pyarrow')) for name in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=True)
