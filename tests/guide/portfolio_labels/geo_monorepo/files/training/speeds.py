"""Speed of each street by hour, from traces of couriers."""
import sys

import geopandas as gpd
import numpy as np
from shapely.geometry import LineString, Point

from tinygbm import TinyGBM


def snap(traces: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, within: float = 15) -> gpd.GeoDataFrame:
    return gpd.sjoin_nearest(traces.to_crs(25832), streets.to_crs(25832), max_distance=within)


def trace(points: list[tuple[float, float]]) -> LineString:
    return LineString([Point(p) for p in points])


def fit(snapped: gpd.GeoDataFrame) -> TinyGBM:
    x = np.column_stack([snapped.lanes, snapped.limit, np.sin(snapped.hour / 24 * 2 * np.pi)])
    return TinyGBM(rounds=80).fit(x, snapped.kmh.to_numpy())


if __name__ == "__main__":
    traces, streets = (gpd.read_file(p) for p in sys.argv[1:3])
    model = fit(snap(traces, streets))
    streets["kmh"] = model.predict(np.column_stack([streets.lanes, streets.limit, np.zeros(len(streets))]))
    streets.to_file("speeds.gpkg")
