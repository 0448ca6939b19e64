"""Which rung estimates posted base pay best on a later year, and whether its intervals hold there.

    python benchmarks/pay_ladder.py [--no-network] [--json FILE]

Reads ``../shared/data/pay/ai_jobs_net_salaries.csv``. Groups, weights and half-lives were chosen on
2024 alone, by ``--choose``: learned from what came before, judged on what came next.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.pay_rows import (
    OWN,
    Range,
    by_year,
    learned_from,
    newest_rates,
    ranges,
    reason,
    seen,
    seen_before,
)
from benchmarks.pay_rungs import RUNGS, Rung

from upslope.estimate.effects import Cell, groups, totals
from upslope.estimate.learn import FOLDS, GROUPS, Seen, cells_of, families_of, fit, offsets
from upslope.estimate.table import Model, Table

Numbers = NDArray[np.float64]
PUBLISHED = {"global median": 50_985, "back-off medians": 40_080, "boosted trees": 39_199}
"""MAE in US dollars of another cut of the data: vintage of 2024-08 to ranges new by 2025-01."""
RESAMPLES = 1_000
LEAST = 200
"""A group is judged from so many ranges."""
JUDGED = [(), ("country",), ("level",), ("role",), ("country", "level"), ("family",)]


class Told(NamedTuple):
    """What a rung says of later ranges, in log dollars."""

    middle: Numbers
    low: Numbers
    high: Numbers


class Later(NamedTuple):
    """A split: what is learned from, and what is judged on."""

    name: str
    before: list[Cell]
    values: Numbers
    after: list[Cell]
    truth: Numbers


def split(name: str, before: Sequence[Seen], after: Sequence[Seen]) -> Later:
    """Put a split into cells and log pay; titles are those known before."""
    families = families_of(before)
    return Later(
        name,
        cells_of(before, families),
        np.log([one.middle for one in before]),
        cells_of(after, families),
        np.log([one.middle for one in after]),
    )


def told(rung: Rung, data: Later) -> Told:
    """Learn a rung and its intervals before, and ask it after."""
    middle = rung(data.before, data.values)(data.after)
    fold = np.random.default_rng(0).integers(0, FOLDS, len(data.before))
    held_out = np.zeros(len(data.before))
    for one in range(FOLDS):
        inside = [cell for cell, at in zip(data.before, fold, strict=True) if at != one]
        apart = [cell for cell, at in zip(data.before, fold, strict=True) if at == one]
        held_out[fold == one] = rung(inside, data.values[fold != one])(apart)
    left = data.values - held_out
    low, high = (offsets(data.before, left, GROUPS, quantile) for quantile in (0.1, 0.9))
    ends = [totals(end, data.after) for end in (low, high)]
    return Told(middle, middle + ends[0], middle + ends[1])


def scores(found: Told, truth: Numbers) -> dict[str, Any]:
    """Score a rung: errors with 95 % intervals over resampled ranges, coverage and width."""
    dollars = np.abs(np.exp(found.middle) - np.exp(truth))
    inside = (found.low <= truth) & (truth <= found.high)
    return {
        "mae": _interval(dollars),
        "mdape": _interval(dollars / np.exp(truth), np.median),
        "log": _interval(np.abs(found.middle - truth)),
        "pinball": _interval(_pinball(found, truth)),
        "coverage": _interval(inside),
        "width": float(np.median(np.exp(found.high - found.low))),
        "bias": float(np.median(found.middle - truth)),
    }


def _pinball(found: Told, truth: Numbers) -> Numbers:
    """Mean pinball loss of the three quantiles, in log pay."""
    losses = [
        np.maximum(quantile * (truth - said), (quantile - 1) * (truth - said))
        for quantile, said in ((0.1, found.low), (0.5, found.middle), (0.9, found.high))
    ]
    return np.asarray(np.mean(losses, axis=0))


def _interval(values: Any, measure: Any = np.mean) -> list[float]:
    draw = np.random.default_rng(0)
    many = [measure(values[draw.integers(0, len(values), len(values))]) for _ in range(RESAMPLES)]
    return [float(one) for one in (measure(values), *np.quantile(many, [0.025, 0.975]))]


def gain(lower: Told, upper: Told, truth: Numbers) -> list[float]:
    """How much smaller the upper rung's MAE is, in US dollars, with a paired 95 % interval."""
    errors = [np.abs(np.exp(one.middle) - np.exp(truth)) for one in (lower, upper)]
    return _interval(errors[0] - errors[1])


