"""What a replay may see: at each origin only what was known then."""

from collections.abc import Sequence

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.guide.forecast.series import FIRST, dated, day, published, vintage, walks

from upslope.errors import UsageError
from upslope.guide.forecast.histories import histories, in_logs, ordinal
from upslope.guide.forecast.intervals import replayed
from upslope.guide.forecast.methods import METHODS
from upslope.guide.forecast.origins import LEAST, NEVER, Origins, replay
from upslope.records.series import Vintage

Array = NDArray[np.float64]


def replay_of(vintages: Sequence[Vintage], logs: bool = True) -> Origins:
    return replay(histories(vintages, logs), logs)


def raised(known: Array) -> Array:
    """As publishers revise: the newest month comes in low, and is corrected a month later."""
    return np.append(known[:-1], known[-1] * 0.9)


def test_origins_of_one_vintage_are_cuts() -> None:
    origins = replay_of([vintage({"DE": walks(1, 40, 1)["AQ"].tolist()})])
    assert (origins.month - FIRST + 1).tolist() == list(range(LEAST, 41))
    assert origins.known_then.tolist() == [False] * 16 + [True]
    assert origins.told[0, 0] == ordinal(day(FIRST + 40, 10))


def test_each_later_vintage_with_a_new_month_is_an_origin() -> None:
    vintages = published(walks(2, 40, 2), since=36)
    again = msgspec.structs.replace(vintages[-1], as_of=day(FIRST + 40, 25))
    origins = replay_of([again, *vintages])
    then = origins.known_then & (origins.place == "AQ")
    assert (origins.month[then] - FIRST + 1).tolist() == [36, 37, 38, 39, 40]
    assert origins.day[then].tolist() == [
        ordinal(day(FIRST + known, 10)) for known in range(36, 41)
    ]


def test_an_origin_sees_its_vintage_and_is_judged_by_what_was_published_first() -> None:
    values = walks(1, 40, 3)
    origins = replay_of(published(values, since=30, revise=raised))
    row = int(np.flatnonzero(origins.month == FIRST + 34)[0])
    true = np.log(values["AQ"])
    low = np.log(0.9)
    assert origins.forecasts["naive"][row, 0] == pytest.approx(true[34] + low)
    assert origins.first[row, :3].tolist() == pytest.approx((true[35:38] + low).tolist())
    assert origins.newest[row, :4].tolist() == pytest.approx(true[35:39].tolist())
    assert origins.told[row, 0] == ordinal(day(FIRST + 36, 10))
    assert origins.told[row, -1] == NEVER


def test_months_that_were_never_the_newest_are_no_origins() -> None:
    vintages = published(walks(1, 40, 4), since=30)
    origins = replay_of([vintages[0], *vintages[4:]])
    then = origins.month[origins.known_then] - FIRST + 1
    assert then.tolist() == [30, *range(34, 41)]
    row = int(np.flatnonzero(origins.month == FIRST + 29)[0])
    assert origins.told[row, :4].tolist() == [ordinal(day(FIRST + 34, 10))] * 4


@pytest.mark.parametrize("seed", range(3))
def test_what_later_vintages_say_changes_nothing_said_before(seed: int) -> None:
    """Vintages up to a day, and those with any future: the past is the same to the last bit."""
    vintages = published(walks(3, 48, seed), since=36, revise=raised)
    until = 8
    draw = np.random.default_rng(seed)
    future = [
        vintage(
            {
                place: np.exp(draw.normal(0, 2, len(values))).tolist()
                for place, values in later.values.items()
            }
            | {"ZZ": draw.uniform(1, 9, 60).tolist()},
            later.as_of,
        )
        for later in vintages[until:]
    ]
    alone, beside = replay_of(vintages[:until]), replay_of([*vintages[:until], *future])
    kept = np.flatnonzero(
        (beside.place != "ZZ") & (beside.day <= ordinal(vintages[until - 1].as_of))
    )
    for name in METHODS:
        assert np.array_equal(beside.forecasts[name][kept], alone.forecasts[name])
        for horizon in (1, 3, 6):
            then, now = (replayed(of, name, horizon, of.known_then) for of in (alone, beside))
            assert np.array_equal(np.array(now)[:, kept], np.array(then), equal_nan=True)
    known = np.isfinite(alone.first)
    assert np.array_equal(beside.first[kept][known], alone.first[known])


def test_a_place_that_joins_late_is_not_known_before() -> None:
    values = walks(2, 48, 5)
    first, second = values
    vintages = published({first: values[first]}, since=36)
    later = [
        msgspec.structs.replace(one, values={**one.values, second: dated(values[second].tolist())})
        for one in vintages[6:]
    ]
    alone, beside = replay_of(vintages[:6]), replay_of([*vintages[:6], *later])
    kept = (beside.place == first) & (beside.day <= ordinal(vintages[5].as_of)) & beside.known_then
    ends = replayed(beside, "naive", 1, kept)
    expected = replayed(alone, "naive", 1, alone.known_then)
    assert ends[0][kept].tolist() == expected[0][alone.known_then].tolist()


def test_the_scale_follows_the_oldest_vintage() -> None:
    shares = vintage({"DE": [2.0, 3.0], "FR": [1.0, 0.0], "US": [4.0, 4.0]}, "2015-03-10")
    rates = vintage({"DE": [-2.0, 3.0], "FR": [1.0, 2.0]}, "2016-03-10")
    assert in_logs([shares, rates])
    assert not in_logs([rates])


def test_a_series_without_enough_months_has_no_origins() -> None:
    tried: list[dict[str, list[float]]] = [{}, {"DE": []}, {"DE": [1.0] * (LEAST - 1)}]
    for places in tried:
        known = Vintage(
            series="invented", as_of="2020-01-01", values={p: dated(v) for p, v in places.items()}
        )
        origins = replay_of([known])
        assert len(origins.month) == 0
        assert origins.first.shape == (0, 12)


def test_vintages_are_of_one_series_and_have_days() -> None:
    one = vintage({"DE": [1.0, 2.0]})
    with pytest.raises(UsageError, match="several series"):
        histories([one, msgspec.structs.replace(one, series="other")], logs=False)
    with pytest.raises(UsageError, match="not a day"):
        histories([msgspec.structs.replace(one, as_of="21/7/26")], logs=False)
