"""The templates, and how texts, days and numbers are written in them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from upslope.apps.web.parts.hints import page_of

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
STATIC = HERE / "static"
_MARKET = HERE.parent / "market"

NAVIGATION = (
    ("/", "Today"),
    ("/openings", "Openings"),
    ("/match", "Match"),
    ("/gap", "Gap and plan"),
    ("/portfolio", "Portfolio"),
    ("/tracker", "Tracker"),
    ("/market", "Market"),
    ("/events", "Events"),
    ("/alerts", "Alerts"),
    ("/sources", "Sources"),
    ("/models", "Models"),
    ("/settings", "Settings"),
)
"""The pages in the order of the menu."""


@cache
def environment() -> Environment:
    """Return the templates; every text that they are given is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([HERE / "templates", _MARKET / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.loopcontrols"],
    )
    made.filters |= {"words": words, "day": day, "thousands": thousands}
    made.filters |= {"link": link, "page_of": page_of}
    made.globals |= {"navigation": NAVIGATION, "asset": asset}
    return made


def words(label: str) -> str:
    """Write one of our labels as people do.

    >>> words("ml_engineer"), words("no_answer"), words("onsite")
    ('ML engineer', 'no answer', 'on site')
    """
    short = {"ml": "ML", "ai": "AI", "mlops": "MLOps", "phd": "PhD", "onsite": "on site"}
    return " ".join(short.get(word, word) for word in label.split("_"))


def day(when: str | date | None) -> str:
    """Write a day as 22 Nov 2026; of a moment, its day.

    >>> day("2026-11-22T07:00:00Z"), day(None)
    ('22 Nov 2026', '')
    """
    if not when:
        return ""
    try:
        known = when if isinstance(when, date) else datetime.fromisoformat(when[:10])
    except ValueError:
        return str(when)
    return f"{known.day} {known:%b %Y}"


def thousands(number: float) -> str:
    """Write a number with commas, without decimals.

    >>> thousands(20000)
    '20,000'
    """
    return f"{number:,.0f}"


def link(url: str | None) -> str:
    """Return an address that may be followed, else nothing: it came from others.

    >>> link("https://quillfish.example/jobs"), link("javascript:alert(1)"), link("//x.example")
    ('https://quillfish.example/jobs', '', '')
    """
    try:
        parts = urlsplit((url or "").strip())
        return parts.geturl() if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


@cache
def asset(name: str) -> str:
    """Return the address of a file of ours, which changes when the file does."""
    digest = hashlib.sha256(asset_file(name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def asset_file(name: str) -> Path:
    """Return the file behind ``/static/NAME``: the app's own, else one that the market has.

    Raises:
        FileNotFoundError: there is none below these two folders; a name may be anything.
    """
    for folder in (STATIC, _MARKET / "static"):
        try:
            file = (folder / name).resolve()
            if file.is_relative_to(folder.resolve()) and file.is_file():
                return file
        except (OSError, ValueError):  # far too long, or with a zero byte
            break
    raise FileNotFoundError(name)
