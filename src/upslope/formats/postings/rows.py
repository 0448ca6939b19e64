"""Where the rows are in a JSON reply: under a name, bare, alone, or wrapped by who recorded it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from upslope.errors import ReadError
from upslope.formats.values import dig, items, text

_LEVELS, _NODES = 9, 10_000
_ERRORS = ("message", "error", "errors", "detail", "errorCode")


class Rows(NamedTuple):
    """Rows of a reply, and the object that holds their list (empty where none does)."""

    rows: list[Any]
    around: dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """How a source's rows can be told from others'.

    Args:
        fields: a row of this source has at least one of them.
        link: or an address, in its ``url`` or ``absolute_url``, that holds this.
        named: names under which only this source has a list; it is taken whatever is in it.
        under: names that others use as well: some row in the list must be ours, or it is empty.
        bare: whether an empty list by itself is an empty board.
        also: tells a row that neither its fields nor its address tell.

    >>> acme = Shape(frozenset({"code"}), under=("jobs",))
    >>> acme.find({"note": "recorded", "reply": {"jobs": [{"code": 1}], "total": 7}}, "acme")
    Rows(rows=[{'code': 1}], around={'jobs': [{'code': 1}], 'total': 7})
    >>> acme.find({"jobs": [{"id": 1}], "message": "Sorry"}, "acme")
    Traceback (most recent call last):
    ...
    upslope.errors.ReadError: acme sent no list of its postings but says: Sorry.
    """

    fields: frozenset[str]
    link: str = ""
    named: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    bare: bool = False
    also: Callable[[Any], bool] | None = None

    def find(self, data: Any, sender: str) -> Rows:
        """Find the rows, as near to the outside as there are some.

        Args:
            data: the reply.
            sender: who sent it, for the error's sentence.

        Raises:
            ReadError: there is nothing of the kind.
        """
        if self.bare and data == []:
            return Rows([], {})
        for level in _levels(data):
            found = [hit for node in level if (hit := self._rows(node))]
            found = [hit for hit in found if hit.around] or found  # lists, not the texts beside
            if found:
                return Rows([row for hit in found for row in hit.rows], found[0].around)
        said = (text(each) for key in _ERRORS for each in items(dig(data, key)))
        says = next(filter(None, said), None)
        raise ReadError(
            f"{sender} sent no list of its postings{f' but says: {says[:100]}' if says else ''}."
        )

    def _rows(self, node: Any) -> Rows | None:
        if isinstance(node, list):
            return Rows(node, {}) if any(map(self._ours, node)) else None
        if not isinstance(node, dict):
            return None
        for name in self.named:
            if isinstance(node.get(name), list):
                return Rows(node[name], node)
        if self._ours(node):
            return Rows([node], {})
        for name in self.under:
            rows = node.get(name)
            if isinstance(rows, list) and (not rows or any(map(self._ours, rows))):
                return Rows(rows, node)
        return None

    def _ours(self, row: Any) -> bool:
        if not isinstance(row, dict):
            return False
        links = (text(row.get(key)) or "" for key in ("url", "absolute_url"))
        return (
            not self.fields.isdisjoint(row)
            or (bool(self.link) and any(self.link in link for link in links))
            or (self.also is not None and self.also(row))
        )


def nearest(data: Any, ours: Callable[[Any], bool]) -> list[Any]:
    """Give the parts of a recording that are a source's replies: those nearest to the outside.

    >>> nearest({"url": "x", "pages": [{"hits": [1]}, {"hits": []}]}, lambda part: "hits" in part)
    [{'hits': [1]}, {'hits': []}]
    >>> nearest({"body": '{"hits": []}'}, lambda part: "hits" in part)
    [{'hits': []}]
    """
    found = ([node for node in level if ours(node)] for level in _levels(data))
    return next(filter(None, found), [])


def _levels(data: Any) -> Iterator[list[Any]]:
    """Yield all objects and lists of a recording, level by level from the outside."""
    level = [data]
    for _ in range(_LEVELS):
        yield level
        level = [child for node in level for child in _children(node)][:_NODES]


def _children(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        if isinstance(child, dict | list):
            yield child
        elif isinstance(child, str) and child[:1] in {"{", "["}:  # a body that was kept as text
            with suppress(msgspec.DecodeError, RecursionError, ValueError):
                yield msgspec.json.decode(child)
