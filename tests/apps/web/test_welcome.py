"""The first visit: a resume or a sample person, what is said of wrong files."""

from __future__ import annotations

import pytest
from tests.apps.web.conftest import Browser

from upslope import sample

_RESUME = b"""Quilla Testfolk
quilla.testfolk@example.com
Machine Learning Engineer, Brackenpost, May 2021 - April 2024
- Trained models with PyTorch and served them with Docker on AWS
- Wrote Python and SQL every day, and tests for both, and documentation that people read
"""


def send(browser: Browser, data: bytes, name: str = "resume.txt") -> object:
    return browser.write("/welcome", {}, files={"resume": (name, data)})


def test_a_resume_leads_to_its_matches(browser: Browser) -> None:
    found = browser.write("/welcome", {}, files={"resume": ("cv.txt", _RESUME)})
    assert found.url.path == "/match"
    assert "Your resume was read: 1 position, 3 years of related work" in found.text
    assert "Ranked for <strong>your resume</strong>" in found.text
    for own in ("Testfolk", "quilla"):
        assert own not in found.text
    kept = browser.site.own.person.resume_file()
    assert kept is not None
    assert kept.read_bytes() == _RESUME


@pytest.mark.parametrize("person", sample.resumes())
def test_a_sample_person_leads_to_matches(browser: Browser, person: str) -> None:
    found = browser.write("/welcome/sample", {"person": person})
    assert found.url.path == "/match"
    assert f"Ranked for <strong>the {person.replace('_', ' ')} of the sample" in found.text
    assert "takes its place" in browser.get("/welcome").text


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("cv.pdf", b"%PDF-1.4 nothing", "cv.pdf:"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "photo.png:"),
        ("few.txt", b"Too few words", "fewer than 20 words"),
        ("empty.txt", b"", "not empty"),
        ('<img src=x onerror="alert(1)">.txt', b"Too few words", "&lt;img"),
    ],
)
def test_a_wrong_file_is_told_beside_the_field(
    browser: Browser, name: str, data: bytes, says: str
) -> None:
    browser.write("/welcome/sample", {"person": "student"})
    found = browser.write("/welcome", {}, files={"resume": (name, data)})
    assert found.status_code == 422
    error = found.text.partition('id="resume-error">')[2].partition("</span>")[0]
    assert says in error
    assert ".part" not in error
    assert "<img" not in error
    assert browser.site.own.person.sample_resume() == "student"  # the one before is kept


def test_no_file_at_all_is_told_too(browser: Browser) -> None:
    found = browser.write("/welcome")
    assert (found.status_code, "Choose a file" in found.text) == (422, True)


def test_a_resume_of_the_settings_is_not_replaced(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sample.resumes()["student"]
    monkeypatch.setattr(browser.site.own.settings.__class__, "resume", file, raising=False)
    object.__setattr__(browser.site.own.settings, "resume", file)
    found = browser.write("/welcome", {}, files={"resume": ("cv.txt", _RESUME)})
    assert (found.status_code, "Your settings name a resume already" in found.text) == (422, True)