def ladder(data: Later, names: Sequence[str]) -> dict[str, Any]:
    """Climb: a rung is kept if its gain over the last kept one is above zero for sure."""
    out: dict[str, Any] = {}
    kept: tuple[str, Told] | None = None
    for name in names:
        try:
            found = told(RUNGS[name], data)
        except ImportError as error:
            print(f"{name}: skipped, {error}", file=sys.stderr)
            continue
        row = scores(found, data.truth)
        if kept:
            row["against"], row["gain"] = kept[0], gain(kept[1], found, data.truth)
        if not kept or row["gain"][1] > 0:
            kept, row["kept"] = (name, found), True
        out[name] = row
    return out


def asked(table: Table, after: Sequence[Seen], *, leveled: bool = True) -> tuple[list[Cell], Told]:
    """Ask a learned table, with the levels of the data or without any."""
    cells = cells_of(after, table.families)
    model: Model = table.leveled if leveled else table.unleveled
    middle, low, high = (totals(part, cells) for part in (model.middle, model.low, model.high))
    return cells, Told(middle, middle + low, middle + high)


def by_group(
    cells: Sequence[Cell], found: Told, truth: Numbers, least: int = LEAST
) -> list[dict[str, Any]]:
    """Coverage, width and bias of each group with enough ranges."""
    inside = (found.low <= truth) & (truth <= found.high)
    rows = []
    for by in JUDGED:
        names = np.array(groups(by, cells))
        for name, n in Counter(names.tolist()).most_common():
            if n >= least and (name or not by):
                here = names == name
                rows.append(
                    {
                        "group": " x ".join(by) or "all",
                        "value": name.replace("|", ", "),
                        "n": n,
                        "coverage": _interval(inside[here]),
                        "width": float(np.median(np.exp((found.high - found.low)[here]))),
                        "bias": float(np.median((found.middle - truth)[here])),
                    }
                )
    return rows


def served(found: Sequence[Range], first: int) -> tuple[Table, list[Seen]]:
    """Learn the shipped table from the years before one, and return that year's ranges."""
    kept = learned_from(found)
    before = seen(one for one in kept if one.about.year < first)
    after = seen(one for one in kept if one.about.year == first)
    return fit(before, OWN, newest_rates(found)), after


