"""Text that leaves the workspace in a table: no formulas, no mail addresses."""

from __future__ import annotations

import re

# A spreadsheet runs a cell that begins so, also after what it does not show.
_FORMULA = re.compile(
    r"[\s'\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
)
# Bounded, so that a long text without spaces costs no more than any other.
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


def cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: such text gets a leading apostrophe.

    Text that already has an apostrophe before a formula gets one more, so taking one apostrophe
    off every cell that would be given one restores the original.

    >>> cell("=1+1"), cell("C++"), cell("'=1")
    ("'=1+1", 'C++', "''=1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def original(text: str) -> str:
    """Return what a cell was before :func:`cell`.

    >>> original("'=1+1"), original("''=1"), original("'tis")
    ('=1+1', "'=1", "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def without_mail(text: str) -> str:
    """Replace mail addresses, which people leave in postings for applicants, not for tables.

    >>> without_mail("Write to jo.doe@example.com today")
    'Write to [mail] today'
    """
    return _MAIL.sub("[mail]", text) if "@" in text else text
