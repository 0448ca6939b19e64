"""Characters that no database can hold, replaced one for one so that offsets stay right."""

from __future__ import annotations

import re
from typing import Any

# PostgreSQL's text holds no NUL, and no database's UTF-8 holds half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def replaced(value: Any) -> Any:
    """Return text, or lists and mappings of it, with U+FFFD for what cannot be stored.

    >>> replaced({"city": ["Bo" + chr(0) + "nn", 1, None]})
    {'city': ['Bo�nn', 1, None]}
    """
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: replaced(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(replaced, value))
    return value
