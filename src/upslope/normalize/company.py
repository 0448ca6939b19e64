"""Company names become comparable keys: "Acme Robotics, Inc." and "ACME Robotics" are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from upslope.formats.characters import clean

_RATING = re.compile(r"\n\s*[\d.,]+\s*(?:★|stars?|\([\d,]+\))?\s*$|\s+[1-5]\.\d\s*★?$")
_LEGAL = frozenset(
    {"inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "corp", "corporation", "co"}
    | {"company", "plc", "gmbh", "ag", "se", "kg", "kgaa", "mbh", "ug", "ev", "sa", "sas", "sarl"}
    | {"srl", "spa", "bv", "nv", "ab", "as", "oy", "oyj", "aps", "pty", "pvt", "private", "pte"}
    | {"kk", "pbc", "sro", "zoo", "sp", "doo", "ltda", "sl", "sau", "slu", "holding", "holdings"}
)
_OPENING = frozenset({"the"})


def company_name(name: str | None) -> str | None:
    """Return a company's name on one line, without the rating that some boards put under it.

    >>> company_name("Nordlicht Labs\\n4.2 "), company_name("  ")
    ('Nordlicht Labs', None)
    """
    text = _RATING.sub("", clean(name or "").strip())
    return " ".join(text.split()) or None


@lru_cache(maxsize=4096)  # a board's postings share one company
def company_key(name: str | None) -> str:
    """Return a company's name without legal form, rating, case, accents and punctuation.

    Empty for a missing name; a name made only of such words stays.

    >>> company_key("Nordlicht Labs GmbH & Co. KG"), company_key("Nordlicht Labs \\n4.2")
    ('nordlicht labs', 'nordlicht labs')
    """
    text = unicodedata.normalize("NFKD", company_name(name) or "").casefold().replace("&", " and ")
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)|['’\u0300-\u036f]", "", text)
    words = re.sub(r"\.(?:com|io|ai|co)\b(?=\s*$)", "", text)
    parts = re.findall(r"[\w+]+", words)
    kept = parts[1:] if len(parts) > 1 and parts[0] in _OPENING else parts
    while len(kept) > 1 and (kept[-1] in _LEGAL or kept[-1] == "and"):
        kept = kept[:-1]
    return " ".join(kept)
