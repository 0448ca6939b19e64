"""Pay as the line of a card states it: "$110K/yr - $120K/yr", "52 k € - 60 k €", "£45 an hour"."""

from __future__ import annotations

import re

from msgspec import structs

from upslope.formats.money import CODES
from upslope.formats.postings.pay_text import salary_text
from upslope.records import Salary

_LONGEST = 80
_FEW = 12
"""Letters besides those that belong to a line of pay: a name, "estimated" in another language."""
_OTHERS = re.compile(
    rf"[^A-Za-z]|\b(?:{'|'.join(CODES)}|hourly|an? hour|yearly|annual(?:ly)?|year"
    r"|month(?:ly)?|week(?:ly)?|day|daily"
    r"|per|from|up to|salary|range|base|estimated?|employer|glassdoor|est|gross|brutto|netto"
    r"|competitive"
    r"|plus|bonus|pro|jahr|monat|stunde|par|heure|mois|bis zu|jusqu|fino|hasta|k|yr|hr|mo)\b",
    re.I,
)
"""What may stand beside the amounts in a line that is about pay."""


def pay_line(line: str, country: str = "") -> Salary | None:
    """Read a line that states pay and nothing else; ``None`` if it does not.

    Args:
        line: of at most 80 characters.
        country: of the site, ISO 3166-1 alpha-2 in lower case: says which dollar "$" is.

    >>> pay_line("$110K/yr - $120K/yr", "ca")
    Salary(currency='CAD', min_value=110000.0, max_value=120000.0, unit_text='year')
    >>> pay_line("Up to £600 a day").max_value, pay_line("500 employees") is None
    (600.0, True)
    """
    if len(line) > _LONGEST or len(_OTHERS.sub("", line)) > _FEW:
        return None
    found = salary_text(line, country)
    if found is None or found.currency:
        return found
    if "$" not in line:
        return None
    return structs.replace(found, currency="MXN") if country == "mx" else found
