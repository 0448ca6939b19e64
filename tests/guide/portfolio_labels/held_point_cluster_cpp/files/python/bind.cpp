#include <pybind11/eigen.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "groundoff.hpp"

namespace py = pybind11;

PYBIND11_MODULE(_groundoff, m) {
  m.def("fit_plane", [](const groundoff::Points& p) {
    const auto plane = groundoff::fit_plane(p);
    return py::make_tuple(plane.normal, plane.offset);
  });
  m.def("cluster", &groundoff::cluster, py::arg("points"), py::arg("radius") = 0.6f, py::arg("least") = 8);
}
