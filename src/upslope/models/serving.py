"""Which model answers each task: the one that ships, or the workspace's champion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from upslope.errors import ModelError
from upslope.models.arrays import Model
from upslope.models.artefact import Files, digest, from_files

SHIPPED_DIGESTS = "digests.json"
"""In ``shipped/``: model -> digest of its files, so that a damaged install is told."""


class Models(Mapping[str, Model]):
    """Models by name, each loaded when it is first asked.

    Args:
        versions: model -> digest of the version that answers.
        read: returns the files of a version, by model and digest.

    >>> len(Models({}, read=lambda model, digest: {}))
    0
    """

    def __init__(self, versions: Mapping[str, str], read: Callable[[str, str], Files]) -> None:
        self.versions = versions
        self._read = read
        self._loaded: dict[str, Model] = {}

    def __getitem__(self, name: str) -> Model:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> Model:
        found = self._read(name, self.versions[name])
        if digest(found) != self.versions[name]:
            raise ModelError(
                f"The files of the model {name!r} are not those that were kept.",
                kept="They were not loaded.",
                next="Move back to the version before: upslope models rollback " + name,
            )
        return from_files(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self.versions)

    def __len__(self) -> int:
        return len(self.versions)


def _shipped() -> Models:
    folder = files("upslope.models") / "shipped"
    listed = folder / SHIPPED_DIGESTS
    versions = msgspec.json.decode(listed.read_bytes(), type=dict[str, str])
    return Models(versions, lambda name, _: shipped_files(name))


@cache
def shipped_files(name: str) -> Files:
    """Read the files of a model that ships with the package."""
    folder = files("upslope.models") / "shipped" / name
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


SHIPPED = _shipped()
"""The models in the package."""
