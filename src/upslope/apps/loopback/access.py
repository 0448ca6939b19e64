"""Secrets that open the server: each in a file of its own, for the person's eyes only (0600)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from upslope.apps.loopback.guard import is_extension
from upslope.errors import StoreError, UsageError
from upslope.store.disk.owner import alone
from upslope.store.disk.whole import whole

FOLDER = "access"
CODE_SECONDS = 600.0
"""How long a code can be used, once."""


class Paired(msgspec.Struct, frozen=True, kw_only=True):
    """A browser extension that may ask: where it asks from, and the digest of its own token."""

    origin: str
    digest: str
    at: str


class Access:
    """What opens the server of one workspace.

    ``token`` is for programs; ``browser`` is the cookie of the person's browser, which comes by it
    with a code that works once; ``feed`` is part of the feed's address and opens nothing else.

    Args:
        home: the workspace's folder; the secrets lie in ``access`` below it.

    >>> import tempfile
    >>> access = Access(Path(tempfile.mkdtemp()))
    >>> code = access.code()
    >>> access.spend(code), access.spend(code), access.is_token(access.secret("token"))
    (True, False, True)
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER
        self._codes: dict[str, float] = {}

    def secret(self, name: str) -> str:
        """Return a secret; it is made when it is first asked for.

        Raises:
            StoreError: it could not be written; nobody is let in by it.
        """
        file = self.folder / name
        if known := _kept(file):
            return known
        with self._changing():  # of two processes that make one, the first one's is kept
            if not (known := _kept(file)):
                known = secrets.token_urlsafe(32)
                self._write(file, known.encode())
        return known

    def is_token(self, given: str) -> bool:
        """Say whether this is the token of the person's programs."""
        return _same(given, self.secret("token"))

    def is_browser(self, given: str) -> bool:
        """Say whether this is the cookie of the person's browser."""
        return _same(given, self.secret("browser"))

    def is_feed(self, given: str) -> bool:
        """Say whether this is the key of the feed."""
        return _same(given, self.secret("feed"))

    def renew(self, name: str) -> None:
        """Make a secret anew: who has the one before is let in no more."""
        (self.folder / name).unlink(missing_ok=True)
        self.secret(name)

    def code(self) -> str:
        """Return a code that lets one browser, or one extension, in once."""
        now = time.monotonic()
        for late in [one for one, until in [*self._codes.items()] if until <= now]:
            self._codes.pop(late, None)
        code = secrets.token_hex(10)
        self._codes[code] = now + CODE_SECONDS
        return code

    def spend(self, code: str) -> bool:
        """Say whether a code lets in; it never does again."""
        found = next((one for one in [*self._codes] if _same(code.strip().lower(), one)), "")
        return self._codes.pop(found, 0.0) > time.monotonic()

    def pair(self, code: str, origin: str) -> str:
        """Let an extension in from now on, and return its token.

        Raises:
            UsageError: the code does not hold, or no extension asks.
        """
        if not is_extension(origin):
            raise UsageError("Only a browser extension can be paired.")
        if not self.spend(code):
            raise UsageError(
                "This code does not hold.",
                next="Take a new one from the page Settings; each works once, for ten minutes.",
            )
        token = secrets.token_urlsafe(32)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._replace(origin, [Paired(origin=origin, digest=_digest(token), at=at)])
        return token

    def paired(self) -> list[Paired]:
        """Return the extensions that may ask."""
        try:
            kept = (self.folder / "extensions.json").read_bytes()
            return msgspec.json.decode(kept, type=list[Paired])
        except (FileNotFoundError, msgspec.MsgspecError):
            return []

    def is_paired(self, origin: str, token: str) -> bool:
        """Say whether this extension asks with its own token."""
        digest = _digest(token)
        return any(_same(one.digest, digest) and one.origin == origin for one in self.paired())

    def unpair(self, origin: str) -> None:
        """Let an extension in no more."""
        self._replace(origin, [])

    def forget(self) -> None:
        """Delete all secrets."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _replace(self, origin: str, by: list[Paired]) -> None:
        with self._changing():
            kept = [*(one for one in self.paired() if one.origin != origin), *by]
            self._write(self.folder / "extensions.json", msgspec.json.encode(kept))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Keep other processes from writing meanwhile."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            with alone(self.folder / "changing"):
                yield
        except OSError as error:
            raise StoreError(
                f"{self.folder} cannot be written to: {error.strerror}.",
                kept="Who was let in before still is.",
                next="Free some space or check who owns the folder.",
            ) from None

    def _write(self, file: Path, data: bytes) -> None:
        """Write a file whole: an empty one, of a full disk, would be a secret that all know."""
        with whole(file, file.with_suffix(f".{secrets.token_hex(4)}")) as opened:
            opened.write(data)


def _kept(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return ""


def _same(one: str, other: str) -> bool:
    """Compare in a time that says nothing of where they differ."""
    return bool(other) and hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
