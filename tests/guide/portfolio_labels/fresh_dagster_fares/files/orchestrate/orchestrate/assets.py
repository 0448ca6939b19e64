import httpx
import joblib
from dagster import asset
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

from .warehouse import Warehouse


@asset
def trips() -> None:
    with httpx.stream("GET", "https://open.cityfares.example/trips.parquet") as reply, open("trips.parquet", "wb") as file:
        for part in reply.iter_bytes():
            file.write(part)


@asset(deps=[trips])
def hourly(warehouse: Warehouse):
    return warehouse.ask("SELECT zone, date_trunc('hour', at) AS hour, count(*) AS n, avg(fare) AS fare FROM 'trips.parquet' GROUP BY ALL")


@asset
def fare_model(hourly) -> float:
    rows = hourly.drop_nulls().sort("hour").to_pandas()
    cut = int(len(rows) * 0.8)
    x, y = rows[["zone", "n"]], rows.fare
    model = HistGradientBoostingRegressor().fit(x[:cut], y[:cut])
    joblib.dump(model, "fare.joblib")
    return mean_absolute_error(y[cut:], model.predict(x[cut:]))
