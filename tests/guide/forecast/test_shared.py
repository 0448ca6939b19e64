"""Measured figures hold on the real series, final and as it was known then."""

from pathlib import Path

import pytest

from upslope.formats.series import read
from upslope.guide.forecast.months import month_number
from upslope.guide.forecast.origins import published
from upslope.guide.forecast.study import Study
from upslope.records.series import Vintage

pytestmark = pytest.mark.shared


def vintages(shared: Path, names: str) -> list[Vintage]:
    files = sorted((shared / "data/market/hiring_lab_ai/vintages").glob(f"AI_posting_{names}.csv"))
    return [read("ai_share", file.read_bytes(), file.stem[-10:]) for file in files]


@pytest.mark.parametrize(("horizon", "error"), [(1, 0.103), (3, 0.262), (6, 0.547), (12, 1.280)])
def test_naive_on_final_data_is_as_it_was_measured(
    final: Study, horizon: int, error: float
) -> None:
    origins = final.origins
    rows = (origins.month >= month_number("2021-12")) & (origins.month <= month_number("2025-06"))
    assert rows.sum() == 43 * 9
    truth = published(origins.first[rows, horizon - 1], logs=True)
    misses = {
        name: abs(published(said[rows, horizon - 1], logs=True) - truth).mean()
        for name, said in origins.forecasts.items()
    }
    assert misses["naive"] == pytest.approx(error, abs=0.0005)
    assert misses["ets"] < misses["naive"] < misses["theta"]


@pytest.fixture(scope="module")
def final(shared: Path) -> Study:
    return Study.of(vintages(shared, "2026-07-21"))


def test_one_vintage_is_refused_however_good_its_cuts_look(final: Study) -> None:
    assert final.shown == 0


def test_days_written_the_other_way_change_nothing(shared: Path) -> None:
    """Of January 2025 there are vintages with days as 2025-01-31 and as 31/1/25."""
    known = [months for _, months in Study.of(vintages(shared, "2025-02-*")).known["US"]]
    assert [len(months.values) for months in known] == [73, 73, 73]
    assert known[2].values == pytest.approx(known[1].values, abs=1e-6)
