import sys

import lightgbm as lgb
import mlflow
import optuna
import pandas as pd
import yaml
from optuna.integration import LightGBMPruningCallback
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import TimeSeriesSplit

params = yaml.safe_load(open("params.yaml"))["tune"]
mlflow.set_experiment("loan-risk")


def objective(trial: optuna.Trial, x: pd.DataFrame, y: pd.Series) -> float:
    chosen = {
        "objective": "binary",
        "metric": "auc",
        "verbosity": -1,
        "num_leaves": trial.suggest_int("num_leaves", 8, 128, log=True),
        "learning_rate": trial.suggest_float("learning_rate", 0.01, 0.2, log=True),
        "lambda_l2": trial.suggest_float("lambda_l2", 1e-3, 10, log=True),
        "feature_fraction": trial.suggest_float("feature_fraction", 0.5, 1.0),
    }
    scores = []
    for a, b in TimeSeriesSplit(params["folds"]).split(x):
        train, valid = lgb.Dataset(x.iloc[a], y.iloc[a]), lgb.Dataset(x.iloc[b], y.iloc[b])
        model = lgb.train(chosen, train, 600, valid_sets=[valid],
                          callbacks=[lgb.early_stopping(40, verbose=False), LightGBMPruningCallback(trial, "auc")])
        scores.append(roc_auc_score(y.iloc[b], model.predict(x.iloc[b])))
    with mlflow.start_run(nested=True):
        mlflow.log_params(chosen)
        mlflow.log_metric("auc", sum(scores) / len(scores))
    return sum(scores) / len(scores)


if __name__ == "__main__":
    df = pd.read_parquet(sys.argv[1]).sort_values("issued")
    y, x = df.defaulted, df.select_dtypes("number").drop(columns="defaulted")
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(lambda t: objective(t, x, y), n_trials=params["trials"])
    yaml.safe_dump(study.best_params, open(sys.argv[2], "w"))
