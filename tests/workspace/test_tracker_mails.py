"""Mails of any kind of mailbox are read for what they say; none of them is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from upslope.errors import DocumentError, UsageError
from upslope.formats.mail import PACKED, packed
from upslope.records import Reply
from upslope.sources.door.imap import ImapDoor
from upslope.workspace import Workspace
from upslope.workspace.tracker import Tracker

NO = b"""From: People <hr@quillfish.example>
Subject: Your application as Cook at Quillfish
Message-ID: <1@quillfish.example>
Date: Mon, 02 Nov 2026 09:00:00 +0000

Dear Ada,
Unfortunately we will not be moving forward with your application as Cook.
"""
OTHER = b"From: Bo <bo@home.example>\nSubject: Photos\nMessage-ID: <2@home.example>\n\nSee you.\n"


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    with Workspace() as workspace:
        workspace.tracker.add(company="Quillfish", title="Cook", day="2026-10-20")
        yield workspace.tracker


def _eml(folder: Path) -> Path:
    file = folder / "one.eml"
    file.write_bytes(NO)
    return file


def _mbox(folder: Path) -> Path:
    file = folder / "all"
    file.write_bytes(packed([OTHER, NO]))
    return file


def _maildir(folder: Path) -> Path:
    (folder / "box" / "cur").mkdir(parents=True)
    (folder / "box" / "cur" / "1").write_bytes(NO)
    (folder / "box" / "cur" / "2").write_bytes(b"\0\xff" * 99)
    return folder / "box"


def _folder(folder: Path) -> Path:
    (folder / "mails").mkdir()
    _eml(folder / "mails")
    (folder / "mails" / "other.eml").write_bytes(OTHER)
    return folder / "mails"


@pytest.mark.parametrize("made", [_eml, _mbox, _maildir, _folder])
def test_a_refusal_is_found_and_asked_about_once(
    tracker: Tracker, tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    origin = str(made(tmp_path))
    [found] = tracker.read_mails(origin)
    assert (found.status, found.application) == ("rejected", tracker.all()[0].id)
    assert tracker.read_mails(origin) == []
    assert [one.id for one in tracker.suggestions()] == [found.id]
    assert tracker.all()[0].status == "applied"
    assert tracker.agree(found.id[:6]).status == "rejected"
    assert not list((tmp_path / "home").rglob("*.gz"))


def test_a_folder_of_a_server_is_read_without_a_trace(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(self: object, mailbox: object, password: str, **_: Any) -> Reply:
        assert password == "secret"
        return Reply(url=str(mailbox), body=packed([NO]), media_type=PACKED)

    monkeypatch.setattr(ImapDoor, "fetch", fetch)
    with pytest.raises(UsageError, match="folder"):
        tracker.read_mails("imaps://ada@mail.example")
    monkeypatch.setenv("UPSLOPE_IMAP_PASSWORD", "secret")
    assert len(tracker.read_mails("imaps://ada@mail.example/Applications")) == 1


def test_what_is_no_mail_is_said(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "odd.eml").write_bytes(b"\0\xff" * 99)
    with pytest.raises(DocumentError):
        tracker.read_mails(str(tmp_path / "odd.eml"))
    with pytest.raises(UsageError):
        tracker.read_mails(str(tmp_path / "none.eml"))
    (tmp_path / "empty").mkdir()
    assert tracker.read_mails(str(tmp_path / "empty")) == []


def test_an_old_mail_suggests_no_way_back(tracker: Tracker, tmp_path: Path) -> None:
    tracker.move(tracker.all()[0], "offer", day="2026-11-20")
    received = NO.replace(
        b"Unfortunately we will not be moving forward with your application as Cook.",
        b"We would like to invite you to an interview for the position as Cook.",
    )
    (tmp_path / "old.eml").write_bytes(received)
    assert tracker.read_mails(str(tmp_path / "old.eml")) == []
    (tmp_path / "late.eml").write_bytes(NO.replace(b"02 Nov", b"23 Nov"))
    assert [one.status for one in tracker.read_mails(str(tmp_path / "late.eml"))] == ["rejected"]
