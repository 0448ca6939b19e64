import pandas as pd

COLUMNS = ["age", "lead_days", "hour", "missed_before", "sms"]


def features(visits: pd.DataFrame) -> pd.DataFrame:
    visits = visits.sort_values("starts")
    out = pd.DataFrame(index=visits.index)
    out["age"] = visits.age.clip(0, 105)
    out["lead_days"] = (visits.starts - visits.booked).dt.days.clip(lower=0)
    out["hour"] = visits.starts.dt.hour
    out["missed_before"] = visits.groupby("patient").missed.transform(lambda m: m.shift().fillna(0).cumsum())
    out["sms"] = visits.sms.astype(int)
    return out[COLUMNS]
