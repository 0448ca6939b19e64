"""Databases as each released version left them, kept as SQL text in the folder ``released``.

After writing a migration, run ``python -m tests.store.released``: it upgrades the newest text to
each revision that has none. Then add by hand, in that text, rows for the tables and columns that
are new: a test asks for some in every table. A text that was released is never changed again.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, select

from upslope.store.database import migrate

FOLDER = Path(__file__).with_name("released")


def revisions() -> list[str]:
    """Every revision of the schema, oldest first."""
    return [s.revision for s in ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()][::-1]


def build(revision: str, path: Path) -> Path:
    """Make the database that a released version left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript((FOLDER / f"{revision}.sql").read_text(encoding="utf-8"))
        database.execute("PRAGMA journal_mode = WAL")
    return path


def upgrade(engine: Engine, to: str) -> None:
    """Run the migrations up to one revision."""
    scripts = ScriptDirectory(str(migrate.MIGRATIONS))

    def steps(revision: Any, _: Any) -> Any:
        return scripts._upgrade_revs(to, revision)

    with engine.begin() as connection, EnvironmentContext(Config(), scripts, fn=steps) as context:
        context.configure(connection=connection)
        context.run_migrations()


def copy(source: Engine, target: Engine) -> None:
    """Copy the rows of every table, but what Alembic notes."""
    known = MetaData()
    known.reflect(source)
    with source.connect() as old, target.begin() as new:
        for table in known.sorted_tables:
            rows = old.execute(select(table)).mappings().all()
            if rows and table.name != "alembic_version":
                new.execute(table.insert(), [dict(row) for row in rows])


def tables(path: Path) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """The columns and the rows of each table of a database file."""
    with closing(sqlite3.connect(path)) as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        found = {}
        for (name,) in names:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            rows = database.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {name}")
            found[name] = (columns, sorted(rows.fetchall(), key=repr))
        return found


def _quoted(column: str) -> str:
    """A column's name as SQL wants it: some are words of its own."""
    return f'"{column}"'


def add_missing() -> None:
    """Write a text for each revision that has none, from the one before it."""
    from tempfile import TemporaryDirectory

    from sqlalchemy import create_engine

    known = revisions()
    for before, revision in pairwise(known):
        text = FOLDER / f"{revision}.sql"
        if text.exists():
            continue
        with TemporaryDirectory() as folder:
            path = build(before, Path(folder) / "upslope.db")
            engine = create_engine(f"sqlite:///{path}")
            upgrade(engine, revision)
            engine.dispose()
            with closing(sqlite3.connect(path)) as database:
                text.write_text("\n".join(database.iterdump()) + "\n", encoding="utf-8")
        print(f"{text} written: now add rows for what is new in it")


if __name__ == "__main__":
    add_missing()
