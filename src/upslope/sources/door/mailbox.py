"""Where a mailbox is: an address as ``imaps://user@host/Folder``, vetted, without a password."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from upslope.errors import RefusedError, UsageError
from upslope.sources.door.addresses import check_url

PORT = 993


@dataclass(frozen=True)
class Mailbox:
    """Whose mailbox, where, and which folder of it; without a folder the inbox is searched."""

    user: str
    host: str
    folder: str = ""

    @classmethod
    def parse(cls, address: str) -> Mailbox:
        """Read an address.

        Raises:
            UsageError: it is none, or holds a password.
            RefusedError: its host is not on the public internet.

        >>> Mailbox.parse("imaps://ada%40home.org@imap.home.org/Job%20alerts")
        Mailbox(user='ada@home.org', host='imap.home.org', folder='Job alerts')
        """
        try:
            parts = urlsplit(address)
            known = parts.scheme == "imaps" and parts.port in {None, PORT}
        except ValueError:
            known = False
        said = parts.netloc.rpartition("@")[0] if known else ""
        user, _, secret = said.partition(":")
        if secret:
            raise UsageError(
                "A password does not belong in an address: it would be kept with it.",
                next="Keep it in the keyring: upslope keys set imap_password",
            )
        if not known or not user:
            raise UsageError(
                "That is not the address of a mailbox.",
                next="For example: imaps://ada@mail.example/Jobs (IMAP over TLS, port 993)",
            )
        host = check_url(f"https://{parts.hostname}/")
        return cls(unquote(user), host, unquote(parts.path).strip("/"))

    def __str__(self) -> str:
        folder = f"/{quote(self.folder)}" if self.folder else ""
        return f"imaps://{quote(self.user, safe='')}@{self.host}{folder}"


def folder_name(folder: str) -> str:
    """Write a folder's name as IMAP has it: quoted, beyond ASCII in its own UTF-7 (RFC 3501 5.1.3).

    >>> folder_name("Jobs"), folder_name("Bücher & \\"x\\"")
    ('"Jobs"', '"B&APw-cher &- \\\\"x\\\\""')
    """
    if re.search(r"[\r\n\0]", folder):
        raise RefusedError("A folder's name is one line.")

    def coded(odd: re.Match[str]) -> str:
        if odd[0] == "&":
            return "&-"
        words = base64.b64encode(odd[0].encode("utf-16-be")).decode().rstrip("=")
        return f"&{words.replace('/', ',')}-"

    escaped = re.sub(r'(["\\])', r"\\\1", re.sub(r"&|[^\x20-\x7e]+", coded, folder))
    return f'"{escaped}"'
