"""The page of alerts: what is typed stays, secrets are not shown, the feed has its own key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient
from tests.apps.web.conftest import ADDRESS, Browser
from tests.store.made_up import posting, take

from upslope.errors import NetworkError
from upslope.records import Filters
from upslope.sources.door import deliver
from upslope.workspace import Workspace

EVIL = '"><script>alert(1)</script>'
SECRET = "ntfys://canary-topic"


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles that were sent; a channel at ``ntfys://down`` takes none."""
    titles: list[str] = []

    def send(address: str, title: str, text: str, html: str, *, file: Path | None = None) -> None:
        if "down" in address:
            raise NetworkError("The channel did not take the message.")
        titles.append(title)

    monkeypatch.setattr(deliver, "deliver", send)
    monkeypatch.setattr(deliver, "check", deliver.kind_of)
    return titles


def done(browser: Browser, path: str, fields: dict[str, Any] | None = None) -> str:
    """Write something, and return the page that follows."""
    answer = browser.write(path, fields)
    assert (answer.status_code, answer.url.path) == (200, "/alerts")
    return str(answer.text)


def add(browser: Browser, **fields: str) -> str:
    asked = {"channel_name": "phone", "address": SECRET, "quiet": "22:00-07:30"} | fields
    return done(browser, "/alerts/channels", asked)


def test_an_empty_page_says_what_to_do(browser: Browser) -> None:
    page = browser.get("/alerts").text
    assert "No search is saved yet" in page and "No channel yet" in page
    assert "nothing else does" in page  # what leaves the machine stands beside the boxes


def test_a_channel_is_added_tested_and_removed(browser: Browser, sent: list[str]) -> None:
    assert "phone is kept" in add(browser)
    page = browser.get("/alerts").text
    assert "silent from 22:00 to 07:30" in page and "canary" not in page
    assert "took the test" in done(browser, "/alerts/channels/test", {"name": "phone"})
    assert sent == ["Upslope: a test"]
    assert "no quiet hours" in done(browser, "/alerts/channels/quiet", {"name": "phone"})
    assert "forgotten" in done(browser, "/alerts/channels/remove", {"name": "phone"})
    add(browser, address="ntfys://down")
    failed = browser.write("/alerts/channels/test", {"name": "phone"})
    assert failed.status_code == 502 and "did not take" in failed.text
    wrong = browser.write("/alerts/channels/quiet", {"name": "phone", "quiet": "always"})
    assert wrong.status_code == 422 and "no quiet hours" in wrong.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [("address", "syslog://canary"), ("channel_name", "x" * 41), ("quiet", "always")],
)
def test_what_is_wrong_with_a_channel_stands_beside_the_field(
    browser: Browser, field: str, typed: str
) -> None:
    answer = browser.write(
        "/alerts/channels",
        {"channel_name": "phone", "address": SECRET, "quiet": ""} | {field: typed},
    )
    assert answer.status_code == 422 and "canary" not in answer.text
    page = LexborHTMLParser(answer.text)
    node = page.css_first(f'[name="{field}"][aria-invalid="true"]')
    assert node is not None and page.css_first(f"#{node.attributes['id']}-error") is not None
    if field != "channel_name":
        assert page.css_first('[name="channel_name"]').attributes["value"] == "phone"  # type: ignore[union-attr]
    assert browser.site.own.alerts.channels() == []


def test_a_search_is_saved_changed_and_forgotten(browser: Browser, workspace: Workspace) -> None:
    add(browser)
    asked = {"search_name": "Bonn", "query": "ranking", "roles": ["ml_engineer", "king"]}
    asked |= {"place": "Bonn", "min_score": "70", "channels": ["phone"], "skills": "sql, spark"}
    assert "Bonn is kept" in done(browser, "/alerts/searches", asked)
    [search] = workspace.alerts.searches()
    assert (search.filters.roles, search.filters.skills) == (("ml_engineer",), ("sql", "spark"))
    assert (search.min_score, search.channels, search.tell_scores) == (70, ["phone"], False)
    page = LexborHTMLParser(browser.get(f"/alerts/searches/{search.id}").text)
    assert page.css_first('[name="query"]').attributes["value"] == "ranking"  # type: ignore[union-attr]
    assert len(page.css('[name="roles"][checked]')) == 1
    changed = done(browser, f"/alerts/searches/{search.id}", asked | {"tell_scores": "1"})
    assert "was changed" in changed and workspace.alerts.searches()[0].tell_scores
    done(browser, f"/alerts/searches/{search.id}/forget")
    assert workspace.alerts.searches() == []
    assert browser.get(f"/alerts/searches/{search.id}").status_code == 404


