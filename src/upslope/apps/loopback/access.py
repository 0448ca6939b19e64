"""Secrets that open the server: each in a file of its own, for the person's eyes only (0600)."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from upslope.apps.loopback.guard import is_extension
from upslope.errors import UsageError

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
        """Return a secret; it is made when it is first asked for."""
        file = self.folder / name
        with suppress(FileNotFoundError):
            if known := file.read_text(encoding="ascii").strip():
                return known
        self._write(file, secrets.token_urlsafe(32))
        return file.read_text(encoding="ascii").strip()

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
        code = secrets.token_hex(10)
        self._codes[code] = time.monotonic() + CODE_SECONDS
        return code

    def spend(self, code: str) -> bool:
        """Say whether a code lets in; it never does again."""
        now = time.monotonic()
        self._codes = {one: until for one, until in self._codes.items() if until > now}
        found = next((one for one in self._codes if _same(one, code.strip().lower())), None)
        return self._codes.pop(found, None) is not None if found else False

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
        others = [one for one in self.paired() if one.origin != origin]
        self._keep([*others, Paired(origin=origin, digest=_digest(token), at=at)])
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
        self._keep([one for one in self.paired() if one.origin != origin])

    def forget(self) -> None:
        """Delete all secrets."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _keep(self, paired: list[Paired]) -> None:
        file = self.folder / "extensions.json"
        part = file.with_suffix(f".{secrets.token_hex(4)}")
        self._write(part, msgspec.json.encode(paired).decode())
        part.replace(file)

    def _write(self, file: Path, text: str) -> None:
        """Write a new file; of two processes that do, the first one's is kept."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        with suppress(FileExistsError):
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as opened:
                opened.write(text)


def _same(one: str, other: str) -> bool:
    """Compare in a time that says nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
