"""The first minutes of the three people of the sample, each in another way, in Chromium."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

import pytest
from tests.apps.served import Served
from tests.browser.conftest import let_in, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Dialog, Locator, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TOMORROW = (date.today() + timedelta(days=1)).isoformat()
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
Press: TypeAlias = "Callable[[Locator], None]"


def by_mouse(target: Locator) -> None:
    target.click()


def by_keyboard(target: Locator) -> None:
    """Reach it by Tab alone, see where one stands, and press Enter."""
    page = target.page
    for _ in range(600):
        if target.evaluate("(one) => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"not reached by Tab: {target}")
    look = target.evaluate(
        "(one) => { const s = getComputedStyle(one); return [s.outlineStyle, s.outlineWidth]; }"
    )
    assert look[0] != "none", f"nothing shows that {target} has the focus"
    assert look[1] != "0px"
    page.keyboard.press("Enter")


def _says(page: Page, sentence: str) -> None:
    page.locator(".said", has_text=sentence).wait_for()


def _first_match(page: Page, app: Served, who: str, press: Press) -> str:
    """Choose whom to be, and open the best match; returns its title."""
    page.goto(app.address)
    assert page.url == f"{app.address}/welcome"
    began = time.monotonic()
    press(page.get_by_role("button", name=f"Look as the {who}"))
    page.wait_for_url("**/match**")
    best = page.locator("#matches a[href^='/openings/']").first
    for _ in range(60):  # without JavaScript the person asks again
        if best.count():
            break
        page.wait_for_timeout(1000)
        if not page.evaluate("() => 'htmx' in window"):
            page.reload()
    best.wait_for()
    assert time.monotonic() - began < 60
    settled(page)
    title = page.locator("#matches a[href^='/openings/']").first.inner_text()
    press(page.locator("#matches a[href^='/openings/']").first)
    page.wait_for_url("**/openings/**")
    assert page.get_by_role("heading", level=1).inner_text() == title
    return title


def _follow_up(page: Page, app: Served, title: str, press: Press) -> None:
    """Save the opening that is shown, apply, note something and be reminded."""
    press(page.get_by_role("article").get_by_role("button", name="Save", exact=True))
    _says(page, "Saved.")
    page.goto(f"{app.address}/tracker")
    press(page.locator("a.title").filter(has_text=title).first)
    page.wait_for_url(re.compile("/tracker/[0-9a-f]+"))
    moving = page.locator("form[action$='/move']")
    moving.get_by_label("Status").select_option("applied")
    moving.get_by_label("Since").fill(YESTERDAY)
    press(moving.get_by_role("button", name="Move"))
    page.locator(".timeline").get_by_text("applied").wait_for()
    noting = page.locator("form[action$='/add/note']")
    noting.locator("textarea").fill("Asked for a portfolio. Called Ms Fisk.")
    press(noting.get_by_role("button", name="Add the note"))
    page.locator(".written", has_text="Called Ms Fisk").first.wait_for()
    press(page.get_by_text("Add a reminder"))
    reminding = page.locator("form[action$='/add/reminder']")
    reminding.locator("input[type=date]").fill(TOMORROW)
    reminding.locator("input[name=text]").fill("Ask how it stands")
    press(reminding.get_by_role("button", name="Add the reminder"))
    page.locator(".written", has_text="Ask how it stands").first.wait_for()
    [one] = app.site.own.tracker.all()
    assert (one.title, one.status, one.steps[-1].day) == (title, "applied", YESTERDAY)
    assert sorted(part.kind for part in one.written) == ["note", "reminder"]
    page.goto(app.address)
    page.get_by_text("Ask how it stands").wait_for()


def _look_around(page: Page, app: Served, press: Press) -> None:
    """Go through the menu to what says what to learn, and to the market."""
    for name, heading in (
        ("Gap and plan", "Gap"),
        ("Market", "Market"),
        ("Settings", "Settings"),
        ("Openings", "Openings"),
    ):
        menu = page.get_by_role("navigation", name="Pages", exact=True)
        if not menu.is_visible():
            press(page.get_by_text("Menu", exact=True))
        press(menu.get_by_role("link", name=name, exact=True))
        page.get_by_role("heading", name=heading, level=1, exact=True).wait_for()
        settled(page)
        if name == "Gap and plan":
            press(page.get_by_role("link", name="Plan what to learn first"))
            page.get_by_role("heading", name="Plan", level=1, exact=True).wait_for()
            settled(page)


@pytest.mark.parametrize(
    ("who", "press", "options"),
    [
        ("student", by_mouse, {}),
        ("developer", by_keyboard, {}),
        ("data scientist", by_mouse, PHONE),
    ],
    ids=["student by mouse", "developer by keyboard", "data scientist by phone"],
)
def test_the_first_minutes(
    chromium: Browser,
    fresh_app: Served,
    who: str,
    press: Press,
    options: dict[str, object],
) -> None:
    with let_in(chromium, fresh_app, **options) as context:
        page = context.new_page()
        failed: list[str] = []
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("response", lambda one: failed.append(one.url) if one.status >= 400 else None)
        title = _first_match(page, fresh_app, who, press)
        press(page.get_by_text(re.compile("^Why: all")))
        page.locator(".reasons li").first.wait_for()
        assert page.locator(".reasons li").first.is_visible()
        _follow_up(page, fresh_app, title, press)
        _look_around(page, fresh_app, press)
        assert not failed


@pytest.mark.parametrize("who", ["student", "developer", "data scientist"])
def test_the_first_minutes_without_javascript(
    chromium: Browser, fresh_app: Served, who: str
) -> None:
    with let_in(chromium, fresh_app, java_script_enabled=False) as context:
        page = context.new_page()
        title = _first_match(page, fresh_app, who, by_mouse)
        _follow_up(page, fresh_app, title, by_mouse)
        page.goto(f"{fresh_app.address}/openings")
        page.get_by_label("Search openings").fill("python")
        page.get_by_role("button", name="Search", exact=True).click()
        assert "q=python" in page.url
        assert page.locator("#found a.title").count() > 3


def test_the_skip_link_is_first(chromium: Browser, app: Served) -> None:
    with let_in(chromium, app) as context:
        page = context.new_page()
        page.goto(f"{app.address}/openings")
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="To the content")
        assert skip.evaluate("(one) => one === document.activeElement")
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "main"


def test_search_as_you_type(chromium: Browser, app: Served) -> None:
    with let_in(chromium, app) as context:
        page = context.new_page()
        page.goto(f"{app.address}/openings")
        every = page.locator("h2.count").inner_text()
        search = page.get_by_label("Search openings")
        search.press_sequentially("kubernetes", delay=20)
        page.wait_for_url("**q=kubernetes**")
        assert page.locator("h2.count").inner_text() != every
        assert search.evaluate("(one) => one === document.activeElement"), "typing goes on"
        page.reload()
        assert page.get_by_label("Search openings").input_value() == "kubernetes"
        page.get_by_label("Search openings").fill("xyzzyplugh")
        page.get_by_text("Nothing fits all of this").wait_for()
        page.go_back()
        page.wait_for_url("**q=kubernetes**")


def test_a_correction_takes_two_clicks(chromium: Browser, fresh_app: Served) -> None:
    with let_in(chromium, fresh_app) as context:
        page = context.new_page()
        page.goto(f"{fresh_app.address}/openings?role=ml_engineer")
        page.locator("#found a.title").first.click()
        page.wait_for_url("**/openings/*")
        page.get_by_role("button", name="Not an ML or data role").click()
        _says(page, "Noted. It is shown as you say.")
        skill = page.locator("#skills-list .skill").first.inner_text()
        page.locator("#skills-list summary").first.click()
        page.get_by_role("button", name="It is not asked for").first.click()
        _says(page, "Noted. It is shown as you say.")
        kept = fresh_app.site.workspace.store.corrections.in_force()
        assert {one.field for one in kept} == {"role", "skills"}
        assert {one.answered for one in kept if one.field == "skills"} == {skill}


def test_two_boards_are_parted_in_two_clicks(chromium: Browser, fresh_app: Served) -> None:
    with let_in(chromium, fresh_app) as context:
        page = context.new_page()
        page.goto(f"{fresh_app.address}/openings")
        before = page.locator("h2.count").inner_text()
        while not page.locator("details.others").count():
            page.get_by_role("link", name="Next").click()
            page.wait_for_load_state()
        page.locator("details.others summary").first.click()
        page.get_by_role("button", name="Not the same opening").first.click()
        _says(page, "They are two openings from now on.")
        assert page.locator("h2.count").inner_text() != before
        page.get_by_role("button", name="Undo").click()
        _says(page, "They are one opening again.")
        assert page.locator("h2.count").inner_text() == before


def test_a_second_window_loses_no_edit(chromium: Browser, fresh_app: Served) -> None:
    tracker = fresh_app.site.own.tracker
    one = tracker.note(tracker.add(company="Quillfish", title="Engineer"), "First words")
    with let_in(chromium, fresh_app) as context:
        first, second = context.new_page(), context.new_page()
        for page, words in ((first, "Words of the first"), (second, "Words of the second")):
            page.goto(f"{fresh_app.address}/tracker/{one.id}")
            page.locator("li", has_text="First words").get_by_text("Change").first.click()
            page.locator("form[action*='/written/'] textarea").first.fill(words)
        first.get_by_role("button", name="Save").locator("visible=true").first.click()
        _says(first, "Changed. What stood there before")
        second.get_by_role("button", name="Save").locator("visible=true").first.click()
        second.get_by_role("heading", name="What stands now").wait_for()
        assert second.get_by_text("Words of the first").is_visible()
        assert second.locator("textarea").input_value() == "Words of the second"
        second.get_by_role("button", name="Put mine in its place").click()
        _says(second, "Changed. What stood there before")
    [written] = tracker.get(one.id).written
    assert written.data["text"] == "Words of the second"
    said = [line.data.get("text") for line in tracker.journal(one.id) if line.kind == "note"]
    assert said == ["First words", "Words of the first", "Words of the second"]


def test_back_after_a_form_and_two_quick_clicks(chromium: Browser, fresh_app: Served) -> None:
    tracker = fresh_app.site.own.tracker
    one = tracker.add(company="Quillfish", title="Engineer")
    with let_in(chromium, fresh_app) as context:
        page = context.new_page()
        page.goto(f"{fresh_app.address}/tracker/{one.id}")
        note = page.locator("form[action$='/add/note']")
        note.locator("textarea").fill("Written once")
        note.get_by_role("button").dblclick()
        page.locator(".written", has_text="Written once").first.wait_for()
        page.go_back()
        page.goto(f"{fresh_app.address}/tracker/{one.id}")
        page.locator("form[action$='/add/note'] textarea").fill("Written after going back")
        page.locator("form[action$='/add/note']").get_by_role("button").click()
        page.locator(".written", has_text="Written after").first.wait_for()
        page.goto(f"{fresh_app.address}/tracker/add")
        page.get_by_label("Company").fill("Tarnbeck")
        page.get_by_role("main").get_by_role("button").dblclick()
        _says(page, "It is tracked.")
    texts = [part.data["text"] for part in tracker.get(one.id).written]
    assert texts == ["Written once", "Written after going back"]
    assert sorted(known.company for known in tracker.all()) == ["Quillfish", "Tarnbeck"]


def test_a_wrong_form_keeps_what_was_typed(chromium: Browser, app: Served) -> None:
    with let_in(chromium, app) as context:
        page = context.new_page()
        page.goto(f"{app.address}/tracker/add")
        page.get_by_label("Place").fill("Oslo")
        page.get_by_role("main").get_by_role("button").click()
        wrong = page.get_by_label("Company")
        assert wrong.get_attribute("aria-invalid") == "true"
        assert "company-error" in (wrong.get_attribute("aria-describedby") or "")
        assert page.get_by_label("Place").input_value() == "Oslo"


def test_what_was_typed_is_not_left_unnoticed(chromium: Browser, app: Served) -> None:
    with let_in(chromium, app) as context:
        page = context.new_page()
        page.goto(f"{app.address}/tracker/add")
        page.get_by_label("Company").press_sequentially("Quillfish")
        asked: list[str] = []

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", leave)
        page.goto(f"{app.address}/openings")
        assert asked == ["beforeunload"]
