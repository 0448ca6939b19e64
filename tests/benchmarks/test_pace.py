"""The measuring of the pace runs, on rows of our own and without the other packages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PACE = Path(__file__).resolve().parents[2] / "benchmarks" / "pace.py"


def test_every_stage_is_measured(tmp_path: Path) -> None:
    rows = [
        {
            "title": f"ML Engineer {n}",
            "company": "Quillfish",
            "location": "Oslo, Norway",
            "description": f"<p>Train ranking models with Python, team {n}.</p>",
        }
        for n in range(30)
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = [
        sys.executable,
        str(PACE),
        str(file),
        "--peer",
        "0",
        "--repeat",
        "1",
        "--limit",
        "20",
    ]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert report["postings"] == 20
    stages = [row["stage"] for row in report["stages"]]
    assert stages == ["read", "normalise", "understand", "store", "index", "all"]
    assert all(row["cpu_ms"] > 0 for row in report["stages"])
    assert 0.99 < sum(row["share"] for row in report["stages"][:-1]) < 1.01
    assert report["peak_mb"] > 10
