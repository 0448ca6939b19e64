import os
from contextlib import closing

import polars as pl
import psycopg2

READINGS = """
SELECT time_bucket('1 hour', at) AS hour, AVG(kw) AS kw, AVG(cloud) AS cloud
FROM readings JOIN weather USING (at)
WHERE at > now() - %s * interval '1 day'
GROUP BY 1 ORDER BY 1
"""


def connect():
    return closing(psycopg2.connect(os.environ["DATABASE_URL"]))


def readings(days: int) -> pl.DataFrame:
    with connect() as c, c.cursor() as cursor:
        cursor.execute(READINGS, (days,))
        return pl.DataFrame(cursor.fetchall(), schema=["hour", "kw", "cloud"], orient="row")


def clouds(day) -> list[float]:
    with connect() as c, c.cursor() as cursor:
        cursor.execute("SELECT cloud FROM weather WHERE at::date = %s ORDER BY at", (day,))
        return [row[0] for row in cursor.fetchall()]
