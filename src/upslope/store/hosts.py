"""When a host may be asked again: what it asked of us, or what its failures cost it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from upslope.store.database.engine import Database
from upslope.store.database.schema import hosts
from upslope.store.disk.owner import alone_if


class Hosts:
    """The table of hosts that must not be asked yet, or did not answer when last asked.

    Args:
        database: where the table is.
        folder: where processes see which hosts are being asked; ``None`` for a single process.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = Hosts(database)
    >>> kept.put("boards.example.com", not_before=1_800_000_000.0, failures=3)
    >>> kept.get("boards.example.com"), kept.get("other.example.com")
    ((1800000000.0, 3), (0.0, 0))
    >>> database.close()
    """

    def __init__(self, database: Database, folder: Path | None = None) -> None:
        self._database, self._folder = database, folder

    @contextmanager
    def alone(self, host: str, seconds: float) -> Iterator[bool]:
        """Ask a host alone among the processes that share this workspace, if that can be soon.

        Args:
            host: whom to ask.
            seconds: how long to wait for the others.

        Yields whether it could be. On a disk that cannot be written to, nobody is waited for.
        """
        if self._folder is None:
            yield True
            return
        name = f"{hashlib.sha256(host.encode()).hexdigest()[:16]}.host"
        with alone_if(self._folder / name, seconds) as ours:
            yield ours

    def get(self, host: str) -> tuple[float, int]:
        """Return when a host may be asked again, in seconds since 1970, and its failures in a row.

        Zeros where nothing is known against it.
        """
        query = select(hosts.c.not_before, hosts.c.failures).where(hosts.c.host == host)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return (row.not_before, row.failures) if row else (0.0, 0)

    def put(self, host: str, not_before: float, failures: int) -> None:
        """Note both, in place of what was noted before; zeros forget the host.

        ``failures`` is 0 too where the host answered and named the moment itself.
        """
        with self._database.write() as connection:
            connection.execute(delete(hosts).where(hosts.c.host == host))
            if not_before or failures:
                row = {"host": host, "not_before": not_before, "failures": failures}
                connection.execute(insert(hosts), row)

    def allow_a_try(self) -> None:
        """Let every host be asked at once, save those that named the moment themselves.

        For a person who asks by name. Failures still count: one more, and the wait goes on.
        """
        ours = hosts.c.failures > 0
        with self._database.write() as connection:
            connection.execute(update(hosts).where(ours).values(not_before=0.0))
