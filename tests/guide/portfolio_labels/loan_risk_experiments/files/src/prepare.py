import sys

import numpy as np
import pandas as pd
import yaml

params = yaml.safe_load(open("params.yaml"))["prepare"]


def clean(df: pd.DataFrame) -> pd.DataFrame:
    df = df[df.income > params["min_income"]].drop_duplicates("loan_id")
    df = df[df.issued <= pd.Timestamp(params["until"])]
    df["debt_to_income"] = (df.debt / df.income).clip(0, 10)
    df["log_amount"] = np.log(df.amount)
    df["vintage"] = df.issued.dt.year
    return df.drop(columns=["name", "iban"])


if __name__ == "__main__":
    source, target = sys.argv[1:]
    clean(pd.read_csv(source, parse_dates=["issued"])).to_parquet(target)
