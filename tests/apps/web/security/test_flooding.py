"""SECURITY.md 66: who floods the store with adverts moves neither the market nor the alerts far."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.store.made_up import ended, posting, salary, understanding

from upslope.records import Filters, MarketTable, Place, Posting
from upslope.workspace import Workspace

HONEST, SPAM = 40, 1_000
WORDS = [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in "rstvz"]
"""Of texts so different that none passes for a copy of another."""
SKILLS = ["python", "pytorch", "sql"]


def advert(number: int, employer: str, pay: float) -> Posting:
    words = random.Random(f"{employer} {number}").choices(WORDS, k=120)
    return posting(
        f"{employer}-{number}",
        hiring_organization=employer,
        base_salary=salary(pay * 0.9, pay * 1.1),
        title=f"ML Engineer {' '.join(words[:2])}",
        clean_title=f"ML Engineer {' '.join(words[:2])}",
        places=[Place(city=words[3].title(), country="DE")],
        description=f"Train models for {employer}. {' '.join(words)}.",
    )


def store(workspace: Workspace, board: str, adverts: list[Posting], skill: str) -> None:
    run = ended(workspace.store.runs.start("greenhouse", board))
    known = [understanding(one.id, skill, seniority="senior") for one in adverts]
    workspace.store.postings.ingest(run, adverts, known)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "market") as opened:
        for number in range(HONEST):
            employer, skill = f"Honest {number} Ltd", SKILLS[number % 3]
            store(
                opened,
                f"honest{number}",
                [advert(number, employer, 100_000 + 1_000 * number)],
                skill,
            )
        yield opened


def flood(workspace: Workspace) -> None:
    store(workspace, "spamfish", [advert(n, "Spamfish", 9e5) for n in range(SPAM)], "cobol")


def cells(table: MarketTable, column: str) -> dict[str, float]:
    at = [one.name for one in table.columns].index(column)
    return {str(row[0]): float(row[at] or 0) for row in table.rows if row[at] is not None}


def test_one_flooding_employer_moves_no_share_beyond_its_cap(market: Workspace) -> None:
    [before] = market.market.tables(["skills"])
    flood(market)
    [after] = market.market.tables(["skills"])
    was, now = cells(before, "share"), cells(after, "share")
    for skill in SKILLS:
        assert abs(was[skill] - now[skill]) < 0.03, skill
    assert now.get("cobol", 0.0) <= 0.06, "one employer counts for 5 % at most"
    assert after.n > 3 * HONEST, "a control: not all pass for copies of each other"
    assert "No employer counts for more than 5 %" in after.definition


def test_one_flooding_employer_moves_no_median_of_pay(market: Workspace) -> None:
    [before] = market.market.tables(["pay_by_role"])
    flood(market)
    [after] = market.market.tables(["pay_by_role"])
    column = next(one.name for one in before.columns if one.name in ("median", "p50", "middle"))
    was, now = cells(before, column), cells(after, column)
    for of, pay in was.items():
        assert abs(now[of] - pay) < 0.1 * pay, of


def test_a_flood_is_seen_in_the_table(market: Workspace) -> None:
    """The table of employers names who floods."""
    flood(market)
    [employers] = market.market.tables(["employers"])
    assert "Spamfish" in msgspec.json.encode(employers.rows).decode()


def test_an_alert_tells_of_a_flood_in_few_messages(
    market: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from upslope.sources.door import deliver

    sent: list[str] = []
    monkeypatch.setattr(deliver, "check", deliver.kind_of)
    monkeypatch.setattr(deliver, "deliver", lambda *said, **_: sent.append(said[2]))
    market.alerts.add_channel("phone", "ntfys://topic")
    market.alerts.save("all", Filters(), channels=["phone"])
    flood(market)
    market.alerts.send_due()
    assert 1 <= len(sent) <= 20
    assert max(map(len, sent)) < 2**17
