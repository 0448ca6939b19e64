"""The neural rung: one hidden layer, trained with PyTorch and served without it."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.preprocessing import StandardScaler

from upslope.errors import UsageError
from upslope.models.arrays import ArrayModel, Layer, Link
from upslope.models.fitted import Fitted
from upslope.models.table import Table

BATCH, RATE, DROPOUT = 32, 2e-3, 0.3


def network(table: Table, hidden: float = 32, decay: float = 0.01, epochs: float = 20) -> Fitted:
    """Train a network with one hidden layer.

    Args:
        table: what to learn from.
        hidden: units of the hidden layer.
        decay: weight decay of AdamW.
        epochs: passes over the examples.

    Raises:
        UsageError: PyTorch is not installed.
    """
    torch = _torch()
    torch.manual_seed(0)
    scaler = StandardScaler(with_mean=False).fit(table.x)
    net = torch.nn.Sequential(
        torch.nn.Linear(len(table.features), int(hidden)),
        torch.nn.ReLU(),
        torch.nn.Dropout(DROPOUT),
        torch.nn.Linear(int(hidden), len(table.classes)),
    )
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=decay)
    x, draw = scaler.transform(table.x), np.random.default_rng(0)
    for _ in range(int(epochs)):
        _epoch(torch, net, optimizer, table._replace(x=x), draw.permutation(x.shape[0]))
    net.eval()
    first, last = (_layer(net[0], scaler.scale_), _layer(net[3], np.ones(int(hidden))))
    features = {name: place for place, name in enumerate(table.features)}
    link: Link = "sigmoid" if table.many else "softmax"
    threshold = np.full(len(table.classes), 0.5)
    return Fitted(ArrayModel(features, table.classes, (first, last), link, threshold))


def _torch() -> Any:
    try:
        import torch  # noqa: PLC0415 (heavy, and in the extra `train`)
    except ImportError as error:
        raise UsageError(
            "The neural rung needs PyTorch, which is not installed.",
            next="Install the extra: pip install 'upslope[train]', or leave the rung out.",
        ) from error
    torch.set_num_threads(1)  # the same sums in the same order: the same weights
    return torch


def _epoch(torch: Any, net: Any, optimizer: Any, table: Table, order: Any) -> None:
    """Take one step down for each batch of the examples, in the order given."""
    losses = torch.nn.BCEWithLogitsLoss if table.many else torch.nn.CrossEntropyLoss
    loss = losses(reduction="none")
    for part in np.array_split(order, max(1, len(order) // BATCH)):
        y = torch.tensor(table.y[part]).float()  # shares of classes: what both losses take
        each = loss(net(torch.tensor(table.x[part].toarray()).float()), y)
        each = each.mean(dim=1) if table.many else each
        optimizer.zero_grad()
        (each * torch.tensor(table.weight[part]).float()).mean().backward()
        optimizer.step()


def _layer(linear: Any, scale: Any) -> Layer:
    weights = linear.weight.detach().numpy().astype(float).T
    return Layer(weights / scale[:, None], linear.bias.detach().numpy().astype(float))
