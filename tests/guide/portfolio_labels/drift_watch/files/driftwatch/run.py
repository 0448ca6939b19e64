"""Fetch last week's answers, compare, publish, complain."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import pandas as pd
import requests

from driftwatch.report import compare, verdict
from driftwatch.retrain import retrain

LOG = "https://rents.flathaus.example/answers?days=7"


def last_week() -> pd.DataFrame:
    reply = requests.get(LOG, headers={"authorization": os.environ["LOG_TOKEN"]}, timeout=30)
    reply.raise_for_status()
    return pd.DataFrame(reply.json())


def complain(text: str) -> None:
    requests.post(
        f"https://api.github.com/repos/{os.environ['GITHUB_REPOSITORY']}/issues",
        json={"title": "Drift", "body": text},
        headers={"authorization": f"Bearer {os.environ['GITHUB_TOKEN']}"},
        timeout=30,
    ).raise_for_status()


def main() -> int:
    report = compare(pd.read_csv("reference.csv"), last_week())
    Path("public").mkdir(exist_ok=True)
    report.save_html("public/index.html")
    found = verdict(report)
    if found["drifted"]:
        complain(f"{found['share']:.0%} of the columns drifted")
        retrain(Path("reference.csv"), Path("model.skops"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
