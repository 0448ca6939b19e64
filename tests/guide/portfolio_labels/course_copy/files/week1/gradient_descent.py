"""Week 1. Fill in the two functions marked with YOUR CODE."""
import numpy as np


def loss(w, x, y):
    return np.mean((x @ w - y) ** 2)


def gradient(w, x, y):
    # YOUR CODE
    return 2 * x.T @ (x @ w - y) / len(y)


def descend(x, y, rate=0.1, steps=200):
    # YOUR CODE
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        w -= rate * gradient(w, x, y)
    return w


def standardise(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x = standardise(rng.normal(size=(500, 4)))
    y = x @ np.array([1.0, -2.0, 0.0, 0.5]) + rng.normal(scale=0.1, size=500)
    print(descend(x, y))
