"""Every hostile document ends in time and memory with a typed result.

A sample and all bombs here; every file by ``make hostile``, which takes some minutes.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from benchmarks.hostile import KINDS, measure

CANARY = Path("/tmp/upslope_pwned.txt")


@pytest.mark.shared
@pytest.mark.parametrize("name", KINDS)
def test_hostile_documents_end_in_time_and_memory(shared: Path, name: str) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        found = fresh.submit(measure, name, shared / "hostile", 50).result()
    assert found.files > 5
    assert not found.passed(KINDS[name])
    assert len(found.ends) > 1  # some are read and some refused
    assert not CANARY.exists()
