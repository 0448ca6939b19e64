from dagster import AssetCheckResult, AssetCheckSeverity, asset_check


@asset_check(asset="hourly")
def no_fare_below_zero(hourly) -> AssetCheckResult:
    bad = (hourly["fare"] < 0).sum()
    return AssetCheckResult(passed=bad == 0, severity=AssetCheckSeverity.WARN, metadata={"bad": int(bad)})
