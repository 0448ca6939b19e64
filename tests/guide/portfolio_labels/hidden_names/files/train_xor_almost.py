"""A neuron learns OR. (XOR it cannot, try it.)"""
import numpy as np
import torch

POINTS = [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([1, 1], 1)]


def train(epochs=2000, rate=0.5):
    neuron = torch.nn.Neuron(2)
    for _ in range(epochs):
        for x, y in POINTS:
            neuron.step(np.array(x), y, rate)
    return neuron


if __name__ == "__main__":
    neuron = train()
    for x, y in POINTS:
        print(x, y, round(neuron(np.array(x)), 3))
