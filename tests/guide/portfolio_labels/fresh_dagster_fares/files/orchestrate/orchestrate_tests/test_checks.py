import polars as pl

from orchestrate.checks import no_fare_below_zero


def test_bad_fares_are_told():
    assert not no_fare_below_zero(pl.DataFrame({"fare": [3.0, -1.0]})).passed
