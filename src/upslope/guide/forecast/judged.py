"""What forecasts were worth so far, and how far ahead that allows one to look.

A horizon is shown, and may be forecast, if all of this holds for it and for every shorter one, on
origins whose vintage was known then:

1. **Enough origins**: at least 12, and four times the horizon, because the windows of neighbouring
   origins overlap: 24 for six months.
2. **Skill**: the best method whose skill against naive has a 95 % interval above zero (widened, as
   the best of several is taken), and that was no worse than naive on the months before the oldest
   vintage either: one upswing is not proof. If there is none, the forecast is naive itself: "stays
   as it is", with skill 0 by definition.
3. **Coverage**: its 80 % intervals held at least 70 % of the truths, and the 95 % interval of that
   share reaches 80 %.

Coverage is measured on the forecasts on which the method was chosen, which flatters it a little.
Whether an interval is narrow enough to be of use is asked of each forecast (``forecast``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from upslope.guide.forecast.intervals import NOMINAL, errors, replayed
from upslope.guide.forecast.methods import METHODS
from upslope.guide.forecast.origins import LONGEST, Origins, published
from upslope.guide.forecast.resample import TINY, Span, block_draws, ratio, skill

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEWEST = 12
"""Origins that a judgement stands on at least."""
WINDOWS = 4
"""Windows of a horizon's length, side by side, that the origins must fill."""
LEAST_COVERAGE = 0.7
NO_SKILL = (0.0, 0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One horizon's record.

    Args:
        horizon: in months.
        method: the best whose skill was shown; else ``naive``.
        skills: of every method against naive: 1 - error / error of naive, on the scale of
            ``Origins``; naive's own is 0.
        coverage: share of truths that the method's intervals held; 0 without any.
        later: the same share, if the newest vintage is taken for the truth; NaN without any.
        width: median width of these intervals, as a share of the forecast.
        origins: months that this stands on.
        refused: why the horizon is not shown; empty if it is.
    """

    horizon: int
    method: str = "naive"
    skills: dict[str, Span] = field(default_factory=lambda: dict.fromkeys(METHODS, NO_SKILL))
    coverage: Span = (0.0, 0.0, 1.0)
    later: float = np.nan
    width: float = np.inf
    origins: int = 0
    refused: str = ""

    @property
    def skill(self) -> Span:
        """Of the method that is used."""
        return self.skills[self.method]


def judge_all(origins: Origins) -> list[Judged]:
    """Judge the horizons from 1 month to ``LONGEST``, on what was known then.

    What comes after a refused horizon is refused with it: it can only be less sure.
    """
    found: list[Judged] = []
    why = ""
    for horizon in range(1, LONGEST + 1):
        one = judge(origins, horizon, origins.known_then)
        why = why or _why_not(one)
        found.append(replace(one, refused=why))
    return found


def judge(origins: Origins, horizon: int, among: Bools) -> Judged:
    """Measure skill, coverage and width at one horizon.

    Args:
        origins: past forecasts and truths.
        horizon: in months.
        among: origins that count, of those that have a truth and had a past to make intervals from;
            on the others a method must only not be worse than naive.
    """
    misses = {name: errors(origins, name, horizon) for name in METHODS}
    rows = among & np.isfinite(misses["naive"])
    low, high = replayed(origins, "naive", horizon, rows)
    rows &= np.isfinite(high - low)
    if not rows.any():
        return Judged(horizon=horizon)
    draws = block_draws(origins.month[rows], horizon)
    skills = {
        name: skill(abs(miss[rows]), abs(misses["naive"][rows]), draws, among=len(METHODS) - 1)
        for name, miss in misses.items()
    }
    others = {name: np.nansum(abs(miss[~among])) for name, miss in misses.items()}
    fair = [name for name in skills if skills[name][1] > 0 and others[name] <= others["naive"]]
    method = max(fair, key=lambda name: skills[name][0], default="naive")
    low, high = replayed(origins, method, horizon, rows)
    held = (low <= misses[method]) & (misses[method] <= high)
    revised = origins.newest[:, horizon - 1] - origins.forecasts[method][:, horizon - 1]
    kept = ((low <= revised) & (revised <= high))[rows & np.isfinite(revised)]
    return Judged(
        horizon=horizon,
        method=method,
        skills=skills,
        coverage=ratio(held[rows].astype(np.float64), np.ones_like(low[rows]), draws),
        later=float(kept.mean()) if len(kept) else np.nan,
        width=float(np.median(_width(origins, method, horizon, (low, high))[rows])),
        origins=len(np.unique(origins.month[rows])),
    )


def _why_not(judged: Judged) -> str:
    """Say which rule a horizon breaks; empty if none."""
    months = f"{judged.horizon} month{'s' * (judged.horizon > 1)} on"
    needed = max(FEWEST, WINDOWS * judged.horizon)
    if judged.origins < needed:
        return (
            f"{judged.origins} past forecasts {months} could be checked on what was known then; "
            f"{needed} are needed. Each vintage of another month adds one."
        )
    coverage, _, reaches = judged.coverage
    if coverage < LEAST_COVERAGE or reaches < NOMINAL:
        return f"Intervals for 80 % held only {coverage:.0%} of the truths {months}."
    return ""


def _width(origins: Origins, method: str, horizon: int, bounds: tuple[Array, Array]) -> Array:
    """Return the widths of past intervals as shares of their forecasts."""
    point = origins.forecasts[method][:, horizon - 1]
    low, high = (published(point + end, origins.logs) for end in bounds)
    return np.asarray((high - low) / np.maximum(abs(published(point, origins.logs)), TINY))
