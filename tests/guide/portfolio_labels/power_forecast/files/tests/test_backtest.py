import numpy as np
import pandas as pd
import pytest

from loadcast.backtest import backtest, mape
from loadcast.models import last_week


@pytest.fixture
def load():
    hours = pd.date_range("2023-01-01", periods=24 * 70, freq="h")
    return pd.Series(50 + 10 * np.sin(2 * np.pi * hours.hour / 24), index=hours)


def test_last_week_is_perfect_where_weeks_repeat(load):
    assert backtest(load, last_week, days=7) < 1e-9


def test_mape_of_a_tenth(load):
    assert mape(load, load * 1.1) == pytest.approx(0.1)
