import math

import msgspec
import numpy as np
import pytest
from tests.guide.forecast.series import FIRST, dated, day, published, vintage, walks

from upslope.errors import UsageError
from upslope.guide.forecast import Study, forecast, forecast_of, forecasts_table, path_table
from upslope.records.series import Series, Vintage

SERIES = Series(
    name="invented",
    title="Invented shares",
    definition="Share of things that are invented.",
    unit="% of things",
    publisher="Quillfish",
    licence="CC0",
    step="month",
    url="https://quillfish.example/series",
)


@pytest.fixture(scope="module")
def vintages() -> list[Vintage]:
    return published(walks(4, 90, 11), since=66)


@pytest.fixture(scope="module")
def study(vintages: list[Vintage]) -> Study:
    return Study.of(vintages)


def test_a_forecast_says_what_its_kind_was_worth(vintages: list[Vintage]) -> None:
    made = forecast(vintages, "AQ", 2)
    last = vintages[-1].values["AQ"][-1][1]
    assert made.refused == ""
    assert (made.month, made.as_of) == (day(FIRST + 91), vintages[-1].as_of)
    assert made.method == "naive"
    assert made.naive == made.point == pytest.approx(last)
    assert made.low is not None
    assert made.high is not None
    assert 0.7 * last < made.low < last < made.high < 1.4 * last
    assert (made.skill, made.skill_low, made.skill_high) == (0.0, 0.0, 0.0)
    assert made.coverage is not None
    assert made.coverage >= 0.7
    assert made.origins == 23


def test_beyond_what_was_shown_nothing_is_said(study: Study) -> None:
    for horizon in (study.shown + 1, 12, 13, 10**9):
        made = forecast_of(study, "AQ", horizon)
        assert made.refused.startswith(f"Forecasts have shown their worth up to {study.shown}")
        assert made.point is made.low is made.high is None


@pytest.mark.parametrize("horizon", [0, -3])
def test_the_past_is_not_forecast(study: Study, horizon: int) -> None:
    with pytest.raises(UsageError, match="no future"):
        forecast_of(study, "AQ", horizon)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([1.0, 2.0, 1.5], "3 months in a row"),
        ([], "0 months in a row"),
        ([math.nan] * 90, "0 months in a row"),
        ([1e308] * 90, "0 months in a row"),
        ([0.0] * 90, "0 months in a row"),
        ([4.0] * 90, "has not moved"),
        ([4.0] * 80 + [0.0] * 10, "0 months in a row"),
        ([2.0, 3.0] * 30 + [math.nan] + [2.0, 3.0] * 4, "8 months in a row"),
    ],
)
def test_a_place_that_cannot_be_forecast_is_refused_and_spoils_no_other(
    values: list[float], why: str
) -> None:
    shares = published(walks(3, 90, 2), since=70)
    spoilt = [
        msgspec.structs.replace(
            one, values={**one.values, "ZZ": dated(values[: len(one.values["AQ"])])}
        )
        for one in shares
    ]
    study = Study.of(spoilt)
    assert why in forecast_of(study, "ZZ", 1).refused
    assert forecast_of(study, "AQ", 1).refused == ""


def test_a_place_that_left_or_stopped_is_refused() -> None:
    values = walks(3, 90, 3)
    whole = published(values, since=70)
    gone = {place: found for place, found in whole[-1].values.items() if place != "AR"}
    gone["AS"] = gone["AS"][:80]
    vintages = [*whole[:-1], msgspec.structs.replace(whole[-1], values=gone)]
    study = Study.of(vintages)
    assert "does not have AR" in forecast_of(study, "AR", 1).refused
    assert "does not have Atlantis" in forecast_of(study, "Atlantis", 1).refused
    assert "AS ends with 2021-08" in forecast_of(study, "AS", 1).refused
    assert forecast_of(study, "AQ", 1).refused == ""


def test_values_of_the_future_do_not_count(vintages: list[Vintage]) -> None:
    ahead = [
        msgspec.structs.replace(
            one,
            values={
                place: [*found, ("2099-01-01", 1e9), ("31/1/26", 5.0)]
                for place, found in one.values.items()
            },
        )
        for one in vintages
    ]
    assert forecast(ahead, "AQ", 1) == forecast(vintages, "AQ", 1)


