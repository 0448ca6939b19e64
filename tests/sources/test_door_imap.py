"""The door to a mailbox: read only, bounded, behind TLS, and only what is new."""

from __future__ import annotations

import contextlib
import re
import shutil
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpcore
import pytest
from tests.sources.test_door_tls import Authority

from upslope.errors import DeadlineError, NetworkError, RefusedError, UsageError
from upslope.sources.door.imap import ImapDoor
from upslope.sources.door.mailbox import Mailbox
from upslope.sources.door.transport import PublicDialer
from upslope.sources.portals.email_alerts import EmailAlerts

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="needs the openssl command")
HOST, PASSWORD, TODAY = "mail.example.com", 'se"cret', date(2026, 11, 21)
ALERT = (
    b"From: LinkedIn <jobalerts-noreply@linkedin.com>\r\nSubject: jobs\r\n\r\n"
    b"ML Engineer\r\nQuillfish\r\nOslo\r\nView job: https://www.linkedin.com/jobs/view/%d/\r\n"
)
PRIVATE = b"From: LinkedIn <messages-noreply@linkedin.com>\r\nSubject: Ada wrote\r\n\r\nhello\r\n"


class Server(socketserver.ThreadingTCPServer):
    """A small IMAP server behind TLS. ``said`` are the commands that it got."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.certificate = certificate
        self.said: list[str] = []
        self.mails: dict[int, bytes] = {}
        self.validity = 7
        self.refused = "nothing"
        self.gone = 0
        self.odd: Callable[[str], bytes | None] = lambda _: None
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def dial(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        assert (host, port) == (HOST, 993)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.server_address[1], timeout)

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are what is tested."""

    def answer(self, command: str) -> list[bytes]:
        """Give the lines before the last one, or an odd answer."""
        if command.startswith("CAPABILITY"):
            return [b"* CAPABILITY IMAP4rev1\r\n"]
        if command.startswith("EXAMINE"):
            return [b"* OK [UIDVALIDITY %d] x\r\n* %d EXISTS\r\n" % (self.validity, 3)]
        if found := re.match(r"UID SEARCH \(UID (\d+):\*", command):
            newer = [uid for uid in self.mails if uid >= int(found[1])]
            return [self._found(newer or [max(self.mails)])]  # n:* always has the last one
        if command.startswith("UID SEARCH"):
            return [self._found(list(self.mails))]
        if found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.\d+>\)", command):
            mail = None if int(found[1]) == self.gone else self.mails.get(int(found[1]))
            head = b"* 1 FETCH (UID %s BODY[]<0> {%d}\r\n" % (found[1].encode(), len(mail or b""))
            return [head, mail, b")\r\n"] if mail is not None else []
        return []

    def _found(self, uids: list[int]) -> bytes:
        return b"* SEARCH " + b" ".join(b"%d" % uid for uid in uids) + b"\r\n"


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        with (
            contextlib.suppress(OSError),
            self.server.certificate.wrap_socket(self.request, server_side=True) as wire,
        ):
            lines = wire.makefile("rwb")
            lines.write(b"* OK ready\r\n")
            lines.flush()
            while line := lines.readline():
                tag, _, command = line.decode().strip().partition(" ")
                self.server.said.append(command)
                odd = self.server.odd(command)
                verdict = "NO" if command.startswith(self.server.refused) else "OK"
                whole = [*self.server.answer(command), f"{tag} {verdict} x\r\n".encode()]
                lines.write(b"".join(whole) if odd is None else odd)
                lines.flush()
                if command == "LOGOUT":
                    return


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = Authority(tmp_path_factory.mktemp("authority"))
    made.issue("good", HOST)
    made.issue("other", "mail.evil.example")
    return made


def certificate(authority: Authority, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.folder / f"{name}.pem", authority.folder / f"{name}.key")
    return context


@pytest.fixture
def server(authority: Authority) -> Iterator[Server]:
    made = Server(certificate(authority, "good"))
    made.mails = {3: ALERT % 111111, 5: PRIVATE, 9: ALERT % 222222}
    yield made
    made.shutdown()
    made.server_close()


def door(server: Server, authority: Authority, seconds: float = 20) -> ImapDoor:
    trust = ssl.create_default_context(cafile=str(authority.folder / "ca.pem"))
    return ImapDoor(server.dial, trust, seconds)


INBOX = Mailbox("ada@home.example", HOST)
JOBS = Mailbox("ada@home.example", HOST, "Jobs/Älert")


def test_alerts_are_copied_newest_first_and_nothing_is_changed(
    server: Server, authority: Authority
) -> None:
    reply = door(server, authority).fetch(INBOX, PASSWORD, today=TODAY)
    postings = EmailAlerts().read(reply).postings
    assert [one.source_id for one in postings] == ["linkedin:222222", "linkedin:111111"]
    assert (reply.url, reply.etag) == ("imaps://ada%40home.example@mail.example.com", "7:9")
    assert b"Ada wrote" not in reply.body
    verbs = {re.split(r"[ (]", said.removeprefix("UID "))[0] for said in server.said}
    assert verbs == {"CAPABILITY", "LOGIN", "EXAMINE", "SEARCH", "FETCH", "LOGOUT"}
    search = next(said for said in server.said if "SEARCH" in said)
    assert "SINCE 23-Aug-2026" in search and 'FROM "glassdoor.com"' in search


