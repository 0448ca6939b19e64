"""Effects, intervals and whole tables on invented ranges."""

from __future__ import annotations

import numpy as np
import pytest

from upslope.estimate.asked import Asked
from upslope.estimate.effects import learn, total
from upslope.estimate.learn import Seen, fit, offsets
from upslope.estimate.table import FEWEST, Answer, Table

LEVELS = {"entry": -0.4, "mid": 0.0, "senior": 0.3}
COUNTRIES = {"US": 0.0, "GB": -0.5}


def invented(n: int, noise: float = 0.2, seed: int = 0) -> list[Seen]:
    """Ranges whose log pay is the sum of two effects and noise."""
    draw = np.random.default_rng(seed)
    out = []
    for _ in range(n):
        country, level = str(draw.choice([*COUNTRIES])), str(draw.choice([*LEVELS]))
        log = 11.8 + COUNTRIES[country] + LEVELS[level] + draw.normal(0, noise)
        asked = Asked(country=country, role="data_engineer", title="data engineer")
        out.append(Seen(asked, level, float(np.exp(log)), 2024))
    return out


@pytest.fixture(scope="module")
def table() -> Table:
    return fit(invented(1_500), {"US": "USD", "GB": "GBP", "FR": "EUR"}, {"USD": 1, "GBP": 1.25})


def ask(table: Table, country: str, **more: object) -> Answer:
    asked = Asked(country=country, role="data_engineer", title="data engineer", **more)  # type: ignore[arg-type]
    answer = table.answer(asked)
    assert isinstance(answer, Answer)
    return answer


def test_a_group_with_one_row_is_drawn_to_the_rest() -> None:
    draw = np.random.default_rng(1)
    names = [f"title {number}" for number in range(20) for _ in range(40)]
    cells = [{"title": name} for name in [*names, "rare"]]
    values = np.concatenate([draw.normal(10, 0.3, 800), [11.5]])
    found = learn([(), ("title",)], cells, values, np.ones(801))
    assert total(found, {"title": "rare"}) < 11
    assert total(found, {"title": "title 3"}) == pytest.approx(10.0, abs=0.15)


def test_what_is_unknown_has_no_effect() -> None:
    cells = [{"title": "a"}] * 50 + [{"title": ""}] * 50
    found = learn([(), ("title",)], cells, np.array([10.0] * 50 + [12.0] * 50), np.ones(100))
    assert "" not in found[1].values


def test_effects_are_found(table: Table) -> None:
    senior, entry = (ask(table, "US", seniority=level).p50 for level in ("senior", "entry"))
    assert np.log(senior / entry) == pytest.approx(0.7, abs=0.05)


def test_answers_are_in_the_countrys_own_currency(table: Table) -> None:
    said = ask(table, "GB", seniority="mid")
    assert said.currency == "GBP"
    assert said.p50 * 1.25 == pytest.approx(np.exp(11.3), rel=0.05)


def test_without_a_level_the_interval_is_wider(table: Table) -> None:
    told, untold = ask(table, "US", seniority="mid"), ask(table, "US")
    assert untold.p90 / untold.p10 > told.p90 / told.p10
    assert "level not told" in untold.why


def test_intervals_hold_on_other_ranges(table: Table) -> None:
    inside = []
    for one in invented(800, seed=5):
        said = ask(table, str(one.asked.country), seniority=one.level)
        inside.append(said.p10 <= one.middle / said.dollars <= said.p90)
    assert 0.77 < np.mean(inside) < 0.83


def test_a_country_with_few_ranges_is_not_answered_for(table: Table) -> None:
    answer = table.answer(Asked(country="FR", role="data_engineer"))
    assert answer == f"Fewer than {FEWEST} posted ranges were seen in FR."


def test_a_small_group_falls_back_to_the_larger_one() -> None:
    cells = [{"level": "mid"}] * 200 + [{"level": "entry"}] * 10
    left = np.concatenate([np.linspace(-1, 1, 200), np.full(10, 5.0)])
    found = offsets(cells, left, [(), ("level",)], 0.9)
    assert "entry" not in found[1].values
    assert total(found, {"level": "entry"}) == found[0].values[""]


def test_newer_residuals_weigh_more() -> None:
    cells = [{"level": "mid"}] * 8_000
    left = np.concatenate([np.zeros(6_000), np.ones(2_000)])
    assert offsets(cells, left, [()], 0.55)[0].values[""] == pytest.approx(1.0)


def test_learning_twice_gives_the_same_table() -> None:
    seen = invented(300)
    assert fit(seen, {"US": "USD"}, {"USD": 1}) == fit(seen, {"US": "USD"}, {"USD": 1})
