"""My own final project: which of my songs are danceable? Features by hand, a small network."""
import csv
import sys

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

COLUMNS = ["tempo", "energy", "loudness", "valence", "duration"]


def load(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    x = np.array([[float(r[c]) for c in COLUMNS] for r in rows], dtype=np.float32)
    y = np.array([r["danced"] == "yes" for r in rows], dtype=np.float32)
    return (x - x.mean(0)) / x.std(0), y


def fit(x, y, hidden=16, epochs=300):
    net = nn.Sequential(nn.Linear(x.shape[1], hidden), nn.ReLU(), nn.Linear(hidden, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01, weight_decay=1e-3)
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(net(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return net, losses


if __name__ == "__main__":
    x, y = load(sys.argv[1])
    cut = int(0.8 * len(x))
    net, losses = fit(x[:cut], y[:cut])
    right = (net(torch.from_numpy(x[cut:])).squeeze(1) > 0).numpy() == y[cut:]
    print("accuracy", right.mean())
    plt.plot(losses)
    plt.savefig("losses.png")
