"""The portfolio: repositories that are read and forgotten, other pieces of work."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.apps.web.conftest import Browser
from tests.apps.web.repository import ME, fish_counter


def test_a_repository_shows_skills_with_file_and_line_until_it_is_forgotten(
    browser: Browser, tmp_path: Path
) -> None:
    folder = fish_counter(tmp_path)
    found = browser.write("/portfolio/read", {"path": str(folder), "me": ME})
    assert "fish-counter was read: 4 files" in found.text
    assert "scikit-learn" in found.text
    assert "src/train.py:" in found.text
    assert "step 5 of 6: " in found.text  # the ladder, for who does not see it
    gone = browser.write("/portfolio/forget", {"path": str(folder)})
    assert "What fish-counter shows is forgotten" in gone.text
    assert browser.site.own.person.claims() == []
    assert folder.exists()
    again = browser.write("/portfolio/forget", {"path": str(folder)})
    assert "not known any more" in again.text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("", "Write the folder"),
        ("/no/such/folder", "There is no folder"),
        ("~nobody-of-that-name/x", "There is no folder"),
        ("/tmp/\0x", "There is no folder"),
        ("a" * 1001, "At most 1,000 characters"),
        ("src", "There is no folder|Write the whole path"),
        ("{tmp}", "is no git repository"),
        ("{tmp}/<img src=x>", "&lt;img"),
    ],
)
def test_a_wrong_folder_is_told_beside_the_field(
    browser: Browser, tmp_path: Path, path: str, says: str
) -> None:
    found = browser.write("/portfolio/read", {"path": path.format(tmp=tmp_path)})
    assert found.status_code == 422
    error = found.text.partition('id="path-error">')[2].partition("</span>")[0]
    assert any(one in error for one in says.split("|"))
    assert "<img" not in found.text.partition("<main")[2]


def test_a_damaged_repository_is_told_too(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "empty" / ".git").mkdir(parents=True)
    found = browser.write("/portfolio/read", {"path": str(tmp_path / "empty")})
    assert found.status_code == 422
    assert 'id="path-error">' in found.text


def test_pieces_of_work_are_kept_and_removed(browser: Browser) -> None:
    piece = {"title": "Fish <b>", "url": "https://quillfish.example/f", "kind": "notebook"}
    kept = browser.write("/portfolio/evidence", piece | {"at": "2026-05-01"})
    assert "Fish &lt;b&gt;</a>" in kept.text
    assert "1 May 2026" in kept.text
    [made] = browser.site.own.evidence.all()
    wrong = browser.write("/portfolio/evidence", {"title": "", "url": "x", "at": "y", "kind": "z"})
    assert wrong.status_code == 422
    for field in ("title", "at", "kind"):
        assert f'id="{field}-error"' in wrong.text
    assert "is not an address" in browser.write("/portfolio/evidence", piece | {"url": "x:y"}).text
    browser.write("/portfolio/evidence/remove", {"id": made.id})
    assert browser.site.own.evidence.all() == []
