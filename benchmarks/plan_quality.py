"""How good orders of learning are: the plan beside popularity and five other orders.

    python benchmarks/plan_quality.py [--shared ../shared] [--cache FOLDER] [--sweep]

Reads ``data/postings_fulltext.parquet`` of the shared data, understood by ``understand`` (kept in
the cache, 70 s the first time). An order is made on the openings of some employers and judged on
those of others: the mean share of the learning time in which an opening is *opened*, at least half
of the skills that it requires being known (in hundredths; anytime area). Openings that require
fewer than three skills are left out.

``--sweep`` shows how the constants of ``upslope.guide.plan`` were set, on employers of which none
is in the tables. Learners are simulated: starts are lists of skills, not people.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import combinations, islice, product
from pathlib import Path

import msgspec
import numpy as np
from plan_orders import ORACLE, ORDERS, Order, follow, random_order
from plan_worlds import STARTS, Row, as_steps, halves, made, misread, rows, some, wrong_units

from upslope.guide.gap import gap
from upslope.guide.gap.resample import Array, between, draws, employers
from upslope.guide.match import Pool
from upslope.guide.plan import Pace, plan
from upslope.guide.plan.compare import compared as told
from upslope.guide.plan.demand import Demand, Readiness
from upslope.guide.plan.order import Bundle, Learner, area, best_order, popular_order
from upslope.guide.plan.units import Units
from upslope.normalize.company import company_key
from upslope.records import Resume, ResumeSkill

HOURS, UNITS = 400.0, 8.0  # how long is learnt: hours, or steps where each counts as one
SPLITS = 4
PACE = Pace(starts=date(2026, 11, 23))


def judged(  # noqa: PLR0913, PLR0917  (what it was made on, what it is judged on, for whom)
    order: Order, train: Demand, test: Demand, units: Units, start: dict[str, float], horizon: float
) -> Array:
    """Return the area of each held-out opening, of an order made on others."""
    bundles = list(order(Learner(train, units, start), horizon))
    return 100 * area(Learner(test, units, start), bundles, horizon)


def compared(
    train: Sequence[Row], test: Sequence[Row], units: Units, start: dict[str, float], horizon: float
) -> dict[str, dict[str, float]]:
    """Return the area of each held-out opening by its id, for all orders."""
    seen, held = made(train), made(test)
    try_one = partial(judged, train=seen, test=held, units=units, start=start, horizon=horizon)
    shuffled = [try_one(partial(random_order, seed=seed)) for seed in range(5)]
    found = {"random of top 40": np.mean(shuffled, axis=0)}
    found |= {name: try_one(order) for name, order in ORDERS.items()}
    found["oracle"] = judged(ORACLE, held, held, units, start, horizon)
    return {name: dict(zip(held.ids, areas, strict=True)) for name, areas in found.items()}


Split = tuple[Sequence[Row], Sequence[Row]]


def table(title: str, splits: Sequence[Split], *, by_hours: bool) -> None:
    """Print one row an order: mean area, 95 % interval of its gain over popularity, share of the
    area of the oracle."""
    units, horizon = (Units(), HOURS) if by_hours else (Units(as_steps), UNITS)
    said = f"{HOURS:.0f} hours" if by_hours else f"{UNITS:.0f} steps that count the same"
    openings = ", ".join(f"{len(train)} -> {len(test)}" for train, test in splits[:1])
    print(f"\n{title}; {said}; {openings} openings, {len(splits)} split(s)")
    print(f"{'':20}" + "".join(f"{start:>30}" for start in STARTS))
    print(f"{'':20}" + f"{'area':>7}{'- popularity':>16}{'oracle':>7}" * len(STARTS))
    lines: dict[str, list[str]] = {}
    for start in STARTS.values():
        results = [compared(*split, units, start, horizon) for split in splits]
        for name, cell in _cells(results, splits).items():
            lines.setdefault(name, []).append(cell)
    for name, cells in lines.items():
        if by_hours or name != "popularity per hour":
            print(f"{name:20}" + "".join(cells))


def _cells(
    results: Sequence[dict[str, dict[str, float]]], splits: Sequence[Split]
) -> dict[str, str]:
    """Write each order's mean, with the interval of its gain over resampled employers.

    An opening that several splits hold out counts once, with its mean.
    """
    postings = {posting.id: posting for _, test in splits for posting, _ in test}
    drawn = draws(employers([*postings.values()]))
    areas = {
        name: np.array(
            [np.mean([r[name][id] for r in results if id in r[name]]) for id in postings]
        )
        for name in results[0]
    }
    cells = {}
    for name, values in areas.items():
        gains = drawn @ (values - areas["popularity"]) / drawn.sum(axis=1)
        gain = "({:+.1f} to {:+.1f})".format(*between(gains))
        share = values.mean() / areas["oracle"].mean()
        cells[name] = f"{values.mean():7.1f}{gain:>16}{share:7.0%}"
    return cells


def learners(train: Sequence[Row], test: Sequence[Row], seeds: int = 10) -> None:
    """Print what plan and popularity reach on wrong facts, beside a plan that knew the truth."""
    print(f"\nSimulated learners, {seeds} worlds: hours off by 0.5-2, 20 % of needs wrong,")
    print("skills misread at F1 0.825; area, and regret against a plan on the truth")
    print(
        f"{'':20}{'knew the truth':>16}{'Upslope':>10}{'regret':>8}{'popularity':>12}{'regret':>8}"
    )
    clean, held, units = made(train), made(test), Units()
    for name, start in STARTS.items():
        found = []
        for seed in range(seeds):
            truth, noisy = wrong_units(seed), made(misread(train, seed))

            def lived(order: Iterable[Bundle], truth: Units = truth) -> float:
                targets = [skill for one in order for skill in one.skills]
                real = follow(Learner(held, truth, start), targets, HOURS)  # noqa: B023
                bundles = list(real)
                return float(100 * area(Learner(held, truth, start), bundles, HOURS).mean())  # noqa: B023

            longer = 2 * HOURS  # a plan must not end because the learner is quicker than it thought
            found.append(
                (
                    lived(best_order(Learner(clean, truth, start), longer)),
                    lived(best_order(Learner(noisy, units, start), longer)),
                    lived(popular_order(Learner(noisy, units, start), longer)),
                )
            )
        best, ours, popular = np.mean(found, axis=0)
        print(
            f"{name:20}{best:16.1f}{ours:10.1f}{1 - ours / best:8.0%}"
            f"{popular:12.1f}{1 - popular / best:8.0%}"
        )


def transitions(found: Sequence[Row], count: int = 200, first: int = 10) -> None:
    """Print how many of the skills gained in a change of role are among a plan's first steps.

    The people are made up: no histories of real ones are at hand. Each has half of what one opening
    requires and goes to another of the field.
    """
    print(f"\nSynthetic transitions (no real people): gained skills in the first {first} steps")
    chance, (seen, later) = random.Random(7), halves(found, 7)
    train, units = made(seen), Units(as_steps)
    hits: dict[str, list[float]] = {}
    for _ in range(count):
        (_, before), (_, after) = chance.sample(later, 2)
        must = sorted({one.skill for one in before.skills if one.need == "required"})
        start = dict.fromkeys(chance.sample(must, len(must) // 2), 0.9)
        gained = {one.skill for one in after.skills if one.need == "required"} - start.keys()
        for name in ("popularity", "co-occurrence", "Upslope"):
            order = islice(ORDERS[name](Learner(train, units, start), float(first)), first)
            targets = {bundle.target for bundle in order}
            hits.setdefault(name, []).append(len(targets & gained) / first)
    for name, values in hits.items():
        spread = between(draws(np.arange(count)) @ np.array(values) / count)
        print(f"{name:20}{np.mean(values):6.3f}  {spread[0]:.3f} - {spread[1]:.3f}")


def years(found: dict[str, list[Row]]) -> None:
    """Print how well the skills most asked in one year say those of a later one."""
    print("\nFrom year to year (other boards too, so place and time are mixed)")
    big = {year: Learner(made(one), Units(), {}) for year, one in found.items() if len(one) >= 50}
    for before, after in combinations(sorted(big), 2):
        old, new = ([one.target for one in big[y].bundles(20)] for y in (before, after))
        print(f"{before} -> {after}: {len({*old} & {*new})} of the top 20 still in the top 20")


def sweep(found: Sequence[Row]) -> None:
    """Print the area for each set of constants, mean of starts, hours and steps."""
    print(f"Constants, on {len(found)} openings of employers that no table has")
    worlds = [(Units(), HOURS), (Units(as_steps), UNITS)]
    for steep, enough, nice in product((6, 12, 20), (0.2, 0.3, 0.4, 0.5), (0.0, 1.0)):
        shape = Readiness(steep, enough, nice)
        areas = [
            judged(
                best_order, made(train, readiness=shape), made(test), units, start, horizon
            ).mean()
            for train, test in (halves(found, seed) for seed in range(2))
            for units, horizon in worlds
            for start in STARTS.values()
        ]
        print(f"steep {steep:2} enough {enough} nice {nice}: {np.mean(areas):.2f}", flush=True)
    print("employers   " + "".join(f"{f'shrunk {one}':>13}" for one in (0, 1, 3, 10, 30, 100, 300)))
    for size in (10, 30, 100, 300):
        cells = []
        for shrunk in (0, 1, 3, 10, 30, 100, 300):
            order = partial(best_order, shrunk=shrunk)
            areas = [
                judged(order, made(some(train, size)), made(test), units, start, horizon).mean()
                for train, test in (halves(found, seed) for seed in range(4))
                for units, horizon in worlds
                for start in STARTS.values()
            ]
            cells.append(f"{np.mean(areas):13.2f}")
        print(f"{size:9}   " + "".join(cells), flush=True)


def yardsticks(train: Sequence[Row], test: Sequence[Row]) -> None:
    """Print what orders reach by measures that they were not made for.

    Points that the match adds to a held-out opening, and the area where an opening is opened by
    half of the *hours* that its requirements take, each a mean over the 400 hours.
    """
    print(
        "\nOther yardsticks, mean over 400 hours: points of the match | area by hours of learning"
    )
    print(f"{'':20}" + "".join(f"{start:>22}" for start in STARTS))
    units, seen, held = Units(), made(train), made(test)
    pool = Pool(*map(list, zip(*test, strict=True)))
    hours = np.array([_middle(units, skill) for skill in held.columns])
    long = held.required * hours
    by_hours = replace(held, required=long / long.sum(axis=1, keepdims=True))
    for name in ("popularity", "popularity per hour", "Upslope"):
        cells = []
        for start in STARTS.values():
            order = list(ORDERS[name](Learner(seen, units, start), HOURS))
            areas = 100 * area(Learner(by_hours, units, start), order, HOURS)
            cells.append(f"{_points(pool, start, order):13.2f} |{areas.mean():7.1f}")
        print(f"{name:20}" + "".join(cells), flush=True)


def _middle(units: Units, skill: str) -> float:
    return sum(units.hours(skill, {})) / 2 if units.learnable(skill) else 10.0


def _points(pool: Pool, start: dict[str, float], order: Sequence[Bundle]) -> float:
    """Return the mean of what the match adds to an opening over the hours."""
    resume, used, total = _resume(start), 0.0, 0.0
    before = now = pool.scores(resume).mean()
    for one in order:
        spent = min(one.middle, HOURS - used)
        total += spent * (now - before)
        used += spent
        more = [ResumeSkill(skill=skill, line="") for skill in one.skills]
        resume = msgspec.structs.replace(resume, skills=[*resume.skills, *more])
        now = pool.scores(resume).mean()
    return float(total + (HOURS - used) * (now - before)) / HOURS


def verdicts(found: Sequence[Row], stores: int = 6) -> None:
    """Print how often the plan is shown to people with small stores, and what it then is worth.

    A store has the openings of some employers; all other employers say who was right.
    """
    print("\nWhich is shown, from stores of few employers; 3 starts, difference on all others")
    print(f"{'employers':>9}{'plan shown':>12}{'worth if shown':>16}{'if not shown':>14}")
    units = Units()
    for size in (12, 30, 100, 200):
        worth: dict[bool, list[float]] = {True: [], False: []}
        for seed in range(stores):
            store = some(found, size, seed)
            ids = {posting.id for posting, _ in store}
            seen, rest = made(store), made([row for row in found if row[0].id not in ids])
            for start in STARTS.values():
                ours, popular = (
                    judged(order, seen, rest, units, start, HOURS).mean()
                    for order in (best_order, popular_order)
                )
                worth[told(seen, units, start).better].append(float(ours - popular))
        cells = (f"{np.mean(v):+.2f}" if v else "-" for v in worth.values())
        share = len(worth[True]) / sum(map(len, worth.values()))
        print(f"{size:9}{share:12.0%}" + "{:>16}{:>14}".format(*cells), flush=True)


def walk(title: str, found: Sequence[Row], first: int = 6) -> None:
    """Print the first steps of each start, as a person would see them."""
    postings, understood = zip(*found, strict=True)
    print(f"\nFirst steps, from {len(found)} openings: {title}")
    for name, start in STARTS.items():
        told = plan(_resume(start), postings, understood, PACE)
        for which, steps in (("plan", told.plan), ("popularity", told.popularity)):
            mark = "shown" if told.shown == which else ""
            print(f"{name:20}{which:12}{mark}")
            print(f"    {', '.join(one.skill for one in steps[:first])}")
        held = told.comparison
        print(
            f"    held out: {held.plan:.1%} against {held.popularity:.1%};"
            f" ahead in {held.sure:.0%} of draws"
        )


def pace(found: Sequence[Row], openings: int = 500) -> None:
    """Print how long a whole plan and a whole gap take."""
    postings, understood = zip(*found[:openings], strict=True)
    resume = _resume(STARTS["student"])
    print()
    calls: dict[str, Callable[[], object]] = {
        "plan": lambda: plan(resume, postings, understood, PACE),
        "gap": lambda: gap(resume, postings, understood),
    }
    for name, call in calls.items():
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        print(
            f"{name} for {openings} openings: {time.process_time() - cpu:.2f} s of one core,"
            f" {time.perf_counter() - wall:.2f} s on the wall"
        )


def _resume(start: dict[str, float]) -> Resume:
    shown = [ResumeSkill(skill=one, line="", where="projects") for one in start]
    return Resume(text="", skills=shown)


def main() -> None:
    """Print the tables."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    ask.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "upslope-plan")
    ask.add_argument("--sweep", action="store_true", help="show how the constants were set")
    args = ask.parse_args()
    found = rows(args.shared, args.cache)
    everything = [row for one in found.values() for row in one]
    tuning, reported = halves(everything, 99)
    if args.sweep:
        return sweep(tuning)
    splits = [halves(reported, seed) for seed in range(SPLITS)]
    names = {company_key(posting.hiring_organization) for posting, _ in reported}
    old = [row for year, one in found.items() if year <= "2024" for row in one]
    new = [row for year, one in found.items() if year >= "2025" for row in one]
    seen = {company_key(posting.hiring_organization) for posting, _ in old}
    later = [row for row in new if company_key(row[0].hiring_organization) in names - seen]
    for by_hours in (True, False):
        table("A. Other employers", splits, by_hours=by_hours)
        table("A. Later, other employers and boards", [(old, later)], by_hours=by_hours)
    yardsticks(*splits[0])
    years(found)
    learners(*splits[0])
    transitions(reported)
    verdicts(reported)
    walk("all", reported)
    builders = [row for row in reported if row[1].role in ("ml_engineer", "mlops_engineer")]
    walk("ML and MLOps engineers", builders)
    pace(everything)
    return None


if __name__ == "__main__":
    main()
