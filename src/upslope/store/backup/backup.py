"""A backup: database, raw replies, models, snapshots of the market and settings in one file.

It is made while others work.
"""

from __future__ import annotations

import re
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from upslope.errors import DamagedError, StoreError, UsageError
from upslope.store.backup.archive import Archive, Manifest, pack
from upslope.store.disk.whole import whole

if TYPE_CHECKING:
    from upslope.store.store import Store

FOLDER = "backups"
DATABASE, REPLIES, MODELS, CONFIG = "upslope.db", "raw", "models", "config.toml"
MARKET = "market"
MEMBER = re.compile(
    r"upslope\.db|config\.toml|raw/[0-9a-f]{2}/[0-9a-f]{64}\.gz"
    r"|models/[0-9a-f]{64}/[a-z0-9][a-z0-9_-]{0,63}\.(?:json|md|npz|skops)"
    r"|market/last\.json|market/(?:facts|visits)-[0-9]{6,9}\.parquet"
    r"|market/outside/[a-z0-9][a-z0-9_-]{0,63}/[0-9][0-9a-z.-]{0,99}\.csv"
)
"""Names that a backup may hold: none leads out of the workspace."""

_AUTOMATIC = "upslope-????-??-??-*.zip"
_PASSWORD_LINE = re.compile(r"""(?m)^[ \t]*["']?database_url["']?[ \t]*=.*$""")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One backup and what it holds. ``size`` is in bytes, ``made_at`` ISO 8601 in UTC."""

    file: str
    made_at: str
    schema: str
    postings: int
    runs: int
    replies: int
    size: int


def write(store: Store, to: Path | None = None) -> Backup:
    """Write a backup, whole or not at all; others may read and write meanwhile.

    Of ``config.toml`` all is kept but ``database_url``, which may hold a password.

    Args:
        store: what to back up.
        to: a file, replaced if it is there, or a folder; default: the workspace's ``backups``.

    Raises:
        UsageError: the database is a server's, which has tools of its own.
        DamagedError: the database is damaged.
        StoreError: the backup could not be written; earlier ones are untouched.
    """
    if not store.database.is_sqlite:
        raise UsageError(
            "The postings are in a PostgreSQL database, which Upslope does not back up.",
            next="Use pg_dump for the database; copy the folders raw, models and market.",
        )
    target = _target(store.folder, to)
    copy = store.owner.part(store.folder / "running")
    try:
        # Elsewhere a missing folder is not made: more likely a disk is not there.
        (store.folder / FOLDER).mkdir(mode=0o700, exist_ok=True)
        store.database.copy_to(copy)
        about = facts(copy) | {"made_at": datetime.now(UTC).isoformat(timespec="seconds")}
        with whole(target, store.owner.part(target.parent)) as file:
            pack(file, _members(store.folder, copy), about)
    except OSError as error:
        raise StoreError(
            f"The backup could not be written: {error.strerror}.",
            kept="Earlier backups, and what is stored, are untouched.",
            next="Check the folder and the free space, then run: upslope backup",
        ) from error
    finally:
        copy.unlink(missing_ok=True)
    return read(target)


def read(file: Path) -> Backup:
    """Check a backup, every byte of it, and say what it holds.

    Raises:
        DamagedError: it is not what was written.
    """
    with Archive(file) as archive:
        return summary(file, archive.manifest)


def summary(file: Path, manifest: Manifest) -> Backup:
    """Say what a backup holds, as its manifest tells."""
    about = manifest.about
    return Backup(
        file=str(file),
        made_at=str(about.get("made_at", "")),
        schema=str(about.get("schema", "")),
        postings=int(about.get("postings", 0)),
        runs=int(about.get("runs", 0)),
        replies=sum(name.startswith(f"{REPLIES}/") for name in manifest.members),
        size=file.stat().st_size,
    )


def newest(folder: Path) -> Path | None:
    """Return the newest file in a workspace's folder of backups."""
    found = (folder / FOLDER).glob("*.zip")
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def forget_older(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest backups that got their name from us; return those deleted."""
    older = sorted((folder / FOLDER).glob(_AUTOMATIC))[:-keep]
    for path in older:
        path.unlink()
    return older


def facts(database: Path) -> dict[str, str | int]:
    """Check a copy of a database and count what it holds.

    Raises:
        DamagedError: it is damaged, or is not a database of Upslope.
    """
    try:
        uri = f"{database.absolute().as_uri()}?immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:

            def value(query: str) -> str | int:
                found: str | int = connection.execute(query).fetchone()[0]
                return found

            if (state := value("PRAGMA quick_check(1)")) != "ok":
                raise DamagedError(
                    f"The database is damaged: {state}.",
                    kept="Nothing was changed.",
                    next="Restore an earlier backup: upslope restore FILE",
                )
            return {
                "schema": value("SELECT version_num FROM alembic_version"),
                "postings": value("SELECT count(*) FROM postings"),
                "runs": value("SELECT count(*) FROM runs"),
            }
    except (sqlite3.DatabaseError, TypeError) as error:
        raise DamagedError(f"The database is damaged, or not Upslope's: {error}.") from error


def _target(folder: Path, to: Path | None) -> Path:
    name = datetime.now(UTC).strftime("upslope-%Y-%m-%d-%H%M%S-%f.zip")
    if to is None:
        return folder / FOLDER / name
    return to / name if to.is_dir() else to


def _members(folder: Path, database: Path) -> Iterator[tuple[str, Path | bytes]]:
    # The database was copied first: the replies of all its runs, and the files of all its models,
    # are there by now. So are the files of the snapshot that the mark speaks of, read before them.
    mark = folder / MARKET / "last.json"
    known = mark.read_bytes() if mark.is_file() else b""
    yield DATABASE, database
    if known:
        yield f"{MARKET}/{mark.name}", known
    config = folder / CONFIG
    if config.is_file():
        yield CONFIG, _without_password(config.read_text(encoding="utf-8-sig"))
    replies = sorted((folder / REPLIES).glob("??/*.gz"))
    others = (*(folder / MODELS).glob("*/*"), *(folder / MARKET).rglob("*.*"))
    for path in (*replies, *sorted(others)):
        name = path.relative_to(folder).as_posix()
        if MEMBER.fullmatch(name) and path != mark:  # not what is written at this moment
            yield name, path


def _without_password(text: str) -> bytes:
    kept = _PASSWORD_LINE.sub("# database_url is left out of backups", text)
    if "database_url" in tomllib.loads(kept):
        raise UsageError(
            "database_url, which may hold a password, could not be taken out of config.toml.",
            next="Write it on one line, then run: upslope backup",
        )
    return kept.encode()
