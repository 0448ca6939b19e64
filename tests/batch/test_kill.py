"""Kill -9 at random moments: the same command then gives the same output, and nothing by halves.

A few kills with the suite; UPSLOPE_KILLS=200 for more, UPSLOPE_SEED for other moments.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.batch import made_up

KILLS = max(3, int(os.environ.get("UPSLOPE_KILLS", "50")) // 16)
SEED = int(os.environ.get("UPSLOPE_SEED", "0"))
RUN = "import sys; from tests.batch import made_up; made_up.main(*sys.argv[1:])"


def started(postings: Path, output: Path, *, replace: bool) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", RUN, str(postings), str(output), *["--replace"] * replace]
    return subprocess.Popen(words, stdout=subprocess.PIPE)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_kill_at_any_moment(tmp_path: Path) -> None:
    """Each kill meets what the kills before it left; now and then a run may finish."""
    dice = random.Random(SEED)
    postings = made_up.write_postings(tmp_path / "in", files=4, rows=50)
    output = tmp_path / "out"
    made_up.run(postings, tmp_path / "whole", workers=1)
    whole = made_up.contents(tmp_path / "whole")
    met = []
    for _ in range(KILLS):
        child = started(postings, output, replace=output.exists())
        assert child.stdout
        child.stdout.readline()  # it is at work
        time.sleep(10 ** dice.uniform(-3, 0))
        child.kill()
        child.wait()
        child.stdout.close()
        met.append(len([*tmp_path.glob(".out.running/*/*/part-*.parquet")]))
        assert not output.exists() or made_up.contents(output) == whole, "half an output"
    child = started(postings, output, replace=output.exists())
    assert child.communicate()[0].decode().splitlines()[-1:] == ["finished"]
    assert made_up.contents(output) == whole
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out", "whole"}
    print(f"\n{KILLS} kills survived; parts that were finished at each: {met}")
