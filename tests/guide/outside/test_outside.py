"""What was known of a series on a day, and how it is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from upslope.errors import UsageError
from upslope.formats.series import NAMES, read
from upslope.formats.series.columns import LAYOUTS
from upslope.guide.outside import by_month, catalogue, check, joined, newest
from upslope.records.market import MarketTable
from upslope.records.series import Vintage
from upslope.sources.series import FILES

AI = catalogue()["ai_share"]


def vintage(as_of: str, **places: list[tuple[str, float]]) -> Vintage:
    return Vintage(series="ai_share", as_of=as_of, values=places)


def row(table: MarketTable, place: str = "US") -> dict[str, object]:
    return next(dict(one) for one in table.records() if one["place"] == place)


def test_every_series_can_be_told_read_and_downloaded() -> None:
    assert tuple(catalogue()) == NAMES == tuple(FILES)
    for series in catalogue().values():
        assert series.publisher == "Indeed Hiring Lab"
        assert series.licence == "CC BY 4.0"
        assert series.step == LAYOUTS[series.name].step
        assert series.url.startswith("https://github.com/hiring-lab/")
        assert all(series.url.endswith(file.repository) for file in FILES[series.name])
        assert len(series.definition) > 100


def test_another_name_is_refused() -> None:
    with pytest.raises(UsageError, match="There are: ai_share, genai_share"):
        check("salaries")


def test_a_file_replaces_the_earlier_ones_whose_places_it_has() -> None:
    one = vintage("2026-01-05", US=[("2026-01-01", 1)], JP=[("2026-01-01", 2)])
    other = vintage("2026-01-06", GB=[("2026-01-01", 3)])
    later = vintage("2026-02-05", US=[("2026-01-01", 1.5)])
    known = joined([one, other, later])
    assert [(v.as_of, sorted(v.values)) for v in known] == [
        ("2026-01-05", ["JP", "US"]),
        ("2026-01-06", ["GB", "JP", "US"]),
        ("2026-02-05", ["GB", "US"]),
    ]
    assert known[0].values["US"] == [("2026-01-01", 1)]


def test_two_files_of_one_day_are_one_vintage() -> None:
    parts = [vintage("2026-01-05", US=[("2026-01-01", 1)]), vintage("2026-01-05", GB=[])]
    assert [(v.as_of, list(v.values)) for v in joined(parts)] == [("2026-01-05", ["US", "GB"])]
    corrected = [parts[0], vintage("2026-01-05", US=[("2026-01-01", 9)])]
    assert joined(corrected)[0].values["US"] == [("2026-01-01", 9)]


def test_a_revision_is_what_new_values_became() -> None:
    early = vintage("2025-11-05", US=[("2025-10-31", 3.0)])
    middle = vintage("2025-12-05", US=[("2025-10-31", 3.2), ("2025-11-30", 3.5)])
    same = vintage("2025-12-20", US=[("2025-10-31", 3.2), ("2025-11-30", 3.6)])
    now = vintage("2026-01-05", US=[("2025-10-31", 3.4), ("2025-11-30", 3.7), ("2025-12-31", 4.0)])
    found = row(newest(AI, [early, middle, same, now]))
    assert (found["value"], found["revision"], found["revisions"]) == (4.0, pytest.approx(0.3), 2)
    assert row(newest(AI, [now]))["revision"] is None


def test_the_change_over_a_year_is_of_the_same_day() -> None:
    days = [date(2024, 2, 20) + timedelta(days=n) for n in range(380)]
    values = [(day.isoformat(), float(number)) for number, day in enumerate(days)]
    assert row(newest(AI, [vintage("2025-06-01", US=values[:375])]))["year_change"] == 366
    leap = [("2023-02-28", 1.0), ("2024-02-29", 3.0)]
    assert row(newest(AI, [vintage("2024-03-05", US=leap)]))["year_change"] == 2
    gap = [("2024-06-01", 1.0), ("2025-06-30", 3.0)]
    assert row(newest(AI, [vintage("2025-07-05", US=gap)]))["year_change"] is None


def test_definition_publisher_licence_and_vintage_stand_beside_the_numbers() -> None:
    now = vintage("2026-01-05", US=[("2025-12-31", 4.0)])
    for table in (newest(AI, [now]), by_month(AI, [now])):
        for said in (AI.definition, "Indeed Hiring Lab", "CC BY 4.0", "as known on 2026-01-05"):
            assert said in table.definition
        assert table.sources == [
            "Indeed Hiring Lab, https://github.com/hiring-lab/ai-tracker (CC BY 4.0)"
        ]
        assert table.n == 1


def test_countries_come_first_and_other_places_are_named() -> None:
    parts = {"US": [("2025-12-31", 4.0)], "US / Therapy": [("2025-12-31", 9.0)], "JP": []}
    stale = {"JP": [("2024-12-01", 7.0)]}
    table = newest(AI, [vintage("2026-01-05", **(parts | stale))])
    assert [one["place"] for one in table.records()] == ["US"]
    assert table.excluded == {"places without a value for a year": 1}
    assert "upslope series show ai_share --place 'US / Therapy'" in table.notes[0]
    only = newest(AI, [vintage("2026-01-05", **{"US / Therapy": [("2025-12-31", 9.0)]})])
    assert [one["place"] for one in only.records()] == ["US / Therapy"]


def test_without_a_file_it_says_how_to_get_one() -> None:
    for table in (newest(AI, []), by_month(AI, [])):
        assert "upslope series download ai_share" in table.refused
        assert not table.rows


def test_a_month_is_its_last_value() -> None:
    values = [("2025-11-29", 1.0), ("2025-11-30", 2.0), ("2025-12-01", 3.0)]
    table = by_month(AI, [vintage("2025-12-05", US=values, **{"US / X": values})])
    assert table.rows == [["US", "2025-11-30", 2.0], ["US", "2025-12-01", 3.0]]
    assert table.period == ("2025-11-30", "2025-12-01")
    assert by_month(AI, [vintage("2025-12-05", US=values)], months=1).rows == table.rows[1:]


@pytest.mark.shared
def test_each_vintage_tells_what_was_known_then(shared: Path) -> None:
    folder = shared / "data/market/hiring_lab_ai/vintages"
    days = ("2025-09-10", "2025-10-08", "2026-07-21")
    files = [read("ai_share", (folder / f"AI_posting_{day}.csv").read_bytes(), day) for day in days]
    then, now = row(newest(AI, joined(files[:2]))), row(newest(AI, joined(files)))
    assert (then["day"], round(float(str(then["value"])), 3)) == ("2025-09-30", 3.214)
    assert (now["day"], round(float(str(now["value"])), 1)) == ("2026-06-30", 5.9)
    september = dict(files[2].values["US"])["2025-09-30"]
    assert round(september, 3) == 3.682
