"""The trained booster and how an order becomes its row."""
from __future__ import annotations

from pathlib import Path

import lightgbm as lgb
import numpy as np


def row(km: float, items: int, hour: int, rain: bool) -> np.ndarray:
    angle = 2 * np.pi * hour / 24
    return np.array([[km, np.log1p(items), np.sin(angle), np.cos(angle), float(rain)]])


class Model:
    def __init__(self, booster: lgb.Booster, version: str) -> None:
        self.booster, self.version = booster, version

    @classmethod
    def load(cls, path: str) -> Model:
        return cls(lgb.Booster(model_file=path), Path(path).stem)

    def minutes(self, km: float, items: int, hour: int, rain: bool) -> float:
        return float(self.booster.predict(row(km, items, hour, rain))[0])
