import bentoml
import lightgbm as lgb
import mlflow
import optuna
from sklearn.metrics import average_precision_score

from stay.frames import features, months

COLUMNS = ["calls", "paid", "calls_per_coin", "paid_before"]


def fit(train, valid, **params):
    model = lgb.LGBMClassifier(n_estimators=400, **params)
    model.fit(train[COLUMNS].to_pandas(), train["left"], eval_set=[(valid[COLUMNS].to_pandas(), valid["left"])])
    return model


def main() -> None:
    frame = features(months("data/months.parquet"))
    train, valid = frame.filter(frame["month"] < "2024-09"), frame.filter(frame["month"] >= "2024-09")

    def worth(trial: optuna.Trial) -> float:
        params = {"num_leaves": trial.suggest_int("num_leaves", 8, 128, log=True)}
        model = fit(train, valid, **params)
        return average_precision_score(valid["left"], model.predict_proba(valid[COLUMNS].to_pandas())[:, 1])

    study = optuna.create_study(direction="maximize")
    study.optimize(worth, n_trials=40)
    with mlflow.start_run():
        mlflow.log_params(study.best_params)
        mlflow.log_metric("average_precision", study.best_value)
    bentoml.lightgbm.save_model("stay", fit(train, valid, **study.best_params).booster_)


if __name__ == "__main__":
    main()
