from dagster import Definitions, ScheduleDefinition, define_asset_job, load_assets_from_modules

from . import assets, checks
from .warehouse import Warehouse

every = define_asset_job("every")
defs = Definitions(
    assets=load_assets_from_modules([assets]),
    asset_checks=[checks.no_fare_below_zero],
    jobs=[every],
    schedules=[ScheduleDefinition(job=every, cron_schedule="15 4 * * *")],
    resources={"warehouse": Warehouse(path="fares.duckdb")},
)
