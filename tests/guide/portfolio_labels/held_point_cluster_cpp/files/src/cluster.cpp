#include "groundoff.hpp"

#include <queue>

namespace groundoff {

// Quadratic, good enough for the 4,000 points that are left of a scan.
std::vector<int> cluster(const Points& points, float radius, int least) {
  std::vector<int> label(points.rows(), -1);
  int next = 0;
  for (Eigen::Index start = 0; start < points.rows(); ++start) {
    if (label[start] >= 0) continue;
    std::vector<Eigen::Index> members;
    std::queue<Eigen::Index> ahead;
    ahead.push(start);
    label[start] = next;
    while (!ahead.empty()) {
      const auto here = ahead.front();
      ahead.pop();
      members.push_back(here);
      for (Eigen::Index other = 0; other < points.rows(); ++other)
        if (label[other] < 0 && (points.row(here) - points.row(other)).norm() < radius) {
          label[other] = next;
          ahead.push(other);
        }
    }
    if (static_cast<int>(members.size()) < least)
      for (auto m : members) label[m] = -2;
    else
      ++next;
  }
  return label;
}

}  // namespace groundoff
