"""What a run is to do, so that one that was stopped can tell whether it goes on or starts anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from upslope import __version__
from upslope.batch.inputs import Input
from upslope.errors import UsageError

REPORT = "_report.json"
"""Written last: where it is, the output is whole. Readers of Parquet pass over such names."""


class Plan(msgspec.Struct, frozen=True, dict=True):
    """The files of a run as they are now, and the versions of what understands them.

    Args:
        files: path, size in bytes and time of the last change, of each; sorted.
        versions: of the package, its readers and its models.

    >>> one, other = Plan(((("a.jsonl", 10, "7")),)), Plan(((("a.jsonl", 11, "9")),))
    >>> one.digest == other.digest, one.difference(other)
    (False, '1 file is new, gone or changed')
    """

    files: tuple[tuple[str, int, str], ...]
    versions: tuple[str, ...] = ()

    @classmethod
    def of(cls, inputs: Iterable[Input]) -> Plan:
        """Look at the files of a run."""
        from upslope.models import SHIPPED_DIGESTS  # noqa: PLC0415
        from upslope.understand import VERSION  # noqa: PLC0415

        models = [f"{name} {digest}" for name, digest in sorted(SHIPPED_DIGESTS.items())]
        files = sorted((one.path, one.size, _changed(one.path)) for one in inputs)
        return cls(tuple(files), (__version__, VERSION, *models))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all of it, in hexadecimal: the same for the same work."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()

    def difference(self, other: Plan) -> str:
        """Say in what it differs from another plan; empty if in nothing."""
        if changed := len({path for path, *_ in {*self.files} ^ {*other.files}}):
            return f"{changed:,} file{' is' if changed == 1 else 's are'} new, gone or changed"
        return "" if self.versions == other.versions else "Upslope or a model has a new version"


def finished(output: str | Path) -> UsageError:
    """Make the error for an output that is there already."""
    return UsageError(
        f"{output} holds the result of a finished run.",
        kept="It was left as it is.",
        next="Name another folder, or add --replace to put a new result in its place.",
    )


def _changed(path: str) -> str:
    """When a local file was changed last; what lies elsewhere is known by its size alone."""
    try:
        return str(Path(path).stat().st_mtime_ns)
    except OSError:
        return ""
