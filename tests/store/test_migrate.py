"""The schema: the same in code and in migrations, upgraded with a copy, never downgraded."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.store.made_up import contents, open_ids, posting, take

from upslope.errors import StoreError
from upslope.store import Store, backup, migrate
from upslope.store.schema import metadata

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


def test_opening_a_current_workspace_needs_no_alembic(folder: Path) -> None:
    Store(folder).close()
    script = (
        "import sys\nfrom pathlib import Path\nfrom upslope.store import Store\n"
        "Store(Path(sys.argv[1])).close()\n"
        "assert not any(name.startswith(('alembic', 'pyarrow')) for name in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=True)