def test_a_second_visit_asks_only_for_what_is_new(server: Server, authority: Authority) -> None:
    asked = door(server, authority)
    first = asked.fetch(INBOX, PASSWORD, today=TODAY)
    again = asked.fetch(INBOX, PASSWORD, first.etag, today=TODAY)
    assert (again.body, again.etag) == (b"", "7:9")
    server.mails[12] = ALERT % 333333
    newer = asked.fetch(INBOX, PASSWORD, again.etag, today=TODAY)
    assert (newer.body.count(b"View job"), newer.etag) == (1, "7:12")
    server.validity = 8  # the folder was numbered anew: all is asked for again
    anew = asked.fetch(INBOX, PASSWORD, newer.etag, today=TODAY)
    assert (anew.body.count(b"View job"), anew.etag) == (3, "8:12")


def test_a_folder_that_is_named_is_taken_whole(server: Server, authority: Authority) -> None:
    reply = door(server, authority).fetch(JOBS, PASSWORD, today=TODAY)
    assert b"Ada wrote" in reply.body
    assert 'EXAMINE "Jobs/&AMQ-lert"' in server.said
    assert not any("FROM" in said for said in server.said)


def test_a_mail_that_is_gone_hides_no_other(server: Server, authority: Authority) -> None:
    server.gone = 9
    reply = door(server, authority).fetch(INBOX, PASSWORD, today=TODAY)
    assert reply.body.count(b"View job") == 1


@pytest.mark.parametrize(
    ("verb", "error", "words"),
    [("LOGIN", UsageError, "name or the password"), ("EXAMINE", UsageError, "no folder")],
)
def test_what_the_server_refuses_is_said_without_the_password(
    server: Server, authority: Authority, verb: str, error: type[Exception], words: str
) -> None:
    server.refused = verb
    with pytest.raises(error, match=words) as caught:
        door(server, authority).fetch(JOBS, PASSWORD, today=TODAY)
    assert PASSWORD not in str(caught.value) + repr(caught.value.__cause__)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"* 1 FETCH (UID 9 BODY[]<0> {99999999999}\r\n", id="literal without end"),
        pytest.param(b"garbage\r\n" * 3, id="garbage"),
        pytest.param(b"x" * 2_000_000, id="line without end"),
        pytest.param(b"\0\r\n", id="zero"),
    ],
)
def test_an_odd_server_ends_in_one_sentence(
    server: Server, authority: Authority, answer: bytes
) -> None:
    server.odd = lambda said: answer if said.startswith("UID FETCH") else None
    began = time.monotonic()
    with pytest.raises(NetworkError):
        door(server, authority, seconds=3).fetch(INBOX, PASSWORD, today=TODAY)
    assert time.monotonic() - began < 8


def test_a_server_that_falls_silent_ends_by_the_deadline(
    server: Server, authority: Authority
) -> None:
    server.odd = lambda said: b"" if "SEARCH" in said else None
    began = time.monotonic()
    with pytest.raises(DeadlineError):
        door(server, authority, seconds=1).fetch(INBOX, PASSWORD, today=TODAY)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("name", ["other", "untrusted"])
def test_a_server_that_cannot_prove_who_it_is_gets_no_password(
    authority: Authority, name: str, tmp_path: Path
) -> None:
    server = Server(certificate(authority, "other" if name == "other" else "good"))
    trust = ssl.create_default_context()
    if name == "other":
        trust.load_verify_locations(cafile=str(authority.folder / "ca.pem"))
    try:
        with pytest.raises(NetworkError, match="cannot prove who it is"):
            ImapDoor(server.dial, trust).fetch(INBOX, PASSWORD, today=TODAY)
        assert server.said == []
    finally:
        server.shutdown()
        server.server_close()


def test_only_public_addresses_are_asked() -> None:
    with pytest.raises(RefusedError):
        Mailbox.parse("imaps://ada@localhost/Jobs")
    with pytest.raises(RefusedError):
        Mailbox.parse("imaps://ada@10.0.0.1/Jobs")
    resolved = PublicDialer(resolve=lambda *_: ["127.0.0.1"])
    with pytest.raises(RefusedError, match="private network"):
        ImapDoor(resolved).fetch(INBOX, PASSWORD, today=TODAY)


@pytest.mark.parametrize(
    "address",
    [
        "imap://ada@mail.example.com/Jobs",
        "imaps://mail.example.com/Jobs",
        "imaps://ada@mail.example.com:143/Jobs",
        "imaps://ada@mail.example.com:x/",
        "https://ada@mail.example.com/",
    ],
)
def test_what_is_no_address_of_a_mailbox_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="not the address of a mailbox"):
        Mailbox.parse(address)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="does not belong") as caught:
        Mailbox.parse("imaps://ada:hunter2@mail.example.com/Jobs")
    assert "hunter2" not in str(caught.value)
