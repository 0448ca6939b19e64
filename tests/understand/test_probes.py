"""Invented sentences with a known answer: how many are read right may not fall."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FLOORS = {"develop": 0.88, "held_out": 0.70}


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks/probes.py"
    spec = importlib.util.spec_from_file_location("probes", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("part", FLOORS)
def test_probes_keep_their_floor(benchmark: ModuleType, part: str) -> None:
    own = [probe for probe in benchmark.probes() if probe.part == part]
    read = benchmark.read(own)
    hits = sum(benchmark.right(probe, needs) for probe, needs in zip(own, read, strict=True))
    assert len(own) >= 165
    assert hits / len(own) >= FLOORS[part]


def test_every_probe_names_skills_of_the_taxonomy(benchmark: ModuleType) -> None:
    labels = benchmark.Taxonomy.load()
    names = {name for probe in benchmark.probes() for name in probe.expected}
    assert not {name for name in names if not labels.label(name)}


def test_an_interval_holds_the_share(benchmark: ModuleType) -> None:
    low, high = benchmark.wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)
