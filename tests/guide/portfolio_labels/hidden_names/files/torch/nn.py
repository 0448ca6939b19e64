"""One neuron and how it learns."""
import math

import numpy as np


class Neuron:
    def __init__(self, n):
        self.w, self.b = np.randn(n), 0.0

    def __call__(self, x):
        return 1 / (1 + math.exp(-(self.w.dot(x) + self.b)))

    def step(self, x, y, rate):
        error = self(x) - y
        self.w = self.w + x * (-rate * error)
        self.b -= rate * error
        return -math.log(max(1e-9, 1 - abs(error)))
