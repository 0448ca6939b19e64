"""The page of openings: searched, filtered, sorted; what is not shown; what is done with them."""

from __future__ import annotations

import re
import time
from urllib.parse import quote

import pytest
from tests.apps.web.conftest import Browser

from upslope.records import Filters


def titles(page: str) -> list[str]:
    """The titles that a page lists, in order."""
    return re.findall(r'<a class="title"[^>]*>([^<]*)</a>', page)


def total(page: str) -> int:
    """How many openings a page says there are."""
    found = re.search(r'<h2 class="count"[^>]*>([\d,]+)', page)
    assert found
    return int(found[1].replace(",", ""))


def first_id(browser: Browser, query: str = "") -> str:
    [row] = browser.site.workspace.search(Filters(query=query, limit=1)).rows
    return row[0].id


def test_openings_are_listed_newest_first_in_pages(browser: Browser) -> None:
    first, second = browser.get("/openings"), browser.get("/openings?page=2")
    assert first.status_code == second.status_code == 200
    assert len(titles(first.text)) == 25 and "Page 1 of" in first.text
    assert titles(second.text) and titles(first.text) != titles(second.text)
    behind = browser.get("/openings?page=9999")
    assert behind.status_code == 200 and "behind the last" in behind.text


def test_words_and_filters_choose(browser: Browser) -> None:
    every = total(browser.get("/openings").text)
    some = browser.get("/openings?q=python&role=ml_engineer&role=nonsense").text
    assert 0 < total(some) < every
    assert 'value="python"' in some and re.search(r'value="ml_engineer" checked', some)
    nothing = browser.get("/openings?q=zzzunheardofzzz").text
    assert "Nothing fits all of this" in nothing and "that do not fit" in nothing


def test_a_part_has_no_frame_and_a_clean_address(browser: Browser) -> None:
    part = browser.part("/openings?q=python&place=&pay=&sort=")
    assert part.status_code == 200 and "<html" not in part.text
    assert part.headers["hx-push-url"] == "/openings?q=python"
    assert 'id="narrow" hx-swap-oob="true"' in part.text


def test_what_a_filter_cannot_judge_is_said(browser: Browser) -> None:
    page = browser.get("/openings?pay=1000").text
    assert "state no pay" in page and "cannot judge" in page


def test_a_wrong_filter_is_told_beside_its_field_and_kept(browser: Browser) -> None:
    page = browser.get("/openings?pay=lots&since=2026-13-01&currency=dollars")
    assert page.status_code == 200
    for name, typed in (("pay", "lots"), ("since", "2026-13-01"), ("currency", "dollars")):
        assert f'id="{name}-error"' in page.text and f'value="{typed}"' in page.text


def test_hidden_openings_are_counted_shown_and_taken_back(browser: Browser) -> None:
    id, every = first_id(browser), total(browser.get("/openings").text)
    done = browser.write(
        "/openings/choose", {"posting": id, "choice": "hidden", "back": "/openings"}
    )
    assert total(done.text) == every - 1 and "Undo" in done.text and "1 hidden by you" in done.text
    assert total(browser.get("/openings?show=hidden").text) == 1
    back = browser.write("/openings/choose", {"posting": id, "choice": "none", "back": "/openings"})
    assert total(back.text) == every and "hidden by you" not in back.text


def test_what_is_saved_is_tracked_and_undone(browser: Browser) -> None:
    id = first_id(browser)
    saved = browser.write("/openings/choose", {"posting": id, "choice": "saved", "back": "//evil"})
    assert saved.status_code == 200 and str(saved.url).startswith("http://127.0.0.1")
    assert browser.site.workspace.tracker.of(id)
    browser.write("/openings/choose", {"posting": id, "choice": "none", "back": "/openings"})
    assert browser.site.workspace.tracker.of(id) is None
    wrong = browser.write("/openings/choose", {"posting": id, "choice": "burn"})
    assert wrong.status_code == 400


def test_duplicates_are_folded_told_and_taken_apart(browser: Browser) -> None:
    workspace = browser.site.workspace
    one, other = (row[0].id for row in workspace.search(Filters(limit=2)).rows)
    every = total(browser.get("/openings").text)
    browser.write("/openings/together", {"posting": other, "of": one})
    page = browser.get("/openings").text
    assert total(page) == every - 1 and "also on 1 other board" in page
    assert "on other boards, folded" in page
    assert "also on 1 other board" in browser.get("/openings?show=folded").text
    apart = browser.write("/openings/apart", {"posting": other, "of": one, "back": "/openings"})
    assert total(apart.text) == every and 'action="/openings/together"' in apart.text


def test_the_order_by_fit_asks_for_a_resume_and_uses_it(browser: Browser) -> None:
    assert "needs a resume" in browser.get("/openings?sort=match").text
    browser.site.own.person.keep_sample_resume("data_scientist")
    for _ in range(100):
        page = browser.get("/openings?sort=match").text
        if 'class="score"' in page:
            break
        time.sleep(0.05)
    scores = [int(one) for one in re.findall(r'class="score">(\d+)<', page)]
    assert len(scores) == 25 and scores == sorted(scores, reverse=True)


def test_pay_is_sorted_in_one_currency(browser: Browser) -> None:
    page = browser.get("/openings?sort=pay&currency=USD").text
    assert "in USD" in page and "not comparable" in page


def test_a_search_is_saved_and_listed(browser: Browser) -> None:
    sent = {"q": "python", "role": ["ml_engineer"], "name": "Mine & more"}
    page = browser.write("/openings/searches", sent)
    assert "Saved as" in page.text
    assert 'href="/openings?q=python&amp;role=ml_engineer"' in page.text
    [kept] = browser.site.own.alerts.searches()
    assert (kept.filters.query, kept.filters.roles) == ("python", ("ml_engineer",))
    again = browser.write("/openings/searches", sent)
    assert "was not saved" in again.text and len(browser.site.own.alerts.searches()) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "q=" + quote("'; DROP TABLE postings;--"),
        "q=" + quote('"(( NEAR/3 *:* ^2 ~ AND OR NOT [a TO z]'),
        "q=" + "a+OR+" * 10_000 + "a",
        "q=%00%00&place=%00&skill=%00&source=%00",
        "q=" + "x" * 60_000,
        "place=" + "y" * 60_000,
        "q=-&sort=pay&page=99999999999999999999&show=x&status=y&level=z",
        "q=%ED%A0%80%FF&place=%ED%A0%80&since=%00&pay=1e999&pay=nan",
        "&".join(f"skill=s{number}" for number in range(900)),
        "q=" + quote('title:"<script>alert(1)</script>" company:"'),
    ],
    ids=range(10),
)
def test_no_question_is_too_much(browser: Browser, asked: str) -> None:
    browser.get("/openings")
    began = time.process_time()
    page = browser.get(f"/openings?{asked}")
    assert page.status_code in (200, 400)
    assert time.process_time() - began < 1
    assert "<script>alert" not in page.text


def test_nothing_is_written_by_looking(browser: Browser) -> None:
    browser.get("/openings?show=hidden&undo=x&of=y&said=z")
    assert not browser.site.own.has_store() or not browser.site.own.person.choices()


def test_suggestions_name_skills(browser: Browser) -> None:
    assert '<option value="python">' in browser.part("/skills").text
