"""The parts of a posting's text, joined as its page shows them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from upslope.formats.values import text

_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*|!--)[\s/>]?|&(?:[a-z]{2,8}|#\d{2,6});", re.I)


def sections(parts: Iterable[tuple[str | None, object]]) -> str | None:
    """Join headings and texts in the order given, as HTML; ``None`` if there is no text at all.

    A part may be HTML or plain text, whose line ends are kept; one without a text is left out.

    >>> sections([(None, "You rank."), ("Needed", "<ul><li>C++</li></ul>"), ("Nice", "a < b\\nc")])
    'You rank.\\n<h3>Needed</h3>\\n<ul><li>C++</li></ul>\\n<h3>Nice</h3>\\na &lt; b<br>c'
    >>> sections([("Needed", " ")]) is None
    True
    """
    written = [(heading, said) for heading, part in parts if (said := text(part))]
    return "\n".join(_section(heading, said) for heading, said in written) or None


def bullets(lines: Iterable[object]) -> str | None:
    """Write lines, each plain text or HTML, as one list.

    >>> bullets(["Ship models", None, "R&D"])
    '<ul><li>Ship models</li><li>R&amp;D</li></ul>'
    """
    points = [f"<li>{_html(said)}</li>" for line in lines if (said := text(line))]
    return f"<ul>{''.join(points)}</ul>" if points else None


def _section(heading: str | None, said: str) -> str:
    title = f"<h3>{html.escape(heading, quote=False)}</h3>\n" if heading else ""
    return title + _html(said)


def _html(said: str) -> str:
    return said if _MARKUP.search(said) else html.escape(said, quote=False).replace("\n", "<br>")
