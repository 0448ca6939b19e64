"""The rungs of the ladder for pay: each learns log pay from ranges and answers others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from upslope.estimate.effects import Cell, learn, totals
from upslope.estimate.learn import HALF_LIFE, LEVELED

Numbers = NDArray[np.float64]
Predict = Callable[[Sequence[Cell]], Numbers]
Rung = Callable[[Sequence[Cell], Numbers], Predict]
"""Learns from cells and log pay, oldest first, and returns what answers."""

COLUMNS = ("country", "level", "role", "family", "rank", "remote")
_BACK_OFF = [("family", "country", "level"), ("family", "level"), ("country", "level"), ("level",)]
_ENOUGH = 10


def global_median(cells: Sequence[Cell], values: Numbers) -> Predict:
    """The same answer for all."""
    middle = float(np.median(values))
    return lambda asked: np.full(len(asked), middle)


def country_median(cells: Sequence[Cell], values: Numbers) -> Predict:
    """The median of the country, of all where there are fewer than ten."""
    return _backing_off([("country",)], cells, values)


def back_off(cells: Sequence[Cell], values: Numbers) -> Predict:
    """The median of title, country and level; of fewer of them where there are fewer than ten."""
    return _backing_off(_BACK_OFF, cells, values)


def _backing_off(sets: list[tuple[str, ...]], cells: Sequence[Cell], values: Numbers) -> Predict:
    medians: dict[tuple[object, ...], float] = {}
    for by in sets:
        groups = defaultdict[tuple[object, ...], list[float]](list)
        for cell, value in zip(cells, values.tolist(), strict=True):
            groups[by, *(cell[name] for name in by)].append(value)
        medians |= {k: float(np.median(v)) for k, v in groups.items() if len(v) >= _ENOUGH}
    middle = float(np.median(values))

    def answer(cell: Cell) -> float:
        keys = ((by, *(cell[name] for name in by)) for by in sets)
        return next((medians[key] for key in keys if key in medians), middle)

    return lambda asked: np.array([answer(cell) for cell in asked])


def table(cells: Sequence[Cell], values: Numbers) -> Predict:
    """Shrunken medians of crossed groups, newer ranges weighing more: what ships."""
    effects = learn(LEVELED, cells, values, _weight(len(cells)))
    return lambda asked: totals(effects, asked)


def ridge(cells: Sequence[Cell], values: Numbers) -> Predict:
    """Ridge regression on one-hot attributes and pairs of them."""
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import Ridge  # noqa: PLC0415

    vectorizer = DictVectorizer()
    model = Ridge(alpha=3.0)
    x = vectorizer.fit_transform([_crossed(cell) for cell in cells])
    model.fit(x, values, sample_weight=_weight(len(cells)))
    return lambda asked: np.asarray(
        model.predict(vectorizer.transform([_crossed(cell) for cell in asked]))
    )


def boosting(cells: Sequence[Cell], values: Numbers) -> Predict:
    """Boosted trees on the attributes as categories, absolute error."""
    from sklearn.ensemble import HistGradientBoostingRegressor  # noqa: PLC0415

    codes = _Codes(cells)
    model = HistGradientBoostingRegressor(
        loss="absolute_error",
        max_iter=200,
        learning_rate=0.06,
        min_samples_leaf=15,
        categorical_features=list(range(len(COLUMNS))),
        random_state=0,
    )
    model.fit(codes.of(cells), values, sample_weight=_weight(len(cells)))
    return lambda asked: np.asarray(model.predict(codes.of(asked)))


def network(cells: Sequence[Cell], values: Numbers) -> Predict:
    """A small network: an embedding of each attribute, one hidden layer, absolute error.

    Raises:
        ImportError: PyTorch is not installed (``pip install upslope[train]``).
    """
    import torch  # noqa: PLC0415 (an extra)

    torch.manual_seed(0)
    torch.set_num_threads(1)
    codes = _Codes(cells)
    sizes = [int(size) for size in codes.of(cells).max(axis=0) + 1]
    embeddings = torch.nn.ModuleList([torch.nn.Embedding(size, 8) for size in sizes])
    head = torch.nn.Sequential(
        torch.nn.Linear(8 * len(sizes), 64), torch.nn.ReLU(), torch.nn.Dropout(0.1),
        torch.nn.Linear(64, 1),
    )  # fmt: skip
    middle = float(np.median(values))

    def forward(x: Any) -> Any:
        parts = [part(x[:, at]) for at, part in enumerate(embeddings)]
        return head(torch.cat(parts, dim=1))[:, 0] + middle

    x, y, w = (
        torch.tensor(codes.of(cells), dtype=torch.long),
        torch.tensor(values, dtype=torch.float32),
        torch.tensor(_weight(len(cells)), dtype=torch.float32),
    )
    parameters = [*embeddings.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=3e-3, weight_decay=1e-3)
    for _ in range(12):
        order = torch.randperm(len(y))
        for start in range(0, len(y), 256):
            batch = order[start : start + 256]
            optimizer.zero_grad()
            loss = (w[batch] * (forward(x[batch]) - y[batch]).abs()).sum() / w[batch].sum()
            loss.backward()
            optimizer.step()
    head.eval()

    def predict(asked: Sequence[Cell]) -> Numbers:
        with torch.no_grad():
            found = forward(torch.tensor(codes.of(asked), dtype=torch.long))
        return np.asarray(found.numpy(), dtype=float)

    return predict


RUNGS: dict[str, Rung] = {
    "global median": global_median,
    "country median": country_median,
    "back-off medians": back_off,
    "shrunken medians": table,
    "ridge": ridge,
    "boosted trees": boosting,
    "network": network,
}
"""From the lowest rung up."""


class _Codes:
    """Values of the attributes as numbers; 0 is one that was not seen."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._known = {
            name: {v: at for at, v in enumerate(sorted({cell[name] for cell in cells}), 1)}
            for name in COLUMNS
        }

    def of(self, cells: Sequence[Cell]) -> NDArray[np.int64]:
        return np.array([[self._known[n].get(cell[n], 0) for n in COLUMNS] for cell in cells])


def _crossed(cell: Cell) -> dict[str, float]:
    names = {f"{name}={cell[name]}": 1.0 for name in COLUMNS}
    pairs = (("country", "level"), ("family", "level"), ("country", "family"))
    return names | {f"{a}|{b}={cell[a]}|{cell[b]}": 1.0 for a, b in pairs}


def _weight(n: int) -> Numbers:
    return np.asarray(0.5 ** (np.arange(n)[::-1] / HALF_LIFE))
