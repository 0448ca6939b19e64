"""Plots as SVG, drawn by hand: a few lines and bars need no package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import floor, log10
from pathlib import Path

from benchmarks.performance.figures import Figure, written

_WIDTH, _HEIGHT, _LEFT, _EDGE = 960, 420, 90, 40
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")  # told apart by the colour-blind too
_ROW = 26
_LINE = 13


def draw(figures: Sequence[Figure], folder: Path) -> list[Path]:
    """Write the plots that these figures give, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    plots = {"ratios.svg": ratios(figures)}
    for what, unit in (("seconds", "microseconds each"), ("memory", "bytes of memory each")):
        lines: dict[str, dict[int, float]] = {}
        for one in figures:
            step, _, of = one.series.partition(": ")
            if of == what:
                lines.setdefault(step, {})[one.size] = one.middle
        if lines:
            plots[f"growth-{what}.svg"] = grown(lines, unit)
    for name, drawn in plots.items():
        (folder / name).write_text(drawn, encoding="utf-8")
    return [folder / name for name in plots]


def grown(lines: Mapping[str, Mapping[int, float]], unit: str) -> str:
    """Draw costs by size, both by their logarithms: a level line is a cost that does not grow."""
    points = [point for line in lines.values() for point in line.items()]
    x_from, x_to = (log10(edge(size for size, _ in points)) for edge in (min, max))
    y_from = floor(log10(min(max(cost, 1e-9) for _, cost in points)))
    y_to = floor(log10(max(cost for _, cost in points))) + 1

    def at(size: float, cost: float) -> tuple[float, float]:
        across = (log10(size) - x_from) / max(x_to - x_from, 1e-9)
        up = (log10(max(cost, 1e-9)) - y_from) / (y_to - y_from)
        right, bottom = _WIDTH - _EDGE - 80, _HEIGHT - _EDGE
        return _LEFT + across * (right - _LEFT), bottom - up * (bottom - _EDGE)

    parts = [_text(_LEFT, 20, f"{unit}, by how many postings there are")]
    for power in range(y_from, y_to + 1):
        _, y = at(10**x_from, 10.0**power)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _EDGE - 80}" stroke="#ddd"/>')
        parts.append(_text(_LEFT - 8, y + 4, written(10.0**power), "end"))
    for size in sorted({size for size, _ in points}):
        x, _ = at(size, 10.0**y_from)
        parts.append(_text(x, _HEIGHT - 16, f"{size:,}", "middle"))
    ends = moved_apart({name: at(*max(line.items()))[1] for name, line in lines.items()})
    for (name, line), colour in zip(lines.items(), _COLOURS, strict=False):
        places = [at(*point) for point in sorted(line.items())]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(_text(places[-1][0] + 8, ends[name] + 4, name, colour=colour))
    return _svg(_HEIGHT, parts)


def moved_apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Move names that would be written over each other down, in their order from the top.

    >>> moved_apart({"index": 40.0, "ingest": 42.0, "match": 90.0})
    {'index': 40.0, 'ingest': 53.0, 'match': 90.0}
    """
    moved: dict[str, float] = {}
    lowest = -float(_LINE)
    for name, height in sorted(heights.items(), key=lambda one: one[1]):
        moved[name] = lowest = max(height, lowest + _LINE)
    return moved


def ratios(figures: Sequence[Figure]) -> str:
    """Draw how many times as good each figure is as what is beside it, by the logarithm."""
    told = [(one, one.ratio) for one in figures if one.ratio]
    reach = max([abs(log10(ratio)) for _, ratio in told] or [1.0]) or 1.0
    middle, wide = _WIDTH * 0.72, _WIDTH * 0.2
    parts = [_text(10, 20, "how many times as good as what is beside it (left of the line: less)")]
    for row, (one, ratio) in enumerate(told, 1):
        y, to = 14 + row * _ROW, middle + wide * log10(ratio) / reach
        colour = _COLOURS[0] if ratio >= 1 else _COLOURS[1]
        parts.append(_text(middle - wide - 8, y + 14, f"{one.name} / {one.beside}", "end"))
        parts.append(
            f'<rect x="{min(middle, to):.1f}" y="{y}" width="{abs(to - middle):.1f}"'
            f' height="{_ROW - 8}" fill="{colour}"/>'
        )
        parts.append(_text(middle + wide + 8, y + 14, f"{written(ratio)}×"))
    height = 30 + (len(told) + 1) * _ROW
    parts.append(f'<path d="M{middle} 30V{height - 10}" stroke="#444"/>')
    return _svg(height, parts)


def _text(x: float, y: float, said: str, anchor: str = "start", colour: str = "#222") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
        f' font-family="sans-serif" font-size="11">{escape(said)}</text>'
    )


def _svg(height: int, parts: Sequence[str]) -> str:
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{inside}\n</svg>\n'
    )
