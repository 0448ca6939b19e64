"""How good forecasts of published series are, by horizon and method, with naive beside.

    python benchmarks/forecast_quality.py [--shared ../shared]

First on final data (the newest file cut at past months), which flatters; then on the vintages of
the AI share as they were known then. Errors are in percentage points. Coverage is of nominal 80 %
intervals: the model's own (normal errors) beside conformal ones; for the latter also with what the
newest vintage says in place of what was published first. Width is the median, as a share of the
forecast. Up is how often ETS said the direction, beside "always up".
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from upslope.formats.series import read
from upslope.guide.forecast.forecast import forecast_of
from upslope.guide.forecast.histories import histories, in_logs
from upslope.guide.forecast.intervals import errors, replayed
from upslope.guide.forecast.judged import judge
from upslope.guide.forecast.methods import METHODS, Method, aicc
from upslope.guide.forecast.months import first_day, month_number
from upslope.guide.forecast.origins import Origins, published, replay
from upslope.guide.forecast.resample import block_draws, skill
from upslope.guide.forecast.revisions import revisions
from upslope.guide.forecast.smoothing import DAMPED, HOLT, SIMPLE, Smoothing, fit
from upslope.guide.forecast.study import Study
from upslope.records.series import Vintage

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

SHARED = Path(__file__).resolve().parents[2] / "shared"
HORIZONS = (1, 2, 3, 4, 6, 9, 12)
NORMAL_80 = 1.2816
HALF_LIVES = (3.0, 6.0, 12.0, 24.0, 1e9)


def variant(model: Smoothing) -> Method:
    """Return one form of smoothing as a method."""
    return lambda values, horizon, first: fit(values, model, first).ahead(horizon)


def naive_spread(values: Array, horizon: int, first: int) -> Array:
    """Return the standard deviation that a random walk gives its forecasts."""
    steps = np.diff(values)
    spread = [steps[:, : cut - 1].std(axis=1, ddof=1) for cut in range(first, values.shape[1] + 1)]
    return np.stack(spread, axis=1)[..., None] * np.sqrt(np.arange(1, horizon + 1))


def ets_spread(values: Array, horizon: int, first: int) -> Array:
    """Return that of the chosen model (Hyndman and others 2008, section 6.3)."""
    known = np.arange(first, values.shape[1] + 1)
    spreads, scores = [], []
    for model in (SIMPLE, HOLT, DAMPED):
        found = fit(values, model, first)
        scores.append(aicc(found.squares, known, model))
        powers = np.cumsum(found.damping[..., None] ** np.arange(1, horizon), axis=-1)
        weights = found.alpha[..., None] + found.beta[..., None] * powers
        total = np.concatenate([np.ones((*weights.shape[:2], 1)), 1 + (weights**2).cumsum(-1)], -1)
        variance = found.squares / (known - model.parameters + 1)
        spreads.append(np.sqrt(variance[..., None] * total))
    best = np.argmin(scores, axis=0)
    return np.asarray(np.take_along_axis(np.array(spreads), best[None, ..., None], axis=0)[0])


ALL: dict[str, Method] = {
    **METHODS,
    "simple": variant(SIMPLE),
    "holt": variant(HOLT),
    "damped": variant(DAMPED),
    "naive spread": naive_spread,
    "ets spread": ets_spread,
}
SHOWN = ("naive", "ets", "theta", "simple", "holt", "damped")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("--shared", type=Path, default=SHARED)
    market = parser.parse_args().shared / "data" / "market"
    started = time.process_time()
    files = sorted((market / "hiring_lab_ai" / "vintages").glob("*.csv"))
    vintages = [read("ai_share", file.read_bytes(), file.stem[-10:]) for file in files]
    reading = time.process_time() - started
    print(f"{len(vintages)} vintages read in {reading:.1f} s of processor time")
    on_final_data(vintages[-1])
    on_vintages(vintages)
    half_lives(vintages)
    now(vintages)
    others(market)
    walks()
    print(f"\nall together {time.process_time() - started:.0f} s of processor time")


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the docstring."""


