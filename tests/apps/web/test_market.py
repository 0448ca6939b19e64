"""The market's pages: tables by question, each with its chart, and an estimate of pay."""

from __future__ import annotations

import json
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.apps.web.conftest import Browser
from tests.replay import Replay

from upslope.apps.web.parts.questions import GROUPS
from upslope.guide import market


def told(browser: Browser, path: str) -> str:
    """Return a page once its tables are there."""
    until = time.monotonic() + 60
    found = browser.get(path)
    while 'class="working"' in found.text and time.monotonic() < until:
        time.sleep(0.05)
        found = browser.get(path)
    assert found.status_code == 200
    return str(found.text)


class _Data(HTMLParser):
    text, inside = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = dict(attrs).get("id") == "market-data"

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""


def drawn(page: str) -> dict[str, object]:
    reader = _Data()
    reader.feed(page)
    found: dict[str, object] = json.loads(reader.text)
    return found


def test_every_table_has_its_question() -> None:
    placed = [name for group in GROUPS.values() for name in group.tables]
    assert sorted(placed) == sorted(market.names())


def test_each_chart_has_its_data_and_a_table_behind_it(browser: Browser) -> None:
    page = told(browser, "/market/skills")
    assert "Sample openings" in page
    assert drawn(page).keys() == {"skills", "skills_together"}
    assert 'data-chart="skills"' in page
    assert 'aria-labelledby="skills-title"' in page
    assert "<strong>No answer.</strong>" in page  # of what rises, after one day
    assert "<script>" not in page
    assert "<style" not in page


def test_pay_by_skill_is_told_as_association(browser: Browser) -> None:
    page = told(browser, "/market/pay")
    assert "Pay by skill is an association" in page
    assert "It may be chance unless it holds" in page


def test_filters_tell_apart_and_stay_in_the_links(browser: Browser) -> None:
    page = told(browser, "/market/roles?role=ml_engineer&place=Germany")
    assert 'href="/market/skills?role=ml_engineer&amp;place=Germany"' in page
    everything = told(browser, "/market/roles")
    assert page != everything


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("place=Atlantis", "is not known as one country"),
        ("currency=E<b>", "Write three letters"),
        ("day=2026-13-01", "Write the day as"),
        ("day=2999-01-01", "yet to come"),
        ("day=1999-01-01", "1999-01-01"),
        ("role=pirate", "Choose one of these"),
    ],
)
def test_a_wrong_filter_is_said(browser: Browser, query: str, says: str) -> None:
    for _ in range(100):
        found = browser.get(f"/market/roles?{query}")
        if 'class="working"' not in found.text:
            break
        time.sleep(0.05)
    assert found.status_code == 422
    assert says in found.text
    assert "E<b>" not in found.text


def test_no_such_question(browser: Browser) -> None:
    assert browser.get("/market/nothing").status_code == 404
    assert "No series of others is kept yet" in browser.get("/market/series").text


def test_series_are_asked_for_only_when_a_button_is_pressed(
    browser: Browser, replay: Replay
) -> None:
    browser.site.own.door = replay.door()
    page = browser.get("/market/series").text
    assert "Get the series</button>" in page and "upslope series" not in page
    assert replay.asked == []
    browser.write("/market/series/newer")
    work = browser.site.works.of("series")
    assert work is not None
    work.join(30)
    assert replay.asked
    page = browser.get("/market/series").text
    assert "0 files came" in page and "No series of others is kept yet" in page


def test_an_estimate_says_how_sure_it_is_and_on_what_it_stands(browser: Browser) -> None:
    asked = "role=ml_engineer&level=senior&place=Germany&skills=Python, PyTorch"
    page = told(browser, f"/market/estimate?{asked}")
    assert "8 of 10 such openings state EUR" in page
    assert 'class="interval"' in page
    wrong = browser.get("/market/estimate?role=ml_engineer&place=Atlantis&skills=Pithon")
    assert wrong.status_code == 422
    assert "is not known as one country" in wrong.text
    assert 'id="skills-error"' in wrong.text


def test_texts_of_others_stay_text(browser: Browser, tmp_path: Path) -> None:
    evil = "</div><script>alert(1)</script><img src=x onerror=alert(1)>"
    rows = [
        {"id": str(n), "title": "ML Engineer", "company": evil, "description": "Train. " * n}
        for n in range(1, 9)
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    assert browser.site.own.collect_from(str(file)).new == 8
    page = told(browser, "/market/employers")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert "onerror" in str(drawn(page))
