"""The door to a mailbox (IMAP4rev1, RFC 3501): alert mails are copied, nothing is changed there.

The mailbox is opened for reading only (EXAMINE) and mails are peeked at, so that they stay unread.
The server's address is vetted as every other; the connection is TLS from its first byte and ends
by a total deadline. Sizes and counts are bounded, whatever the server says. A second visit asks
only for what came since (UIDVALIDITY and the highest UID).
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from threading import Timer
from typing import Any

import httpcore
import httpx

from upslope.errors import DeadlineError, NetworkError, UsageError
from upslope.formats.alerts.mailbox import SENDERS, is_alert
from upslope.formats.mail import MAX_BYTES, PACKED, packed
from upslope.records import Reply
from upslope.sources.door.mailbox import PORT, Mailbox, folder_name
from upslope.sources.door.transport import Dial, PublicDialer

MOST_MAILS, MOST_BYTES = 500, 64 * 2**20
"""Mails, and bytes of them together, that one visit takes: the newest."""
SECONDS, PAUSE = 300.0, 30.0
"""The longest that a visit lasts, and the longest wait for one answer."""
_FIRST_DAYS = 90
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class ImapDoor:
    """Fetches alert mails from mailboxes.

    Args:
        dial: opens connections; nothing but a test has a reason to give another one.
        tls: whom to trust; default: whom the door trusts, whatever the environment says.
        seconds: the longest that a visit lasts.
    """

    def __init__(
        self,
        dial: Dial | None = None,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._dial = dial or PublicDialer()
        self._tls = tls or httpx.create_ssl_context(trust_env=False)
        self._seconds = seconds

    def fetch(
        self, mailbox: Mailbox, password: str, since: str | None = None, *, today: date
    ) -> Reply:
        """Copy the alert mails that came since the last visit, the newest first.

        Args:
            mailbox: where they are. A folder that the person names is taken whole; of the inbox
                only mails that look like alerts are.
            password: of the mailbox, or one for this program; it is kept nowhere.
            since: the ``etag`` of the reply before; without it, the mails of 90 days.
            today: the day of the visit.

        Raises:
            RefusedError: the server's address is not on the public internet.
            NetworkError: the server cannot be reached, trusted or understood.
            UsageError: it does not take the password, or has no such folder.
        """
        with self._connected(mailbox.host) as client:
            _log_in(client, mailbox, password)
            validity = _examine(client, mailbox)
            uids = _search(client, mailbox, _highest(since, validity), today)
            mails = list(_mails(client, uids[:MOST_MAILS], whole=bool(mailbox.folder)))
            highest = max([*uids, _highest(since, validity)])
        return Reply(
            url=str(mailbox), body=packed(mails), media_type=PACKED, etag=f"{validity}:{highest}"
        )

    @contextmanager
    def _connected(self, host: str) -> Iterator[imaplib.IMAP4]:
        """Connect, and hang up when the work is done or its time is over."""
        late: list[bool] = []
        with _one_sentence(host, late), closing(self._dial(host, PORT, PAUSE)) as stream:
            client = _Client(host, stream.get_extra_info("socket"), self._tls)
            timer = Timer(self._seconds, client.hang_up, [late])
            timer.daemon = True
            timer.start()
            try:
                yield client
                client.logout()
            finally:
                timer.cancel()
                with suppress(OSError):  # after a logout it is closed already
                    client.shutdown()


class _Client(imaplib.IMAP4_SSL):
    """The standard library's client on a vetted connection; no answer is longer than a mail."""

    def __init__(self, host: str, wire: Any, tls: ssl.SSLContext) -> None:
        self._wire = wire
        super().__init__(host, PORT, ssl_context=tls, timeout=PAUSE)

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        self._wire.settimeout(timeout)
        vetted: ssl.SSLSocket = self.ssl_context.wrap_socket(self._wire, server_hostname=self.host)
        return vetted

    def hang_up(self, late: list[bool]) -> None:
        """End the connection, saying that it is late; whoever waits for it wakes up."""
        late.append(True)
        with suppress(OSError):
            self.sock.shutdown(2)

    def read(self, size: int) -> bytes:
        """Read a literal.

        Raises:
            imaplib.IMAP4.abort: it is longer than any mail.
        """
        if not 0 <= size <= 2 * MAX_BYTES:
            raise self.abort("a literal that is longer than any mail")
        return super().read(size)


