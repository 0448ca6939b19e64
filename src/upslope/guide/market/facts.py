"""The facts that snapshots kept, as known on a day, in a DuckDB that forgets them again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from upslope.errors import DamagedError, UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "temp_directory": "",  # nothing is ever written, not even what does not fit
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "preserve_insertion_order": False,
}


def connect(folder: Path, day: date | None = None) -> DuckDBPyConnection:
    """Open the snapshots in a folder as they were known on a day; nothing else can be read then.

    The connection has the views ``log`` (rows of all snapshots up to then, with their place:
    ``file_index`` and ``file_row_number``), ``visits``, and ``known``: one row with ``day``, the
    last day that anything was written down.

    Args:
        folder: holds ``facts-*.parquet`` and ``visits-*.parquet``.
        day: ``None`` for all that is known now.

    Raises:
        UsageError: there is no snapshot, or none up to that day.
        DamagedError: a file is not what was written.
    """
    import duckdb  # noqa: PLC0415  (0.1 s to import: only who asks for the market pays)

    folder = folder.resolve()
    facts, visits = (sorted(folder.glob(f"{kind}-*.parquet")) for kind in ("facts", "visits"))
    if not facts:
        raise UsageError(
            "There is no snapshot of the market yet.",
            next="Collect openings first: upslope collect",
        )
    con = duckdb.connect(":memory:", config=_SETTINGS)
    # Only a statement that is no view takes parameters; file names never become SQL.
    for name, value in (("facts", facts), ("visits", visits)):
        con.execute(f"SET VARIABLE {name}_files = ?", [[str(path) for path in value]])
    con.execute("SET allowed_directories = ?", [[f"{folder}/"]])
    con.execute("SET enable_external_access = false")
    with readable(con):
        _until(con, day, visits=bool(visits))
    con.execute("SET lock_configuration = true")
    return con


def _until(con: DuckDBPyConnection, day: date | None, *, visits: bool) -> None:
    """Lay views over the files that leave out what was written after a day.

    Snapshots are told apart by number: a visit to a board may have been written down later.
    """
    con.execute(
        "CREATE TEMP VIEW written AS SELECT *, file_index"
        " FROM read_parquet(getvariable('facts_files'), file_row_number = true)"
    )
    last = day or date.max
    until, first = con.execute(
        "SELECT coalesce(min(snapshot) FILTER (day > $1) - 1, 2147483647), min(day) FROM written",
        [last],
    ).fetchone() or (0, None)
    if first is None or first > last:
        raise UsageError(
            f"Nothing was known of the market on {last}.",
            kept=f"The first snapshot is of {first}." if first else "",
            next="Ask for that day or a later one." if first else "Collect openings first.",
        )
    con.execute("SET VARIABLE snapshot = ?", [until])
    con.execute("SET VARIABLE last_day = ?", [last])
    con.execute(
        "CREATE TEMP VIEW log AS SELECT * FROM written WHERE snapshot <= getvariable('snapshot')"
    )
    con.execute(
        "CREATE TEMP TABLE visits (snapshot INTEGER, source VARCHAR, board VARCHAR, day DATE)"
    )
    if visits:
        con.execute(
            "INSERT INTO visits BY NAME SELECT snapshot, source, board, day"
            " FROM read_parquet(getvariable('visits_files'))"
            " WHERE snapshot <= getvariable('snapshot') AND day <= getvariable('last_day')"
        )
    con.execute(
        "CREATE TEMP TABLE known AS SELECT max(day) AS day, NULL::VARCHAR AS currency,"
        " NULL::VARCHAR AS only_role, NULL::VARCHAR AS only_country"
        " FROM (SELECT day FROM log UNION ALL SELECT day FROM visits)"
    )


def known_day(con: DuckDBPyConnection) -> date:
    """Return the last day, up to the one asked for, that anything was written down."""
    found: tuple[date] = con.execute("SELECT day FROM known").fetchall()[0]
    return found[0]


@contextmanager
def readable(con: DuckDBPyConnection) -> Iterator[None]:
    """Say which file is at fault if one cannot be read; other errors pass.

    Raises:
        DamagedError: a file of the snapshots is not what was written.
    """
    import duckdb  # noqa: PLC0415

    try:
        yield
    except duckdb.Error as error:
        for file in _files(con):
            if fault := _fault(con, file):
                raise DamagedError(
                    f"{file} cannot be read: {fault}",
                    kept="The openings in the database and the other snapshots are untouched.",
                    next="Put the file back from a backup. Without one, move it and last.json"
                    " elsewhere: the next snapshot then writes down all that is stored, and what"
                    " the file knew of the past is lost.",
                ) from error
        raise


def _files(con: DuckDBPyConnection) -> list[str]:
    found = con.execute("SELECT getvariable('facts_files') || getvariable('visits_files')")
    return list((found.fetchone() or ([],))[0])


def _fault(con: DuckDBPyConnection, file: str) -> str:
    """Return what is wrong with a file, read to its last byte; empty if nothing is."""
    import duckdb  # noqa: PLC0415

    from upslope.store.snapshots import FACTS, VISITS  # noqa: PLC0415

    try:
        found = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [[file]]).fetchall()
        lacking = {*(FACTS if Path(file).name.startswith("facts") else VISITS)} - {
            column[0] for column in found
        }
        con.execute("SELECT bit_xor(hash(r)) FROM read_parquet(?) r", [[file]]).fetchone()
    except duckdb.Error as error:
        return str(error).partition("\n")[0].rstrip(".") + "."
    return f"it lacks {', '.join(sorted(lacking))}." if lacking else ""
