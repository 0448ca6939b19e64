"""Things that both notebooks need."""
import numpy as np
import pandas as pd

CATEGORIES = ["contract", "payment", "region"]
AS_OF = pd.Timestamp("2023-05-01")


def add_features(df, as_of=AS_OF):
    df = df.copy()
    df["tenure_days"] = (as_of - df["signed_up"]).dt.days
    df["charge_per_gb"] = df["monthly_charge"] / df["gb_used"].replace(0, np.nan)
    df["charge_per_gb"] = df["charge_per_gb"].fillna(df["charge_per_gb"].median())
    df["long_contract"] = (df["contract"] != "monthly").astype(int)
    df["calls_log"] = np.log1p(df["support_calls"])
    return df


def one_hot(df, columns=CATEGORIES):
    """Dummies, and throw away ids and dates."""
    df = pd.get_dummies(df, columns=columns, drop_first=True)
    return df.drop(columns=["customer_id", "signed_up"], errors="ignore")


def lift_table(y_true, score, bins=10):
    d = pd.DataFrame({"y": np.asarray(y_true), "p": np.asarray(score)})
    d["decile"] = pd.qcut(d["p"].rank(method="first"), bins, labels=False)
    out = d.groupby("decile")["y"].agg(["mean", "size"]).iloc[::-1]
    out["lift"] = out["mean"] / d["y"].mean()
    return out
