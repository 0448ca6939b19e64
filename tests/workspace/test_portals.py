"""Mailboxes and exports in a workspace: what is taken, what is kept, what is said."""

from __future__ import annotations

import gzip
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner
from tests.sources.portals.test_linkedin_export import CONNECTIONS, whole

from upslope.apps.cli import cli
from upslope.errors import DocumentError, UsageError
from upslope.formats.mail import PACKED, packed
from upslope.guide.resume import read_resume
from upslope.records import Filters, Reply
from upslope.sources.door import imap
from upslope.workspace import Workspace, portals

VIEW = "https://www.linkedin.com/comm/jobs/view"


def alert(number: int, sender: str = "LinkedIn <jobalerts-noreply@linkedin.com>") -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = "Your job alert"
    message["Date"] = "Sat, 21 Nov 2026 09:00:00 +0000"
    message.set_content(f"ML Engineer {number}\nQuillfish\nOslo\nView job: {VIEW}/{number}/?x=1\n")
    return message.as_bytes()


PRIVATE = b"From: Ada <ada@home.example>\nSubject: Dinner\n\nvery private words\n"


def kept(folder: Path) -> bytes:
    files = (folder / "raw").rglob("*.gz")
    return b"".join(gzip.decompress(file.read_bytes()) for file in files)


def titles(workspace: Workspace) -> list[str]:
    return sorted(posting.title for posting, _ in workspace.search(Filters()).rows)


def test_a_maildir_gives_its_alerts_and_keeps_no_other_mail(tmp_path: Path) -> None:
    for part, name, mail in (
        ("cur", "1", alert(111111)),
        ("new", "2", alert(222222)),
        ("new", "3", PRIVATE),
        ("tmp", "4", alert(333333)),
    ):
        (tmp_path / "Mail" / part).mkdir(parents=True, exist_ok=True)
        (tmp_path / "Mail" / part / name).write_bytes(mail)
    (tmp_path / "Mail/cur/link").symlink_to(tmp_path / "Mail/tmp/4")
    with Workspace(tmp_path / "home") as workspace:
        run = workspace.collect_from(str(tmp_path / "Mail"))
        assert (run.verdict, run.source, run.board, run.seen) == (
            "complete",
            "email_alerts",
            "Mail",
            2,
        )
        assert titles(workspace) == ["ML Engineer 111111", "ML Engineer 222222"]
    assert "not verified" in run.reason
    assert b"very private words" not in kept(tmp_path / "home")


def test_an_mbox_gives_its_newest_alerts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portals, "MOST_MAILS", 2)
    box = tmp_path / "alerts.mbox"
    box.write_bytes(packed([alert(111111), PRIVATE, alert(222222), alert(333333)]))
    with Workspace(tmp_path / "home") as workspace:
        assert workspace.collect_from(str(box)).seen == 2
        assert titles(workspace) == ["ML Engineer 222222", "ML Engineer 333333"]
    assert b"very private words" not in kept(tmp_path / "home")


def test_a_mailbox_without_alerts_and_a_folder_without_mails(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(packed([PRIVATE]))
    with Workspace(tmp_path / "home") as workspace:
        assert workspace.collect_from(str(tmp_path / "box")).seen == 0
        with pytest.raises(UsageError):
            workspace.collect_from(str(tmp_path))


class Mailserver:
    """Stands in for the door to a mailbox; ``asked`` is what it was asked since."""

    asked: ClassVar[list[tuple[str, str, str | None]]] = []

    def fetch(self, mailbox: Any, password: str, since: str | None = None, **_: object) -> Reply:
        self.asked.append((str(mailbox), password, since))
        mails = [] if since else [alert(111111)]
        return Reply(url=str(mailbox), body=packed(mails), media_type=PACKED, etag="7:9")


def test_a_mailbox_on_a_server_is_asked_only_for_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "ImapDoor", Mailserver)
    monkeypatch.setenv("UPSLOPE_IMAP_PASSWORD", "hunter2")
    monkeypatch.setattr(Mailserver, "asked", [])
    address = "imaps://ada@mail.example.com/Jobs"
    for seen in (1, 0):
        with Workspace(tmp_path) as workspace:
            run = workspace.collect_from(address)
            assert (run.verdict, run.board, run.seen) == ("complete", address, seen)
            assert titles(workspace) == ["ML Engineer 111111"]
    assert Mailserver.asked == [(address, "hunter2", None), (address, "hunter2", "7:9")]
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"hunter2" not in file.read_bytes()


