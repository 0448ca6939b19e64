import sys

import numpy as np
import open3d as o3d
from _groundoff import cluster, fit_plane

points = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, 4)[:, :3]
normal, offset = fit_plane(points)
rest = points[np.abs(points @ normal + offset) > 0.2]
labels = np.array(cluster(rest))
cloud = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(rest))
cloud.colors = o3d.utility.Vector3dVector(np.random.default_rng(0).random((labels.max() + 3, 3))[labels])
o3d.visualization.draw_geometries([cloud])
