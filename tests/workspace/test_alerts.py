"""Alerts end to end: real digests over loopback, each opening once, whatever dies in between."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from tests.store.made_up import posting, take
from tests.workspace.receivers import Post, Push, serving

from upslope.errors import ChangedMeanwhileError, NetworkError, UpslopeError, UsageError
from upslope.records import Filters, QuietHours, SavedSearch
from upslope.sources.door import deliver
from upslope.store import Link
from upslope.store.reposts import Repost
from upslope.workspace import Workspace

pytestmark = pytest.mark.skipif(find_spec("apprise") is None, reason="no extra upslope[alerts]")
ALL_DAY = QuietHours(begins="00:00", ends="23:59")
RESUME = """Canary Person
ML Engineer with six years of experience in machine learning at invented companies.
Trained models in Python and PyTorch, deployed them with Docker, and watched them in production.
Skills: Python, PyTorch, SQL, Docker, statistics, machine learning, deep learning.
"""
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def push() -> Iterator[Push]:
    server = Push()
    with serving(server):
        yield server


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that is migrated once and copied by each test: migrating takes a while."""
    home = tmp_path_factory.mktemp("alerts") / "home"
    with Workspace(home) as opened:
        assert opened.store.postings.is_empty()
    return home


@pytest.fixture
def workspace(empty: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(empty, tmp_path / "home")
    with Workspace() as opened:
        yield opened


@pytest.fixture
def bonn(workspace: Workspace, push: Push) -> SavedSearch:
    """A search that a push service is told of."""
    workspace.alerts.add_channel("phone", push.address)
    return workspace.alerts.save("Bonn", Filters(place="Bonn"), channels=["phone"])


class Sender:
    """Stands for the process that sends, which takes a second to start: keeps what it is given."""

    def __init__(self) -> None:
        self.address = "ntfy://127.0.0.1/canary-topic"
        self.messages: list[dict[str, str]] = []
        self.error: UpslopeError | None = None

    def deliver(
        self, _: str, title: str, text: str, html: str, *, file: Path | None = None
    ) -> None:
        if self.error:
            raise self.error
        if file:
            file.rename(file.with_suffix(".sent"))
        self.messages.append({"title": title, "message": text, "html": html})

    def lines(self) -> list[str]:
        return [line for one in self.messages for line in one["message"].splitlines()]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Sender:
    made = Sender()
    monkeypatch.setattr(deliver, "deliver", made.deliver)
    monkeypatch.setattr(deliver, "check", deliver.kind_of)
    return made


@pytest.fixture
def quick_bonn(workspace: Workspace, quick: Sender) -> SavedSearch:
    workspace.alerts.add_channel("phone", quick.address)
    return workspace.alerts.save("Bonn", Filters(place="Bonn"), channels=["phone"])


def titles(push: Push | Sender) -> list[str]:
    return sorted(line for line in push.lines() if line.startswith("ML Engineer"))


def test_what_was_there_is_no_news_and_the_rest_is_told_once(
    workspace: Workspace, push: Push
) -> None:
    take(workspace.store, [posting(1)])
    workspace.alerts.add_channel("phone", push.address)
    search = workspace.alerts.save("Bonn", Filters(place="Bonn"), channels=["phone"])
    assert workspace.alerts.send_due() == []
    there = [posting(1), posting(2), posting(3, job_location=["Oslo, Norway"], places=[])]
    take(workspace.store, there)
    assert [one.posting.id for one in workspace.alerts.found(search)] == ["gh-2"]
    [sent] = workspace.alerts.send_due()
    assert (sent.channel, sent.openings, sent.error) == ("phone", 1, "")
    [message] = push.messages
    assert message["title"] == "Bonn: 1 new opening"
    assert message["message"].splitlines() == [
        "ML Engineer 2",
        "Quillfeather Analytics · Bonn, Germany",
        "https://jobs.example/2",
    ]
    assert workspace.alerts.send_due() == []
    with Workspace() as later:  # a restart
        assert later.alerts.send_due() == []
    assert len(push.messages) == 1


def test_two_searches_tell_an_opening_once_and_two_channels_each(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    workspace.alerts.add_channel("tablet", quick.address.replace("topic", "other"))
    workspace.alerts.save("All", Filters(), channels=["phone", "tablet"])
    oslo = posting(2, job_location=["Oslo, Norway"], places=[])
    take(workspace.store, [posting(1), oslo])
    sent = [(one.search, one.channel, one.openings) for one in workspace.alerts.send_due()]
    assert sent == [("Bonn", "phone", 1), ("All", "phone", 1), ("All", "tablet", 2)]
    assert titles(quick) == ["ML Engineer 1", "ML Engineer 1", "ML Engineer 2", "ML Engineer 2"]


def test_a_duplicate_and_a_repost_are_no_news(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    take(workspace.store, [posting(1, title="ML Engineer")])
    assert len(workspace.alerts.send_due()) == 1
    take(workspace.store, [posting(2, title="ML Engineer")], board="other")
    workspace.store.duplicates.link(
        [Link(posting="gh-1", canonical="gh-2", why="the same")]  # the new one is shown
    )
    assert workspace.alerts.send_due() == []
    run = take(workspace.store, [posting(3, title="ML Engineer")], board="third")
    again = Repost(posting="gh-3", earlier="gh-2", probability=0.7, why="again")
    workspace.store.reposts.note(run, [again])
    assert workspace.alerts.send_due() == []
    assert titles(quick) == ["ML Engineer"]
    workspace.openings.part("gh-2")  # the person says that it is another one
    assert [one.openings for one in workspace.alerts.send_due()] == [1]


def test_what_stands_behind_an_opening_from_before_is_no_news(
    workspace: Workspace, quick: Sender
) -> None:
    take(workspace.store, [posting(1)])
    workspace.alerts.add_channel("phone", quick.address)
    workspace.alerts.save("All", Filters(), channels=["phone"])
    take(workspace.store, [posting(2)], board="other")
    workspace.store.duplicates.link([Link(posting="gh-1", canonical="gh-2", why="the same")])
    assert workspace.alerts.send_due() == []


def test_quiet_hours_hold_back_and_lose_nothing(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    workspace.alerts.keep_quiet("phone", ALL_DAY)
    take(workspace.store, [posting(1), posting(2)])
    [waiting] = workspace.alerts.send_due(NOON)
    assert (waiting.openings, waiting.error, quick.messages) == (2, "", [])
    until = datetime.fromisoformat(waiting.waits_until)
    assert f"{until.astimezone():%H:%M}" == "23:59"
    [sent] = workspace.alerts.send_due(until)
    assert (sent.openings, sent.waits_until) == (2, "")
    assert len(titles(quick)) == 2


def test_what_a_channel_did_not_take_is_told_later_and_others_go_on(
    workspace: Workspace,
    push: Push,
    bonn: SavedSearch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = Push()
    with serving(other):
        workspace.alerts.add_channel("other", other.address)
        workspace.alerts.save("All", Filters(), channels=["other"])
        take(workspace.store, [posting(1, title="ML Engineer Canary")])
        push.status = 401
        with caplog.at_level(logging.DEBUG):
            sent = workspace.alerts.send_due()
            workspace.alerts.send_in_background()
        failed, fine = sent
        assert (failed.openings, fine.openings, fine.error) == (0, 1, "")
        assert "401" in failed.error
        for secret in ("canary-topic", "127.0.0.1", "Canary"):
            assert secret not in failed.error + caplog.text
        push.status = 200
        [sent_now] = workspace.alerts.send_due()
        assert (sent_now.openings, len(push.messages), len(other.messages)) == (1, 1, 1)
    assert not list((workspace.settings.home / "outbox").iterdir())


def test_no_redirect_is_followed(workspace: Workspace, push: Push, bonn: SavedSearch) -> None:
    other = Push()
    with serving(other):
        push.leads = f"http://127.0.0.1:{other.server_port}/"
        take(workspace.store, [posting(1)])
        [sent] = workspace.alerts.send_due()
    assert sent.error and not other.messages


def test_a_mail_is_html_and_its_headers_cannot_be_split(workspace: Workspace) -> None:
    server = Post()
    with serving(server):
        workspace.alerts.add_channel("mail", server.address)
        workspace.alerts.save("Bonn\nBcc: x@c.example", Filters(), channels=["mail"])
        evil = "ML\r\nBcc: all@c.example\r\n\r\n<img src=x onerror=alert(1)>"
        take(workspace.store, [posting(1, title=evil), posting(2, url="javascript:alert(1)")])
        [sent] = workspace.alerts.send_due()
    assert (sent.openings, sent.error) == (2, "")
    [mail] = server.mails
    assert mail["Subject"] == "Bonn Bcc: x@c.example: 2 new openings"
    assert mail["Bcc"] is None and not list(mail.iter_attachments())
    html = mail.get_body(("html",))
    assert html is not None
    written = html.get_content()
    assert "&lt;img src=x onerror=alert(1)&gt;" in written and "javascript" not in written
    assert '<a href="https://jobs.example/1">' in written


def test_many_openings_come_in_messages_of_a_size(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    take(workspace.store, [posting(number) for number in range(45)])
    [sent] = workspace.alerts.send_due()
    assert sent.openings == 45
    assert titles(quick) == sorted(f"ML Engineer {number}" for number in range(45))
    assert len(quick.messages) == 3
    assert all(len(one["message"].encode()) <= 3_000 for one in quick.messages)


def test_only_what_is_over_the_line_is_told_and_no_score(
    workspace: Workspace, quick: Sender, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace.alerts.add_channel("phone", quick.address)
    workspace.alerts.save("Line", Filters(), min_score=50, channels=["phone"])
    take(workspace.store, [posting(1), posting(2, title="Head Chef", description="Cook.")])
    [sent] = workspace.alerts.send_due()
    assert "resume" in sent.error and not quick.messages  # none is set
    resume = tmp_path / "resume.txt"
    resume.write_text(RESUME)
    workspace.settings = replace(workspace.settings, resume=resume)
    score = workspace.ranking.score_of(["gh-1", "gh-2"])(workspace.person.resume(None))
    assert score[0] > score[1]
    search = workspace.alerts.search("Line")
    workspace.alerts.replace(msgspec.structs.replace(search, min_score=float(score[0])))
    take(
        workspace.store, [posting(3), posting(4, title="Head Chef", description="Cook.")], board="b"
    )
    [sent] = workspace.alerts.send_due()
    assert (sent.openings, sent.error) == (1, "")
    said = str(quick.messages)
    assert "ML Engineer 3" in said and "match" not in said and "Canary" not in said
    telling = msgspec.structs.replace(workspace.alerts.search("Line"), tell_scores=True)
    workspace.alerts.replace(telling)
    take(workspace.store, [posting(5)], board="c")
    workspace.alerts.send_due()
    assert f"match {score[0]:.0f} of 100" in quick.messages[-1]["message"]


def test_a_channel_or_a_filter_that_comes_later_brings_no_flood(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    silent = workspace.alerts.replace(msgspec.structs.replace(quick_bonn, channels=[]))
    take(workspace.store, [posting(1)])
    assert workspace.alerts.send_due() == []
    told = workspace.alerts.replace(msgspec.structs.replace(silent, channels=["phone"]))
    assert workspace.alerts.send_due() == []
    take(workspace.store, [posting(1), posting(2)])
    wide = workspace.alerts.replace(msgspec.structs.replace(told, filters=Filters()))
    assert workspace.alerts.send_due() == []
    take(workspace.store, [posting(1), posting(2), posting(3)])
    renamed = workspace.alerts.rename(wide.id, "Wide")
    assert [one.openings for one in workspace.alerts.send_due()] == [1]
    assert quick.messages[0]["title"] == "Wide: 1 new opening"
    with pytest.raises(ChangedMeanwhileError):
        workspace.alerts.replace(wide, seen=silent)
    workspace.alerts.forget(renamed.name)
    assert workspace.alerts.searches() == []


def test_a_channel_that_comes_later_takes_nothing_from_another_search(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    workspace.alerts.keep_quiet("phone", ALL_DAY)
    every = workspace.alerts.save("All", Filters())
    take(workspace.store, [posting(1), posting(2, job_location=["Oslo"], places=[])])
    workspace.alerts.send_due(NOON)
    workspace.alerts.replace(msgspec.structs.replace(every, channels=["phone"]))
    workspace.alerts.keep_quiet("phone", None)
    workspace.alerts.send_due()
    assert titles(quick) == ["ML Engineer 1"]  # the other one was there before


def test_what_the_person_hid_is_not_told(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    take(workspace.store, [posting(1), posting(2)])
    workspace.person.choose(["gh-1"], "hidden")
    workspace.alerts.send_due()
    assert titles(quick) == ["ML Engineer 2"]


def test_what_cannot_be_saved_says_why(workspace: Workspace, quick: Sender) -> None:
    save = workspace.alerts.save
    save("Bonn", Filters())
    for refused, says in (
        (lambda: save("Bonn", Filters()), "already"),
        (lambda: save(" ", Filters()), "needs a name"),
        (lambda: save("x" * 81, Filters()), "needs a name"),
        (lambda: save("Oslo", Filters(), channels=["phone"]), "no channel"),
        (lambda: save("Oslo", Filters(), min_score=101), "0 to 100"),
        (lambda: workspace.alerts.forget("none"), "Bonn"),
        (lambda: workspace.alerts.test("none"), "no channel"),
        (lambda: workspace.alerts.add_channel("a\nb", quick.address), "needs a name"),
    ):
        with pytest.raises(UsageError, match=says):
            refused()
    assert [one.name for one in workspace.alerts.searches()] == ["Bonn"]


@pytest.mark.parametrize(
    "address",
    [
        *("", "ntfy", "http//x", "nosuchthing://x/y", "syslog://", "vapid://a@b.example"),
        *("dbus://", "ntfys://topic?attach=/etc/passwd", "slack://a/b/c/?template=/etc/passwd"),
        *("tgram://1:canary/2?%74emplate=/etc/passwd", "ntfys://h.example/t?verify=no"),
        "ntfys://h.example/t?redirect=yes",
        *("mailtos://a:canary@b.example?pgppub=/etc/passwd", "fcm://p/t?keyfile=/etc/passwd"),
        "ntfy://canary with blanks",
    ],
)
def test_an_address_that_is_not_understood_or_reads_files_is_refused(
    workspace: Workspace, address: str
) -> None:
    with pytest.raises(UsageError) as caught:
        workspace.alerts.add_channel("phone", address)
    assert "canary" not in str(caught.value)
    assert workspace.alerts.channels() == []


def test_without_the_extra_it_says_how_to_get_it(
    workspace: Workspace, push: Push, bonn: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "find_spec", lambda _: None)
    take(workspace.store, [posting(1)])
    [sent] = workspace.alerts.send_due()
    assert "pip install 'upslope[alerts]'" in sent.error
    with pytest.raises(UsageError, match=r"upslope\[alerts\]"):
        workspace.alerts.add_channel("other", push.address)
    monkeypatch.undo()
    assert [one.error for one in workspace.alerts.send_due()] == [""]


def test_a_channel_that_hangs_is_given_up(
    workspace: Workspace, push: Push, bonn: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "SECONDS", -9.0)  # one second, to start and to send
    push.seconds = 30
    take(workspace.store, [posting(1)])
    began = time.monotonic()
    [sent] = workspace.alerts.send_due()
    assert "did not answer" in sent.error and time.monotonic() - began < 15
    assert not list((workspace.settings.home / "outbox").iterdir())


def test_a_message_shows_on_the_screen(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "notify-send"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/shown\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    workspace.alerts.add_channel("screen", "desktop")
    workspace.alerts.save("--help", Filters(), channels=["screen"])
    take(workspace.store, [posting(1, title="<b>ML</b> $(id) Engineer")])
    assert [one.error for one in workspace.alerts.send_due()] == [""]
    shown = (tmp_path / "shown").read_text()
    assert "--\n--help: 1 new opening\n&lt;b&gt;ML&lt;/b&gt; $(id) Engineer\n" in shown
    program.write_text("#!/bin/sh\nexit 1\n")
    assert "did not take" in workspace.alerts.test("screen").error


def test_the_feed_has_the_newest_of_all_searches_once(workspace: Workspace) -> None:
    assert b"<entry>" not in workspace.alerts.feed()
    take(workspace.store, [posting(1)])
    workspace.alerts.save("Bonn", Filters(place="Bonn"))
    workspace.alerts.save("All", Filters())
    time.sleep(0.002)
    take(workspace.store, [posting(2), posting(3, job_location=["Oslo"], places=[])], board="b")
    workspace.store.duplicates.link([Link(posting="gh-1", canonical="gh-2", why="the same")])
    every, of_bonn = workspace.alerts.feed(), workspace.alerts.feed("Bonn")
    assert (every.count(b"<entry>"), of_bonn.count(b"<entry>")) == (2, 1)
    assert every.index(b"ML Engineer 3") < every.index(b"ML Engineer 2")
    workspace.openings.part("gh-1")
    assert workspace.alerts.feed("Bonn").count(b"<entry>") == 2
    with pytest.raises(UsageError, match="No saved search"):
        workspace.alerts.feed("none")


@pytest.mark.in_file
def test_all_of_it_is_deleted_with_the_person(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch
) -> None:
    workspace.alerts.save("canary-search", Filters(query="canary-words"), channels=["phone"])
    take(workspace.store, [posting(1)])
    quick.error = NetworkError("The channel did not take the message.")
    workspace.alerts.send_due()
    made = workspace.backup()
    workspace.person.delete()
    assert not Path(made.file).exists()
    workspace.close()
    home = workspace.settings.home
    for file in filter(Path.is_file, home.rglob("*")):
        content = file.read_bytes()
        assert b"canary" not in content, file
    assert not (home / "channels.json").exists()


@pytest.mark.in_file
def test_no_backup_holds_where_a_channel_leads(
    workspace: Workspace, quick_bonn: SavedSearch, tmp_path: Path
) -> None:
    made = workspace.backup(tmp_path / "backup.zip")
    with zipfile.ZipFile(made.file) as archive:
        assert all(b"canary-topic" not in archive.read(name) for name in archive.namelist())
        assert "channels.json" not in archive.namelist()
    assert (workspace.settings.home / "channels.json").stat().st_mode & 0o777 == 0o600


SENDERS = """
import os, signal, subprocess, sys
from upslope.guide import search
from upslope.sources.door import deliver
from upslope.store.alerts import Alerts
from upslope.store.outbox import Outbox
from upslope.workspace import Workspace

def dies(kind, name, *, after=True):
    real = getattr(kind, name)
    def dying(self, *asked, **more):
        done = real(self, *asked, **more) if after else None
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(kind, name, dying)

def say_and_die(self, said, timeout=None):
    self.stdin.write(said)
    self.stdin.close()
    os.kill(os.getpid(), signal.SIGKILL)

def send(step):
    match step:
        case "written": dies(Outbox, "put")
        case "claimed": dies(Alerts, "claim")
        case "started": dies(subprocess.Popen, "communicate", after=False)
        case "sending": subprocess.Popen.communicate = say_and_die
        case "sent": dies(subprocess.Popen, "communicate")
        case "released": dies(Alerts, "release")
    with Workspace() as workspace:
        workspace.alerts.send_due()
    os._exit(0)

for line in sys.stdin:
    children = [os.fork() or send(step) for step in line.split()]
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    print(*ends, flush=True)
"""


class Senders:
    """Processes that send, forked off one that has imported everything; some die at a step."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SENDERS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def send(self, *steps: str) -> list[int]:
        """Let as many send at once as steps are named; return how they ended."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{' '.join(steps)}\n".encode())
        self._process.stdin.flush()
        return [int(end) for end in self._process.stdout.readline().split()]

    def close(self) -> None:
        self._process.communicate(timeout=60)


@pytest.fixture
def senders() -> Iterator[Senders]:
    made = Senders()
    yield made
    made.close()


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")


@needs_fork
def test_killed_at_any_step_it_neither_loses_nor_doubles(
    workspace: Workspace, push: Push, bonn: SavedSearch, senders: Senders
) -> None:
    steps = ["written", "claimed", "started", "sending", "sent"]
    for number, step in enumerate(steps):
        take(workspace.store, [posting(number)], board=step)
        assert senders.send(step) == [-signal.SIGKILL]
    push.status = 500
    take(workspace.store, [posting(9)], board="released")
    assert senders.send("released") == [-signal.SIGKILL]
    push.status = 200
    outbox = workspace.settings.home / "outbox"
    until = time.monotonic() + 60
    while workspace.alerts.send_due() or any(outbox.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert titles(push) == [f"ML Engineer {number}" for number in (0, 1, 2, 3, 4, 9)]


@needs_fork
def test_two_processes_that_send_at_once_tell_each_opening_once(
    workspace: Workspace, push: Push, bonn: SavedSearch, senders: Senders
) -> None:
    take(workspace.store, [posting(number) for number in range(25)])
    push.seconds = 0.2
    assert senders.send("whole", "whole") == [0, 0]
    assert titles(push) == sorted(f"ML Engineer {number}" for number in range(25))


def test_a_round_of_visits_tells_and_never_fails_for_it(
    workspace: Workspace, quick: Sender, quick_bonn: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(workspace.store, [posting(1)])
    monkeypatch.setattr(workspace.visits, "due", lambda _: [])
    (workspace.settings.home / "channels.json").write_text("damaged")
    assert workspace.visits.visit_due() == []
    (workspace.settings.home / "channels.json").unlink()
    workspace.alerts.add_channel("phone", quick.address)
    assert workspace.visits.visit_due() == []
    assert titles(quick) == ["ML Engineer 1"]
