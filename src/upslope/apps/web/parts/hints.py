"""Where a person does on a page what the hint of an error says to type."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"\bupslope ([a-z]+)")
_PLACES = {
    "/openings": ("Openings", "search", "show", "choices", "correct", "unlink"),
    "/sources": ("Sources", "collect", "sources", "undo", "watch"),
    "/settings": ("Settings", "profile", "resume", "config", "data"),
    "/match": ("Match", "match"),
    "/plan": ("Plan", "plan", "learn", "practice", "certificates"),
    "/portfolio": ("Portfolio", "portfolio", "evidence"),
    "/tracker": ("Tracker", "track"),
    "/alerts": ("Alerts", "alerts"),
    "/market": ("Market", "market", "series"),
    "/models": ("Models", "models"),
    "/events": ("Events", "events"),
}
_PAGES = {
    command: (path, name) for path, (name, *commands) in _PLACES.items() for command in commands
}


def page_of(hint: str) -> tuple[str, str] | None:
    """Return the address and the name of the page that does what a hint's command does.

    >>> page_of("Collect more: upslope collect"), page_of("Free some space."), page_of("")
    (('/sources', 'Sources'), None, None)
    """
    found = _COMMAND.search(hint)
    return _PAGES.get(found[1]) if found else None
