# Copyright 2019 the tinygbm people. BSD-3-Clause.
import jax.numpy as jnp
import numpy as np
import pandas as pd
from numba import njit
from sklearn.tree import DecisionTreeRegressor


@njit
def _residual(y, f):
    return y - f


class TinyGBM:
    def __init__(self, rounds=50, rate=0.1, depth=3):
        self.rounds, self.rate, self.depth, self.trees = rounds, rate, depth, []

    def fit(self, x, y):
        f = np.full(len(y), y.mean())
        self.base = y.mean()
        for _ in range(self.rounds):
            tree = DecisionTreeRegressor(max_depth=self.depth).fit(x, _residual(y, f))
            f = f + self.rate * tree.predict(x)
            self.trees.append(tree)
        return self

    def predict(self, x):
        return self.base + self.rate * sum(t.predict(x) for t in self.trees)

    def importance(self, names):
        return pd.Series(jnp.mean(jnp.stack([t.feature_importances_ for t in self.trees]), axis=0), names)
