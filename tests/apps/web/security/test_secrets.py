"""SECURITY.md 8, 67: who is let in by what, and that no secret stands where it could be read."""

from __future__ import annotations

import hmac
import logging
import os
import re
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from tests.apps.web.conftest import ADDRESS
from tests.apps.web.security.conftest import READING, WRITING, Stage

from upslope.apps.cli import cli
from upslope.apps.loopback.access import Access
from upslope.apps.loopback.entrance import OPEN
from upslope.sources.door import deliver

KEY = "canary-key-90ab"
CHANNEL = "ntfys://canary-channel-41cc"
LINE = "Canary-resume-line-e2: tuned gradient boosting at Quillfish"
MORE = "- Built pipelines that read orders each night and warn of what is likely to run out soon"
RESUME = (
    "Ada Example\nExperience\nML Engineer, Quillfish, 2019 - 2024\n"
    f"- {LINE}\n{MORE}\nSkills: Python\n"
)


@pytest.fixture
def secretive(own_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage whose person has keys, a channel and a resume of their own."""
    monkeypatch.setattr(deliver, "check", deliver.kind_of)
    for name in [*own_stage.own.keys()]:
        monkeypatch.setenv(f"UPSLOPE_{name.upper()}", KEY)
    own_stage.own.person.keep_resume(RESUME.encode())
    own_stage.own.alerts.add_channel("phone", CHANNEL)
    yield own_stage


def pages(stage: Stage) -> Iterator[tuple[str, Any]]:
    """Ask every address that reads, whole and as a part, and a wrong one."""
    for method, path in READING:
        for part in ({}, {"hx-request": "true"}):
            if method == "GET" and not (part and path.startswith("/api/")):
                said = (
                    stage.token if path.startswith("/api/") else {"sec-fetch-site": "same-origin"}
                )
                where = stage.filled(path)
                yield path, stage.browser.get(where, headers=said | part, follow_redirects=False)
    yield "/nowhere", stage.browser.get("/nowhere?q=x")


def test_no_secret_stands_in_a_page_a_header_or_a_log(
    secretive: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    access = secretive.site.access
    never = {
        "token": access.secret("token"),
        "cookie": access.secret("browser"),
        "key": KEY,
        "channel": CHANNEL.partition("://")[2],
    }
    feed = access.secret("feed")
    with caplog.at_level(logging.DEBUG, logger="upslope"):
        for path, found in pages(secretive):
            said = found.text + "\n".join(f"{k}: {v}" for k, v in found.headers.items())
            leaks = [name for name, secret in never.items() if secret in said]
            assert leaks == [], path
            assert path == "/alerts" or path.startswith("/feed/") or feed not in said, path
            mine = path.startswith(
                ("/settings", "/match", "/openings/{id}", "/gap", "/plan", "/api/")
            )
            assert mine or LINE not in said, path
    logged = caplog.text
    assert not [one for one in (*never.values(), feed, LINE) if one in logged]


def test_no_secret_stands_in_an_error(secretive: Stage, caplog: pytest.LogCaptureFixture) -> None:
    wrong = {"code": "x", "name": "phone", "channel_name": "phone", "address": CHANNEL + "\n!"}
    for number, (method, path) in enumerate(WRITING):
        if re.search(r"^/sources|^/events|delete|retrain|evaluate|backup|forget|remove", path):
            continue
        if path.startswith("/api/"):
            found = secretive.browser.request(
                method, secretive.filled(path), headers=secretive.token, json={"x": number}
            )
        else:
            found = secretive.browser.write(secretive.filled(path), wrong, follow_redirects=False)
        said = found.text + str(found.headers)
        assert KEY not in said and "canary-channel" not in said, path
        assert LINE not in said or path.startswith(("/settings", "/match", "/openings")), path
    assert not re.search("canary-(key|channel|resume)", caplog.text, re.IGNORECASE)


def test_no_secret_is_stored_outside_its_own_file(secretive: Stage) -> None:
    list(pages(secretive))
    secretive.browser.post("/settings/data/backup", headers={"origin": ADDRESS})
    channel = CHANNEL.partition("://")[2].encode()
    files = {one: one.read_bytes() for one in secretive.home.rglob("*") if one.is_file()}
    assert [one.name for one, data in files.items() if KEY.encode() in data] == []
    assert len([one.name for one, data in files.items() if channel in data]) == 1


@pytest.mark.parametrize(
    "words", ["doctor", "doctor --json", "config", "keys", "alerts channel", "export x.csv"]
)
def test_no_command_prints_a_secret(
    secretive: Stage, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["--workspace", str(secretive.home), *words.split()])
    written = "".join(one.read_text("utf-8") for one in tmp_path.glob("x.csv"))
    said = done.output + str(done.exception or "") + written
    assert "No such command" not in said
    for secret in (KEY, "canary-channel", LINE, secretive.site.access.secret("token")):
        assert secret not in said, words


def test_a_stranger_reads_nothing(stage: Stage) -> None:
    strange = TestClient(stage.browser.app, base_url=ADDRESS, follow_redirects=False)
    open_to_all = [*(one.rstrip("/") for one in OPEN)]
    for method, path in READING:
        where = stage.filled(path)
        if path == "/feed/{key}/{search}.atom":
            where = "/feed/wrong/all.atom"
        found = strange.request(method, where)
        if path.startswith("/api/"):
            assert found.status_code == 401, path
        elif path.startswith("/feed/"):
            assert found.status_code == 404
        elif not path.startswith(tuple(open_to_all)):
            assert found.headers["location"].startswith("/enter?next="), path
            assert found.text == ""
        assert "Quillfish" not in found.text


@pytest.mark.parametrize(
    "said",
    [
        {"authorization": "Bearer"},
        {"authorization": "Bearer  "},
        {"authorization": "Basic {token}"},
        {"authorization": "Token {token}"},
        {"authorization": "Bearer {feed}"},
        {"authorization": "Bearer {browser}"},
        {"authorization": "Bearer {token}x"},
        {"authorization": "Bearer {token}", "origin": "chrome-extension://unknown"},
        {"x-api-key": "{token}"},
        {"cookie": "token={token}"},
        {"cookie": "upslope-8571={token}"},
    ],
)
def test_only_the_token_in_its_place_opens_the_api(stage: Stage, said: dict[str, str]) -> None:
    secrets = {name: stage.site.access.secret(name) for name in ("token", "feed", "browser")}
    headers = {name: value.format(**secrets) for name, value in said.items()}
    strange = TestClient(stage.browser.app, base_url=ADDRESS)
    for where in ("/api/v1/profile", f"/api/v1/profile?token={secrets['token']}"):
        assert strange.get(where, headers=headers).status_code in (401, 403)


def test_each_secret_opens_its_own_door_only(stage: Stage) -> None:
    secrets = {name: stage.site.access.secret(name) for name in ("token", "feed", "browser")}
    assert len(set(secrets.values())) == 3 and min(map(len, secrets.values())) >= 40
    strange = TestClient(stage.browser.app, base_url=ADDRESS, follow_redirects=False)
    for name, secret in secrets.items():
        as_feed = strange.get(f"/feed/{secret}/all.atom").status_code
        as_cookie = strange.get(
            "/tracker", headers={"cookie": f"upslope-8571={secret}"}
        ).status_code
        assert (as_feed == 200) is (name == "feed")
        assert (as_cookie == 200) is (name == "browser")


def test_secrets_are_compared_in_constant_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access, compared = Access(tmp_path), []
    real = hmac.compare_digest

    def same(one: bytes, other: bytes) -> bool:
        compared.append(one)
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", same)
    access.pair(access.code(), "chrome-extension://a")
    for ask in (access.is_token, access.is_browser, access.is_feed, access.spend):
        before, code = len(compared), access.code()
        assert not ask("wrong"), code
        assert len(compared) > before, ask
    assert not access.is_paired("chrome-extension://a", "wrong")


def test_secrets_are_for_the_person_s_eyes_only(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        access = Access(tmp_path / "home")
        for name in ("token", "browser", "feed"):
            access.secret(name)
        access.pair(access.code(), "chrome-extension://a")
    finally:
        os.umask(umask)
    assert stat.S_IMODE(access.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in access.folder.iterdir()} == {0o600}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can be another user")
def test_another_user_reads_no_secret() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        access = Access(Path(folder))
        files = [
            access.folder / name for name in ("token", "browser", "feed") if access.secret(name)
        ]
        assert subprocess.run(["cat", *files], capture_output=True, check=False).returncode == 0
        for file in (*files, access.folder):
            done = subprocess.run(
                ["ls" if file.is_dir() else "cat", file], user=65534, group=65534, extra_groups=[],
                capture_output=True, check=False,
            )  # fmt: skip
            assert done.returncode != 0 and not done.stdout, file


def test_codes_work_once_and_cannot_be_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = Access(tmp_path)
    codes = {access.code() for _ in range(100)}
    assert len(codes) == 100 and all(re.fullmatch("[0-9a-f]{20}", one) for one in codes)
    code = codes.pop()
    for wrong in ("", " ", code[:-1], code + "0", "\ud800", "é" * 20, "0" * 100_000):
        assert not access.spend(wrong)
    assert access.spend(f"  {code.upper()} ") and not access.spend(code)
    late = access.code()
    monkeypatch.setattr("time.monotonic", lambda: 1e12)
    assert not access.spend(late)
