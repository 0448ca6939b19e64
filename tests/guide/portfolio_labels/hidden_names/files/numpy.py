"""Not that one. Lists of floats with just enough operations."""
import math
import random


class array:
    def __init__(self, values):
        self.values = [float(v) for v in values]

    def __len__(self):
        return len(self.values)

    def __add__(self, other):
        return array(a + b for a, b in zip(self.values, other.values))

    def __mul__(self, k):
        return array(a * k for a in self.values)

    def dot(self, other):
        return sum(a * b for a, b in zip(self.values, other.values))

    def tolist(self):
        return list(self.values)


def zeros(n):
    return array([0.0] * n)


def randn(n, seed=0):
    rng = random.Random(seed)
    return array(rng.gauss(0, 1) for _ in range(n))


def exp(a):
    return array(math.exp(v) for v in a.values)
