"""Every error Upslope raises, by what the caller can do about it.

::

    UpslopeError
    ├── UsageError            ask differently: a name, an option or a file is wrong   (exit 2)
    │   ├── NotFoundError             there is nothing of that name or id
    │   └── ChangedMeanwhileError     it was changed since you saw it: look at both, then say again
    ├── SourceError           one source failed: the others go on
    │   ├── NetworkError      no usable reply: try later
    │   │   ├── RefusedError      the address or robots.txt forbids it: do not try again
    │   │   ├── DeadlineError     the total deadline passed
    │   │   ├── TooLargeError     the reply passed a size cap
    │   │   └── StatusError       the server answered, but not with the page (404, 429, 503 ...)
    │   └── ReadError         a reply is not what its source sends
    │       ├── DriftError        it is whole but of another shape: the source has changed
    │       └── WebPageError      a web page came in place of a list: a login, a check for humans
    ├── DocumentError         a file of the person's could not be read: give another
    ├── ModelError            a model's files cannot be trusted or used: the one before answers
    └── StoreError            the workspace cannot be read or written: see ``next``
        └── DamagedError          a page of the database, or a backup, is not what was written

Each one says what happened, what was kept and what to do next.
"""

from __future__ import annotations


class UpslopeError(Exception):
    """Base of all errors that Upslope raises on purpose.

    Args:
        what: one plain sentence that says what happened.
        kept: what was not lost, when that is in doubt.
        next: what the person can do now.

    >>> print(UpslopeError("The board was empty.", kept="Stored postings stay.", next="Try later."))
    The board was empty. Stored postings stay. Try later.
    """

    def __init__(self, what: str, *, kept: str = "", next: str = "") -> None:
        super().__init__(what)
        self.what, self.kept, self.next = what, kept, next

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.next) if part)


class UsageError(UpslopeError):
    """What was asked for does not exist or cannot be done as asked."""


class NotFoundError(UsageError):
    """There is nothing of the name or id that was asked for."""


class ChangedMeanwhileError(UsageError):
    """Another window or program changed the same thing since the person saw it; theirs stands.

    Args:
        theirs: what stands now: an application, or something written of one.
    """

    def __init__(self, what: str, *, theirs: object, next: str = "") -> None:
        super().__init__(what, kept="What was written before yours is kept.", next=next)
        self.theirs = theirs


class SourceError(UpslopeError):
    """One source failed; the others go on and nothing stored is touched."""


class NetworkError(SourceError):
    """The door got no usable reply."""


class RefusedError(NetworkError):
    """The address, a redirect or robots.txt forbids the request."""


class DeadlineError(NetworkError):
    """The reply did not arrive whole before the total deadline."""


class TooLargeError(NetworkError):
    """The reply passed the cap on raw or inflated size."""


class StatusError(NetworkError):
    """The server answered with a status that carries no page.

    Args:
        status: HTTP status code.
        retry_after: seconds the server asked us to wait, if it said so.
    """

    def __init__(
        self, what: str, *, status: int, retry_after: float | None = None, next: str = ""
    ) -> None:
        super().__init__(what, next=next)
        self.status, self.retry_after = status, retry_after


class ReadError(SourceError):
    """A reply is not what its source sends (HTML for JSON, cut off, wrong shape)."""


class DriftError(ReadError):
    """A reply is whole, and of the right kind, but lacks what its source used to send."""


class WebPageError(ReadError):
    """A web page came in place of a list: a login, a check for humans, an outage."""


class DocumentError(UpslopeError):
    """A document of the person's (a resume, a saved page) could not be read.

    Args:
        reason: one of ``empty``, ``encrypted``, ``damaged``, ``too_big``, ``timeout``,
            ``unsupported``.
    """

    def __init__(self, what: str, *, reason: str, next: str = "") -> None:
        super().__init__(what, next=next)
        self.reason = reason


class ModelError(UpslopeError):
    """A model's files are damaged, not to be trusted, or not of the shape they must have."""


class StoreError(UpslopeError):
    """The workspace's database or files could not be read or written."""


class DamagedError(StoreError):
    """The database or a backup is not what was written: restore another one."""
