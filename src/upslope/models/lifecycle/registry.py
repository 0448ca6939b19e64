"""What the lifecycle needs of the place where versions of models are kept; ``store`` has one.

A version is a set of files named by its digest, and a row that says where it came from. At most one
version of a model is its champion: the one that answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from upslope.records import Move, Version

Files = Mapping[str, bytes]
"""The files of a version by name: ``model.json``, ``arrays.npz``, ``model.skops``, ``card.md``."""


class Registry(Protocol):
    """Where versions are kept and which of each model answers."""

    def add(self, version: Version, files: Files) -> None:
        """Keep a version whole or not at all; adding it again changes nothing."""
        ...

    def versions(self, model: str) -> list[Version]:
        """All versions of a model, newest first."""
        ...

    def champion(self, model: str) -> Version | None:
        """The version that answers; ``None`` while it is the shipped one."""
        ...

    def move(self, model: str, digest: str, why: str) -> None:
        """Make a version champion in one transaction, with its log entry; "" the shipped one."""
        ...

    def keep_out(self, model: str, digest: str, why: str) -> None:
        """Log that a challenger was not promoted."""
        ...

    def moves(self, model: str) -> list[Move]:
        """The log of a model, newest first."""
        ...

    def files(self, digest: str) -> Files:
        """Read the files of a version.

        Raises:
            ModelError: a file is missing, or does not have the digest it was kept under.
        """
        ...
