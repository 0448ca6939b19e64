"""SECURITY.md 69, 70: what lies in the workspace is its owner's alone, and can be deleted whole."""

from __future__ import annotations

import gzip
import os
import shutil
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.apps.web.security.conftest import Stage

from upslope.errors import StoreError
from upslope.sources.door import deliver
from upslope.workspace import Workspace

CANARIES = {
    "resume": "Canaryresume7a",
    "note": "Canarynote7b",
    "contact": "Canarycontact7c",
    "company": "Canarycompany7d",
    "search": "Canarysearch7e",
    "channel": "canarychannel7f",
    "place": "Canaryplace7g",
    "evidence": "Canaryevidence7h",
    "reminder": "Canaryreminder7i",
    "mail": "Canarymail7j",
    "document": "Canarydocument7k",
}
MORE = "Built pipelines in Python that read orders each night and warn of what may run out soon"
RESUME = f"Ada Example\nExperience\nML Engineer, {CANARIES['resume']}, 2019 - 2024\n- {MORE}\n"
MAIL = (
    "From: jobs@quillfish.example\nTo: ada@mail.example\n"
    f"Subject: Your application {CANARIES['mail']}\n"
    "Date: Mon, 02 Mar 2026 10:00:00 +0000\nMessage-ID: <1@quillfish.example>\n\n"
    "Thank you for applying to Quillfish as ML Engineer. We invite you to an interview.\n"
)


@pytest.fixture
def open_mask() -> Iterator[None]:
    """A process that masks no permissions: whoever makes a file says itself who may read it."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def used(open_mask: None, own_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A stage on which everything that keeps something was used, through its pages."""
    monkeypatch.setattr(deliver, "check", deliver.kind_of)
    for folder in own_stage.home.rglob("index-*"):
        shutil.rmtree(folder, ignore_errors=True)  # is built anew
    browser, to = own_stage.browser, own_stage.known["tracker.id"]
    posting, said = own_stage.known["id"], CANARIES
    browser.write("/welcome", files={"resume": ("ada.txt", RESUME.encode())})
    browser.write("/match/wishes", {"places": said["place"]})
    browser.write("/openings/choose", {"posting": posting, "choice": "applied"})
    browser.write(f"/openings/{posting}/correct", {"role": "other"})
    browser.write("/tracker/add", {"company": said["company"], "title": "x", "status": "saved"})
    browser.write(f"/tracker/{to}/add/note", {"text": said["note"]})
    browser.write(f"/tracker/{to}/add/contact", {"name": said["contact"]})
    browser.write(f"/tracker/{to}/add/document", {"name": said["document"]})
    browser.write(f"/tracker/{to}/add/reminder", {"text": said["reminder"], "day": "2026-12-01"})
    browser.write("/tracker/replies", files={"file": ("mail.eml", MAIL.encode())})
    browser.write("/alerts/searches", {"search_name": said["search"], "query": "python"})
    address = f"ntfys://{said['channel']}"
    browser.write("/alerts/channels", {"channel_name": "phone", "address": address, "quiet": ""})
    browser.write("/portfolio/evidence", {"title": said["evidence"], "kind": "project"})
    browser.write("/settings/programs/pair")
    for path in (
        "/",
        "/openings?q=python",
        "/match",
        "/market",
        "/gap",
        "/tracker",
        "/tracker/replies",
    ):
        assert browser.get(path).status_code == 200, path
    browser.write("/settings/data/backup")
    own_stage.own.backup()
    return own_stage


def test_every_file_is_its_owner_s_alone(used: Stage) -> None:
    """Files of the text index are made by its library, in a folder that only the owner enters."""
    every = [used.home, *used.home.rglob("*")]
    assert len(every) > 50 and not [one for one in every if one.is_symlink()]
    modes = {one: stat.S_IMODE(one.stat().st_mode) for one in every}
    assert {modes[one] for one in every if one.is_dir()} == {0o700}
    files = [one for one in every if one.is_file() and not one.parent.name.startswith("index-")]
    assert [str(one) for one in files if modes[one] != 0o600] == []


def test_a_workspace_behind_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(StoreError, match="symbolic link"), Workspace(tmp_path / "link") as opened:
        opened.stocked()
    assert list((tmp_path / "real").iterdir()) == []


def found(home: Path) -> dict[str, set[str]]:
    """Return which canaries stand in which files, packed or not."""
    hits: dict[str, set[str]] = {}
    for file in home.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            if data[:2] == b"\x1f\x8b":
                data += gzip.decompress(data)
            for at in range(len(data) - 1):
                if data[at] == 0x78 and data[at + 1] in (0x01, 0x5E, 0x9C, 0xDA):
                    data += _inflated(data, at)
                if at > 200_000:
                    break
            low = data.lower()
            for name, canary in CANARIES.items():
                if canary.lower().encode() in low:
                    hits.setdefault(name, set()).add(str(file.relative_to(home)))
    return hits


def _inflated(data: bytes, at: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data[at : at + 65536], 65536)
    except zlib.error:
        return b""


def test_what_is_the_person_s_own_is_deleted_to_the_last_byte(used: Stage) -> None:
    before = found(used.home)
    assert before.keys() == CANARIES.keys(), "a control: all of it is there"
    token = used.site.access.secret("token")
    refused = used.browser.write("/settings/data/delete", {"word": "no"})
    assert refused.status_code == 422 and found(used.home).keys() == before.keys()
    done = used.browser.write("/settings/data/delete", {"word": "delete", "access": "1"})
    assert (done.status_code, done.url.path) == (200, "/welcome"), done.text
    assert found(used.home) == {}
    assert not used.site.access.is_token(token)
    for path in ("/", "/tracker", "/match", "/alerts", "/settings", "/portfolio", "/openings"):
        text = used.browser.get(path).text
        assert not [one for one in CANARIES.values() if one in text], path
    assert found(used.home) == {}, "nothing of it came back from what the server remembers"
