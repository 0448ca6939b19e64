"""The person's own keys: sent where they belong, and kept, shown and logged nowhere."""

from __future__ import annotations

import base64
import logging
from pathlib import Path

import pytest
from tests.replay import Replay

from upslope.errors import ReadError, RefusedError, StatusError, UsageError
from upslope.records import Request, Token
from upslope.settings import keys
from upslope.sources.door.http import Door
from upslope.store import Store

KEYS = {"site_key": "s3cret/+", "mail": "me@quillfish.example", "app": "id:s3cret"}
URL = "https://api.quillfish.example/search?what=ml&key={site_key}"
SENT = "https://api.quillfish.example/search?what=ml&key=s3cret%2F%2B"
ASK = Request(url=URL, headers={"X-Mail": "{mail}"}, keys=("site_key", "mail"))
TOKEN = Token(url="https://www.quillfish.example/token", key="app")


def door(replay: Replay, **options: object) -> Door:
    return replay.door(keys=KEYS.get, **options)


def test_keys_are_sent_and_not_kept(
    replay: Replay, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    replay.serve(SENT, "{}", headers={"ETag": '"1"'})
    with Store(tmp_path / "workspace") as store:
        reply = door(replay, validators=store.replies, hosts=store.hosts).get(ASK)
        store.replies.keep(reply)
        store.replies.remember(reply)
    assert (reply.url, replay.asked[0].headers["x-mail"]) == (URL, KEYS["mail"])
    kept = [file.read_bytes() for file in (tmp_path / "workspace").rglob("*") if file.is_file()]
    assert not any(b"s3cret" in each or b"me@quillfish" in each for each in kept)
    assert "s3cret" not in caplog.text


def test_a_key_alone_is_a_user_of_http_basic(replay: Replay) -> None:
    replay.serve("https://api.quillfish.example/", "{}")
    for name, pair in (("site_key", "s3cret/+:"), ("app", "id:s3cret")):
        headers = {"Authorization": f"Basic {{{name}:basic}}"}
        ask = Request(url="https://api.quillfish.example/", headers=headers, keys=(name,))
        door(replay).get(ask)
        wanted = "Basic " + base64.b64encode(pair.encode()).decode()
        assert replay.asked[-1].headers["authorization"] == wanted


def test_a_missing_key_says_how_to_set_it_and_nothing_is_sent(replay: Replay) -> None:
    with pytest.raises(UsageError, match="upslope keys set mail"):
        replay.door().get(ASK)
    assert replay.asked == []


def test_a_key_that_would_break_a_header_is_not_sent(replay: Replay) -> None:
    bad = replay.door(keys={"site_key": "x", "mail": "a\r\nHost: b"}.get)
    with pytest.raises(UsageError, match="cannot be sent"):
        bad.get(ASK)
    assert replay.asked == []


def test_no_key_follows_a_redirect(replay: Replay) -> None:
    replay.serve(SENT, status=302, headers={"Location": "https://other.example/?key=s3cret"})
    with pytest.raises(RefusedError, match="not sent on") as told:
        door(replay).get(ASK)
    assert "other.example" in str(told.value)
    assert [asked.host for asked in replay.asked] == ["api.quillfish.example"]


def test_an_error_does_not_tell_the_key(replay: Replay) -> None:
    replay.serve(SENT, status=403)
    with pytest.raises(StatusError) as told:
        door(replay).get(ASK)
    assert "s3cret" not in str(told.value)


def test_a_key_is_exchanged_for_a_token_once(replay: Replay) -> None:
    replay.serve(TOKEN.url, '{"access_token": "t0ken", "expires_in": 3600}')
    replay.serve("https://api.quillfish.example/", "{}")
    asking = door(replay)
    for _ in range(2):
        asking.get(Request(url="https://api.quillfish.example/", token=TOKEN))
    assert [asked.headers["authorization"] for asked in replay.asked] == [
        "Basic " + base64.b64encode(b"id:s3cret").decode(),
        "Bearer t0ken",
        "Bearer t0ken",
    ]
    assert replay.asked[0].body == b"grant_type=client_credentials"


def test_an_exchange_without_a_token_is_said(replay: Replay) -> None:
    replay.serve(TOKEN.url, '{"error": "invalid_grant"}')
    with pytest.raises(ReadError, match="No token came"):
        door(replay).get(Request(url="https://api.quillfish.example/", token=TOKEN))


def test_a_key_is_looked_for_in_the_environment_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_keyring", lambda: None)
    assert keys.find("site_key") is None
    with pytest.raises(UsageError, match="UPSLOPE_SITE_KEY"):
        keys.keep("site_key", "x")
    monkeypatch.setenv("UPSLOPE_SITE_KEY", "from the environment")
    assert keys.find("site_key") == "from the environment"


def test_a_key_is_kept_in_the_keyring_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = pytest.importorskip("keyring")
    kept: dict[tuple[str, str], str] = {}

    class InMemory(keyring.backend.KeyringBackend):  # type: ignore[misc, name-defined]
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if (service, username) not in kept:
                raise keyring.errors.PasswordDeleteError
            del kept[service, username]

    before = keyring.get_keyring()
    monkeypatch.delenv("UPSLOPE_SITE_KEY", raising=False)
    keyring.set_keyring(InMemory())
    try:
        keys.keep("site_key", "s3cret")
        assert (kept, keys.find("site_key")) == ({("upslope", "site_key"): "s3cret"}, "s3cret")
        keys.forget("site_key")
        keys.forget("site_key")
        assert keys.find("site_key") is None
    finally:
        keyring.set_keyring(before)
