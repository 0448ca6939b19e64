import sys

sys.path.insert(0, "src")

import pandas as pd
from features import features


def test_only_earlier_misses_count():
    visits = pd.DataFrame(
        {
            "patient": [1, 1, 1],
            "age": [40, 40, 40],
            "booked": pd.to_datetime(["2024-01-01"] * 3),
            "starts": pd.to_datetime(["2024-01-05", "2024-01-06", "2024-01-07"]),
            "missed": [1, 0, 1],
            "sms": [True, False, True],
        }
    )
    assert features(visits).missed_before.tolist() == [0, 1, 1]
