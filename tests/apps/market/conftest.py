"""Tables come as records here: no test needs a home with the sample."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _stocked_home() -> None:
    """Copy nothing, where the other tests of apps copy the sample."""
