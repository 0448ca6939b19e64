"""Settings: the resume, data taken out and deleted, what left, who may come in."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from tests.apps.web.conftest import ADDRESS, Browser
from tests.apps.web.repository import ME, fish_counter

from upslope.records import Channel, Filters
from upslope.store.database.schema import mailboxes, runs

CANARY = "zanzibarquill"
PHONE = Channel(name="phone", kind="ntfys")
_RESUME = f"""Quilla Testfolk
Machine Learning Engineer, {CANARY}post, May 2021 - April 2024
- Trained models with PyTorch and served them with Docker on AWS for {CANARY}
- Wrote Python and SQL every day, and tests for both, and documentation that people read
""".encode()


def test_wishes_and_their_errors(browser: Browser) -> None:
    wrong = browser.write("/settings/wishes", {"pay": "much", "levels": "senior"})
    assert wrong.status_code == 422
    assert 'id="wish-pay-error"' in wrong.text
    kept = browser.write("/settings/wishes", {"pay": "60 USD/hour", "levels": "senior"})
    assert "counts from now on" in kept.text
    assert browser.site.own.person.profile().levels == ["senior"]


def test_the_resume_is_read_back_written_anew_and_forgotten(browser: Browser) -> None:
    assert "None is chosen" in browser.get("/settings/resume").text
    browser.write("/welcome", {}, files={"resume": ("cv.txt", _RESUME)})
    found = browser.get("/settings/resume").text
    assert "Machine Learning Engineer" in found
    assert "Quilla" not in found
    written = browser.write("/settings/resume", {"form": "json", "name": "Quilla <Testfolk>"})
    assert written.json()["basics"]["name"] == "Quilla <Testfolk>"
    assert 'filename="resume.json"' in written.headers["content-disposition"]
    assert browser.write("/settings/resume", {"form": "exe"}).status_code == 422
    assert "is deleted" in browser.write("/settings/resume/forget").text
    assert browser.site.own.person.resume_file() is None


@pytest.mark.parametrize(("form", "begins"), [("csv", b""), ("parquet", b"PAR1")])
def test_openings_are_taken_out(browser: Browser, form: str, begins: bytes) -> None:
    found = browser.get(f"/settings/data/openings?format={form}")
    assert found.status_code == 200
    assert found.content.startswith(begins)
    assert f".{form}" in found.headers["content-disposition"]
    parts = browser.site.workspace.settings.home.rglob("*.part")
    assert not list(parts)


def test_a_backup_is_handed_out_whole(browser: Browser) -> None:
    found = browser.write("/settings/data/backup")
    with zipfile.ZipFile(BytesIO(found.content)) as archive:
        assert "upslope.db" in archive.namelist()
    assert not list(browser.site.own.settings.home.rglob("*.part"))


def live(browser: Browser, folder: Path) -> None:
    """Leave traces in every place that keeps something of a person."""
    own = browser.site.own
    browser.write("/welcome", {}, files={"resume": ("cv.txt", _RESUME)})
    browser.write("/match/wishes", {"places": CANARY})
    shown = browser.site.workspace
    first = shown.search(Filters(limit=1)).rows[0][0]
    shown.person.choose([first.id], "saved")
    application = own.tracker.add(company=f"{CANARY} Ltd", title="ML Engineer")
    own.tracker.note(application, f"They know {CANARY}.")
    own.alerts.save(CANARY, Filters(query=CANARY))
    own.alerts._channels.put(PHONE, f"ntfys://{CANARY}")
    own.evidence.add(f"The {CANARY} counter")
    own.person.read_repositories([fish_counter(folder / CANARY)], [ME])
    own.backup()
    for path in ("/match", "/gap", "/portfolio", "/settings/resume", "/tracker"):
        browser.get(path)


def holding(home: Path, what: bytes) -> list[str]:
    """Return the files of a workspace that hold some bytes."""
    files = [one for one in home.rglob("*") if one.is_file()]
    return [str(one.relative_to(home)) for one in files if what in one.read_bytes()]


def test_what_is_deleted_leaves_no_byte_while_the_server_has_the_database_open(
    browser: Browser, tmp_path: Path
) -> None:
    home = browser.site.own.settings.home
    live(browser, tmp_path)
    before = holding(home, CANARY.encode())
    assert {"channels.json", "journal.jsonl", "resume/yours"} <= set(before)
    assert any(name.startswith("upslope.db") for name in before)
    token = browser.site.access.secret("token").encode()

    refused = browser.write("/settings/data/delete", {"word": "yes"})
    assert (refused.status_code, holding(home, CANARY.encode())) == (422, before)

    done = browser.write("/settings/data/delete", {"word": " Delete ", "access": "1"})
    assert done.url.path == "/welcome"
    assert "Deleted: your resume" in done.text
    assert "stay" in done.text or "kept" in done.text
    assert holding(home, CANARY.encode()) == []
    assert holding(home, token) == []
    assert not (home / "backups").exists() or not list((home / "backups").iterdir())
    assert browser.get("/settings").status_code == 200  # this browser is still let in
    assert "No resume yet" in browser.get("/match").text
    assert browser.site.own.tracker.all() == []
    assert browser.site.own.stocked().person.choices() == []


def test_choices_of_the_sample_go_too_once_it_is_not_shown(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = browser.site.own
    first = own.sample.search(Filters(limit=1)).rows[0][0]
    own.sample.person.choose([first.id], "hidden")
    monkeypatch.setattr(type(own), "stocked", lambda self: self)
    browser.write("/settings/data/delete", {"word": "delete"})
    assert own.sample.person.choices() == []


def test_what_left_is_counted_from_what_is_kept(browser: Browser) -> None:
    own = browser.site.own
    assert "Nobody yet" in browser.whole("/settings/left").text
    run = own.store.runs.start("greenhouse", "quillfish")
    with own.store.database.write() as connection:
        connection.execute(update(runs).where(runs.c.id == run.id).values(requests=3))
        box = {"mailbox": "imaps://quilla@mail.quillfish.example/Jobs", "validity": "1", "uid": 1}
        connection.execute(insert(mailboxes), box)
    own.alerts._channels.put(PHONE, "ntfys://secret-topic")
    found = browser.whole("/settings/left").text
    assert "boards-api.greenhouse.io" in found
    assert "mail.quillfish.example" in found
    assert "phone (ntfys): told of nothing yet" in found
    assert "secret-topic" not in found


def test_an_extension_is_paired_by_a_code_and_unpaired(browser: Browser) -> None:
    shown = browser.write("/settings/programs/pair")
    code = shown.text.partition('<p class="big"><code>')[2].partition("</code>")[0]
    assert len(code) == 20
    assert code not in str(shown.url)
    origin = "moz-extension://6f1c4a0e-quillfish"
    browser.site.access.pair(code, origin)
    assert origin in browser.get("/settings/programs").text
    browser.write("/settings/programs/unpair", {"origin": origin})
    assert browser.site.access.paired() == []


def test_secrets_are_renewed_and_shown_nowhere(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = browser.site.access
    monkeypatch.setenv("UPSLOPE_REED_KEY", "a-secret-key")
    before = {name: access.secret(name) for name in ("token", "browser", "feed")}
    shown = "".join(
        browser.get(path).text for path in ("/settings", "/settings/programs", "/settings/about")
    )
    for secret in (*before.values(), "a-secret-key"):
        assert secret not in shown
    assert "UPSLOPE_REED_KEY" in shown
    for name, secret in before.items():
        done = browser.write("/settings/programs/renew", {"name": name})
        assert done.status_code == 200  # this browser stays
        assert access.secret(name) != secret
    assert browser.write("/settings/programs/renew", {"name": "../x"}).status_code == 422
    old = browser.__class__(browser.site)
    old.cookies.set("upslope-8571", before["browser"])
    assert old.get("/settings", follow_redirects=False).status_code == 303


def test_where_things_are_is_said(browser: Browser) -> None:
    found = browser.get("/settings/about").text
    assert str(browser.site.own.settings.home) in found
    assert "Versions" in found
    assert ADDRESS not in found
