"""Drift tests cry wolf no more than they promise, and find what has moved."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest
from scipy import stats

from upslope.errors import UsageError
from upslope.models.lifecycle.drift import LEVEL, Drift, Observation, drift, holm

Windows = tuple[list[Observation], list[Observation]]
ROLES = np.array(["ml_engineer", "ai_engineer", "data_scientist", "data_engineer", "other"])
SHARES = np.array([0.35, 0.25, 0.2, 0.15, 0.05])
SKILLS = [f"skill {n}" for n in range(12)]
NAMED = np.linspace(0.05, 0.5, len(SKILLS))


def window(
    dice: np.random.Generator, sizes: Iterable[int], name: str, *, alike: bool, shift: float = 0.0
) -> list[Observation]:
    """Postings of employers: as many each as ``sizes`` says, alike within one or not at all."""
    found = []
    for number, size in enumerate(map(int, sizes)):
        shares = dice.dirichlet(SHARES * 4) if alike else SHARES
        level = dice.normal(0, 0.5) if alike else 0.0
        odds = np.log(NAMED / (1 - NAMED)) + (dice.normal(0, 0.7, len(SKILLS)) if alike else 0)
        named = dice.random((size, len(SKILLS))) < 1 / (1 + np.exp(-odds - 3 * shift))
        roles = dice.choice(ROLES, size, p=shares * (1 - shift) + shift * (ROLES == "ai_engineer"))
        found += [
            Observation(
                f"{name}{number}",
                {"role": str(role)},
                {"probability": float(value) + 2 * shift},
                {"skills": [SKILLS[at] for at in np.flatnonzero(row)]},
            )
            for role, value, row in zip(roles, dice.normal(level, 1, size), named, strict=True)
        ]
    return found


def alone(dice: np.random.Generator) -> Windows:
    """100 postings of 100 employers each."""
    return window(dice, [1] * 100, "a", alike=False), window(dice, [1] * 100, "b", alike=False)


def boards(dice: np.random.Generator) -> Windows:
    """Boards of very different lengths, whose postings are alike; a longer reference."""
    before, now = dice.integers(1, 12, 40), dice.integers(1, 12, 20)
    return window(dice, before, "a", alike=True), window(dice, now, "b", alike=True)


def short_then_long(dice: np.random.Generator) -> Windows:
    """One posting an employer before, whole boards now."""
    return window(dice, [1] * 120, "a", alike=True), window(dice, [20] * 12, "b", alike=True)


def long_then_short(dice: np.random.Generator) -> Windows:
    return window(dice, [20] * 40, "a", alike=True), window(dice, [1] * 25, "b", alike=True)


def same_employers(dice: np.random.Generator) -> Windows:
    """All postings of one population, most employers in both windows."""
    drawn = window(dice, dice.integers(2, 12, 40), "a", alike=True)
    later = dice.random(len(drawn)) < 0.3
    halves = [[one for one, at in zip(drawn, later, strict=True) if at == half] for half in (0, 1)]
    return halves[0], halves[1]


@pytest.mark.parametrize(
    ("identical", "draws"),
    [
        (alone, 140),
        (boards, 100),
        (short_then_long, 100),
        (long_then_short, 100),
        (same_employers, 100),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_identical_windows_alarm_at_most_once_in_fifty(
    identical: Callable[[np.random.Generator], Windows], draws: int
) -> None:
    dice = np.random.default_rng(20261121)
    looks = [drift(*identical(dice), seed=seed) for seed in range(draws)]
    assert all(len(look) == 3 for look in looks)
    alarms = sum(any(found.drifted for found in look) for look in looks)
    assert alarms <= 0.02 * draws
    for at in range(3):  # each test by itself keeps its level too: 5 % of p-values below 0.05
        low = sum(look[at].p <= 0.05 for look in looks)
        assert low <= stats.binom.ppf(0.999, draws, 0.05), looks[0][at].about


@pytest.mark.parametrize("identical", [alone, boards])
def test_a_real_shift_is_found_and_named(
    identical: Callable[[np.random.Generator], Windows],
) -> None:
    dice = np.random.default_rng(3)
    hits = 0
    for seed in range(10):
        before, _ = identical(dice)
        alike = identical is boards
        now = window(dice, [1 + 4 * alike] * (100 - 60 * alike), "b", alike=alike, shift=0.4)
        roles, probability, skills = drift(before, now, seed=seed)
        hits += roles.drifted and probability.drifted and skills.drifted
        if roles.drifted:
            risen = next(one for one in roles.moved if one.what == "ai_engineer")
            assert risen.after > risen.before
            assert probability.moved[0].what == "median"
            assert probability.moved[0].after > probability.moved[0].before
            assert all(one.after > one.before for one in skills.moved)
    assert hits >= 9


def labels(counts: Sequence[int], name: str) -> list[Observation]:
    said = [role for role, count in enumerate(counts) for _ in range(count)]
    return [Observation(f"{name}{n}", {"role": str(role)}) for n, role in enumerate(said)]


@pytest.mark.parametrize(
    ("before", "now"), [((60, 90, 50), (75, 80, 45)), ((300, 200), (110, 90)), ((40, 9), (60, 41))]
)
def test_chi_square_is_that_of_scipy_where_each_employer_has_one_posting(
    before: Sequence[int], now: Sequence[int]
) -> None:
    [found] = drift(labels(before, "a"), labels(now, "b"))
    known = stats.chi2_contingency([before, now], correction=False)
    assert found.statistic == pytest.approx(known.statistic, rel=0.08)
    assert near(found.p, known.pvalue)


def near(permuted: float, known: float) -> bool:
    """Large p-values come from few permutations: twice their standard error, and more."""
    return abs(permuted - known) <= (0.04 if known < 0.1 else 0.16)


@pytest.mark.parametrize("shift", [0.0, 0.15, 0.3, 0.5])
def test_the_numbers_test_agrees_with_kolmogorov_smirnov(shift: float) -> None:
    dice = np.random.default_rng(11)
    before, now = dice.normal(0, 1, 150), dice.normal(shift, 1, 120)
    [found] = drift(
        [Observation(f"a{n}", numbers={"x": float(v)}) for n, v in enumerate(before)],
        [Observation(f"b{n}", numbers={"x": float(v)}) for n, v in enumerate(now)],
    )
    assert near(found.p, stats.ks_2samp(before, now).pvalue)


def test_an_employer_with_many_postings_is_one_voice() -> None:
    """Spam of one employer moves no share; plain chi-square takes it for a revolution."""
    before = labels((60, 40), "a")
    flood = [Observation("spam", {"role": "0"}) for _ in range(500)]
    now = labels((58, 41), "b") + flood
    [found] = drift(before, now)
    assert not found.drifted
    assert (found.analysis.postings, found.analysis.employers) == (599, 100)
    assert stats.chi2_contingency([(60, 40), (558, 41)]).pvalue < 1e-9


def test_the_same_again_is_the_same() -> None:
    before, now = boards(np.random.default_rng(5))
    first = drift(before, now, seed=4)
    assert drift(before, now, seed=4) == first
    shuffled = random.Random(0).sample(now, len(now))
    assert [one.statistic for one in drift(before, shuffled)] == [one.statistic for one in first]


def test_what_does_not_vary_is_not_tested() -> None:
    same = [Observation(f"a{n}", {"role": "other"}, {"x": 1.0}, {"s": ["sql"]}) for n in range(30)]
    assert drift(same, same) == []


def test_missing_numbers_are_left_out() -> None:
    dice = np.random.default_rng(2)
    before = [Observation(f"a{n}", numbers={"x": float(dice.normal())}) for n in range(60)]
    now = [
        Observation(f"b{n}", numbers={"x": float(dice.normal())} if n % 2 else {})
        for n in range(60)
    ]
    [found] = drift(before, now)
    assert not found.drifted
    none = [Observation(f"b{n}") for n in range(60)]
    assert drift(before, none) == []


def test_too_few_employers_are_refused() -> None:
    few = [Observation("a", {"role": str(n % 2)}) for n in range(500)]
    with pytest.raises(UsageError, match="fewer than 10 employers"):
        drift(few, few)
    with pytest.raises(UsageError, match="fewer than 10 employers"):
        drift([], [])


def test_rare_classes_are_put_together() -> None:
    odd = [Observation(f"a{n}", {"role": f"odd {n}" if n < 8 else str(n % 2)}) for n in range(60)]
    [found] = drift(odd, labels((30, 30), "b"))
    assert {one.what for one in found.moved} == {"0", "1", "(others)"}


def test_holm() -> None:
    assert holm([]) == []
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([0.001, 0.02, 0.03, 0.005]) == pytest.approx([0.004, 0.04, 0.04, 0.015])
    dice = np.random.default_rng(0)  # of true nulls, one alarm in a hundred looks at most
    looks = [holm(dice.random(6).tolist()) for _ in range(4000)]
    assert np.mean([min(look) <= LEVEL for look in looks]) <= 0.0145


def test_a_finding_can_be_printed_as_json() -> None:
    import msgspec

    [found] = drift(labels((60, 40), "a"), labels((40, 60), "b"))
    assert isinstance(msgspec.json.decode(msgspec.json.encode(found), type=Drift), Drift)
