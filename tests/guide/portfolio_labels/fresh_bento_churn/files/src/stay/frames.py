"""Customers by month, checked before anything is learned from them."""
import pandera.polars as pa
import polars as pl


class Months(pa.DataFrameModel):
    customer: int
    month: str
    calls: int = pa.Field(ge=0)
    paid: float = pa.Field(ge=0)
    left: bool


def months(path: str) -> pl.DataFrame:
    frame = pl.scan_parquet(path).filter(pl.col("month") >= "2023-01").collect()
    return Months.validate(frame)


def features(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        (pl.col("calls") / pl.col("paid").clip(1)).alias("calls_per_coin"),
        pl.col("paid").shift(1).over("customer").fill_null(0).alias("paid_before"),
    )
