from kfp import dsl
from kfp.dsl import Dataset, Input, Metrics, Model, Output

BASE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/weld-train:latest"


@dsl.component(base_image=BASE)
def load(days: int, out: Output[Dataset]):
    import boto3
    import pandas as pd

    keys = boto3.client("s3").list_objects_v2(Bucket="weld-sensors", Prefix="daily/")["Contents"]
    newest = sorted(k["Key"] for k in keys)[-days:]
    frame = pd.concat(pd.read_parquet(f"s3://weld-sensors/{key}") for key in newest)
    frame.dropna(subset=["current", "voltage"]).to_parquet(out.path)


@dsl.component(base_image=BASE)
def train(data: Input[Dataset], model: Output[Model], metrics: Output[Metrics], trees: int = 400):
    import joblib
    import pandas as pd
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import average_precision_score

    frame = pd.read_parquet(data.path).sort_values("welded_at")
    cut = int(len(frame) * 0.8)
    x, y = frame.filter(regex="^(current|voltage|gas)"), frame.defect
    forest = RandomForestClassifier(trees, class_weight="balanced", n_jobs=-1).fit(x[:cut], y[:cut])
    metrics.log_metric("ap", average_precision_score(y[cut:], forest.predict_proba(x[cut:])[:, 1]))
    joblib.dump(forest, model.path)


@dsl.component(base_image=BASE)
def promote(model: Input[Model], metrics: Input[Metrics], floor: float):
    import boto3

    if metrics.metadata["ap"] < floor:
        raise RuntimeError(f"average precision {metrics.metadata['ap']:.3f} is below {floor}")
    boto3.client("s3").upload_file(model.path, "weld-models", "current/model.joblib")
