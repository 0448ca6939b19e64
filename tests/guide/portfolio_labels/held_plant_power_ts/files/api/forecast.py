from __future__ import annotations

import math

import polars as pl
from sklearn.ensemble import GradientBoostingRegressor


def height(day_of_year: int, hour: int) -> float:
    """Rough height of the sun, 0 at night."""
    tilt = -23.4 * math.cos(2 * math.pi * (day_of_year + 10) / 365)
    return max(0.0, math.cos(math.pi * (hour - 12.5) / 12) * math.cos(math.radians(48 - tilt)))


class Forecaster:
    def __init__(self, model: GradientBoostingRegressor) -> None:
        self.model = model

    @classmethod
    def fitted(cls, readings: pl.DataFrame) -> Forecaster:
        x = readings.select(
            pl.struct(pl.col("hour").dt.ordinal_day().alias("d"), pl.col("hour").dt.hour().alias("h"))
            .map_elements(lambda r: height(r["d"], r["h"]), return_dtype=pl.Float64)
            .alias("sun"),
            pl.col("cloud").fill_null(strategy="forward"),
        )
        return cls(GradientBoostingRegressor().fit(x.to_numpy(), readings["kw"].to_numpy()))

    def hours(self, day, clouds: list[float]) -> list[float]:
        d = day.timetuple().tm_yday
        return list(self.model.predict([[height(d, h), c] for h, c in enumerate(clouds)]).clip(0))
