"""Runs in SageMaker's container (script mode)."""
import argparse
import os

import joblib
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import brier_score_loss

from features import features

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--trees", type=int, default=300)
    parser.add_argument("--train", default=os.environ.get("SM_CHANNEL_TRAIN"))
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR"))
    args = parser.parse_args()
    visits = pd.read_parquet(args.train).sort_values("starts")
    x, y, cut = features(visits), visits.missed, int(0.8 * len(visits))
    model = CalibratedClassifierCV(RandomForestClassifier(args.trees, min_samples_leaf=20), cv=5)
    model.fit(x[:cut], y[:cut])
    print("brier", brier_score_loss(y[cut:], model.predict_proba(x[cut:])[:, 1]))
    joblib.dump(model, os.path.join(args.model_dir, "model.joblib"))
