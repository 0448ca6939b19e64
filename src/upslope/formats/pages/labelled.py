"""A card of a list in HTML that says its facts under labels, as in "Location" and "Remote"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from selectolax.lexbor import LexborNode

from upslope.formats.pages.cards import words
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.values import distinct
from upslope.records import Salary

_PLACE = re.compile(r"(?:job )?locations?", re.I)


def labelled(row: LexborNode) -> dict[str, str]:
    """Give what a card says under each of its labels, these in lower case.

    >>> from upslope.formats.pages.cards import cards
    >>> (card,) = cards("<dl><dt>Location</dt><dd>Oslo</dd></dl>", re.compile("<dl>"))
    >>> labelled(card)
    {'location': 'Oslo'}
    """
    said = dict[str, str]()
    nodes = row.css(".field-label, dt, dd, span:not(.field-label)")
    for label, value in pairwise(node for node in nodes if words(node)):
        if _is_label(label) and not _is_label(value):
            inside = value.css_first("span[title]") or value
            stated = inside.attributes.get("title") or words(value) or ""
            said.setdefault((words(label) or "").casefold(), stated)
    return said


def under(said: Mapping[str, str], word: str) -> str | None:
    """Give what stands under the first label that holds a word.

    >>> under({"position type": "Full-Time"}, "type")
    'Full-Time'
    """
    return next((value for name, value in said.items() if re.search(rf"\b{word}\b", name)), None)


def places(said: Mapping[str, str]) -> list[str]:
    """Give the places.

    >>> places({"job locations": "US-MA-Boston | US-Remote"})
    ['US-MA-Boston', 'US-Remote']
    """
    named = [value for name, value in said.items() if "location" in name and "remote" not in name]
    each = [place.strip() for value in named for place in re.split(r"[|;]", value)]
    return distinct([place for place in each if re.search(r"[^\W\d]{2}", place)])


def way_of_working(said: Mapping[str, str]) -> str | None:
    """Give the way of working, if a label asks for it.

    >>> way_of_working({"remote": "Yes"}), way_of_working({"workplace": "Hybrid"})
    ('Remote', 'Hybrid')
    """
    value = under(said, "remote") or under(said, "workplace")
    if value is None or value.casefold() in {"no", "n/a"}:
        return None
    return "Remote" if value.casefold() == "yes" else value


def pay(said: Mapping[str, str]) -> Salary | None:
    """Give stated pay, which may have a label for each end.

    >>> pay({"min": "USD $20.00/Hr.", "max": "USD $25.00/Hr."}).max_value
    25.0
    """
    ends = [value for name, value in said.items() if re.search(r"\b(?:min|max|pay|salary)", name)]
    return salary_text(" - ".join(ends))


def _is_label(node: LexborNode) -> bool:
    marked = node.tag == "dt" or "field-label" in (node.attributes.get("class") or "")
    return marked or _PLACE.fullmatch(words(node) or "") is not None