def rolling(found: Sequence[Range]) -> dict[str, Any]:
    """Go through the second half of 2024 in five parts, each estimated from all before it."""
    all_seen = seen(learned_from(found))
    start = next(at for at, one in enumerate(all_seen) if one.year == 2024)
    end = sum(one.year <= 2024 for one in all_seen)
    cuts = [start + (end - start) * tenth // 10 for tenth in range(5, 11)]
    cells: list[Cell] = []
    parts: list[Told] = []
    for at, stop in pairwise(cuts):
        table = fit(all_seen[:at], OWN, newest_rates(found))
        here, said = asked(table, all_seen[at:stop])
        cells, parts = cells + here, [*parts, said]
    truth = np.log([one.middle for one in all_seen[cuts[0] : cuts[-1]]])
    whole = Told(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return {
        "scores": scores(whole, truth),
        "groups": by_group(cells, whole, truth),
        "small": _small(table, cells, whole, truth),
    }


def _small(
    table: Table, cells: Sequence[Cell], found: Told, truth: Numbers
) -> list[dict[str, Any]]:
    """The same, of the countries that are answered for and too small to be judged one by one."""
    many = Counter(cell["country"] for cell in cells)
    here = [c["country"] in table.currencies and many[c["country"]] < LEAST for c in cells]
    kept = [cell for cell, small in zip(cells, here, strict=True) if small]
    parts = (column[np.array(here)] for column in found)
    rows = by_group(kept, Told(*parts), truth[np.array(here)], least=20)
    return [row for row in rows if row["group"] in ("all", "country")]


def main() -> None:
    """Print the whole report."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    ask.add_argument("--no-network", action="store_true", help="leave the network out")
    ask.add_argument("--choose", action="store_true", help="judge on the second half of 2024 only")
    ask.add_argument("--json", type=Path, help="write all figures here")
    given = ask.parse_args()
    found = ranges()
    if given.choose:
        _print_served("second half of 2024", "level told", rolling(found))
        return
    report = figures(found, [n for n in RUNGS if n != "network" or not given.no_network])
    _print(report)
    if given.json:
        given.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def figures(found: Sequence[Range], names: Sequence[str]) -> dict[str, Any]:
    """Make every figure of the report."""
    new = [one for one, old in zip(found, seen_before(found), strict=True) if not old]
    report: dict[str, Any] = {
        "years": {str(year): counts for year, counts in by_year(found).items()},
        "new": {str(year): counts[0] for year, counts in by_year(new).items()},
        "left_out": dict(Counter(why for one in found if (why := reason(one)))),
        "ladder": {},
        "served": {},
    }
    for year in (2024, 2025):
        before = seen(one for one in found if one.about.year < year)
        after = seen(one for one in found if one.about.year == year)
        report["ladder"][str(year)] = ladder(split(str(year), before, after), names)
        report["served"][str(year)] = _served(found, year)
    report["served"]["second half of 2024 in five parts, each learned from all before"] = {
        "level told": rolling(found)
    }
    report["served"]["2025, never seen before"] = _served(found, 2025, new)
    return report


def _served(
    found: Sequence[Range], year: int, judged: Sequence[Range] | None = None
) -> dict[str, Any]:
    """Coverage of the shipped table's like on a year, with and without the level told."""
    table, after = served(found, year)
    if judged is not None:
        after = seen(learned_from(one for one in judged if one.about.year == year))
    truth = np.log([one.middle for one in after])
    out: dict[str, Any] = {}
    for name, leveled in (("level told", True), ("level not told", False)):
        cells, said = asked(table, after, leveled=leveled)
        rows = by_group(cells, said, truth)
        if not leveled:
            rows = [row for row in rows if "level" not in row["group"]]
        out[name] = {"scores": scores(said, truth), "groups": rows}
    return out


def _print(report: dict[str, Any]) -> None:
    print("Distinct ranges of each year, and those made of two rows:")
    print("  " + "; ".join(f"{year}: {n} ({two})" for year, (n, two) in report["years"].items()))
    print("  not seen in an earlier year:", report["new"])
    print("  not learned from by the table that ships:", report["left_out"])
    for year, rows in report["ladder"].items():
        print(f"\nLadder, all ranges in US dollars, learned before {year} and judged on {year}")
        for name, row in rows.items():
            _print_rung(name, row)
    for name, parts in report["served"].items():
        for told_or_not, part in parts.items():
            _print_served(name, told_or_not, part)


def _print_served(name: str, told_or_not: str, part: dict[str, Any]) -> None:
    print(f"\nWhat ships, learned from what came before, judged on {name}, {told_or_not}")
    _print_rung("shrunken medians", part["scores"])
    _print_groups("80 % intervals", part["groups"])
    if "small" in part:
        _print_groups("Smaller countries, all and one by one", part["small"], least=20)


def _print_rung(name: str, row: dict[str, Any]) -> None:
    mae, low, high = row["mae"]
    line = (
        f"  {name:17} MAE ${mae:,.0f} ({low:,.0f}-{high:,.0f})  MdAPE {row['mdape'][0]:.1%}  "
        f"log {row['log'][0]:.4f}  pinball {row['pinball'][0]:.4f}  "
        f"covers {row['coverage'][0]:.1%}  p90/p10 {row['width']:.2f}  bias {row['bias']:+.3f}"
    )
    if "gain" in row:
        point, low, high = row["gain"]
        verdict = "kept" if row.get("kept") else "not kept"
        line += f"  gain over {row['against']} ${point:,.0f} ({low:,.0f} to {high:,.0f}): {verdict}"
    if name in PUBLISHED:
        line += f"  [another cut: ${PUBLISHED[name]:,}]"
    print(line)


def _print_groups(title: str, rows: Sequence[dict[str, Any]], least: int = LEAST) -> None:
    within = [row for row in rows if 0.77 <= row["coverage"][0] <= 0.83]
    print(f"  {title}: {len(within)} of {len(rows)} groups of {least} ranges within 77-83 %")
    for row in rows:
        point, low, high = row["coverage"]
        print(
            f"    {row['group']:16} {row['value']:32} n {row['n']:6,}  {point:.1%} "
            f"({low:.1%}-{high:.1%})  p90/p10 {row['width']:.2f}  bias {row['bias']:+.3f}"
        )


if __name__ == "__main__":
    main()
