"""Tables in a README: Markdown's pipes and HTML's ``<table>`` give the same rows of cells.

Markdown as GitHub writes it (https://github.github.com/gfm/#tables-extension-), and the HTML that
it lets through. Each pass over the text is linear, whatever is opened in it and never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

from upslope.formats.html import to_text

_LONGEST_CELL = 20_000
_LONGEST_HEADING = 500
_MOST_FOLDS = 8
_CLOSING = re.compile(r"</(?:h[1-6]|summary)", re.I)
_TOKEN = re.compile(
    r"^[ \t]{0,3}(?P<level>\#{1,6})[ \t]+(?P<heading>[^\n]+)$"
    r"|<(?P<tag>h[1-6]|summary|table)\b[^>]{0,500}>"
    r"|(?P<close></details\s*>)"
    r"|^(?P<pipes>[^\n|]*\|[^\n]*)$",
    re.M | re.I,
)
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_PIPE = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"<tr\b[^>]{0,500}>", re.I)
_CELL = re.compile(r"<(t[dh])\b[^>]{0,500}>", re.I)
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\(\s*<?([^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*)>?(?:\s+[\"'][^()]*[\"'])?\s*\)"
)
_HREF = re.compile(r"<a\b[^>]{0,500}?\bhref\s*=\s*[\"']?([^\"'>\s]+)", re.I)
_MARKUP = re.compile(r"\*\*|~~|`|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Cell(NamedTuple):
    """One cell: its lines as plain text, where its links lead, whether it is struck out."""

    lines: list[str]
    links: list[str]
    struck: bool = False

    @property
    def text(self) -> str:
        """The whole cell as one line."""
        return " ".join(self.lines)


@dataclass
class Table:
    """Rows under named columns, as they are ``written``; ``sections`` are the headings above."""

    columns: list[str]
    written: list[list[str]]
    sections: list[str]

    @cached_property
    def rows(self) -> list[list[Cell]]:
        r"""The rows as cells. They are read when asked for: most tables of a foreign file are not.

        >>> [table] = tables("| Firm | Role |\n|---|---|\n| Quillfish | ML |")
        >>> [cell.text for cell in table.rows[0]]
        ['Quillfish', 'ML']
        """
        return [[cell(words) for words in row] for row in self.written]


def tables(text: str) -> Iterator[Table]:
    r"""Yield the tables of a README in order.

    >>> [table] = tables("## Open\n| Firm | Role |\n|---|---|\n| [Ab](https://ab.example) | ML |")
    >>> table.columns, table.sections, table.rows[0][0].text, table.rows[0][0].links
    (['Firm', 'Role'], ['Open'], 'Ab', ['https://ab.example'])
    >>> [table] = tables("<table><tr><th>Firm</th></tr><tr><td>A&amp;B<br>C</td></tr></table>")
    >>> table.rows[0][0].lines
    ['A&B', 'C']
    """
    open_sections = _Sections()
    end, lines = 0, list[str]()
    for token in _TOKEN.finditer(text):
        if token.start() < end:
            continue  # inside a table that was read
        if lines and (not token["pipes"] or text[end : token.start()].strip(" \t\r") != "\n"):
            yield from _of_pipes(lines, open_sections)
            lines = []
        end = token.end()
        if token["pipes"]:
            lines.append(token["pipes"])
        elif (token["tag"] or "").lower() == "table":
            stop = text.find("</table", end)
            end = stop if stop >= 0 else len(text)
            yield from _of_html(text[token.end() : end], open_sections)
        else:
            open_sections.take(token, text)
    yield from _of_pipes(lines, open_sections)


class _Sections:
    """Which headings hold at a place: those above it, and folded parts that are still open."""

    def __init__(self) -> None:
        self._headings = dict[int, str]()
        self._folded = list[str]()

    def take(self, token: re.Match[str], text: str) -> None:
        if token["close"]:
            del self._folded[-1:]
            return
        tag = (token["tag"] or "").lower()
        words = token["heading"] or text[token.end() : token.end() + _LONGEST_HEADING]
        if tag == "summary":
            self._folded = [*self._folded[-_MOST_FOLDS:], words]
            return
        level = len(token["level"]) if token["level"] else int(tag[1])
        kept = {other: said for other, said in self._headings.items() if other < level}
        self._headings = kept | {level: words}

    def names(self) -> list[str]:
        written = [*(self._headings[level] for level in sorted(self._headings)), *self._folded]
        return [cell(_CLOSING.split(words[:_LONGEST_HEADING])[0]).text for words in written]


def _of_pipes(lines: list[str], sections: _Sections) -> Iterator[Table]:
    rows = [_split(line) for line in lines if not _RULE.fullmatch(line)]
    if len(rows) > 1:
        yield _table(rows, sections)


def _split(line: str) -> list[str]:
    return _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))


def _of_html(html: str, sections: _Sections) -> Iterator[Table]:
    rows = [cells for row in _ROW.split(html) if (cells := _CELL.split(row)[2::2])]
    if len(rows) > 1:
        yield _table(rows, sections)


def _table(rows: list[list[str]], sections: _Sections) -> Table:
    return Table([cell(words).text for words in rows[0]], rows[1:], sections.names())


def cell(words: str) -> Cell:
    """Read one cell, of Markdown with HTML in it or of HTML alone; 20,000 characters at most.

    >>> cell("**[[2027] ML Intern](https://a.example/1)**")
    Cell(lines=['[2027] ML Intern'], links=['https://a.example/1'], struck=False)
    >>> cell("<details><summary>2 places</summary>Oslo</br>Rome</details>").lines
    ['2 places', 'Oslo', 'Rome']
    """
    words = words[:_LONGEST_CELL].strip()
    struck = words.startswith("~~") and words.endswith("~~")
    words = _LINK.sub(r' <a href="\2">\1</a> ', _IMAGE.sub(" ", words))
    links = [unescape(link) for link in _HREF.findall(words)]
    said = to_text(_ESCAPED.sub(r"\1", _MARKUP.sub("", words)))
    lines = [" ".join(line.removeprefix("- ").split()).strip("*") for line in said.split("\n")]
    return Cell([line for line in lines if line], links, struck)
