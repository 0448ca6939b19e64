"""Raw replies, kept before anything reads them: one compressed file per distinct body."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path

from sqlalchemy import delete, insert, select

from upslope.errors import StoreError
from upslope.records import Reply
from upslope.store.database.engine import Database
from upslope.store.database.schema import validators
from upslope.store.disk.owner import Owner
from upslope.store.disk.whole import whole


class Replies:
    """The folder of replies, by content, and what to send with the next request for a URL."""

    def __init__(self, database: Database, folder: Path, owner: Owner) -> None:
        self._database, self._folder, self._owner = database, folder, owner

    def keep(self, reply: Reply) -> str:
        """Write a reply's body to disk and return its digest (SHA-256, hexadecimal).

        The file is complete and on the disk before it gets its name. One that is there already
        stays, unless it is damaged.

        Raises:
            StoreError: it could not be written.
        """
        digest = reply.digest
        path = self.file(digest)
        packed = gzip.compress(reply.body, compresslevel=6, mtime=0)
        try:
            if not path.is_file() or path.read_bytes() != packed:
                self._folder.mkdir(mode=0o700, exist_ok=True)
                path.parent.mkdir(mode=0o700, exist_ok=True)
                with whole(path, self._owner.part(self._folder)) as file:
                    file.write(packed)
        except OSError as error:
            raise StoreError(
                f"A reply could not be kept: {error.strerror}.",
                kept="What was stored before is kept.",
                next="Free some space or check who owns the folder, then try again.",
            ) from error
        return digest

    def get(self, digest: str) -> bytes:
        """Return a reply's body.

        Raises:
            StoreError: it is not there, or is not what was kept.
        """
        try:
            body = gzip.decompress(self.file(digest).read_bytes())
        except FileNotFoundError:
            raise StoreError(
                f"The kept reply {digest[:12]} is missing.", next="Collect again."
            ) from None
        except (OSError, EOFError, zlib.error) as error:
            raise _damaged(digest) from error
        if hashlib.sha256(body).hexdigest() != digest:
            raise _damaged(digest)
        return body

    def remember(self, reply: Reply) -> None:
        """Note a reply's validators for the next request. Do so only after its run is ingested.

        Otherwise a crash in between would hide the list behind "304 Not Modified". A reply without
        validators makes its URL forgotten.
        """
        with self._database.write() as connection:
            connection.execute(delete(validators).where(validators.c.url == reply.url))
            if reply.etag or reply.last_modified:
                connection.execute(
                    insert(validators),
                    {
                        "url": reply.url,
                        "etag": reply.etag,
                        "last_modified": reply.last_modified,
                        "digest": reply.digest,
                        "charset": reply.charset,
                    },
                )

    def last(self, url: str) -> Reply | None:
        """Return the last remembered reply of a URL, if its body is still here and whole."""
        with self._database.read() as connection:
            row = connection.execute(
                select(validators).where(validators.c.url == url)
            ).one_or_none()
        if row is None:
            return None
        try:
            body = self.get(row.digest)
        except StoreError:
            return None  # asked without validators, the server sends the body again
        return Reply(
            url=url,
            body=body,
            charset=row.charset,
            etag=row.etag,
            last_modified=row.last_modified,
            unchanged=True,
        )

    def check(self) -> tuple[int, list[str]]:
        """Read every kept reply; return how many there are and the digests of damaged ones."""
        digests = [file.stem for file in self._folder.glob("??/*.gz")]
        return len(digests), [digest for digest in digests if not self._is_whole(digest)]

    def _is_whole(self, digest: str) -> bool:
        try:
            self.get(digest)
        except StoreError:
            return False
        return True

    def file(self, digest: str) -> Path:
        """Where a reply is kept, or would be."""
        return self._folder / digest[:2] / f"{digest}.gz"


def _damaged(digest: str) -> StoreError:
    return StoreError(
        f"The kept reply {digest[:12]} is damaged.",
        kept="The postings read from it are kept.",
        next="Collect again.",
    )