def on_final_data(newest: Vintage) -> None:
    """Measure on one vintage, at the 43 origins of MARKET-AND-LEARNING.md."""
    origins = replayed_all([newest])
    rows = origins.month >= month_number("2021-12")
    rows &= origins.month <= month_number("2025-06")
    print(f"\n== Final data ({newest.as_of}), origins 2021-12 to 2025-06 ==")
    table(origins, rows)
    ends = [_month_ends(days, newest.as_of) for days in newest.values.values()]
    first, count = month_number("2021-12"), rows.sum() // len(ends)
    naive = [
        np.mean(
            [
                abs(end[month + step] - end[month])
                for end in ends
                for month in range(first, first + count)
            ]
        )
        for step in (1, 3, 6, 12)
    ]
    print(
        "naive, of month ends in place of means, h=1, 3, 6, 12:", *(f"{one:.3f}" for one in naive)
    )


def _month_ends(days: list[tuple[str, float]], as_of: str) -> dict[int, float]:
    """Return the last value of each month."""
    return {month_number(day): value for day, value in days if day <= as_of}


def on_vintages(vintages: list[Vintage]) -> None:
    """Measure what was known then, and apart from it the cuts of the oldest vintage."""
    origins = replayed_all(vintages)
    print("\n== Vintages: origins that saw only what was known then ==")
    table(origins, origins.known_then)
    print("\n== Vintages: origins before, cut from the oldest vintage (revised: flatters) ==")
    table(origins, ~origins.known_then)
    changes = revisions(histories(vintages, in_logs(vintages)))
    low, middle, high = np.percentile(changes, [10, 50, 90])
    print(
        f"\nrevisions of {len(changes)} first values: median {middle:+.1%}, 10 % below {low:+.1%}, "
        f"10 % above {high:+.1%}, median size {np.median(abs(changes)):.1%}"
    )


def replayed_all(vintages: list[Vintage]) -> Origins:
    """Replay with all methods that are compared here."""
    logs = in_logs(vintages)
    return replay(histories(vintages, logs), logs, ALL)


def table(origins: Origins, among: Bools) -> None:
    """Print one row a horizon: errors, skill of ETS and Theta, coverage, width, direction."""
    print("MAE, points " + " ".join(f"{name:>7}" for name in SHOWN), end="  ")
    print("| MAE newest: naive ets | skill of ets        of theta            | n")
    for horizon in HORIZONS:
        rows = among & np.isfinite(origins.first[:, horizon - 1])
        miss = {name: _points(origins, name, horizon, origins.first)[rows] for name in SHOWN}
        later = [
            np.nanmean(_points(origins, name, horizon, origins.newest)[rows])
            for name in ("naive", "ets")
        ]
        print(
            f"h={horizon:<9} " + " ".join(f"{miss[name].mean():7.3f}" for name in SHOWN), end="  "
        )
        print(f"|           {later[0]:6.3f} {later[1]:.3f}", end=" | ")
        print(
            " ".join(_skill(origins, name, horizon, rows) for name in ("ets", "theta")), end=" | "
        )
        print(f"{len(np.unique(origins.month[rows]))} origins, {rows.sum()}")
    print("80 % held    model: naive  ets | conformal: naive  ets | of newest: naive  ets ", end="")
    print("| width: naive  ets | up: ets  always")
    for horizon in HORIZONS:
        rows = among & np.isfinite(origins.first[:, horizon - 1])
        held, up = intervals(origins, horizon, rows), direction(origins, horizon, rows)
        print(f"h={horizon:<9} {held} | {up}")


def _points(origins: Origins, name: str, horizon: int, truth: Array) -> Array:
    """Return absolute errors in the unit of the series."""
    said = published(origins.forecasts[name][:, horizon - 1], origins.logs)
    return np.asarray(abs(published(truth[:, horizon - 1], origins.logs) - said))


