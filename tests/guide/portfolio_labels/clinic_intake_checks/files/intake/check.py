"""python -m intake.check FOLDER: refuse files with faults, and say which."""
import sys
from pathlib import Path

import great_expectations as gx
import pandas as pd
import pandera as pa

from intake.schema import Visit


def read(path: Path) -> pd.DataFrame:
    df = pd.read_csv(path, dtype={"drug_code": "string"})
    df["day"] = pd.to_datetime(df["day"], dayfirst=path.stem.endswith("07"), errors="coerce")
    return df


def faults(path: Path) -> pd.DataFrame:
    try:
        Visit.validate(read(path), lazy=True)
    except pa.errors.SchemaErrors as e:
        return e.failure_cases.assign(file=path.name)
    return pd.DataFrame()


def whole(visits: pd.DataFrame) -> bool:
    table = gx.from_pandas(visits)
    table.expect_column_unique_value_count_to_be_between("clinic", 9, 11)
    table.expect_column_mean_to_be_between("age", 35, 60)
    table.expect_column_values_to_not_be_null("systolic", mostly=0.8)
    return bool(table.validate().success)


def main() -> int:
    paths = sorted(Path(sys.argv[1]).glob("*.csv"))
    found = pd.concat([faults(p) for p in paths])
    found.to_csv(Path(sys.argv[1]) / "faults.csv", index=False)
    good = [p for p in paths if p.name not in set(found.get("file", []))]
    return 0 if good and whole(pd.concat(read(p) for p in good)) else 1


if __name__ == "__main__":
    sys.exit(main())
