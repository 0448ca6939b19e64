"""Every page, with data: axe finds no serious fault, wide and light or on a phone and dark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.apps.served import Served
from tests.browser.conftest import let_in, settled

from upslope.apps.web.routes import found
from upslope.guide.practice import briefs
from upslope.records import Filters, Gathering, Suggestion
from upslope.store.gatherings import Gatherings

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

WIDE, PHONE, SMALL_PHONE = 1280, 390, 320
NO_PAGES = {
    "/feed/{key}/{search}.atom",
    "/events/calendar.ics",
    "/plan/calendar",
    "/settings/data/openings",
    "/skills",  # options of a field
    "/tracker/applications.csv",
    "/tracker/applications.ics",
    "/tracker/journal.jsonl",
}
SAMPLES = {
    "/openings/{id}": "/openings/{opening}",
    "/openings/{id}/prepare": "/openings/{opening}/prepare",
    "/openings/{id}/tailor": "/openings/{opening}/tailor",
    "/plan/learn": "/plan/learn?skill=kubernetes",
    "/plan/projects/{id}": "/plan/projects/{project}",
    "/tracker/{id}": "/tracker/{application}",
    "/suggestions/{id}": "/suggestions/{suggestion}",
    "/market/{group}": "/market/pay",
    "/alerts/searches/{id}": "/alerts/searches/{search}",
    "/sources/{name}": "/sources/greenhouse",
    "/models/{name}": "/models/role",
}
MORE = ("/tracker?view=list", "/openings?q=python", "/openings?q=xyzzy", "/nowhere")
READ = [one.path for one in found() if "GET" in (one.methods or ()) and one.path not in NO_PAGES]
PAGES = [*(SAMPLES.get(path, path) for path in READ), *MORE]


@pytest.fixture(scope="module")
def named(app: Served) -> dict[str, str]:
    """Things of each kind, and what they are called in addresses."""
    own, shown = app.site.own, app.site.workspace
    own.person.keep_sample_resume("developer")
    today = date.today()
    ids = [posting.id for posting, _ in shown.store.postings.all()][:6]
    statuses = ("saved", "applied", "interview", "offer", "rejected", "no_answer")
    for id, status in zip(ids, statuses, strict=True):
        one = shown.tracker.track(id, status)  # type: ignore[arg-type]
        shown.tracker.note(one, "Asked for a portfolio.\nCalled Ms Fisk.")
        shown.tracker.contact(one, "Ms Fisk", role="recruiter", email="fisk@quillfish.example")
        shown.tracker.document(one, "resume.pdf", text="with the project")
        shown.tracker.remind(one, (today - timedelta(days=2)).isoformat(), "Ask how it stands")
        shown.tracker.date(one, (today + timedelta(days=2)).isoformat(), "Interview")
    own.store.suggestions.put(
        Suggestion(
            id=id,
            application=about,
            status="rejected",
            day=today.isoformat(),
            quote="We chose another.",
            sender="hr@quillfish.example",
            subject="Your application",
        )
        for id, about in (("1", one.id), ("2", None))
    )
    search = own.alerts.save("Oslo", Filters(query="python", place="Oslo"))
    own.alerts.add_channel("screen", "desktop")
    own.evidence.add("Fish counter", url="https://quillfish.example/counter", shows="PyTorch")
    coming = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    Gatherings(own.store.database).put(
        [Gathering(id="1", kind="meetup", title="ML Oslo", starts=coming, place="Oslo, Norway")],
        "oslo.ics",
    )
    return {
        "opening": ids[0],
        "application": one.id,
        "suggestion": "1",
        "search": search.id,
        "project": next(iter(briefs())),
    }


@pytest.fixture(scope="module")
def known(app: Served, chromium: Any, named: dict[str, str]) -> Iterator[BrowserContext]:
    with let_in(chromium, app, viewport={"width": WIDE, "height": 900}) as context:
        yield context


@pytest.fixture
def page(known: BrowserContext) -> Iterator[Page]:
    opened = known.new_page()
    yield opened
    opened.close()


def _faults(page: Page) -> list[str]:
    """Return what axe finds to be serious, and where."""
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target'][0]} {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


_UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
_ASIDE = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_everybody(page: Page, app: Served, named: dict[str, str], path: str) -> None:
    from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(app.address + path.format(**named), wait_until="load")
    settled(page)
    assert page.locator("h1").count() == 1
    page.evaluate(_UNFOLD)
    page.evaluate(AXE_SCRIPT)
    wrong = _faults(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size({"width": PHONE, "height": 844})
    wrong += [f"dark, {PHONE} px: {one}" for one in _faults(page)]
    for width in (PHONE, SMALL_PHONE):
        page.set_viewport_size({"width": width, "height": 844})
        if beyond := page.evaluate(_ASIDE):
            wrong.append(f"{width} px: {beyond} px stand out: {page.evaluate(_WIDEST)}")
    wrong += [one for one in said if "Content Security Policy" in one or "Refused" in one]
    assert not wrong, "\n".join(wrong)


_WIDEST = """() => [...document.querySelectorAll('main *, header *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.cells'))
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))"""


def test_charts_are_drawn_under_the_policy(page: Page, app: Served, named: dict[str, str]) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{app.address}/market/skills")
    settled(page)
    page.locator("main figure svg").first.wait_for()
    assert page.locator("main figure svg").count() > 0
    assert not said
