"""What is counted: each opening once, and why the rest is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upslope.normalize.plausible import WIDEST, bounds
from upslope.records.field import ML_ROLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What two postings of one employer must share to be one, beside their skills.
_SAME = (
    "source, board, employer, role, seniority, remote, employment_type, degree, visa, industry,"
    " places, pay_low, pay_high, pay_currency, min_years, duties, areas"
)

_DROPPED = (
    "CREATE TEMP TABLE dropped (file_index UBIGINT, file_row_number BIGINT, reason VARCHAR)",
    # What a later snapshot says of the same posting.
    """INSERT INTO dropped
    SELECT file_index, file_row_number, NULL
    FROM log JOIN (
        SELECT id, max(snapshot) AS newest FROM log GROUP BY id HAVING count(*) > 1
    ) USING (id)
    WHERE snapshot < newest""",
    # What is not asked about is not counted as left out either.
    """INSERT INTO dropped
    SELECT file_index, file_row_number, NULL
    FROM log ANTI JOIN dropped USING (file_index, file_row_number), known
    WHERE (only_role IS NOT NULL AND role IS DISTINCT FROM only_role)
       OR (only_country IS NOT NULL
           AND NOT coalesce(list_contains(countries, only_country), false))""",
    # A day of grace: in some time zone it is tomorrow.
    """INSERT INTO dropped
    SELECT file_index, file_row_number,
           CASE WHEN gone THEN NULL
                WHEN copy THEN 'another posting of the same opening is counted'
                ELSE 'posted or first seen in the future' END
    FROM log ANTI JOIN dropped USING (file_index, file_row_number), known
    WHERE gone OR copy OR posted > known.day + 1 OR first_seen > known.day""",
    # The mark only finds candidates; all is compared then. Skills, which take longest to read, are
    # left to that.
    f"""CREATE TEMP TABLE marks AS
    SELECT file_index, file_row_number, hash({_SAME}) AS mark
    FROM log ANTI JOIN dropped USING (file_index, file_row_number)""",  # noqa: S608  (names of ours)
    # A posting without a text has no equal: one list may hold two openings of one title.
    f"""INSERT INTO dropped
    SELECT file_index, file_row_number,
           'the same as another of its employer and source'
    FROM (
        SELECT file_index, file_row_number,
               row_number() OVER (PARTITION BY {_SAME}, skills ORDER BY open DESC, first_seen, id)
            AS place
        FROM log JOIN marks USING (file_index, file_row_number)
        WHERE len(skills) > 0 AND mark IN (SELECT mark FROM marks GROUP BY mark HAVING count(*) > 1)
    ) WHERE place > 1""",  # noqa: S608  (names of ours)
    "DROP TABLE marks",
)

FIELD = ", ".join(f"'{role}'" for role in sorted(ML_ROLES))
"""Machine-learning roles, in SQL."""
_FAULT = f"""CREATE TEMP MACRO fault_of(low, high, currency, smallest, largest) AS CASE
    WHEN low IS NULL AND high IS NULL THEN NULL
    WHEN NOT isfinite(low) OR NOT isfinite(high) THEN 'pay is not a number'
    WHEN least(low, high) <= 0 THEN 'pay is zero or less'
    WHEN currency IS NULL THEN 'pay has no currency'
    WHEN low > high THEN 'pay has its ends in the wrong order'
    WHEN high / low > {WIDEST} THEN 'pay has ends too far apart to mean anything'
    WHEN least(low, high) < smallest OR greatest(low, high) > largest
        THEN 'pay is nothing that people are paid for a year'
    END"""

# A date is believed if it lies before the day on which the posting was seen, by five years at most.
_VIEWS = (
    """CREATE TEMP VIEW first_visits AS
    SELECT source, board, min(day) AS first_visit FROM visits GROUP BY source, board""",
    f"""CREATE TEMP VIEW judged AS
    SELECT log.*,
           coalesce(role IN ({FIELD}) OR role = (SELECT only_role FROM known), false) AS in_field,
           first_visit,
           fault_of(pay_low, pay_high, pay_currency, smallest, largest) AS pay_fault,
           CASE WHEN posted BETWEEN first_seen - INTERVAL 5 YEAR AND first_seen THEN posted
                WHEN first_seen > first_visit THEN first_seen END AS began,
           CASE WHEN employer <> '' THEN employer ELSE source || chr(10) || board END AS voice
    FROM log ANTI JOIN dropped USING (file_index, file_row_number)
    LEFT JOIN pay_bounds USING (pay_currency)
    LEFT JOIN first_visits USING (source, board)""",  # noqa: S608  (names of ours)
    """CREATE TEMP VIEW openings AS
    SELECT * EXCLUDE (gone, copy) REPLACE (
               CASE WHEN pay_fault IS NULL THEN pay_low END AS pay_low,
               CASE WHEN pay_fault IS NULL THEN pay_high END AS pay_high),
           CASE WHEN pay_fault IS NULL
                THEN (coalesce(pay_low, pay_high) + coalesce(pay_high, pay_low)) / 2 END AS pay
    FROM judged""",
    """CREATE TEMP TABLE left_out AS
    SELECT 'openings' AS part, reason, count(*) AS n
    FROM dropped WHERE reason IS NOT NULL GROUP BY reason
    UNION ALL
    SELECT 'pay', pay_fault, count(*) FROM judged WHERE pay_fault IS NOT NULL GROUP BY pay_fault
    ORDER BY part, n DESC, reason""",
    "CREATE TEMP TABLE sources AS SELECT DISTINCT source FROM openings WHERE open",
)


def judge(con: DuckDBPyConnection, *, role: str | None = None, country: str | None = None) -> None:
    """Make the views ``openings`` and ``left_out`` over ``log``, ``visits`` and ``known``.

    ``openings`` is the state on the day, each opening once. It has the columns of the facts and

    - ``pay``: middle of the range, or the end that is stated; empty as ``pay_low`` and
      ``pay_high`` are where nobody can be paid that (``pay_fault`` says why);
    - ``in_field``: whether it is of a machine-learning role, or of the role that is asked about;
    - ``first_visit``: the day on which its board was first seen whole;
    - ``began``: the day on which it was posted, as far as that is known;
    - ``voice``: its employer, or its board where that is unknown: whose postings say little more
      together than one of them.

    ``left_out`` counts in ``n``, by ``reason``, what is not in ``openings`` (``part`` is
    ``openings``) and what pay is not believed (``pay``).

    ``sources`` are those of the open openings.

    Nothing is copied yet: a query reads only the columns that it needs from the files.

    Args:
        con: from :func:`upslope.guide.market.facts.connect`.
        role: only openings of this role are asked about.
        country: only those that may be done from there (ISO 3166-1 alpha-2).
    """
    con.execute("UPDATE known SET only_role = ?, only_country = ?", [role, country])
    for statement in _DROPPED:
        con.execute(statement)
    con.execute(
        "CREATE TEMP TABLE pay_bounds"
        " (pay_currency VARCHAR PRIMARY KEY, smallest DOUBLE, largest DOUBLE)"
    )
    found = con.execute("SELECT DISTINCT pay_currency FROM log WHERE pay_currency IS NOT NULL")
    rows = [[currency, *bounds(currency, "year")] for (currency,) in found.fetchall()]
    if rows:
        con.executemany("INSERT INTO pay_bounds VALUES (?, ?, ?)", rows)
    for statement in (_FAULT, *_VIEWS):
        con.execute(statement)
