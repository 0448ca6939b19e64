"""What the server asks: the models of a workspace, as its registry has them now."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from upslope.errors import ModelError, UpslopeError
from upslope.models import Models
from upslope.pipeline.predicted import predictions, versions
from upslope.records import Posting, Prediction
from upslope.understand import understand
from upslope.workspace import Workspace

_LOOK_EVERY = 1.0  # seconds after which the registry is asked again who answers
_MOST_UNLOGGED = 10_000  # predictions that wait while the database is busy; then the oldest go
_SHIPPED = "shipped"

_log = logging.getLogger(__name__)


class Answering:
    """Understands postings with a workspace's champions, follows their moves, logs its answers.

    Without a database in the workspace the shipped models answer and nothing is written anywhere.

    Attributes:
        versions: model -> digest of the version that answers, or ``shipped``.
    """

    versions: Mapping[str, str]

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._has_store = workspace.has_store()
        self._champions = self._said()
        self._looked = time.monotonic()
        self._unlogged: list[Prediction] = []
        self._guard = threading.Lock()
        self._take(workspace.models)
        understand([_FIRST], self._models)  # tables are loaded before the first request

    def _take(self, models: Models) -> None:
        """Let these models answer, once all of them are loaded."""
        named = {name: digest or _SHIPPED for name, digest in versions(models).items()}
        self._models, self.versions, self._named = models, named, msgspec.json.encode(named)

    def answer(self, postings: Sequence[Posting]) -> list[msgspec.Raw]:
        """Understand a batch; each answer is JSON, with the versions that gave it."""
        self._follow()
        understood = understand(postings, self._models)
        if self._has_store:
            with self._guard:
                self._unlogged += predictions(understood, self._models)
        # An object is cut open rather than built anew: the versions are the same for all.
        bodies = (msgspec.json.encode(one)[:-1] for one in understood)
        return [msgspec.Raw(body + b',"models":' + self._named + b"}") for body in bodies]

    def flush(self) -> None:
        """Log what was answered since; what cannot be stored now waits for the next time."""
        with self._guard:
            waiting, self._unlogged = self._unlogged, []
        try:
            if waiting:
                self._workspace.store.predictions.log(waiting)
        except UpslopeError as error:
            _log.warning("Predictions could not be logged. %s", error)
            with self._guard:
                self._unlogged = (waiting + self._unlogged)[-_MOST_UNLOGGED:]

    def standing(self) -> list[dict[str, Any]]:
        """Say of each model which version answers, where it comes from and how good it is."""
        return [
            {
                "model": name,
                "version": version,
                "rung": card.get("rung"),
                "trained_at": card.get("trained_at"),
                "scores": _scores(card),
            }
            for name, version in self.versions.items()
            for card in [self._card(name)]
        ]

    def _card(self, name: str) -> Mapping[str, Any]:
        try:
            return self._models.card(name)
        except ModelError:  # damaged since it was loaded; the doctor says so
            return {}

    def _follow(self) -> None:
        """Load the champions anew when the registry has moved one."""
        now = time.monotonic()
        if not self._has_store or now - self._looked < _LOOK_EVERY:
            return
        self._looked = now
        try:
            if (said := self._said()) != self._champions:
                self._take(self._workspace.reload_models())
                self._champions = said
        except UpslopeError as error:
            _log.warning("The models stay as they are. %s", error)

    def _said(self) -> Mapping[str, str]:
        return self._workspace.store.models.champions() if self._has_store else {}


_FIRST = Posting(
    id="",
    source="",
    source_id="",
    title="Machine Learning Engineer",
    description="You train models in Python.\n\nRequirements:\n- 3+ years of SQL",
)


def _scores(card: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of the rung that the model is, of all those on its card."""
    rungs = [row for row in card.get("ladder", []) if row.get("rung") == card.get("rung")]
    return {name: value for row in rungs[:1] for name, value in row.items() if name != "rung"}
