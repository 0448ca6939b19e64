#include "groundoff.hpp"

#include <random>

namespace groundoff {

Plane fit_plane(const Points& points, int rounds, float within, unsigned seed) {
  std::mt19937 rng(seed);
  std::uniform_int_distribution<Eigen::Index> any(0, points.rows() - 1);
  Plane best{{0, 0, 1}, 0};
  Eigen::Index most = 0;
  for (int n = 0; n < rounds; ++n) {
    const Eigen::Vector3f a = points.row(any(rng)), b = points.row(any(rng)), c = points.row(any(rng));
    const Eigen::Vector3f normal = (b - a).cross(c - a).normalized();
    if (!normal.allFinite() || std::abs(normal.z()) < 0.8f) continue;
    const float offset = -normal.dot(a);
    const auto inside = ((points * normal).array() + offset).abs() < within;
    if (inside.count() > most) {
      most = inside.count();
      best = {normal, offset};
    }
  }
  return best;
}

}  // namespace groundoff
