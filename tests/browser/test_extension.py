"""The extension in a real browser, against a real server: paired, pressed, saved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Dialog
from tests.apps.served import Served, served
from tests.browser.pages import LINKEDIN, NOTHING, PLAIN, TEXT, job_posting, stating
from tests.browser.popup import Chromium, Popup, chromium

EXECUTABLE = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    EXECUTABLE is None, reason="no chromium on this machine: the extension is not loaded"
)

GLASSDOOR = f"""<html><title>Quillfish | Glassdoor</title>
<div data-test=employer-name>Quillfish</div><h1 data-test=job-title>Data Engineer</h1>
<div data-test=location>Oslo</div>
<div class=JobDetails_jobDescription__uW_fK>{TEXT}</div></html>"""
MONSTER = f"""<html><title>Monster</title><h1 data-testid=jobTitle>Research Engineer</h1>
<div data-testid=company>Quillfish</div><div data-testid=jobDetailLocation>Oslo</div>
<div data-testid=svx-description-container-inner>{TEXT}</div></html>"""

SHOWN = {
    "linkedin": ("https://www.linkedin.com/jobs/view/1234567", LINKEDIN, "Data Scientist"),
    "glassdoor": (
        "https://www.glassdoor.com/listing/x.htm?jl=1009",
        GLASSDOOR,
        "Data Engineer",
    ),
    "monster": (
        "https://www.monster.com/job-openings/x--0a1b2c3d",
        MONSTER,
        "Research Engineer",
    ),
}
RECORDED = {
    "linkedin": ("linkedin/*live*.html", "https://www.linkedin.com/jobs/view/4012345678"),
    "indeed": ("indeed/*.html", "https://au.indeed.com/viewjob?jk=54f1f8af68d722d2"),
    "seek": ("seek/*.html", "https://au.seek.com/job/93856863"),
    "jsonld": ("jsonld/*manager.html", "https://careers.robots.example/1"),
}
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served") / "home") as running:
        running.site.own.person.keep_sample_resume("developer")
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(str(EXECUTABLE), tmp_path_factory.mktemp("profile")) as started:
        yield started


def pair(popup: Popup, server: Served) -> None:
    popup.wait_for("pair")
    popup.fill("address", server.address)
    popup.fill("code", server.site.access.code())
    popup.press("#pair button")
    popup.wait("document.getElementById('pair').hidden")


@pytest.fixture
def paired(browser: Chromium, server: Served) -> Chromium:
    """The browser, its extension paired with the server."""
    if not server.site.access.paired():
        browser.visit("https://weather.example/", NOTHING)
        with browser.popup() as popup:
            pair(popup, server)
    return browser


def test_it_pairs_by_a_code(browser: Chromium, server: Served) -> None:
    browser.visit("https://weather.example/", NOTHING)
    with browser.popup() as popup:
        popup.wait_for("pair")
        popup.fill("address", "https://evil.example")
        popup.press("#pair button")
        popup.wait("document.getElementById('pair-error').innerText.includes('127.0.0.1')")
        popup.fill("address", server.address.replace("127.0.0.1", "localhost"))
        popup.fill("code", "0" * 20)
        popup.press("#pair button")
        popup.wait("document.getElementById('pair-error').innerText.includes('does not hold')")
        pair(popup, server)
        popup.wait("document.getElementById('status').innerText.startsWith('No opening')")
        assert {url.rsplit("/", 1)[0] for _, url in popup.requests} <= {
            f"{server.address}/api/v1/extension",
            f"chrome-extension://{browser.id}",
        }
        assert "OPTIONS" not in {method for method, _ in popup.requests}
    assert [one.origin for one in server.site.access.paired()] == [
        f"chrome-extension://{browser.id}"
    ]


def test_it_shows_the_match_and_saves(paired: Chromium, server: Served) -> None:
    paired.visit("https://careers.quillfish.example/1", stating(job_posting()))
    with paired.popup() as popup:
        popup.wait_for("opening")
        assert popup.text("title") == "Machine Learning Engineer"
        assert popup.text("company") == "Quillfish"
        assert popup.text("score").endswith(" of 100")
        assert "apache hadoop" in popup.text("missing")
        assert popup.run("document.querySelectorAll('#reasons li').length") == 6
        popup.press("#save")
        popup.wait_for("open")
        assert popup.text("status") == "Kept. In your tracker: saved."
        popup.press("#applied")
        popup.wait("document.getElementById('status').innerText.includes('applied')")
    [tracked] = server.site.own.tracker.all()
    assert (tracked.company, tracked.status) == ("Quillfish", "applied")
    posting, _ = server.site.own.store.postings.get(str(tracked.posting))
    assert posting.title == "Machine Learning Engineer"
    with paired.popup() as popup:
        popup.wait_for("open")
        assert popup.text("status") == "In your tracker: applied."


@pytest.mark.parametrize("portal", SHOWN)
def test_it_saves_the_page_of_a_portal(paired: Chromium, server: Served, portal: str) -> None:
    url, html, title = SHOWN[portal]
    paired.visit(url, html)
    assert saved(paired, server) == (portal, title)


@pytest.mark.shared
@pytest.mark.parametrize("portal", RECORDED)
def test_it_saves_recorded_pages(
    paired: Chromium, server: Served, portal: str, shared: Path
) -> None:
    pattern, url = RECORDED[portal]
    file = min((shared / "recordings").glob(pattern))
    paired.visit(url, file.read_text(encoding="utf-8"))
    source, title = saved(paired, server)
    assert source == portal
    assert title


def saved(browser: Chromium, server: Served) -> tuple[str, str]:
    """Save the opening in front; return its source and title as they are stored."""
    with browser.popup() as popup:
        popup.wait_for("opening")
        title = popup.text("title")
        popup.press("#save")
        popup.wait_for("open")
    tracked = server.site.own.tracker.all()[0]
    posting, _ = server.site.own.store.postings.get(str(tracked.posting))
    assert posting.title == title
    return posting.source, posting.title


def test_it_takes_selected_text(paired: Chromium, server: Served) -> None:
    tab = paired.visit("https://small.example/join", PLAIN)
    tab.evaluate("getSelection().selectAllChildren(document.getElementById('about'))")
    with paired.popup() as popup:
        popup.wait_for("details")
        popup.fill("employer", "Small Example")
        popup.press("#save")
        popup.wait_for("open")
    tracked = server.site.own.tracker.all()[0]
    assert (tracked.company, tracked.title) == ("Small Example", "ML Platform Engineer")


def test_it_leaves_out_what_is_no_opening(paired: Chromium) -> None:
    tab = paired.visit("https://www.linkedin.com/jobs/view/1234567", LINKEDIN)
    before = tab.content()
    read = tab.evaluate((Path(__file__).parents[2] / "extension" / "read_page.js").read_text())
    assert "Data Scientist" in read["html"]
    for hidden in ("secret-of-the-session", "Ada", "<script", "canonical"):
        assert hidden not in read["html"]
    assert tab.content() == before


def test_a_hostile_page_is_shown_as_text(paired: Chromium) -> None:
    payload = " ".join(HOSTILE)
    tab = paired.visit("https://evil.example/", NOTHING)
    fired = list[str]()

    def dismiss(dialog: Dialog) -> None:
        fired.append(dialog.message)
        dialog.dismiss()

    tab.once("dialog", dismiss)
    tab.evaluate("html => { document.body.innerHTML = html }", payload)
    tab.wait_for_timeout(300)
    assert fired, "as HTML these do nothing either"
    thing = job_posting(title=payload, hiringOrganization={"name": payload})
    paired.visit("https://evil.example/1", stating(thing))
    tab.evaluate("document.title = '\\ud83d'")
    with paired.popup() as popup:
        popup.wait_for("opening")
        assert popup.text("title") == payload
        assert popup.text("company") == payload
        assert popup.run("document.body.querySelectorAll('img, script, svg, iframe').length") == 0
        assert not popup.dialogs


@pytest.mark.shared
def test_hostile_postings_do_nothing(paired: Chromium, shared: Path) -> None:
    files = sorted((shared / "hostile" / "jobposting").glob("desc_[dn]*.html"))
    assert files
    for file in files:
        paired.visit("https://evil.example/2", file.read_text(encoding="utf-8", errors="replace"))
        with paired.popup() as popup:
            popup.wait("!document.getElementById('status').innerText.includes('Reading')")
            assert not popup.run("document.querySelectorAll('main img, main script').length")
            assert not popup.dialogs


def test_it_says_when_it_cannot_read(paired: Chromium) -> None:
    paired.tab.goto("chrome://version")
    paired.tab.bring_to_front()
    with paired.popup() as popup:
        popup.wait("document.getElementById('status').innerText.includes('no extension')")


def test_it_says_when_upslope_is_not_there(paired: Chromium, server: Served) -> None:
    paired.visit("https://weather.example/", NOTHING)
    with paired.popup() as popup:
        popup.run("chrome.storage.local.set({ address: 'http://127.0.0.1:9' })")
    with paired.popup() as popup:
        popup.wait_for("away")
        assert "upslope serve" in popup.text()
        popup.run(f"chrome.storage.local.set({{ address: '{server.address}' }})")
        popup.press("#again")
        popup.wait("document.getElementById('status').innerText.includes('No opening')")


def test_unpaired_it_asks_for_a_code_again(paired: Chromium, server: Served) -> None:
    server.site.access.unpair(f"chrome-extension://{paired.id}")
    paired.visit("https://careers.quillfish.example/1", stating(job_posting()))
    with paired.popup() as popup:
        popup.wait_for("pair")
        assert popup.text("status") == "Upslope no longer knows this extension."
        pair(popup, server)
        popup.wait_for("opening")


def test_axe_finds_no_fault(paired: Chromium) -> None:
    package = find_spec("axe_playwright_python")
    assert package and package.origin
    axe = Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    paired.visit("https://careers.quillfish.example/1", stating(job_posting()))
    with paired.popup() as popup:
        popup.wait_for("opening")
        popup.run(axe)
        popup.run("document.querySelectorAll('main [hidden]').forEach((one) => one.hidden = false)")
        assert not popup.run("axe.run().then(({ violations }) => violations.map(({ id }) => id))")
