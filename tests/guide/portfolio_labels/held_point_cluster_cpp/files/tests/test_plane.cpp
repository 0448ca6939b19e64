#include <gtest/gtest.h>

#include "groundoff.hpp"

TEST(Plane, FlatGroundPointsUp) {
  groundoff::Points points = groundoff::Points::Random(500, 3) * 20;
  points.col(2).setZero();
  const auto plane = groundoff::fit_plane(points);
  EXPECT_NEAR(std::abs(plane.normal.z()), 1.0f, 1e-4f);
}

TEST(Cluster, TwoHeapsAreTwo) {
  groundoff::Points points(40, 3);
  points.topRows(20) = groundoff::Points::Random(20, 3) * 0.1f;
  points.bottomRows(20) = (groundoff::Points::Random(20, 3) * 0.1f).array() + 5;
  const auto labels = groundoff::cluster(points);
  EXPECT_NE(labels.front(), labels.back());
}
