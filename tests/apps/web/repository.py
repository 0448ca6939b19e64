"""A small git repository, whose commits are made here."""

from __future__ import annotations

import subprocess
from pathlib import Path

ME = "quilla@testfolk.example"
_FILES = {
    "README.md": "# Fish counter\n\nCounts fish. Run `make`.\n",
    "src/train.py": (
        "from sklearn.linear_model import LogisticRegression\n\n\n"
        "def train(x, y):\n    return LogisticRegression().fit(x, y).predict_proba(x)\n"
    ),
    "tests/test_train.py": (
        "from src.train import train\n\n\n"
        "def test_train():\n    assert train([[0.0], [1.0]], [0, 1]).shape == (2, 2)\n"
    ),
    "Dockerfile": 'FROM python:3.11\nCMD ["python", "src/train.py"]\n',
}


def fish_counter(folder: Path) -> Path:
    """Make the repository in a folder, and return where it is."""
    made = folder / "fish-counter"
    for name, text in _FILES.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    who = ["-c", "user.name=Quilla", "-c", f"user.email={ME}", "-c", "commit.gpgsign=false"]
    for asked in (["init", "-q"], ["add", "."], ["commit", "-qm", "Count fish"]):
        subprocess.run(["git", "-C", str(made), *who, *asked], check=True)
    return made