def test_a_change_keeps_what_the_form_does_not_show(browser: Browser, workspace: Workspace) -> None:
    asked = Filters(query="ranking", sources=("lever",), posted_since="2026-03-01", status="any")
    made = workspace.alerts.save("Bonn", asked)
    assert "on lever; posted since 1 Mar 2026; open and closed" in browser.get("/alerts").text
    done(browser, f"/alerts/searches/{made.id}", {"search_name": "Bonn", "query": "nlp"})
    [changed] = workspace.alerts.searches()
    assert changed.filters == msgspec.structs.replace(asked, query="nlp")


def test_a_second_window_loses_no_change(browser: Browser, workspace: Workspace) -> None:
    done(browser, "/alerts/searches", {"search_name": "Bonn", "place": "Bonn"})
    [search] = workspace.alerts.searches()
    path = f"/alerts/searches/{search.id}"

    def seen(html: str) -> str:
        node = LexborHTMLParser(html).css_first('[name="seen"]')
        return str(node.attributes["value"]) if node else ""

    first = second = seen(browser.get(path).text)
    done(browser, path, {"search_name": "Oslo", "place": "Oslo", "seen": first})
    mine = {"search_name": "Bergen", "place": "Bergen"}
    refused = browser.write(path, mine | {"seen": second})
    assert refused.status_code == 409
    assert "Oslo" in refused.text and 'value="Bergen"' in refused.text
    assert workspace.alerts.searches()[0].filters.place == "Oslo"
    done(browser, path, mine | {"seen": seen(refused.text)})
    assert workspace.alerts.searches()[0].filters.place == "Bergen"


def test_a_wrong_search_keeps_what_was_typed(browser: Browser, workspace: Workspace) -> None:
    typed = {"search_name": "Line", "query": EVIL, "min_score": "much", "place": "Bonn"}
    answer = browser.write("/alerts/searches", typed)
    assert answer.status_code == 422 and EVIL not in answer.text
    page = LexborHTMLParser(answer.text)
    shown = {one.attributes["name"]: one.attributes.get("value") for one in page.css("input[name]")}
    assert {name: shown[name] for name in typed} == typed
    assert page.css_first("#min_score-error") is not None
    assert workspace.alerts.searches() == []
    again = browser.write("/alerts/searches", typed | {"min_score": "", "search_name": ""})
    assert again.status_code == 422 and "needs a name" in again.text


def test_an_address_fills_in_the_form_and_saves_nothing(
    browser: Browser, workspace: Workspace
) -> None:
    page = LexborHTMLParser(browser.get("/alerts?query=ranking&roles=ml_engineer").text)
    assert page.css_first('[name="query"]').attributes["value"] == "ranking"  # type: ignore[union-attr]
    assert len(page.css('[name="roles"][checked]')) == 1
    assert workspace.alerts.searches() == []


def test_the_feed_opens_by_its_own_key_until_it_is_renewed(
    browser: Browser, workspace: Workspace
) -> None:
    done(browser, "/alerts/searches", {"search_name": "All"})
    take(workspace.store, [posting(1, title=EVIL)])
    found = re.search(
        r'href="(http://127\.0\.0\.1:8571/feed/[^"]*all\.atom)"', browser.get("/alerts").text
    )
    assert found
    reader = TestClient(browser.app, base_url=ADDRESS, follow_redirects=False)
    answer = reader.get(found[1])
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    titles = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["Upslope: saved searches", EVIL]
    key = found[1].split("/")[4]
    assert reader.get(found[1].replace(key, "x" * len(key))).status_code == 404
    assert reader.get(found[1].replace("all.atom", "none.atom")).status_code == 404
    for path in ("/alerts", f"/alerts?key={key}"):
        assert reader.get(path).status_code == 303
    bearer = {"authorization": f"Bearer {key}"}
    assert reader.get("/api/v1/openings", headers=bearer).status_code in (401, 404)
    assert reader.get("/alerts", headers=bearer).status_code == 303
    done(browser, "/alerts/feed")
    assert reader.get(found[1]).status_code == 404


def test_every_label_names_its_own_field(browser: Browser) -> None:
    add(browser)
    done(browser, "/alerts/searches", {"search_name": EVIL, "channels": "phone"})
    page = LexborHTMLParser(browser.get("/alerts").text)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {node.attributes["for"] for node in page.css("label[for]")} <= set(ids)
    assert not page.css("main script")
