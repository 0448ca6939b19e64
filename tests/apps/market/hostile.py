"""Texts that try to run, in every place of a table where a text of others can stand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from upslope.records.market import Chart, Column, MarketTable

BREAKING = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><img src=x onerror=alert(1)>",
    "\u2028alert(1)\u2029",
    '" onmouseover="alert(1)',
    "{{ 7*7 }}{% raw %}",
    "\\u003cimg\\u003e",
    "\u202egnp.exe",
]


def payloads(shared: Path, every: int = 1) -> list[str]:
    """Return the shared payloads, or each so many-th."""
    lines = (shared / "hostile" / "xss" / "all_payloads.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["p"] for line in lines.splitlines()[::every]]


def hostile_tables(texts: Sequence[str]) -> list[MarketTable]:
    """Two tables, of bars and of lines, that say nothing but these texts."""
    labels = [Column(name=key, label=text) for key, text in zip("ab", texts, strict=False)]
    by = Column(name="by", label=texts[2])
    count = Column(name="n", label=texts[3], kind="count")
    first = MarketTable(
        name="first",
        title=texts[5],
        definition=texts[1],
        n=3,
        period=(texts[0], texts[1]),
        sources=list(texts),
        columns=[*labels, count],
        rows=[[text, text, at] for at, text in enumerate(texts)],
        excluded={text: at for at, text in enumerate(texts)},
        notes=list(texts),
        chart=Chart(kind="bars", x="a", y="n"),
    )
    return [
        first,
        MarketTable(
            name="second",
            title=texts[0],
            definition=texts[2],
            n=3,
            columns=[labels[0], by, count],
            rows=[[x, name, at] for at, name in enumerate(texts[:9]) for x in texts[:6]],
            chart=Chart(kind="lines", x="a", y="n", by="by"),
        ),
        MarketTable(
            name="third", title="No", definition="", n=0, columns=[], rows=[], refused=texts[4]
        ),
    ]
