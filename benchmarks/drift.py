"""How often drift is cried on windows that do not differ, and how small a shift is found.

    OMP_NUM_THREADS=1 python benchmarks/drift.py

Beside it the usual alarm, a population stability index above 0.1 in any of what is watched. Windows
are drawn from invented employers: half of the postings come from boards whose postings are alike.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

import numpy as np

from upslope.models.lifecycle.drift import Observation, drift

Window = list[Observation]
ROLES = np.array(["ml", "ai", "mlops", "research", "applied", "ds", "de", "da", "se", "other"])
SHARES = np.array([0.2, 0.15, 0.03, 0.07, 0.05, 0.15, 0.12, 0.08, 0.1, 0.05])
NAMED = np.geomspace(0.01, 0.6, 60)  # how often skills are named
SIZES = (100, 300, 1000)
SHIFTS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6)
_ALARM = 0.1  # the rule of thumb for the index


def drawn(dice: np.random.Generator, size: int, name: str, moved: str, shift: float) -> Window:
    """Draw a window of postings: half of employers with one, half of boards of up to ten.

    A shift of ``role`` turns that share of all postings into "ai"; of ``length`` it adds that many
    standard deviations; of ``skills`` it adds that share to one skill that a fifth names.
    """
    found: Window = []
    while len(found) < size:
        alone = dice.random() < 0.8
        number = 1 if alone else min(int(dice.integers(2, 11)), size - len(found))
        shares = dice.dirichlet(SHARES * 5)
        named = np.clip(NAMED * dice.lognormal(0, 0.5, len(NAMED)), 0, 0.95)
        if moved == "skills":
            named[40] += shift * (1 - named[40])
        shares = shares * (1 - shift) + shift * (ROLES == "ai") if moved == "role" else shares
        length = dice.normal(0, 0.5) + (shift if moved == "length" else 0)
        employer = f"{name}{len(found)}"
        for _ in range(number):
            held = np.flatnonzero(dice.random(len(named)) < named)
            found.append(
                Observation(
                    employer,
                    {"role": str(dice.choice(ROLES, p=shares))},
                    {"length": float(dice.normal(length, 0.87))},
                    {"skills": [str(at) for at in held]},
                )
            )
    return found


def stability_index(before: Sequence[float], now: Sequence[float]) -> float:
    """The population stability index of two lists of shares, none taken for less than 1e-4."""
    old, new = np.maximum(before, 1e-4), np.maximum(now, 1e-4)
    return float(((new - old) * np.log(new / old)).sum())


def plain_alarm(before: Window, now: Window) -> bool:
    """Whether the index of the roles or of the lengths (ten bins) passes the rule of thumb."""
    indices = []
    shares = [
        [np.mean([o.labels["role"] == r for o in window]) for r in ROLES]
        for window in (before, now)
    ]
    indices.append(stability_index(*shares))
    lengths = [[one.numbers["length"] for one in window] for window in (before, now)]
    inner = np.quantile(lengths[0], np.linspace(0.1, 0.9, 9))
    counts = [
        np.bincount(np.searchsorted(inner, part), minlength=10) / len(part) for part in lengths
    ]
    indices.append(stability_index(counts[0].tolist(), counts[1].tolist()))
    return max(indices) > _ALARM


def rates(size: int, times: int, moved: str, shift: float, seed: int) -> tuple[float, float]:
    """Share of alarms: ours (of what moved, or of anything if nothing did), and the index's."""
    dice = np.random.default_rng(seed)
    ours = plain = 0
    for number in range(times):
        before, now = drawn(dice, size, "a", "", 0), drawn(dice, size, "b", moved, shift)
        found = drift(before, now, seed=number)
        ours += any(one.drifted for one in found if moved in ("", one.about))
        plain += plain_alarm(before, now)
    return ours / times, plain / times


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=500, help="of windows that do not differ")
    parser.add_argument("--power", type=int, default=60, help="of windows with a shift")
    asked = parser.parse_args()
    print("False alarms, windows of one population:\n\npostings  ours   index > 0.1   CPU a look")
    for size in SIZES:
        started = time.process_time()
        ours, plain = rates(size, asked.draws, "", 0.0, seed=size)
        each = (time.process_time() - started) / asked.draws * 1000
        print(f"{size:8}  {ours:5.1%}  {plain:11.1%}   {each:6.0f} ms, drawing included")
    print("\nSmallest shift found in at least 80 % of draws:\n\npostings  role   length  one skill")
    for size in SIZES:
        found = [smallest(size, asked.power, moved) for moved in ("role", "length", "skills")]
        print(f"{size:8}  " + "  ".join(f"{one:6}" for one in found), flush=True)
    print("\nrole: share of postings that became another role; length: in standard deviations;")
    print("one skill: added to the share that names it, from a fifth.")


def smallest(size: int, times: int, moved: str) -> str:
    """The smallest of ``SHIFTS`` that is found mostly."""
    for shift in SHIFTS:
        if rates(size, times, moved, shift, seed=7)[0] >= 0.8:
            return f"{shift:g}"
    return f"> {SHIFTS[-1]:g}"


if __name__ == "__main__":
    main()
