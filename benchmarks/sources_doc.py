"""Puts the table of sources into ``docs/sources.md``, from the sources themselves.

    python benchmarks/sources_doc.py

It stands between ``<!-- sources -->`` and ``<!-- end -->``. ``tests/test_docs.py`` fails where it
is not what the sources say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from upslope.sources import Source, builtin
from upslope.sources.find import KINDS

DOC = Path(__file__).parents[1] / "docs/sources.md"
HEADINGS = {
    "systems": "Applicant tracking systems: one board is one employer",
    "employers": "Large employers with a career site of their own",
    "aggregators": "Boards of many employers: a board is a search",
    "portals": "Portals: mails, saved pages and exports",
    "communities": "Communities",
    "pages": "Any page, any site, any file",
}
_TABLE = re.compile(r"(<!-- sources -->\n).*?(<!-- end -->)", re.DOTALL)


def with_sources(text: str) -> str:
    """Return a document with the tables of all sources filled in.

    >>> "| greenhouse |" in with_sources("<!-- sources -->\\n<!-- end -->")
    True
    """
    return _TABLE.sub(lambda found: f"{found[1]}{''.join(_tables())}{found[2]}", text)


def _tables() -> Iterator[str]:
    for kind in KINDS:
        of_kind = [one for one in builtin().values() if type(one).__module__.split(".")[2] == kind]
        yield f"\n### {HEADINGS[kind]}\n\n"
        yield "| name | source | way in | terms | gives | limits |\n|---|---|---|---|---|---|\n"
        yield from map(_row, of_kind)
    yield "\n"


def _row(source: Source) -> str:
    way_in = source.about
    if source.keys:
        way_in += f"; your own key: {', '.join(f'`{key}`' for key in source.keys)}"
    if source.filters:
        way_in += f"; can be asked for: {', '.join(sorted(source.filters))}"
    cells = (source.name, source.label, way_in, source.terms, source.gives, source.limits)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


if __name__ == "__main__":
    DOC.write_text(with_sources(DOC.read_text("utf-8")), "utf-8")
