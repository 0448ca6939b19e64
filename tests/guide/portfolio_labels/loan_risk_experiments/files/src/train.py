import json
import sys

import lightgbm as lgb
import mlflow
import mlflow.lightgbm
import pandas as pd
import shap
import yaml
from sklearn.metrics import brier_score_loss, roc_auc_score

if __name__ == "__main__":
    data, best, target = sys.argv[1:]
    df = pd.read_parquet(data).sort_values("issued")
    y, x = df.defaulted, df.select_dtypes("number").drop(columns="defaulted")
    cut = int(len(df) * 0.85)
    with mlflow.start_run(run_name="final"):
        model = lgb.train({**yaml.safe_load(open(best)), "objective": "binary"}, lgb.Dataset(x[:cut], y[:cut]), 400)
        p = model.predict(x[cut:])
        metrics = {"auc": roc_auc_score(y[cut:], p), "brier": brier_score_loss(y[cut:], p)}
        mlflow.log_metrics(metrics)
        mlflow.lightgbm.log_model(model, "model", registered_model_name="loan-risk")
    json.dump(metrics, open("metrics.json", "w"))
    model.save_model(target)
    # values = shap.TreeExplainer(model).shap_values(x[cut:])