@contextmanager
def _one_sentence(host: str, late: list[bool]) -> Iterator[None]:
    """Say what went wrong without the server's words, which may hold anything."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise NetworkError(
            f"{host} cannot prove who it is ({error.verify_message}).",
            next="Nothing was sent. Check the host's name.",
        ) from None
    except (imaplib.IMAP4.error, OSError, ValueError, httpcore.NetworkError) as error:
        if late or isinstance(error, TimeoutError):
            raise DeadlineError(f"{host} did not answer in time.", next="Try later.") from None
        raise NetworkError(
            f"{host} could not be read as a mailbox ({type(error).__name__}).",
            kept="Nothing was changed there.",
            next="Check the host's name and the connection.",
        ) from None
    except httpcore.TimeoutException:
        raise DeadlineError(f"{host} did not answer in time.", next="Try later.") from None


def _log_in(client: imaplib.IMAP4, mailbox: Mailbox, password: str) -> None:
    try:
        if (mailbox.user + password).isascii():
            client.login(mailbox.user, password)
        else:
            said = f"\0{mailbox.user}\0{password}".encode()
            client.authenticate("PLAIN", lambda _: said)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise UsageError(
            f"{mailbox.host} does not take the name or the password.",
            next="Many providers want a password of its own for each program (app password).",
        ) from None


def _examine(client: imaplib.IMAP4, mailbox: Mailbox) -> int:
    """Open a folder for reading only; give its UIDVALIDITY."""
    status, _ = client.select(folder_name(mailbox.folder or "INBOX"), readonly=True)
    if status != "OK":
        raise UsageError(
            f"The mailbox has no folder '{mailbox.folder}'.",
            next="Name it as the mail program does, with / between folders.",
        )
    _, said = client.response("UIDVALIDITY")
    return _number(said[0] if said else None)


def _search(client: imaplib.IMAP4, mailbox: Mailbox, after: int, today: date) -> list[int]:
    """Find the mails of a folder, or those of alert senders; newest first."""
    first = today - timedelta(days=_FIRST_DAYS)
    new = (
        f"UID {after + 1}:*"
        if after
        else f"SINCE {first.day}-{_MONTHS[first.month - 1]}-{first.year}"
    )
    senders = "" if mailbox.folder else _any_of([f'FROM "{domain}"' for domain in SENDERS])
    status, said = client.uid("SEARCH", f"({new} {senders})".replace(" )", ")"))
    if status != "OK":
        raise client.error("SEARCH")
    found = {_number(word) for line in said if isinstance(line, bytes) for word in line.split()}
    return sorted((uid for uid in found if uid > after), reverse=True)


def _any_of(conditions: list[str]) -> str:
    """Join conditions as IMAP has it: OR takes two.

    >>> _any_of(["A", "B", "C"])
    'OR A OR B C'
    """
    *others, last = conditions
    return " ".join([*(f"OR {one}" for one in others), last])


def _mails(client: imaplib.IMAP4, uids: list[int], *, whole: bool) -> Iterator[bytes]:
    """Yield mails without marking them as read; one that is gone by now is passed over."""
    total = 0
    for uid in uids:
        status, said = client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MAX_BYTES}>)")
        parts = [part[1] for part in said if isinstance(part, tuple)] if status == "OK" else []
        mail = parts[0][:MAX_BYTES] if parts else b""
        total += len(mail)
        if total > MOST_BYTES:
            return
        if mail and (whole or is_alert(mail)):
            yield mail


def _highest(since: str | None, validity: int) -> int:
    """Read the highest UID of the visit before; 0 if the folder was numbered anew since.

    >>> _highest("7:42", 7), _highest("7:42", 8), _highest(None, 7), _highest("x", 7)
    (42, 0, 0, 0)
    """
    found = re.fullmatch(r"(\d{1,12}):(\d{1,12})", since or "")
    return int(found[2]) if found and int(found[1]) == validity else 0


def _number(said: object) -> int:
    return int(said) if isinstance(said, bytes) and re.fullmatch(rb"\d{1,12}", said) else 0
