"""Land yesterday's rides, check them, build the models."""
from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

import requests
from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator
from airflow.providers.google.cloud.hooks.bigquery import BigQueryHook

FEED = "https://rides.harbourbikes.example/export/{day}.csv"


@dag(
    schedule="30 3 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
    tags=["rides"],
)
def rides_nightly():
    @task
    def land(ds: str | None = None) -> int:
        reply = requests.get(FEED.format(day=ds), timeout=60)
        reply.raise_for_status()
        rows = [dict(r, day=ds) for r in csv.DictReader(io.StringIO(reply.text))]
        BigQueryHook().insert_all("harbour-dev", "raw", "rides", [{"json": r} for r in rows])
        return len(rows)

    @task
    def enough(count: int, ds: str | None = None) -> None:
        usual = BigQueryHook(use_legacy_sql=False).get_first(
            """
            SELECT AVG(n) FROM (
                SELECT day, COUNT(*) AS n FROM raw.rides
                WHERE day BETWEEN DATE_SUB(DATE '{{ ds }}', INTERVAL 28 DAY) AND '{{ ds }}'
                GROUP BY day)
            """
        )[0]
        if count < 0.3 * (usual or 0):
            raise ValueError(f"{ds}: {count} rides, usually {usual:.0f}")

    build = BashOperator(task_id="dbt_build", bash_command="cd /opt/dbt && dbt build --target prod")
    enough(land()) >> build


rides_nightly()