def _skill(origins: Origins, name: str, horizon: int, rows: Bools) -> str:
    """Return skill on the scale of the method, with its interval."""
    draws = block_draws(origins.month[rows], horizon)
    miss, naive = (abs(errors(origins, each, horizon)[rows]) for each in (name, "naive"))
    middle, low, high = skill(miss, naive, draws, among=len(METHODS) - 1)
    return f"{middle:+.2f} ({low:+.2f} to {high:+.2f})"


def intervals(origins: Origins, horizon: int, rows: Bools) -> str:
    """Return coverage of model and conformal intervals, and the width of the latter."""
    model, held, newest, widths = [], [], [], []
    for name in ("naive", "ets"):
        miss = errors(origins, name, horizon)
        spread = NORMAL_80 * origins.forecasts[f"{name} spread"][:, horizon - 1]
        low, high = replayed(origins, name, horizon, rows)
        known = rows & np.isfinite(high - low)
        later = origins.newest[:, horizon - 1] - origins.forecasts[name][:, horizon - 1]
        model.append((abs(miss) <= spread)[rows].mean())
        held.append(_within(low, miss, high)[known].mean())
        newest.append(_within(low, later, high)[known & np.isfinite(later)].mean())
        widths.append(np.median((published(high, True) - published(low, True))[known]))
    pairs = [f"{one:5.2f} {two:5.2f}" for one, two in (model, held, newest, widths)]
    return "        {}  |            {}  |            {}  |       {} ".format(*pairs)


def _within(low: Array, value: Array, high: Array) -> Bools:
    return np.asarray((low <= value) & (value <= high))


def direction(origins: Origins, horizon: int, rows: Bools) -> str:
    """Return how often ETS said the direction, and how often it was up."""
    last = origins.forecasts["naive"][:, horizon - 1]
    came = (origins.first[:, horizon - 1] - last)[rows] > 0
    said = (origins.forecasts["ets"][:, horizon - 1] - last)[rows] > 0
    return f"{(came == said).mean():.2f}  {came.mean():.2f}"


def half_lives(vintages: list[Vintage]) -> None:
    """Show how coverage and width of ETS depend on the one number that was chosen."""
    origins = replayed_all(vintages)
    print("\n== Half-life of errors, ETS, origins known then: held / width ==")
    print("months     " + " ".join(f"{f'h={horizon}':>11}" for horizon in HORIZONS))
    for half_life in HALF_LIVES:
        cells = [_held(origins, horizon, half_life) for horizon in HORIZONS]
        name = f"{half_life:.0f}" if half_life < 100 else "none"
        print(f"{name:<10} " + " ".join(f"{cell:>11}" for cell in cells))


def _held(origins: Origins, horizon: int, half_life: float) -> str:
    miss = errors(origins, "ets", horizon)
    rows = origins.known_then & np.isfinite(miss)
    low, high = replayed(origins, "ets", horizon, rows, half_life)
    known = rows & np.isfinite(high - low)
    if not known.any():
        return "endless"
    width = np.median((published(high, True) - published(low, True))[known])
    return f"{_within(low, miss, high)[known].mean():.2f} / {width:.2f}"


def now(vintages: list[Vintage]) -> None:
    """Print where forecasts stop, and what is forecast from the newest vintage."""
    study, took = _timed(lambda: Study.of(vintages))
    print(f"\n== Now ({study.as_of}): shown up to {study.shown} months, in {took:.2f} s ==")
    for one in study.judged:
        print(
            f"h={one.horizon:<3} {one.method:5} skill {one.skill[0]:+.2f} ({one.skill[1]:+.2f} to "
            f"{one.skill[2]:+.2f})  held {one.coverage[0]:.2f} ({one.coverage[1]:.2f} to "
            f"{one.coverage[2]:.2f})  width {one.width:.2f}  origins {one.origins}  "
            f"{'refused' if one.refused else 'shown'}"
        )
    print(study.judged[-1].refused)
    for name, only in (("newest", vintages[-1]), ("oldest", vintages[0])):
        shown = Study.of([only], revised=False).shown
        print(f"judged by cuts of the {name} vintage alone, {shown} months would have been shown")
    for place in study.places:
        made = [forecast_of(study, place, horizon) for horizon in (1, study.shown)]
        print(
            place,
            *(
                f"{one.month[:7]} {one.point:.2f} ({one.low:.2f} to {one.high:.2f})"
                if one.point
                else one.refused
                for one in made
            ),
            sep="  ",
        )


