from pathlib import Path

import pandas as pd
import skops.io
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder


def retrain(data: Path, target: Path) -> float:
    df = pd.read_csv(data)
    model = make_pipeline(
        make_column_transformer((OrdinalEncoder(), ["district"]), remainder="passthrough"),
        HistGradientBoostingRegressor(loss="absolute_error"),
    )
    x, y = df.drop(columns="rent"), df.rent
    error = -cross_val_score(model, x, y, scoring="neg_mean_absolute_error").mean()
    skops.io.dump(model.fit(x, y), target)
    return float(error)
