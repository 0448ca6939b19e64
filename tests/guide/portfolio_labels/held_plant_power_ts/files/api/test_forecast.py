from datetime import date, datetime, timedelta

import polars as pl

from forecast import Forecaster, height


def test_no_sun_at_night():
    assert height(180, 1) == 0 < height(180, 12)


def test_nights_give_nothing():
    hours = [datetime(2024, 5, 1) + timedelta(hours=n) for n in range(240)]
    kw = [5 * height(t.timetuple().tm_yday, t.hour) for t in hours]
    model = Forecaster.fitted(pl.DataFrame({"hour": hours, "kw": kw, "cloud": [0.1] * 240}))
    assert model.hours(date(2024, 5, 12), [0.1] * 24)[0] < 0.2
