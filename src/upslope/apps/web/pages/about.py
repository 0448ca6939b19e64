"""``/settings/about``: where things are kept, how much of them, what each setting is, versions."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from starlette.responses import Response

from upslope import __version__
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.settings import FILE, explain

routes = Routes()

HOLDS = {
    "upslope.db": "Openings, their history, your choices, notes and applications",
    "raw": "Replies of sources as they came, compressed",
    "index": "The text index; made anew from the database if it is lost",
    "pool.npz": "Openings packed for ranking; made anew too",
    "models": "Models that were trained here",
    "market": "Snapshots of the market, day by day",
    "backups": "Backups",
    "resume": "The resume that you gave",
    "journal.jsonl": "Every line that you wrote in the tracker, once more",
    "channels.json": "Where alerts lead; nobody but you can read it",
    "access": "Secrets that let your browser and programs in",
    "config.toml": "Settings that you wrote",
}
"""What lies in the folder of a workspace."""


class Place(NamedTuple):
    """One file or folder of the workspace and its size in bytes."""

    name: str
    about: str
    size: int


@routes.get("/settings/about")
def about(visit: Visit) -> Response:
    """Say where things are and which versions are at work."""
    home = visit.own.settings.home
    return visit.page(
        "about",
        part="found",
        home=home,
        places=visit.soon("places", lambda: list(_places(home))),
        settings=explain(home),
        config=home / FILE,
        versions={
            "Upslope": __version__,
            "Python": platform.python_version(),
            "SQLite": sqlite3.sqlite_version,
        },
    )


def _places(home: Path) -> Iterator[Place]:
    for name, holds in HOLDS.items():
        if (path := home / name).exists():
            yield Place(name, holds, _size(path))


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file())
