import polars as pl
import pytest
from hypothesis import given, strategies as st
from pandera.errors import SchemaError

from stay.frames import Months, features


@given(st.integers(0, 100), st.floats(0, 1000))
def test_ratio_is_finite(calls, paid):
    frame = pl.DataFrame({"customer": [1], "month": ["2024-01"], "calls": [calls], "paid": [paid], "left": [False]})
    assert features(frame)["calls_per_coin"].is_finite().all()


def test_less_than_nothing_is_refused():
    with pytest.raises(SchemaError):
        Months.validate(pl.DataFrame({"customer": [1], "month": ["2024-01"], "calls": [-1], "paid": [1.0], "left": [True]}))
