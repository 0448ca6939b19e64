"""Raw replies: kept once, whole, checked when read, and asked about before the next request."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from msgspec import structs

from upslope.errors import StoreError
from upslope.records import Reply
from upslope.store import Store


def reply(body: bytes = b'{"jobs": []}', **fields: object) -> Reply:
    return Reply(url="https://boards.example/acme", body=body, **fields)  # type: ignore[arg-type]


def test_a_reply_comes_back_byte_for_byte(store: Store) -> None:
    body = bytes(range(256)) * 100
    digest = store.replies.keep(reply(body))
    assert digest == reply(body).digest
    assert store.replies.get(digest) == body
    assert store.replies.get(store.replies.keep(reply(b""))) == b""


def test_one_body_is_one_file_with_one_content(store: Store, folder: Path) -> None:
    digest = store.replies.keep(reply())
    path = folder / "raw" / digest[:2] / f"{digest}.gz"
    assert path.read_bytes()[4:8] == bytes(4)  # no time: equal bodies are equal files
    first, written = path.read_bytes(), path.stat().st_mtime_ns
    assert store.replies.keep(reply()) == digest
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (first, written)
    assert [p for p in (folder / "raw").rglob("*") if p.is_file()] == [path]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"no gzip",
        gzip.compress(b"another body", mtime=0),
        gzip.compress(b'{"jobs": []}', mtime=0)[:-4],
    ],
)
def test_a_damaged_file_is_refused_and_healed(store: Store, folder: Path, damage: bytes) -> None:
    digest = store.replies.keep(reply(etag='"1"'))
    store.replies.remember(reply(etag='"1"'))
    path = folder / "raw" / digest[:2] / f"{digest}.gz"
    path.write_bytes(damage)

    with pytest.raises(StoreError, match="damaged"):
        store.replies.get(digest)
    assert store.replies.last(reply().url) is None  # so that the server sends it again

    store.replies.keep(reply())
    assert store.replies.get(digest) == reply().body
    assert store.replies.last(reply().url) == reply(etag='"1"', unchanged=True)


def test_a_missing_reply_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match="missing"):
        store.replies.get("0" * 64)


def test_a_failed_write_leaves_no_file(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(StoreError, match=r"No space left.*Free some space"):
            store.replies.keep(reply())
    assert [p for p in (folder / "raw").rglob("*") if p.is_file()] == []


def test_validators_follow_the_last_reply(store: Store) -> None:
    url = reply().url
    assert store.replies.last(url) is None
    first = reply(
        b"1", etag='W/"a"', last_modified="Sat, 21 Nov 2026 10:00:00 GMT", charset="koi8-r"
    )
    store.replies.keep(first)
    store.replies.remember(first)
    assert store.replies.last(url) == structs.replace(first, unchanged=True)

    store.replies.remember(reply(b"2"))  # the server gives none any more
    assert store.replies.last(url) is None
