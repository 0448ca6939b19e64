import pandas as pd
import pandera as pa
from pandera.typing import Series


class Visit(pa.DataFrameModel):
    clinic: Series[int] = pa.Field(in_range={"min_value": 1, "max_value": 11})
    day: Series[pd.Timestamp] = pa.Field(coerce=True)
    age: Series[int] = pa.Field(ge=0, le=110)
    systolic: Series[float] = pa.Field(in_range={"min_value": 60, "max_value": 260}, nullable=True)
    diastolic: Series[float] = pa.Field(in_range={"min_value": 30, "max_value": 160}, nullable=True)
    drug_code: Series[str] = pa.Field(str_matches=r"^[A-Z]\d{2}[A-Z]{2}\d{2}$", nullable=True)

    class Config:
        strict = "filter"

    @pa.dataframe_check
    def upper_over_lower(cls, df: pd.DataFrame) -> Series[bool]:
        return ~(df.systolic <= df.diastolic)


@pa.check_types(lazy=True)
def accept(visits: pd.DataFrame) -> "pa.typing.DataFrame[Visit]":
    return Visit.validate(visits, lazy=True)
