import pandas as pd

from flows.load_prices import in_euros


def test_unknown_currencies_are_left_out():
    frame = pd.DataFrame({"price": [10.0, 10.0], "currency": ["EUR", "XYZ"]})
    assert in_euros(frame, {"EUR": 1.0}).eur.tolist() == [10.0]
