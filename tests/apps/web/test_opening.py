"""The page of an opening: what it says, what was understood, corrections, application."""

from __future__ import annotations

import re

import pytest
from tests.apps.web.conftest import Browser
from tests.apps.web.test_openings import first_id

from upslope.records import Filters, Posting, Run, Understanding


def row(browser: Browser) -> tuple[Posting, Understanding]:
    """An opening of the sample that has skills and a description."""
    rows = browser.site.workspace.search(Filters()).rows
    return next(one for one in rows if one[0].description and len(one[1].skills) > 3)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_opening_is_shown_with_what_was_understood(browser: Browser) -> None:
    posting, known = row(browser)
    page = browser.get(f"/openings/{posting.id}")
    assert page.status_code == 200 and page.text.count("<h1") == 1
    for heading in ("What it says", "Your match", "Base pay", "What it asks for", "Skills"):
        assert heading in page.text
    for one in known.skills:
        assert one.skill in page.text
    assert 'class="mark skill required"' in page.text
    assert len(re.findall(r'<meter min="0" max="1"', page.text)) == 6
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page.text)
    assert set(targets) <= set(ids)


def test_every_opening_of_the_sample_is_shown(browser: Browser) -> None:
    for posting, _ in browser.site.workspace.search(Filters(limit=60, status="any")).rows[::6]:
        assert browser.get(f"/openings/{posting.id}").status_code == 200


def test_what_is_not_stored_is_not_found(browser: Browser) -> None:
    page = browser.get("/openings/nothing-of-this-name")
    assert page.status_code == 404 and "There is no posting" in page.text
    assert browser.write("/openings/nothing/correct", {"role": "other"}).status_code in (400, 404)


def test_not_an_ml_role_is_said_in_two_clicks_and_taken_back(browser: Browser) -> None:
    id = first_id(browser, query="role:ml_engineer")
    assert "Not an ML or data role" in browser.get(f"/openings/{id}").text
    page = browser.write(f"/openings/{id}/correct", {"role": "other", "back": "#correct"})
    assert "Noted" in page.text and "(read as ML engineer)" in text_of(page.text)
    assert browser.site.workspace.show(id)[1].role == "other"
    back = browser.write(f"/openings/{id}/correct", {"take_back": "yes"})
    assert "read as before" in back.text
    assert browser.site.workspace.show(id)[1].role == "ml_engineer"


def test_a_skill_is_taken_out_and_another_named(browser: Browser) -> None:
    posting, known = row(browser)
    skill = next(one.skill for one in known.skills if one.need == "required")
    path = f"/openings/{posting.id}/correct"
    browser.write(path, {"not_named": skill, "back": "#skills-list"})
    assert skill not in {one.skill for one in browser.site.workspace.show(posting.id)[1].skills}
    page = browser.write(path, {"named": "Fortran", "back": "#skills-list"})
    assert "(you said so)" in page.text
    assert "fortran" in {one.skill for one in browser.site.workspace.show(posting.id)[1].skills}


def test_what_cannot_be_corrected_is_told_and_kept(browser: Browser) -> None:
    id = first_id(browser)
    page = browser.write(f"/openings/{id}/correct", {"role": "wizard"})
    assert page.status_code == 422 and "There is no role" in page.text
    long = browser.write(f"/openings/{id}/correct", {"named": "x" * 500})
    assert long.status_code == 422 and "x" * 500 in long.text


def test_an_application_is_begun_and_moved(browser: Browser) -> None:
    id = first_id(browser)
    page = browser.write(f"/openings/{id}/choose", {"choice": "applied"})
    assert "Your application" in page.text and "Noted: you applied" in page.text
    tracked = browser.site.workspace.tracker.of(id)
    assert tracked
    sent = {
        "application": tracked.id,
        "seen": tracked.number,
        "status": "interview",
        "id": "a1b2",
    }
    moved = browser.write(f"/openings/{id}/move", {**sent, "day": "2026-03-02"})
    assert "It stands at: interview" in moved.text
    late = browser.write(f"/openings/{id}/move", {**sent, "status": "offer", "id": "c3d4"})
    assert late.status_code == 409 and "interview" in late.text and "Yours was offer" in late.text
    wrong = browser.write(f"/openings/{id}/move", {**sent, "day": "2026-99-99"})
    assert wrong.status_code == 422 and 'value="2026-99-99"' in wrong.text


def test_the_same_opening_elsewhere_is_told_and_taken_apart(browser: Browser) -> None:
    workspace = browser.site.workspace
    one, other = (row[0].id for row in workspace.search(Filters(limit=2)).rows)
    browser.write(f"/openings/{one}/together", {"posting": other})
    page = browser.get(f"/openings/{one}").text
    assert f'href="/openings/{other}"' in page and "Not the same opening" in page
    assert "(100 % sure)" in page
    apart = browser.write(f"/openings/{one}/apart", {"posting": other})
    assert "Undo: they are one opening" in apart.text
    assert workspace.openings.of(one) == []


def test_a_resume_brings_a_match_and_what_to_prepare(browser: Browser) -> None:
    id = row(browser)[0].id
    assert "Choose a resume" in browser.get(f"/openings/{id}").text
    for page in ("prepare", "tailor"):
        assert "needs your resume" in browser.get(f"/openings/{id}/{page}").text
    browser.site.own.person.keep_sample_resume("data_scientist")
    page = text_of(browser.get(f"/openings/{id}").text)
    assert "parts of the score" in page and "You:" in page and "They:" in page
    for page in ("prepare", "tailor"):
        found = browser.get(f"/openings/{id}/{page}")
        assert found.status_code == 200 and "needs your resume" not in found.text


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\u202e'


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x"])
def test_foreign_text_is_only_text(browser: Browser, url: str) -> None:
    hostile = Posting(
        id="hostile",
        source="s",
        source_id="hostile",
        title=HOSTILE,
        url=url,
        hiring_organization=HOSTILE,
        job_location=[HOSTILE],
        description=f"Requirements:\n- {HOSTILE} Python\n{HOSTILE}",
    )
    own = browser.site.own  # it is shown in place of the sample from now on
    run = Run(id="r", source="s", board="b", started_at="2026-11-01T00:00:00Z", verdict="complete")
    own.store.postings.ingest(run, [hostile], own.understand([hostile]))
    own.person.keep_sample_resume("data_scientist")
    for path in ("/openings/hostile", "/openings?q=onerror", "/openings/hostile/prepare"):
        page = browser.get(path).text
        assert "onerror=alert(1)&gt;" in page and "{{7*7}}" in page
        assert "<img src=x" not in page and "<script>alert" not in page
        assert url not in re.findall(r'href="([^"]*)"', page)
