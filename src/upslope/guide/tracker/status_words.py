"""What people and other trackers call a status: ``data/status_words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import get_args

from upslope.guide.tracker.columns import plain
from upslope.records.application import Status


def read_status(words: str) -> Status | None:
    """Say which status words mean, in four languages; ``None`` where that is not known.

    >>> read_status("Phone screen"), read_status("Ghosted :("), read_status("Absage")
    ('screening', 'no_answer', 'rejected')
    >>> read_status("1st round"), read_status("I declined"), read_status("Blue") is None
    ('interview', 'withdrawn', True)
    """
    said = plain(words)
    return next((status for status, rule in _rules() if rule.search(said)), None)


@cache
def _rules() -> list[tuple[Status, re.Pattern[str]]]:
    file = resources.files("upslope.guide.tracker") / "data/status_words.toml"
    rules = tomllib.loads(file.read_text("utf-8"))["rule"]
    known = {status: status for status in get_args(Status)}
    return [
        (known[rule["status"]], re.compile(rf"\b(?:{'|'.join(rule['words'])})\b")) for rule in rules
    ]