def test_without_a_password_it_is_said_how_to_keep_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UPSLOPE_IMAP_PASSWORD", raising=False)
    monkeypatch.setattr("upslope.settings.keys.find", lambda _: None)
    with Workspace(tmp_path) as workspace, pytest.raises(UsageError, match="imap_password"):
        workspace.collect_from("imaps://ada@mail.example.com/Jobs")


def test_an_export_gives_postings_and_counts_and_keeps_no_name(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(whole())
    with Workspace(tmp_path / "home") as workspace:
        run = workspace.collect_from(str(tmp_path / "export.zip"))
        assert (run.source, run.seen) == ("linkedin_export", 3)
        assert "connections 2, companies 1" in run.reason
        assert workspace.connections.at(["QUILLFISH", "Nook", None]) == {"QUILLFISH": 2}
        [first, *_] = workspace.connections.with_openings()
        assert tuple(first) == ("Quillfish", 2, 1)
    everything = kept(tmp_path / "home") + (tmp_path / "home/upslope.db").read_bytes()
    for secret in (b"Zebedee", b"Secretname", b"z@home.example", b"top secret", b"555 0100"):
        assert secret not in everything


def test_connections_by_themselves_are_no_postings(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(CONNECTIONS)
    with Workspace(tmp_path / "home") as workspace:
        run = workspace.collect_from(str(tmp_path / "Connections.csv"))
        assert (run.source, run.seen) == ("linkedin_export", 0)
        assert workspace.connections.at(["quillfish"]) == {"quillfish": 2}
        (tmp_path / "Connections.csv").write_text(CONNECTIONS.replace("Quillfish", "Nook"))
        workspace.collect_from(str(tmp_path / "Connections.csv"))
        assert workspace.connections.at(["quillfish", "nook"]) == {"nook": 2}


def test_a_damaged_export_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(whole()[:-30])
    with (
        Workspace(tmp_path / "home") as workspace,
        pytest.raises(DocumentError),
    ):
        workspace.collect_from(str(tmp_path / "export.zip"), "linkedin_export")
    assert b"Zebedee" not in kept(tmp_path / "home")


def test_an_export_is_a_resume_without_its_persons_name(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(whole())
    resume = read_resume(tmp_path / "export.zip")
    skills = {skill.skill for skill in resume.skills}
    assert {"python", "pytorch", "kubernetes", "sql"} <= skills
    assert resume.roles[0] == "ml_engineer" and resume.degree == "master"
    assert "Byron" not in resume.text


def upslope(*arguments: str) -> str:
    done = CliRunner().invoke(cli, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_commands_say_where_connections_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "export.zip").write_bytes(whole())
    upslope("collect", "--from", str(tmp_path / "export.zip"))
    assert "Quillfish" in upslope("connections")
    listed = [json.loads(line) for line in upslope("connections", "--json").splitlines()]
    assert listed == [{"company": "Quillfish", "people": 2, "postings": 1}]
    known = "2 of your LinkedIn connections work there"
    assert known in upslope("search")
    rows = [json.loads(line) for line in upslope("search", "--json").splitlines()]
    assert sorted(row["connections"] for row in rows) == [0, 0, 2]
    [there] = [row["id"] for row in rows if row["connections"]]
    assert known in upslope("show", there)
    assert known in upslope("match", "--resume", str(tmp_path / "export.zip"))


def test_without_an_export_the_command_says_what_to_do() -> None:
    done = CliRunner().invoke(cli, ["connections"])
    assert done.exit_code == 0 and "collect --from EXPORT.zip" in done.stderr
