"""Rolling origins: forecast each of the last days from what was known the day before."""
from __future__ import annotations

import json
import sys

import pandas as pd

from loadcast.models import MODELS


def mape(actual: pd.Series, forecast: pd.Series) -> float:
    both = pd.concat([actual, forecast], axis=1, keys=["a", "f"]).dropna()
    return float(((both.a - both.f).abs() / both.a).mean())


def backtest(load: pd.Series, model, days: int = 56) -> float:
    ends = pd.date_range(load.index[-1].normalize() - pd.Timedelta(days=days), periods=days, freq="D")
    errors = [mape(load, model(load[load.index < end])) for end in ends]
    return sum(errors) / len(errors)


def read(path: str) -> pd.Series:
    load = pd.read_parquet(path)["mw"].asfreq("h")
    return load.interpolate(limit=3)


if __name__ == "__main__":
    load = read(sys.argv[1])
    print(json.dumps({name: round(backtest(load, model), 4) for name, model in MODELS.items()}, indent=2))
