import random
from datetime import date, timedelta

import numpy as np
import pandas as pd

rng = np.random.default_rng(11)


def week(clinic: int, start: date, n: int = 200) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "clinic": clinic,
            "day": [start + timedelta(days=random.randrange(7)) for _ in range(n)],
            "age": rng.integers(0, 99, n),
            "systolic": rng.normal(128, 18, n).round(),
            "diastolic": rng.normal(80, 11, n).round(),
            "drug_code": rng.choice(["C09AA05", "C07AB02", None], n),
        }
    )


if __name__ == "__main__":
    for c in range(1, 12):
        week(c, date(2024, 7, 1)).to_csv(f"inbox/2024-07/clinic_{c:02}.csv", index=False)
