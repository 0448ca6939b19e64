"""Nightly: score tomorrow's appointments."""
import io
import os
from decimal import Decimal

import boto3
import joblib
import pandas as pd

from features import features

s3, cloudwatch = boto3.client("s3"), boto3.client("cloudwatch")


def read(key: str) -> io.BytesIO:
    return io.BytesIO(s3.get_object(Bucket=os.environ["DATA"], Key=key)["Body"].read())


def handler(event, context):
    visits = pd.read_parquet(read("tomorrow.parquet"))
    model = joblib.load(read("model.joblib"))
    table = boto3.resource("dynamodb").Table(os.environ["SCORES"])
    with table.batch_writer() as batch:
        for visit, p in zip(visits.appointment, model.predict_proba(features(visits))[:, 1]):
            batch.put_item({"appointment": visit, "p": Decimal(str(round(p, 4)))})
    cloudwatch.put_metric_data(Namespace="noshow", MetricData=[{"MetricName": "scored", "Value": len(visits)}])
    return len(visits)
