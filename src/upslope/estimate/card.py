"""The cards of what estimates pay: its data, its ladder, where its intervals held, its limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upslope.estimate.packaged import load, read


def card() -> dict[str, Any]:
    """Return the card that ships beside the table.

    Raises:
        ModelError: it is missing or damaged.

    >>> card()["name"]
    'pay'
    """
    return load("card.json", dict[str, Any])[0]


def text_card() -> str:
    """Return the card of the model of texts, as Markdown: ``benchmarks/pay_text.py`` prints it.

    Raises:
        ModelError: it is missing.

    >>> print(text_card().splitlines()[0])
    # Model card: pay from a posting's text
    """
    return read("text.md").decode()


def markdown(told: Mapping[str, Any]) -> str:
    """Return a card as Markdown.

    >>> print(markdown(card()).splitlines()[0])
    # Model card: pay
    """
    data = told["data"]
    left_out = ", ".join(f"{n:,} {why}" for why, n in data["left_out"].items())
    parts = [
        f"# Model card: {told['name']}",
        told["about"],
        f"Rung **{told['rung']}**, of {data['learned_from']:,} ranges from {data['name']} "
        f"({data['licence']}): {data['rows']:,} rows. Left out: {left_out}. "
        f"Answered for: {', '.join(data['countries'])}.",
        "## Limits",
        "\n".join(f"- {limit}" for limit in told["limits"]),
    ]
    for year, rows in told["ladder"].items():
        parts += [f"## Ladder, judged on {year}, learned before it", _rungs(rows)]
    for name, asked in told["served"].items():
        for level, part in asked.items():
            parts += [f"## 80 % intervals, judged on {name} ({level})", _groups(part["groups"])]
            if "small" in part:
                parts += ["Countries that are too small to be judged one by one:"]
                parts += [_groups(part["small"])]
    parts += [f"## Outside: {told['outside']['source']}", _wages(told["outside"]["wages"])]
    return "\n\n".join(parts) + "\n"


def _rungs(rows: Mapping[str, Mapping[str, Any]]) -> str:
    lines = ["rung | MAE in US dollars | MdAPE | MAE in log | pinball | covers | p90/p10 | gain"]
    for name, row in rows.items():
        over = f"{_dollars(row['gain'])} over {row['against']}" if "gain" in row else ""
        lines.append(
            f"{name}{' (kept)' if row.get('kept') else ''} | {_dollars(row['mae'])} | "
            f"{_share(row['mdape'])} | {row['log'][0]:.3f} | {row['pinball'][0]:.4f} | "
            f"{_share(row['coverage'])} | {row['width']:.2f} | "
            f"{over}"
        )
    return _table(lines)


def _groups(rows: list[Mapping[str, Any]]) -> str:
    lines = ["group | of | ranges | covers | p90/p10 | bias of the median"]
    for row in rows:
        lines.append(
            f"{row['group']} | {row['value']} | {row['n']:,} | {_share(row['coverage'])} | "
            f"{row['width']:.2f} | {row['bias']:+.3f}"
        )
    return _table(lines)


def _wages(rows: list[Mapping[str, Any]]) -> str:
    lines = ["occupation | nearest role | employed | p10 | p50 | p90"]
    for row in rows:
        lines.append(
            f"{row['title']} ({row['occupation']}) | {row['role']} | {row['employed']:,} | "
            f"${row['p10']:,} | ${row['p50']:,} | ${row['p90']:,}"
        )
    return _table(lines)


def _table(lines: list[str]) -> str:
    head, *rows = (f"| {line} |" for line in lines)
    rule = "|" + " --- |" * (lines[0].count("|") + 1)
    return "\n".join([head, rule, *rows])


def _dollars(said: list[float]) -> str:
    return f"${said[0]:,.0f} ({said[1]:,.0f} to {said[2]:,.0f})"


def _share(said: list[float]) -> str:
    return f"{said[0]:.1%} ({said[1]:.1%}-{said[2]:.1%})"
