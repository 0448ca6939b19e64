"""Versions of models: their files in a folder by digest, and in tables which of them answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select

from upslope.errors import ModelError
from upslope.records import Move, Version
from upslope.store.database.engine import Database
from upslope.store.database.schema import champions, model_moves, model_versions
from upslope.store.disk.owner import Owner
from upslope.store.model_files import ModelFiles
from upslope.store.runs import now
from upslope.store.storable import replaced

R = TypeVar("R", bound=msgspec.Struct)
_VERSION = [model_versions.c[name] for name in Version.__struct_fields__]
_MOVE = [model_moves.c[name] for name in Move.__struct_fields__]


class ModelRegistry:
    """Where versions of models are kept, and which of each answers.

    The files of a version lie in ``models/DIGEST/`` of the workspace, whole or not at all, and are
    hashed again whenever they are read. A version gets its row only after its files, so what the
    tables name was once complete on the disk.

    >>> import tempfile
    >>> from datetime import UTC, datetime
    >>> from upslope.records import digest_of
    >>> from upslope.store import Store
    >>> files = {"model.json": b"{}"}
    >>> version = Version(model="role", digest=digest_of(files), rung="logistic",
    ...                   created_at=datetime.now(UTC), data="", scores={"accuracy": 0.9})
    >>> with Store(Path(tempfile.mkdtemp())) as store:
    ...     store.models.add(version, files)
    ...     store.models.move("role", version.digest, "better on new employers")
    ...     store.models.champion("role").rung, store.models.files(version.digest)
    ('logistic', {'model.json': b'{}'})
    """

    def __init__(self, database: Database, folder: Path, owner: Owner) -> None:
        self._database, self._files = database, ModelFiles(folder, owner)

    def add(self, version: Version, files: Mapping[str, bytes]) -> None:
        """Keep a version, files first; adding it again changes nothing but mends damaged files.

        Raises:
            ModelError: its files are not those of its digest, too large, or oddly named.
            StoreError: it could not be written; nothing of it is kept.
        """
        self._files.write(version.digest, files)
        with self._database.write() as connection:
            if _find(connection, version.model, version.digest) is None:
                row = msgspec.to_builtins(version)
                scores = msgspec.json.encode(row["scores"]).decode()
                connection.execute(insert(model_versions), row | {"scores": scores})

    def versions(self, model: str) -> list[Version]:
        """All versions of a model, newest first."""
        query = select(*_VERSION).where(model_versions.c.model == model)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(model_versions.c.number.desc()))
            return [_version(row) for row in rows]

    def champion(self, model: str) -> Version | None:
        """The version that answers; ``None`` while it is the shipped one."""
        query = select(*_VERSION).join(
            champions,
            (champions.c.model == model_versions.c.model)
            & (champions.c.digest == model_versions.c.digest),
        )
        with self._database.read() as connection:
            rows = connection.execute(query.where(champions.c.model == model)).all()
            return _version(rows[0]) if rows else None

    def champions(self) -> dict[str, str]:
        """Model -> digest of its champion, for every model that a shipped one does not answer."""
        with self._database.read() as connection:
            return {row.model: row.digest for row in connection.execute(select(champions))}

    def move(self, model: str, digest: str, why: str) -> None:
        """Make a version the champion, in one transaction with its log entry.

        An empty digest brings back the shipped model. What is champion already stays, unlogged.

        Raises:
            ModelError: there is no such version, or its files are damaged; the champion stays.
        """
        if digest:
            self.files(digest)
        with self._database.write() as connection:
            before = _champion(connection, model)
            if digest == before:
                return
            connection.execute(delete(champions).where(champions.c.model == model))
            if digest:
                _require(connection, model, digest)
                connection.execute(insert(champions), {"model": model, "digest": digest})
            _log(connection, model, before, digest, why, moved=True)

    def keep_out(self, model: str, digest: str, why: str) -> None:
        """Log that a challenger was not promoted.

        Raises:
            ModelError: there is no such version.
        """
        with self._database.write() as connection:
            _require(connection, model, digest)
            _log(connection, model, _champion(connection, model), digest, why, moved=False)

    def moves(self, model: str) -> list[Move]:
        """The log of a model, newest first."""
        query = select(*_MOVE).where(model_moves.c.model == model)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(model_moves.c.number.desc()))
            return [_record(Move, row) for row in rows]

    def files(self, digest: str) -> dict[str, bytes]:
        """Read the files of a version.

        Raises:
            ModelError: a file is missing, or they are not what was kept under the digest.
        """
        return self._files.read(digest)

    def check(self) -> dict[str, list[str]]:
        """Read the files of every version; return digest -> models of those that are damaged."""
        with self._database.read() as connection:
            pairs = connection.execute(
                select(model_versions.c.digest, model_versions.c.model).order_by(
                    model_versions.c.number
                )
            ).all()
        damaged: dict[str, list[str]] = {}
        for digest, model in pairs:
            if not self._files.are_whole(digest):
                damaged.setdefault(digest, []).append(model)
        return damaged


def _find(connection: Connection, model: str, digest: str) -> int | None:
    query = select(model_versions.c.number).where(
        model_versions.c.model == model, model_versions.c.digest == digest
    )
    number: int | None = connection.scalar(query)
    return number


def _require(connection: Connection, model: str, digest: str) -> None:
    if _find(connection, model, digest) is None:
        raise ModelError(
            f"There is no version {digest[:12]} of the {model} model.",
            kept="The champion stays.",
        )


def _champion(connection: Connection, model: str) -> str:
    query = select(champions.c.digest).where(champions.c.model == model)
    return connection.scalar(query) or ""


def _log(  # noqa: PLR0913  (one line of the log)
    connection: Connection, model: str, before: str, to: str, why: str, *, moved: bool
) -> None:
    line = {"model": model, "before": before, "to": to, "moved": moved, "why": why, "at": now()}
    connection.execute(insert(model_moves), replaced(line))


def _version(row: Row[Any]) -> Version:
    return _record(Version, row, scores=msgspec.json.decode(row.scores))


def _record(kind: type[R], row: Row[Any], **read: Any) -> R:
    return msgspec.convert(dict(zip(kind.__struct_fields__, row, strict=True)) | read, kind)
