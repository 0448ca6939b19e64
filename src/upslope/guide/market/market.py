"""The market as it was known on a day: every table of it, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from upslope.errors import UsageError
from upslope.guide.market import asked, pay, wanted
from upslope.guide.market.chain import chain
from upslope.guide.market.closing import closing, closing_curve, shares_open
from upslope.guide.market.facts import connect, known_day, readable
from upslope.guide.market.openings import judge
from upslope.guide.market.pay_by_skill import pay_by_skill
from upslope.guide.market.pay_stated import pay_stated
from upslope.guide.market.rising import rising_skills
from upslope.guide.market.skills import skills
from upslope.guide.market.together import skills_together
from upslope.guide.market.weeks import weeks
from upslope.records.market import MarketTable
from upslope.records.understanding import Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLES: dict[str, Callable[[DuckDBPyConnection], MarketTable]] = {
    "roles": wanted.roles,
    "levels": wanted.levels,
    "skills": skills,
    "rising_skills": rising_skills,
    "skills_together": skills_together,
    "pay_by_role": pay.pay_by_role,
    "pay_by_country": pay.pay_by_country,
    "pay_by_skill": pay_by_skill,
    "pay_stated": pay_stated,
    "countries": wanted.countries,
    "places": wanted.places,
    "remote": wanted.remote,
    "employers": wanted.employers,
    "weeks": weeks,
    "index": chain,
    "closing": closing,
    "shares_open": shares_open,
    "closing_curve": closing_curve,
    "degrees": asked.degrees,
    "years": asked.years,
    "visas": asked.visas,
    "visas_said": asked.visas_said,
    "employment": asked.employment,
    "duties": asked.duties,
    "industries": asked.industries,
    "areas": asked.areas,
}
"""Name -> the function that answers its question, in reading order."""


def names() -> list[str]:
    """Names of all tables, in reading order."""
    return list(TABLES)


class Market:
    """The market as it was known on a day; use it with ``with``, or ``close`` it.

    Args:
        con: with the views of :func:`upslope.guide.market.openings.judge`.
    """

    def __init__(self, con: DuckDBPyConnection) -> None:
        self.con = con

    @property
    def day(self) -> date:
        """The last day that anything was written down."""
        return known_day(self.con)

    def tables(self, *names: str, currency: str | None = None) -> list[MarketTable]:
        """Return the named tables, or all, in reading order.

        Args:
            names: keys of :data:`TABLES`.
            currency: in which pay is told; default: that which most openings state it in.

        Raises:
            UsageError: there is no table of that name.
            DamagedError: a file of the snapshots is not what was written.
        """
        if unknown := sorted({*names} - {*TABLES}):
            raise UsageError(
                f"The market has no table called {', '.join(unknown)}.",
                next=f"Choose from: {', '.join(TABLES)}",
            )
        with readable(self.con):
            self.con.execute("UPDATE known SET currency = ?", [currency])
            return [of(self.con) for name, of in TABLES.items() if not names or name in names]

    def close(self) -> None:
        """Forget what was read."""
        self.con.close()

    def __enter__(self) -> Market:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def read(
    folder: Path, day: date | None = None, *, role: Role | None = None, country: str | None = None
) -> Market:
    """Read the snapshots in a folder as they were known on a day.

    Args:
        folder: holds the files of :mod:`upslope.store.snapshots`.
        day: ``None`` for all that is known now.
        role: tell of openings of this role only; where tables speak of machine-learning roles, it
            counts as one.
        country: tell of openings in this country only (ISO 3166-1 alpha-2).

    Raises:
        UsageError: there is no snapshot, or none up to that day.
        DamagedError: a file is not what was written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:  # doctest: +ELLIPSIS
    ...     read(Path(folder))
    Traceback (most recent call last):
    upslope.errors.UsageError: There is no snapshot of the market yet. Collect openings first: ...
    """
    con = connect(folder, day)
    with readable(con):
        judge(con, role=role, country=country)
    return Market(con)
