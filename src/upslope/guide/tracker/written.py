"""What may be written of an application, and how long it may be: all limits in one place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import get_args

from upslope.errors import UsageError
from upslope.records import STATUSES, EntryKind, Status

LIMITS = {
    "company": 300,
    "title": 300,
    "place": 300,
    "name": 300,
    "role": 300,
    "email": 320,  # the longest address that mail knows
    "url": 2_000,
    "text": 50_000,
    "posting": 300,
    "of": 100,
    "day": 10,
    "status": 20,
    "done": 3,
    "what": 20,
}
"""The most characters that each field may have."""

_LINE = {"company", "title", "place", "name", "role", "email"}
"""Fields of one line: blanks and line breaks in them become one blank."""

ABOUT = ("company", "title", "url", "place")
"""Fields that say what is applied for."""

FIELDS: dict[EntryKind, tuple[str, ...]] = {
    "note": ("text",),
    "contact": ("name", "role", "email", "text"),
    "document": ("name", "text"),
    "date": ("day", "text"),
    "reminder": ("day", "text"),
}
"""What can be written down, and the fields of each."""

_ALL: dict[str, tuple[str, ...]] = {
    **{kind: (*fields, "of") for kind, fields in FIELDS.items()},
    "tracked": ("posting", *ABOUT, "day"),
    "details": ABOUT,
    "status": ("status", "day", "of"),
    "done": ("of", "done"),
    "erased": ("of",),
    "removed": (),
    "restored": (),
    "seen": ("what",),
}
_NEEDED: dict[str, tuple[str, ...]] = {
    "note": ("text",),
    "contact": ("name", "email", "text"),
    "document": ("name",),
    "date": ("day",),
    "reminder": ("day",),
}
_ID = re.compile(r"[\w.:@-]{1,100}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"\\]+", re.IGNORECASE)


def as_day(text: str) -> str:
    """Return a day as ISO 8601 writes it.

    Raises:
        UsageError: it is no day, or none of these centuries.

    >>> as_day(" 2026-12-01 ")
    '2026-12-01'
    >>> as_day("2026-02-30")
    Traceback (most recent call last):
    upslope.errors.UsageError: '2026-02-30' is not a day. Write it as 2026-12-31.
    """
    stripped = text.strip()
    try:
        if _DAY.fullmatch(stripped) and 1900 <= date.fromisoformat(stripped).year <= 2200:
            return stripped
    except ValueError:
        pass
    raise UsageError(f"{_short(stripped)!r} is not a day.", next="Write it as 2026-12-31.")


def as_status(text: str) -> Status:
    """Return a status that there is.

    Raises:
        UsageError: there is none of that name.

    >>> as_status("no answer")
    'no_answer'
    """
    wanted = text.strip().casefold().replace(" ", "_").replace("-", "_")
    for status in STATUSES:
        if status == wanted:
            return status
    raise UsageError(
        f"There is no status {_short(text)!r}.", next=f"There are: {', '.join(STATUSES)}."
    )


def as_id(text: str) -> str:
    """Return an id that a line can have.

    Raises:
        UsageError: it is empty, too long, or has other signs than ids have.
    """
    if not _ID.fullmatch(text):
        raise UsageError(
            f"{_short(text)!r} cannot be the id of a line.",
            next="Take letters, digits and - _ . : @, at most 100 of them.",
        )
    return text


def id_of(*parts: str) -> str:
    """Return the id of an application that is known by something of its own, always the same.

    >>> id_of("posting", "gh-1") == id_of("posting", "gh-1") != id_of("added", "gh-1")
    True
    """
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]


def checked(kind: str, data: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a line as they are kept: without blanks around them and empty ones.

    Raises:
        UsageError: a field is unknown, too long or missing, or a day, status or address is none.

    >>> checked("note", {"text": " They called. "})
    {'text': 'They called.'}
    >>> checked("note", {"text": " "})
    Traceback (most recent call last):
    upslope.errors.UsageError: A note needs a text.
    """
    if kind not in get_args(EntryKind):
        raise UsageError(f"Nothing of the kind {_short(kind)!r} can be written down.")
    trimmed = {name: _trimmed(name, text) for name, text in data.items()}
    kept = {name: text for name, text in trimmed.items() if text}
    for name, text in kept.items():
        _check_field(kind, name, text)
    needed = _NEEDED.get(kind, ())
    if needed and not any(name in kept for name in needed):
        raise UsageError(f"A {kind} needs a {' or a '.join(needed)}.")
    return kept


def _check_field(kind: str, name: str, text: str) -> None:
    if name not in _ALL[kind]:
        raise UsageError(f"A {kind} has no field {_short(name)!r}.")
    if len(text) > LIMITS[name]:
        raise UsageError(
            f"The {name} is too long: {len(text):,} characters, of {LIMITS[name]:,} at most.",
            kept="Nothing was written.",
            next="Shorten it, or keep it in a file and note the file's name.",
        )
    if name == "day":
        as_day(text)
    if name == "status":
        as_status(text)
    if name == "url" and not _URL.fullmatch(text):
        raise UsageError(
            f"{_short(text)!r} is not the address of a page.",
            kept="Nothing was written.",
            next="Copy it whole: https://...",
        )


def fitting(said: Mapping[str, str]) -> dict[str, str]:
    """Cut what an advert says of itself to what is kept; half an address is none.

    >>> fitting({"title": "x" * 1000, "url": "javascript:alert()"})["url"]
    ''
    """
    whole = {name: _trimmed(name, text) for name, text in said.items()}
    cut = {name: text[: LIMITS[name]] for name, text in whole.items()}
    url = cut.get("url", "")
    if url and (url != whole["url"] or not _URL.fullmatch(url)):
        cut["url"] = ""
    return cut


def _trimmed(name: str, text: str) -> str:
    return " ".join(text.split()) if name in _LINE else text.strip()


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."
