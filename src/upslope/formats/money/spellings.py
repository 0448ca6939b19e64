"""Signs that reach us in more than one spelling are written in one, without moving any offset."""

from __future__ import annotations

import re

_SIGNS = {
    "\xa0": " ", "\u202f": " ", "\u2009": " ", "\uff04": "$", "\uffe1": "£", "\uff5e": "~",
}  # fmt: skip
_ENTITIES = {
    "#36": "$", "dollar": "$", "pound": "£", "#163": "£", "euro": "€", "#8364": "€", "nbsp": " ",
    "#160": " ", "ndash": "–", "mdash": "—", "#8211": "–", "#x2013": "–",
}  # fmt: skip
_ENTITY = re.compile(f"&({'|'.join(_ENTITIES)});")


def evened(text: str) -> str:
    r"""Write hard spaces, escaped and fullwidth signs and entities left in a text as plain signs.

    The text keeps its length, so that offsets hold.

    >>> evened("Pay:\xa0\\$150,000 &ndash; &#36;180,000")
    'Pay:  $150,000       –     $180,000'
    """
    if not text.isascii():
        for said, sign in _SIGNS.items():
            text = text.replace(said, sign)
    if "\\$" in text:
        text = text.replace("\\$", " $")
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(entity: re.Match[str]) -> str:
    return _ENTITIES[entity[1]].rjust(len(entity[0]))
