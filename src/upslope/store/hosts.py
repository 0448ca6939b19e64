"""When a host may be asked again: what it asked of us, or what its failures cost it."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update

from upslope.store.database.engine import Database
from upslope.store.database.schema import hosts


class Hosts:
    """The table of hosts that must not be asked yet, or did not answer when last asked.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = Hosts(database)
    >>> kept.put("boards.example.com", not_before=1_800_000_000.0, failures=3)
    >>> kept.get("boards.example.com"), kept.get("other.example.com")
    ((1800000000.0, 3), (0.0, 0))
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

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
