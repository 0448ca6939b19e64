import numpy as np

from tinygbm import TinyGBM


def test_fits():
    x = np.linspace(0, 1, 50)[:, None]
    assert abs(TinyGBM().fit(x, x[:, 0]).predict(x) - x[:, 0]).mean() < 0.1
