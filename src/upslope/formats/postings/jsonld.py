"""schema.org objects in the JSON-LD blocks of a web page.

The page is scanned, not parsed into a tree: a scan is linear in the page's size, cannot be
nested too deeply, and one bad block never hides a good one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from upslope.formats.json import LENIENT
from upslope.records import Problem

MAX_PAGE = 8 * 2**20
MAX_NODES = 100_000

_TYPE = re.compile(r"\btype\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_OPENING = re.compile(r"<!--|<script\b", re.I)
_CLOSING = re.compile(r"</script\b", re.I)
# Guards of old browsers and of XHTML; looked for only in the first and last characters of a block.
_GUARD_OPENS = re.compile(r"(?:(?:/\*|//)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?\s*)+")
_GUARD_CLOSES = re.compile(r"(?:(?:/\*|//)?\s*(?:-->|\]\]>)\s*(?:\*/)?\s*)+$")
_GAP = re.compile(r"[\s,;]*")
# A string is matched whole first, so that nothing inside one is mended.
_MENDABLE = re.compile(
    r'(?P<value>"(?:\\.|[^"\\])*(?:"|\Z)|[}\]\d])(?P<missing>\s+(?="))?'
    r"|/\*.*?(?:\*/|\Z)|//[^\n]*|,(?=\s*[}\]])",
    re.S,
)


def job_postings(page: str) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Find every schema.org JobPosting object of a page, in order.

    Returns:
        The objects, and a problem for each block that could not be read.

    >>> job_postings('<script type="application/ld+json">{"@type": "JobPosting"}</script>')
    ([{'@type': 'JobPosting'}], [])
    """
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, block in enumerate(blocks(page[:MAX_PAGE]), 1):
        try:
            for value in parse(block):
                found.extend(_of_type(value, "jobposting"))
        except (ValueError, RecursionError) as error:
            why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            problems.append(Problem(where=f"JSON-LD block {number}", why=f"not JSON: {why[:120]}"))
    return found, problems


def blocks(page: str) -> Iterator[str]:
    """Yield the text of each JSON-LD script of a page, outside comments.

    The type may be written with entities (``application/ld&#x2B;json``).

    >>> list(blocks('<script type="application/ld+json">1</script> <script type=a>2</script>'))
    ['1']
    """
    at, last_comment = 0, page.rfind("-->")
    while opening := _OPENING.search(page, at):
        if opening.group() == "<!--":
            closed = opening.end() <= last_comment
            at = page.find("-->", opening.end()) + 3 if closed else opening.end()
            continue
        start = page.find(">", opening.end()) + 1
        closing = _CLOSING.search(page, start) if start else None
        if closing is None:
            return
        if _is_jsonld(page[opening.end() : start - 1]):
            yield page[start : closing.start()]
        at = closing.end()


def _is_jsonld(attributes: str) -> bool:
    said = _TYPE.search(attributes[:2000])
    value = html.unescape(next(filter(None, said.groups()), "")) if said else ""
    return value.split(";")[0].strip().lower() == "application/ld+json"


def parse(block: str) -> list[Any]:
    """Read the JSON values of one block, mending what browsers' authors often get wrong.

    Guards of CDATA and comments, raw control characters, comments, trailing or missing commas,
    entities for quotes and several values in a row are taken; NaN reads as null.

    Raises:
        ValueError: it is not JSON even so.
        RecursionError: it is nested too deeply.

    >>> parse('<!-- {"title": "ML", /* x */ "url": "//a",} {"title": "B"} -->')
    [{'title': 'ML', 'url': '//a'}, {'title': 'B'}]
    """
    block = _unguarded(block)
    if re.match(r"[{\[\s]+&quot;", block):
        block = html.unescape(block)
    try:
        return list(_values(block))
    except ValueError:
        bare = _MENDABLE.sub(_mend, block)  # a comma may trail only once comments are gone
        return list(_values(_MENDABLE.sub(_mend, bare)))


def _unguarded(block: str) -> str:
    block = block.strip("\ufeff \t\r\n;")
    opening = _GUARD_OPENS.match(block[:200])
    block = block[opening.end() :] if opening else block
    tail = block[-200:]
    return (block[: -len(tail)] + _GUARD_CLOSES.sub("", tail)) if tail else ""


def _mend(match: re.Match[str]) -> str:
    if match["value"] is None:
        return ""
    return match["value"] + ("," if match["missing"] else "")


def _values(block: str) -> Iterator[Any]:
    at = _after_gap(block, 0)
    while at < len(block):
        value, at = LENIENT.raw_decode(block, at)
        yield value
        at = _after_gap(block, at)


def _after_gap(block: str, at: int) -> int:
    gap = _GAP.match(block, at)
    return gap.end() if gap else at


def _of_type(value: Any, wanted: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a type wherever they lie, in the order of the text."""
    waiting, nodes = [value], 0
    while waiting and nodes < MAX_NODES:
        node = waiting.pop()
        nodes += 1
        if isinstance(node, dict):
            types = node.get("@type")
            if any(
                _local(kind) == wanted for kind in (types if isinstance(types, list) else [types])
            ):
                yield node
                continue
            node = list(node.values())
        if isinstance(node, list):
            waiting.extend(reversed(node))


def _local(kind: object) -> str:
    """Give the last part of a type's name: ``http://schema.org/JobPosting`` is a JobPosting."""
    return re.split(r"[/#:]", kind)[-1].strip().lower() if isinstance(kind, str) else ""
