"""Which model answers each task: the one that ships, or the workspace's champion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from upslope.errors import ModelError
from upslope.models.arrays import Model
from upslope.models.artefact import Files, from_files
from upslope.records import digest_of

LISTED = "digests.json"
"""In ``shipped/``: model -> digest of its files, so that a damaged install is told."""


class _Answering(NamedTuple):
    digest: str
    model: Model


class Models(Mapping[str, Model]):
    """Models by name, each loaded when it is first asked.

    Args:
        versions: model -> digests of its versions, the champion first; where that cannot be used,
            the next one answers.
        read: returns the files of a version, by model and digest.

    Attributes:
        refused: why versions could not be used.

    >>> len(Models({}, read=lambda model, digest: {}))
    0
    """

    def __init__(
        self, versions: Mapping[str, Sequence[str]], read: Callable[[str, str], Files]
    ) -> None:
        self._versions, self._read = versions, read
        self._answering: dict[str, _Answering] = {}
        self.refused: list[ModelError] = []

    def __getitem__(self, name: str) -> Model:
        """Return a model.

        Raises:
            KeyError: there is no such model.
            ModelError: none of its versions can be used.
        """
        return self._loaded(name).model

    def digest(self, name: str) -> str:
        """Return the digest of the version that answers."""
        return self._loaded(name).digest

    def card(self, name: str) -> dict[str, Any]:
        """Return the card of the version that answers."""
        found = self._read(name, self.digest(name))
        return msgspec.json.decode(found["card.json"], type=dict[str, Any])

    def _loaded(self, name: str) -> _Answering:
        if name not in self._answering:
            self._answering[name] = self._first_usable(name)
        return self._answering[name]

    def _first_usable(self, name: str) -> _Answering:
        for digest in self._versions[name]:
            try:
                return _Answering(digest, self._load(name, digest))
            except ModelError as error:
                self.refused.append(error)
        raise ModelError(
            f"No version of the model {name!r} can be used. {self.refused[-1]}",
            next="Install Upslope again.",
        )

    def _load(self, name: str, digest: str) -> Model:
        found = self._read(name, digest)
        if digest_of(found) != digest:
            raise ModelError(
                f"The files of version {digest[:12]} of the {name} model are not what was kept.",
                kept="They were not loaded; the version before it answers.",
            )
        return from_files(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)


@cache
def shipped_files(name: str) -> Files:
    """Read the files of a model that ships with the package."""
    folder = files("upslope.models") / "shipped" / name
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def shipped_names() -> list[str]:
    """Names of all that has a card in the package: models, and rules that no model beats."""
    folder = files("upslope.models") / "shipped"
    return sorted(one.name for one in folder.iterdir() if one.is_dir())


def _shipped() -> dict[str, str]:
    listed = files("upslope.models") / "shipped" / LISTED
    return msgspec.json.decode(listed.read_bytes(), type=dict[str, str])


SHIPPED_DIGESTS = _shipped()
"""Model -> digest of the version in the package."""

SHIPPED = Models(
    {name: [digest] for name, digest in SHIPPED_DIGESTS.items()},
    lambda name, _: shipped_files(name),
)
"""The models in the package."""
