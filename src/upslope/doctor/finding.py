"""What an examination finds."""

from __future__ import annotations

from typing import Literal

import msgspec

from upslope.errors import UpslopeError


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at.

    ``state``: ``ok``; ``note``, worth knowing though all works; ``bad``, something is lost or
    does not work until ``next`` is done.
    """

    about: str
    state: Literal["ok", "note", "bad"]
    says: str
    next: str = ""

    @classmethod
    def of(cls, about: str, error: UpslopeError) -> Finding:
        """Make a finding of an error.

        >>> Finding.of("resume", UpslopeError("It is gone.", next="Give another.")).next
        'Give another.'
        """
        says = " ".join(filter(None, [error.what, error.kept]))
        return cls(about=about, state="bad", says=says, next=error.next)
