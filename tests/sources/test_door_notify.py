"""Where alerts go: with encryption to hosts afar, with nothing of this machine's environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from upslope.sources.door import deliver, notify

pytest.importorskip("apprise")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Apprise's own modules


@pytest.mark.parametrize(
    ("address", "is_encrypted"),
    [
        ("mailto://me:word@mail.quillfish.example?to=me@quillfish.example", True),
        ("json://quillfish.example/hook", True),
        ("json://93.184.216.34/hook", True),
        ("gotify://push.quillfish.example/AbCdEfGhIjKlMnO", True),
        ("ntfys://push.quillfish.example/topic", True),
        ("json://127.0.0.1:8080/hook", False),
        ("json://192.168.1.4/hook", False),
        ("json://[fe80::1]/hook", False),
        ("json://nas.local/hook", False),
        ("ntfy://topic", False),  # no host: ntfy.sh, which is always asked by https
    ],
)
def test_hosts_afar_are_asked_with_encryption(address: str, is_encrypted: bool) -> None:
    service = notify._service(address)
    assert service is not None
    assert bool(service.secure) == is_encrypted
    assert service.verify_certificate and not service.asset.http_redirects


def test_what_is_not_understood_is_none() -> None:
    for address in ("nosuchthing://x", "tgram://", "mailto://", "json://"):
        assert notify._service(address) is None


def test_the_sender_has_neither_proxy_nor_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nenv > {seen}\ncat > /dev/null\necho \'{{"end": "sent"}}\'\n')
    python.chmod(0o755)
    secrets = {
        "HTTPS_PROXY": "http://p.example",
        "UPSLOPE_REED_KEY": "canary",
        "SSL_CERT_FILE": "x",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "executable", str(python))
    deliver.deliver("json://127.0.0.1/", "title", "text", "html")
    kept = dict(line.split("=", 1) for line in seen.read_text().splitlines() if "=" in line)
    assert not secrets.keys() & kept.keys()
    assert kept["NETRC"] == os.devnull


def test_a_message_that_is_cut_off_is_not_sent(tmp_path: Path) -> None:
    file = tmp_path / "1.ready"
    file.write_text("")
    asked = json.dumps({"address": "json://127.0.0.1:9/", "title": "t", "file": str(file)})
    done = subprocess.run(
        [sys.executable, "-IB", "-m", notify.__name__],
        input=asked[:-9].encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode and not done.stdout
    assert file.exists()
