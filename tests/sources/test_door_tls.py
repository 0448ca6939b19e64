"""Certificates: a connection to a server that cannot prove who it is ends before anything is sent.

The authority and the certificates are made here, by the openssl command.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpcore
import httpx
import pytest

import upslope
from upslope.errors import NetworkError
from upslope.records import Request
from upslope.sources.door.http import Door
from upslope.sources.door.turns import InMemory

HOST = "boards.example.com"
CONFIG = """
[ca]
default_ca = made
[made]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = named
unique_subject = no
copy_extensions = copy
[named]
commonName = supplied
"""
PAST, LATER, FUTURE = "20200101000000Z", "20210101000000Z", "20990101000000Z"


class Authority:
    """A certificate authority in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config").write_text(CONFIG)
        (folder / "index").write_text("")
        (folder / "serial").write_text("01\n")
        self._openssl("req", "-x509", *self._key("ca"), "-subj", "/CN=made in a test",
                      "-days", "30000", "-out", "ca.pem")  # fmt: skip

    def issue(self, name: str, host: str, begins: str = PAST, ends: str = FUTURE) -> None:
        """Write NAME.pem and NAME.key for a host."""
        self._openssl("req", *self._key(name), "-subj", f"/CN={host}", "-addext",
                      f"subjectAltName=DNS:{host}", "-out", f"{name}.csr")  # fmt: skip
        self._openssl("ca", "-batch", "-config", "config", "-cert", "ca.pem", "-keyfile", "ca.key",
                      "-startdate", begins, "-enddate", ends, "-notext", "-in", f"{name}.csr",
                      "-out", f"{name}.pem")  # fmt: skip

    def issue_itself(self, name: str, host: str) -> None:
        """Write a certificate that only vouches for itself."""
        self._openssl("req", "-x509", *self._key(name), "-subj", f"/CN={host}", "-days", "9",
                      "-addext", f"subjectAltName=DNS:{host}", "-out", f"{name}.pem")  # fmt: skip

    @staticmethod
    def _key(name: str) -> list[str]:
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        return [*curve, "-nodes", "-keyout", f"{name}.key"]

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if not shutil.which("openssl"):
        pytest.skip("no openssl here: no certificate to refuse can be made")
    made = Authority(tmp_path_factory.mktemp("tls"))
    made.issue("good", HOST)
    made.issue("wrong host", "other.example.com")
    made.issue("expired", HOST, PAST, LATER)
    made.issue("not yet valid", HOST, "20980101000000Z")
    made.issue_itself("self-signed", HOST)
    return made


class Server:
    """A TLS server with one of the certificates; ``heard`` is what came through to it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.heard: list[bytes] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with (
            connection,
            contextlib.suppress(OSError),
            self._context.wrap_socket(connection, server_side=True) as tls,
        ):
            self.heard.append(tls.recv(1000))
            tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    def dial(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        return httpcore.SyncBackend().connect_tcp(
            "127.0.0.1", self._listener.getsockname()[1], timeout
        )

    def close(self) -> None:
        self._thread.join(5)
        self._listener.close()


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let doors trust the authority beside those that they trust anyway."""
    made = httpx.create_ssl_context

    def create(trust_env: bool) -> ssl.SSLContext:
        del trust_env
        context = ssl.create_default_context()
        assert context.verify_mode == made(trust_env=False).verify_mode == ssl.CERT_REQUIRED
        context.load_verify_locations(authority.folder / "ca.pem")
        return context

    with monkeypatch.context() as patched:
        patched.setattr(httpx, "create_ssl_context", create)
        yield


def ask(authority: Authority, name: str) -> tuple[bytes | NetworkError, list[bytes], int]:
    """Ask a server with that certificate; give the answer, what it heard, and its failures."""
    server, hosts = Server(authority.folder, name), InMemory()
    got: bytes | NetworkError
    try:
        got = (
            Door(hosts=hosts, dial=server.dial, deadline=5)
            .get(Request(url=f"https://{HOST}/"))
            .body
        )
    except NetworkError as error:
        got = error
    server.close()
    return got, server.heard, hosts.get(HOST)[1]


@pytest.mark.usefixtures("trusted")
def test_a_valid_certificate_is_taken(authority: Authority) -> None:
    got, heard, _ = ask(authority, "good")
    assert got == b"{}"
    assert heard[0].startswith(b"GET / HTTP/1.1")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("wrong host", "Hostname mismatch"),
        ("expired", "certificate has expired"),
        ("not yet valid", "certificate is not yet valid"),
        ("self-signed", "self.signed certificate"),
    ],
)
def test_a_certificate_that_proves_nothing_is_refused(
    authority: Authority, name: str, why: str
) -> None:
    got, heard, failures = ask(authority, name)
    assert isinstance(got, NetworkError)
    assert re.match(rf"The certificate of {HOST} is not valid \({why}", str(got)), got
    assert (heard, failures) == ([], 1)


def test_an_authority_that_nobody_knows_is_refused(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the environment names it: nobody is trusted on a variable's word."""
    for variable in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(variable, str(authority.folder / "ca.pem"))
    got, heard, _ = ask(authority, "good")
    assert "is not valid" in str(got)
    assert heard == []


def test_no_code_of_ours_turns_certificates_off() -> None:
    off = re.compile(r"verify\s*=\s*False|CERT_NONE|check_hostname\s*=|_create_unverified_context")
    files = list(Path(upslope.__file__).parent.rglob("*.py"))
    assert len(files) > 50
    assert [file for file in files if off.search(file.read_text(encoding="utf-8"))] == []
