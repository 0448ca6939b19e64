"""Three forecasters with one shape: history in, the next hours out."""
from __future__ import annotations

import pandas as pd
from statsmodels.tsa.statespace.sarimax import SARIMAX

HOURS = 24


def last_week(load: pd.Series, hours: int = HOURS) -> pd.Series:
    shifted = load.shift(freq="7D")
    return shifted[shifted.index > load.index[-1]].iloc[:hours]


def sarimax(load: pd.Series, hours: int = HOURS) -> pd.Series:
    recent = load.iloc[-24 * 42 :]
    model = SARIMAX(recent, order=(2, 0, 1), seasonal_order=(1, 1, 1, 24), enforce_stationarity=False)
    return model.fit(disp=False, maxiter=80).forecast(hours)


def prophet(load: pd.Series, hours: int = HOURS) -> pd.Series:
    from prophet import Prophet  # slow to import

    frame = load.rename("y").rename_axis("ds").reset_index()
    model = Prophet(weekly_seasonality=True, daily_seasonality=12, yearly_seasonality=True)
    model.add_country_holidays("DE")
    model.fit(frame)
    future = model.make_future_dataframe(hours, freq="h", include_history=False)
    return model.predict(future).set_index("ds")["yhat"]


MODELS = {"last week": last_week, "SARIMAX": sarimax, "Prophet": prophet}
