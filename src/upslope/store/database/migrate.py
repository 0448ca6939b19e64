"""Bring the database to the schema of this version, or refuse to touch it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect

from upslope.errors import StoreError
from upslope.store.backup import backup
from upslope.store.backup.archive import pack
from upslope.store.database.engine import Database
from upslope.store.disk.owner import Owner
from upslope.store.disk.whole import whole

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

HEAD = "0008"
"""Revision of the newest migration. Known here so that opening needs no import of Alembic."""

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database, backups: Path, owner: Owner) -> None:
    """Create or upgrade the tables in one transaction; a backup of an older database comes first.

    Raises:
        StoreError: the database is newer than this program, or is not Upslope's; or the backup
            could not be written. Nothing was changed.
    """
    with database.read() as connection:
        if _revision(connection) == HEAD:
            return
    with database.write() as connection:
        revision = _revision(connection)  # another process may have been faster
        if revision == HEAD:
            return
        if revision is not None and database.is_sqlite:
            _back_up(database, backups / f"before-upgrade-{revision}.zip", owner)
        _upgrade(connection)


def knows(revision: str) -> bool:
    """Say whether this version has heard of a revision of the schema."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def _back_up(database: Database, file: Path, owner: Owner) -> None:
    """Write a backup of the database alone: an upgrade leaves the replies as they are."""
    copy = owner.part(file.parent)
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        database.copy_to(copy)
        with whole(file, owner.part(file.parent)) as archive:
            pack(archive, [(backup.DATABASE, copy)], backup.facts(copy))
    except OSError as error:
        raise StoreError(
            f"The database must be upgraded, but no backup could be written: {error.strerror}.",
            kept="Nothing in it was changed.",
            next="Free some space, then run the same command again.",
        ) from error
    finally:
        copy.unlink(missing_ok=True)


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return ScriptDirectory(str(MIGRATIONS))


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
    from alembic.util import CommandError  # noqa: PLC0415

    scripts = _scripts()

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
