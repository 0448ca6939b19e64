"""The ranking: its openings with reasons, filters, wishes, what was learned of choices."""

from __future__ import annotations

import re

import pytest
from tests.apps.web.conftest import Browser

from upslope.apps.web.parts.matches import SHOWN
from upslope.records import Profile


@pytest.fixture
def student(browser: Browser) -> Browser:
    """A browser whose person looks as the student of the sample, once the ranking is there."""
    browser.write("/welcome/sample", {"person": "student"})
    browser.whole("/match")
    return browser


def ids(html: str) -> list[str]:
    return re.findall(r'href="/openings/([^"/]+)"', html)


def test_without_a_resume_it_leads_to_one(browser: Browser) -> None:
    found = browser.get("/match").text
    assert "No resume yet" in found
    assert 'href="/welcome"' in found


def test_openings_come_in_the_order_of_the_ranking_with_reasons(student: Browser) -> None:
    found, workspace = student.get("/match").text, student.site.workspace
    ranked = workspace.rank(top=SHOWN)
    assert ids(found) == [one.posting for one in ranked.matches]
    best = ranked.matches[0]
    assert best.missing[0] in found
    assert f"{best.band}, {100 * (best.chance or 0):.0f} in 100" in found
    assert "You:" in found
    assert "They:" in found
    assert ids(student.get("/match?page=2").text)[0] not in ids(found)


def test_filters_keep_the_order_and_count_bands(student: Browser) -> None:
    workspace = student.site.workspace
    found = student.part("/match?role=data_engineer&band=strong")
    assert "<h1>" not in found.text
    strong = [
        one
        for one in workspace.rank().matches
        if one.band == "strong" and workspace.show(one.posting)[1].role == "data_engineer"
    ]
    assert ids(found.text) == [one.posting for one in strong]
    assert f"<strong>{len(strong)}</strong> of" in found.text
    assert "Nothing passes these filters" in student.get("/match?place=Nowhereville").text


def test_a_strange_address_is_read_leniently(student: Browser) -> None:
    for query in ("role=king", "page=-1", "page=99999", "band='", "place=%22%28", "remote=%00"):
        assert student.get(f"/match?{query}").status_code == 200


def test_hidden_ones_leave_the_list_and_can_be_seen(student: Browser) -> None:
    first, second = ids(student.get("/match").text)[:2]
    sent = {"posting": first, "choice": "hidden", "back": "/match?band=&page=1#opening-1"}
    led = student.write("/openings/choose", sent, follow_redirects=False).headers["location"]
    assert led.endswith("#opening-1")
    page = student.get("/match?band=good&undo=1").text
    assert ">Undo</button>" in page and 'name="back" value="/match?band=good"' in page
    student.write("/openings/choose", sent | {"posting": second, "choice": "saved"})
    found = student.whole("/match").text
    assert ids(found)[0] == second
    assert '<span class="tag good">Saved</span>' in found
    assert "you hid" in found
    assert ids(student.get("/match?hidden=1").text) == [first]


def test_wishes_are_kept_and_wrong_ones_told_beside_the_field(student: Browser) -> None:
    wishes = {"roles": "ml_engineer", "places": "Berlin\nNowhereville", "pay": "much"}
    wrong = student.write("/match/wishes", wishes)
    assert wrong.status_code == 422
    assert "is no floor of pay" in wrong.text.partition('id="wish-pay-error">')[2]
    assert "Berlin\nNowhereville</textarea>" in wrong.text
    assert re.search(r'value="ml_engineer" checked', wrong.text)
    assert student.site.own.person.profile() == Profile()
    kept = student.write("/match/wishes", wishes | {"pay": "90k EUR", "visa": "yes"})
    assert "is known by the name Nowhereville" in kept.text
    profile = student.site.own.person.profile()
    assert (profile.roles, profile.places, profile.needs_visa) == (
        ["ml_engineer"],
        ["Berlin", "Nowhereville"],
        True,
    )
    assert 'value="90000 EUR/year"' in kept.text


def test_what_was_learned_can_be_forgotten(student: Browser) -> None:
    person = student.site.workspace.person
    person.choose(ids(student.get("/match").text)[:3], "saved")
    assert "You saved or applied to 3 postings" in student.get("/match").text
    assert "3 choices change the ranking no more" in student.write("/match/forget").text
    assert "You saved or applied to 3 postings" not in student.get("/match").text


def test_a_resume_that_is_gone_is_told(student: Browser) -> None:
    file = student.site.own.person.resume_file()
    assert file
    file.write_bytes(b"%PDF-1.4 cut off")
    found = student.get("/match")
    assert found.status_code == 200
    assert 'role="alert"' in found.text
