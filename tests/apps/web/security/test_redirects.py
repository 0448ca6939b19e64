"""SECURITY.md 16: no address leads a person from a page of ours to another site."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.web.conftest import ADDRESS
from tests.apps.web.security.conftest import Stage, lines, some

from upslope.apps.web.templating import HERE
from upslope.apps.web.visit import own_path

OWN = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/%09/evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    "http:/evil.example",
    "//[evil",
    "http://[::1",
    "/a\r\nSet-Cookie: x=y",
    "/a%0d%0aSet-Cookie: x=y",
    "/ⓔvil",
    "@evil.example",
    "/@evil.example",
    "?next=//evil.example",
    "",
]
READ_BY = {
    "application.py",
    "application_changes.py",
    "collect.py",
    "enter.py",
    "incoming.py",
    "openings.py",
    "work.py",
}
"""Pages that are told where to lead back to: a new one needs a place in ``leads`` below."""


def leads(stage: Stage, back: str) -> list[str]:
    """Return where each address that takes one leads to, when it is told this."""
    browser = stage.browser
    browser.follow_redirects = False
    to, posting = stage.known["tracker.id"], stage.known["id"]
    answers = [
        browser.write("/enter", {"code": stage.site.access.code(), "next": back}),
        browser.write("/work/none/stop", {"next": back}),
        browser.write("/work/none/forget", {"next": back}),
        browser.write("/openings/choose", {"posting": posting, "choice": "saved", "back": back}),
        browser.write("/openings/choose", {"posting": posting, "choice": "none", "back": back}),
        browser.write("/suggestions/none", {"back": back}),
        browser.get("/suggestions/none", params={"back": back}),
        browser.write(f"/tracker/{to}/closing", {"back": back}),
        browser.write("/sources/add", {"source": "greenhouse", "board": "quillfish", "next": back}),
        browser.write(f"/openings/{posting}/correct", {"take_back": "yes", "back": back}),
    ]
    browser.follow_redirects = True
    assert all(one.status_code == 303 for one in answers), [one.status_code for one in answers]
    return [one.headers["location"] for one in answers]


def is_ours(location: str) -> bool:
    """Say whether a browser stays here: it drops tabs and line ends, and takes backslashes."""
    as_read = re.sub(r"[\t\r\n]", "", location).replace("\\", "/").strip()
    to = urlsplit(urljoin(ADDRESS + "/x", as_read))
    return (to.scheme, to.netloc) == ("http", urlsplit(ADDRESS).netloc) and as_read.startswith("/")


def check(stage: Stage, payloads: list[str]) -> None:
    for payload in payloads:
        asked = stage.browser.get("/enter", params={"next": payload})
        hidden = re.search(r'name="next" value="([^"]*)"', asked.text)
        assert hidden and is_ours(hidden[1]), payload
        for location in leads(stage, payload):
            assert is_ours(location), (payload, location)
            assert "\n" not in location and "\r" not in location


def test_every_page_that_leads_back_is_known() -> None:
    pattern = re.compile(r"""\.(?:typed|text)\(["'](?:next|back|to|return|url_to)["']""")
    files = {one.name for one in HERE.rglob("*.py") if pattern.search(one.read_text("utf-8"))}
    assert files - READ_BY == {"opening.py"} & files


def test_own_payloads_stay_here(stage: Stage) -> None:
    check(stage, OWN)


@pytest.mark.shared
def test_collected_payloads_stay_here(stage: Stage, shared: Path) -> None:
    payloads = lines(shared / "hostile" / "injection" / "Open_Redirect" / "Intruder", "*.txt")
    assert len(payloads) > 200
    check(stage, some(payloads, 25))


@settings(max_examples=300)
@given(
    st.text(alphabet=st.sampled_from("/\\:.%2f5c09@?#evilhtp \t\r\n[]&"), max_size=24) | st.text()
)
def test_whatever_is_asked_the_path_is_ours(path: str) -> None:
    assert is_ours(own_path(path))
    assert own_path(path).isprintable()


def test_a_sentence_is_not_taken_from_an_address(stage: Stage) -> None:
    """``?said=`` names a sentence that was kept here; it is none itself, and is told once."""
    assert "Pay here" not in stage.browser.get("/tracker?said=Pay+here").text
    key = stage.site.say("<b>Done</b>")
    assert "&lt;b&gt;Done" in stage.browser.get(f"/tracker?said={key}").text
    assert "Done" not in stage.browser.get(f"/tracker?said={key}").text.partition("<main")[2][:400]
