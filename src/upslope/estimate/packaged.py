"""What ships with the package for estimates of pay: files of numbers, and their cards."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import TypeVar

import msgspec

from upslope.errors import ModelError

T = TypeVar("T")


def read(name: str) -> bytes:
    """Return the content of a file.

    Raises:
        ModelError: it is missing.

    >>> read("card.json")[:1]
    b'{'
    """
    try:
        return (files("upslope.estimate") / "data" / name).read_bytes()
    except OSError as error:
        raise _damaged(name) from error


def load(name: str, kind: type[T]) -> tuple[T, str]:
    """Return what a JSON file holds, and the first digits of its digest.

    Raises:
        ModelError: it is missing or damaged.

    >>> load("card.json", dict)[0]["name"]
    'pay'
    """
    content = read(name)
    try:
        return msgspec.json.decode(content, type=kind), hashlib.sha256(content).hexdigest()[:8]
    except msgspec.MsgspecError as error:
        raise _damaged(name) from error


def _damaged(name: str) -> ModelError:
    return ModelError(
        f"The numbers for estimates of pay ({name}) are missing or damaged.",
        kept="Nothing was estimated.",
        next="Install Upslope again.",
    )
