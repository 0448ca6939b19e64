#pragma once
#include <Eigen/Dense>
#include <vector>

namespace groundoff {
using Points = Eigen::Matrix<float, Eigen::Dynamic, 3, Eigen::RowMajor>;

struct Plane {
  Eigen::Vector3f normal;
  float offset;
};

Plane fit_plane(const Points& points, int rounds = 200, float within = 0.15f, unsigned seed = 1);
std::vector<int> cluster(const Points& points, float radius = 0.6f, int least = 8);
}  // namespace groundoff
