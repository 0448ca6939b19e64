"""What a workspace opens when it is needed: its store, its index, its models, the network."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from upslope import settings
from upslope.errors import ModelError, StoreError, UsageError

if TYPE_CHECKING:
    from upslope.index import TextIndex
    from upslope.models import Models
    from upslope.sources.source import Source
    from upslope.sources.visit import Getter
    from upslope.store import Store


class Opened:
    """A folder, its settings, its store and the door to the network, each opened when needed.

    Args:
        folder: where everything is kept; default: ``UPSLOPE_HOME``, else the user-data folder.
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self.settings = settings.load(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what was opened."""
        for opened in ("store", "sample"):
            if opened in self.__dict__:
                getattr(self, opened).close()

    @cached_property
    def store(self) -> Store:
        """The database and the raw replies."""
        from upslope.store import Store

        return Store(self.settings.home, self.settings.database_url)

    @cached_property
    def index(self) -> TextIndex:
        """The text index, derived from the store."""
        from upslope.index import TextIndex

        return TextIndex(self.settings.home)

    @cached_property
    def door(self) -> Getter:
        """The only way to the network."""
        from upslope.settings import keys
        from upslope.sources.door.http import Door
        from upslope.sources.door.jobspy import BesideTheDoor

        door = Door(self.store.replies, self.store.hosts, keys=keys.find)
        return BesideTheDoor(door, self.settings.jobspy)

    @cached_property
    def models(self) -> Models:
        """The models that answer here: this workspace's champions, else those in the package."""
        from upslope.models import SHIPPED
        from upslope.workspace.models import champions

        return champions(self.store) if self.has_store() else SHIPPED

    def refused_models(self) -> list[ModelError]:
        """Why champions could not be used, where an older version answered in their place."""
        return self.models.refused if "models" in self.__dict__ else []

    def reload_models(self) -> Models:
        """Return the models that answer now, after a champion was moved."""
        self.__dict__.pop("models", None)
        return self.models

    def has_store(self) -> bool:
        """Say whether anything is stored here: no workspace is made only to read a text."""
        return bool(self.settings.database_url) or (self.settings.home / "upslope.db").exists()

    def sources(self) -> dict[str, Source]:
        """Every source by name: ours, and those of outside packages."""
        from upslope import plugins

        return plugins.sources()

    def source(self, name: str) -> Source:
        """Return a source by its name.

        Raises:
            UsageError: there is none of that name; says which there are.
        """
        known = self.sources()
        if name not in known:
            raise UsageError(
                f"There is no source {name!r}.", next=f"There are: {', '.join(known)}."
            )
        return known[name]

    def follow(self) -> None:
        """Link new openings, write the market down, and bring the text index up to the store.

        What fails of the index now, the next search tries again; of the market, the next look.
        """
        from upslope import pipeline
        from upslope.guide.search import follow
        from upslope.index import IndexUnusableError

        pipeline.link_openings(self.store)
        with suppress(StoreError):
            pipeline.take_snapshot(self.store)
        with suppress(IndexUnusableError):
            follow(self.store, self.index)
