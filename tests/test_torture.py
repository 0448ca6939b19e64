"""Kill -9 at random moments: what was acknowledged is there, and nothing by halves.

50 kills with the suite; ``make torture`` does 200, ``make torture N=1000`` more.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from tests import torture

TOTAL = int(os.environ.get("UPSLOPE_KILLS", "50"))
SEED = int(os.environ.get("UPSLOPE_SEED", "0"))


@pytest.mark.enable_socket  # children are started through a local one
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
@pytest.mark.parametrize("kind", torture.KINDS, ids=lambda kind: kind.__name__)
def test_kill_at_any_moment(kind: type[torture.Work], tmp_path: Path) -> None:
    kills = max(1, torture.KINDS[kind] * TOTAL // sum(torture.KINDS.values()))
    work = kind(tmp_path / "workspace")
    moments = [*torture.torture(work, kills, SEED)]
    met = ", ".join(f"{what} {times}" for what, times in work.states.items() if times)
    met = met or "nothing half done"
    print(
        f"\n{kind.__name__}: {len(moments)} kills survived, after {min(moments):.3f} to "
        f"{max(moments):.3f} s of work; {work.acknowledged} acknowledged; {met}"
    )
