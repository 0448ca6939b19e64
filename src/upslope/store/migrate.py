"""Bring the database to the schema of this version, or refuse to touch it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect

from upslope.errors import StoreError
from upslope.store.database import Database

HEAD = "0003"
"""Revision of the newest migration. Known here so that opening needs no import of Alembic."""

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database, backups: Path) -> None:
    """Create or upgrade the tables in one transaction; a copy of an older database is kept first.

    Raises:
        StoreError: the database is newer than this program, or is not Upslope's.
    """
    with database.read() as connection:
        if _revision(connection) == HEAD:
            return
    with database.write() as connection:
        revision = _revision(connection)  # another process may have been faster
        if revision == HEAD:
            return
        if revision is not None and database.is_sqlite:
            backups.mkdir(mode=0o700, exist_ok=True)
            database.copy_to(backups / f"upslope-{revision}.db")
        _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        query = "SELECT version_num FROM alembic_version"
        return str(connection.exec_driver_sql(query).scalar_one_or_none())
    if tables:
        raise StoreError(
            "This database holds tables that are not Upslope's.",
            kept="Nothing in it was changed.",
            next="Choose another folder with --workspace.",
        )
    return None


def _upgrade(connection: Connection) -> None:
    # Alembic costs a tenth of a second to import: only a database that needs it pays.
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    scripts = ScriptDirectory(str(MIGRATIONS))

    def steps(revision: Any, _: Any) -> Any:
        return scripts._upgrade_revs("head", revision)

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection)
        try:
            environment.run_migrations()
        except CommandError as error:  # a revision that this version has never heard of
            raise StoreError(
                "The workspace was written by a newer Upslope.",
                kept="Nothing in it was changed.",
                next="Upgrade with: pip install --upgrade upslope",
            ) from error