def _timed(work: Callable[[], Study]) -> tuple[Study, float]:
    started = time.process_time()
    return work(), time.process_time() - started


def others(market: Path) -> None:
    """Measure series of which there is one vintage: its cuts flatter, so nothing is forecast."""
    index = [
        file.read_bytes() for file in sorted(market.glob("hiringlab_postings_index/??/agg*.csv"))
    ]
    wages = market / "hiringlab_wage" / "posted-wage-growth-by-country.csv"
    for name, found in (("postings_index", index), ("wage_growth", [wages.read_bytes()])):
        files = [read(name, data, "2026-07-21") for data in found]
        values = {place: of for one in files for place, of in one.values.items()}
        study = Study.of([Vintage(series=name, as_of="2026-07-21", values=values)])
        last = max(known.last for place in study.places if (known := study.months(place)))
        scale = "logs" if study.origins.logs else "differences"
        print(f"\n== {name}: one vintage, cut (flatters); to {first_day(last)[:7]}, in {scale} ==")
        for horizon in (1, 3, 6, 12):
            one = judge(study.origins, horizon, ~study.origins.known_then)
            tried = "  ".join(
                f"{each} {one.skills[each][0]:+.2f} ({one.skills[each][1]:+.2f} to "
                f"{one.skills[each][2]:+.2f})"
                for each in ("ets", "theta")
            )
            print(
                f"h={horizon:<3} skill {tried}  {one.method} held {one.coverage[0]:.2f}, "
                f"width {one.width:.2f}, origins {one.origins}"
            )
        print(forecast_of(study, study.places[0], 1).refused)


def walks(rounds: int = 40) -> None:
    """Print what is said of random walks, nine that partly move as one: none can be forecast."""
    draw = np.random.default_rng(1)
    found: dict[int, list[tuple[float, bool, float]]] = {horizon: [] for horizon in (1, 2, 3, 4)}
    for _ in range(rounds):
        steps = draw.normal(0, 0.03, 90) + draw.normal(0, 0.03, (9, 90))
        study = Study.of(_published(np.exp(1 + steps.cumsum(axis=1)), since=70))
        for horizon, of in found.items():
            one = study.judged[horizon - 1]
            shown = max(one.skills[name][1] for name in ("ets", "theta"))
            of.append((shown > 0, one.method != "naive", one.coverage[0]))
    print(f"\n== {rounds} times nine random walks, 20 vintages: nothing to find ==")
    for horizon, of in found.items():
        above, taken, held = np.mean(of, axis=0)
        print(
            f"h={horizon}  a skill above zero beyond doubt {above:.0%}, "
            f"and no worse before, so taken {taken:.0%}, held {held:.2f}"
        )


def _published(values: Array, since: int) -> list[Vintage]:
    """Return a vintage for each month from so many known ones on."""
    first, names = month_number("2015-01"), [f"A{letter}" for letter in "QRSTUVWXY"]
    days = [first_day(first + step) for step in range(values.shape[1] + 1)]
    return [
        Vintage(
            series="walks",
            as_of=f"{days[known][:8]}10",
            values={
                name: list(zip(days, row[:known].tolist(), strict=False))
                for name, row in zip(names, values, strict=True)
            },
        )
        for known in range(since, values.shape[1] + 1)
    ]


if __name__ == "__main__":
    main()
