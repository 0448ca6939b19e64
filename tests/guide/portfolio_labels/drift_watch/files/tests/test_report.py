import pandas as pd
import pytest

from driftwatch.report import COLUMNS, compare, verdict


@pytest.fixture
def reference():
    n = 300
    return pd.DataFrame({c: [(7 * i + k) % 53 for i in range(n)] for k, c in enumerate(COLUMNS)})


def test_the_same_data_do_not_drift(reference):
    assert not verdict(compare(reference, reference))["drifted"]


def test_shifted_data_drift(reference):
    assert verdict(compare(reference, reference + 40))["drifted"]
