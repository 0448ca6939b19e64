"""The worker ends whatever its child does, and says why in words that hold nothing of the file.

``exec`` is the parser here: the document is the program.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from upslope.errors import DocumentError
from upslope.formats.worker import run

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of the POSIX kernel")


def test_an_answer_comes_back_as_it_was() -> None:
    assert run(eval, b"{'a': [1, None, 'caf\\xe9']}") == {"a": [1, None, "café"]}


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        pytest.param(b"import time\nwhile True: time.sleep(9)", "timeout", id="sleeps"),
        pytest.param(b"while True: pass", "timeout", id="spins", marks=posix),
        pytest.param(b"while True: print('x' * 10**6)", "timeout", id="prints", marks=posix),
        pytest.param(b"a = []\nwhile True: a.append(bytes(10**7))", "too_big", id="allocates"),
        pytest.param(b"import os; os.abort()", "damaged", id="aborts"),
        pytest.param(b"import os; os._exit(0)", "damaged", id="leaves"),
        pytest.param(b"import sys; sys.exit('secret')", "damaged", id="exits"),
        pytest.param(b"import os\nfor i in range(9):\n os.close(i)", "damaged", id="closes"),
        pytest.param(b"raise ValueError('secret')", "damaged", id="raises"),
        pytest.param(b"import os\nos.write(3, b'garbage'); os._exit(0)", "damaged", id="garbage"),
    ],
)
def test_a_bad_child_is_ended_in_time(program: bytes, reason: str) -> None:
    started = time.monotonic()
    with pytest.raises(DocumentError) as caught:
        run(exec, program, seconds=3, cpu=1)
    assert caught.value.reason == reason
    assert caught.value.next
    assert "secret" not in str(caught.value)
    assert time.monotonic() - started < 6


def test_a_large_answer_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        run(eval, b"'x' * 5000", size=1000)
    assert caught.value.reason == "too_big"


def test_a_large_file_is_refused_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upslope.formats.worker.subprocess.Popen", None)
    with pytest.raises(DocumentError) as caught:
        run(len, bytes(1001), size=1000)
    assert caught.value.reason == "too_big"


@posix
def test_the_child_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"
    with pytest.raises(DocumentError):
        run(exec, f"with open({str(target)!r}, 'w') as f: f.write('x' * 99999)".encode())
    assert not target.exists()


@pytest.mark.parametrize(
    "program",
    [
        b"import socket; socket.create_connection(('127.0.0.1', PORT))",
        b"import urllib.request; urllib.request.urlopen('http://127.0.0.1:PORT/')",
        b"import os; os.system('true')",
        b"import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_child_opens_no_connection_and_starts_no_process(program: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = str(server.getsockname()[1]).encode()
        with pytest.raises(DocumentError, match=r"PermissionError|URLError"):
            run(exec, program.replace(b"PORT", port))
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_child_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSLOPE_SECRET", "canary")
    seen = run(eval, b"dict(__import__('os').environ)")
    assert "UPSLOPE_SECRET" not in seen and "HOME" not in seen


def children() -> set[str]:
    """Ids of this process's children, zombies too; other tests may have some that live on."""
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    if not listed.exists():
        pytest.skip("no list of children on this system")
    return set(listed.read_text().split())


@posix
def test_no_child_and_no_grandchild_is_left() -> None:
    program = b"import os\nos.fork() or __import__('time').sleep(99)\nprint(os.getpid())"
    before = children()
    with contextlib.suppress(DocumentError):  # where processes are limited, the fork fails
        run(exec, program, seconds=3)
    assert children() <= before  # no zombie waits to be fetched
