import json

import geopandas as gpd

streets = gpd.read_file("speeds.gpkg").to_crs(25832)
graph: dict[int, list[dict]] = {}
for street in streets.itertuples():
    minutes = street.geometry.length / 1000 / street.kmh * 60
    graph.setdefault(street.a, []).append({"to": street.b, "minutes": round(minutes, 3)})
json.dump(graph, open("../router/graph.json", "w"))