def test_wild_numbers_end_in_a_refusal_not_in_a_crash() -> None:
    draw = np.random.default_rng(4)
    wild = {f"A{letter}": np.exp(draw.normal(0, 9, 90)) for letter in "QRS"}
    wild["AT"] = draw.choice([1e-300, 1e12], 90)
    for places in (wild, {place: -values for place, values in wild.items()}):
        study = Study.of(published(places, since=70))
        for place in places:
            assert forecast_of(study, place, 1).refused


def test_growth_rates_are_forecast_as_differences() -> None:
    steps = np.random.default_rng(5).normal(0, 0.05, (3, 90)).cumsum(axis=1)
    levels = np.array([[0.2], [3.0], [2.0]])
    rates = {f"A{letter}": values for letter, values in zip("QRS", steps + levels, strict=True)}
    made = forecast(published(rates, since=70), "AR", 1)
    assert made.point is not None
    assert made.low is not None
    assert made.point - made.low < 0.2


def test_countries_do_not_learn_from_their_parts() -> None:
    countries = walks(3, 90, 6)
    parts = {f"{place} / Baking": values**9 for place, values in walks(9, 90, 7).items()}
    mixed = published(countries | parts, since=70)
    assert forecast(mixed, "AQ", 1) == forecast(published(countries, since=70), "AQ", 1)
    assert forecast(mixed, "BQ / Baking", 1).place == "BQ / Baking"


def test_a_series_of_ones_own_is_one_vintage() -> None:
    weeks = [
        (day(FIRST + month, of), 100.0 + step)
        for month, step in enumerate(np.random.default_rng(8).normal(0, 2, 60).cumsum())
        for of in (4, 11, 18, 25)
    ]
    own = Vintage(series="openings", as_of=day(FIRST + 60, 2), values={"yours": weeks})
    assert forecast([own], "yours", 1, revised=False).refused == ""
    assert "known then" in forecast([own], "yours", 1).refused
    young = msgspec.structs.replace(own, values={"yours": weeks[-60:]})
    assert forecast([young], "yours", 1, revised=False).refused == (
        "yours has 15 months in a row; 24 are needed."
    )


def test_nothing_to_forecast_from_is_said() -> None:
    with pytest.raises(UsageError, match="no vintage"):
        forecast([], "DE", 1)


def test_the_table_has_a_row_for_each_place_and_horizon(study: Study) -> None:
    table = forecasts_table(study, SERIES, horizons=(1, 2, 12))
    rows = table.records()
    told = [(row["horizon"], row["place"]) for row in rows]
    assert told[:5] == [(1, "AQ"), (1, "AR"), (1, "AS"), (1, "AT"), (2, "AQ")]  # the nearest first
    assert len(rows) == 4 * 2 + 1
    assert rows[0]["skill"] == 0.0
    assert rows[0]["refused"] is None
    assert (rows[-1]["place"], rows[-1]["forecast"]) == ("all", None)
    assert "up to" in str(rows[-1]["refused"])
    assert table.definition.startswith(SERIES.definition)
    assert any("Quillfish" in source for source in table.sources)
    assert msgspec.json.decode(msgspec.json.encode(table))


def test_a_series_of_which_nothing_can_be_said_is_refused_as_a_whole() -> None:
    study = Study.of([vintage({"DE": [1.0, 2.0, 3.0]})])
    for table in (forecasts_table(study, SERIES), path_table(study, SERIES, "DE")):
        assert table.rows == []
        assert table.refused == "DE has 3 months in a row; 24 are needed."
    empty = Study.of([Vintage(series="invented", as_of="2026-01-01", values={})])
    assert forecasts_table(empty, SERIES).refused
    assert path_table(empty, SERIES, "DE").refused


def test_of_a_short_series_no_share_is_told_that_nobody_could_count() -> None:
    few = Study.of(published(walks(1, 12, 3), since=8, revise=lambda known: known * len(known)))
    notes = forecasts_table(few, SERIES).notes
    assert any("were later revised" in note for note in notes)
    assert not any("nan" in note or "held" in note for note in notes)


def test_a_path_goes_on_from_the_last_known_month(study: Study) -> None:
    rows = path_table(study, SERIES, "AQ").records()
    known = [row for row in rows if row["kind"] == "known"]
    ahead = [row for row in rows if row["kind"] == "forecast"]
    assert len(known) == 36
    assert len(ahead) == 1 + study.shown
    assert ahead[0]["month"] == known[-1]["month"]
    assert ahead[0]["low"] == ahead[0]["high"] == known[-1]["value"]
    assert known[-1]["low"] is None
