"""The life of a workspace's models: what ``upslope models`` does, joined from its rooms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from upslope.errors import UsageError
from upslope.models import SHIPPED_DIGESTS, Labelled, Models, Task, shipped_files, shipped_names
from upslope.models.lifecycle import champion
from upslope.records import Move, Posting, Version

if TYPE_CHECKING:
    from upslope.models.lifecycle.dataset import Dataset
    from upslope.models.lifecycle.evaluate import Evaluation
    from upslope.models.lifecycle.ladder import Settings
    from upslope.models.lifecycle.retrain import Retrained
    from upslope.models.lifecycle.train import Trained
    from upslope.models.lifecycle.tune import Trial
    from upslope.models.table import Table
    from upslope.store import Store
    from upslope.workspace.monitoring import Watch


_ABOUT = {"duties": "Which of the six responsibilities a sentence of a posting shows."}
"""In plainer words than the card that ships, whose bytes are a part of its model's digest."""


class Labels(NamedTuple):
    """Where labelled postings are read from.

    Args:
        labels: files of labels; without any, the package's own labelled set.
        postings: files with the texts of the postings.
        apart: labelled postings (labels, postings) that nothing may be learned from.
        corrected: whether the person's corrections are learned from too.
    """

    labels: Sequence[Path] = ()
    postings: Sequence[Path] = ()
    apart: Sequence[tuple[Path, Path]] = ()
    corrected: bool = True


class Standing(NamedTuple):
    """What answers a task now: its digest, where it comes from, and its card."""

    name: str
    digest: str
    origin: str
    card: Mapping[str, Any]


def champions(store: Store) -> Models:
    """The models that answer in a workspace: its champions, else those in the package.

    A version that cannot be used gives way to the champion before it.
    """
    versions = {
        name: [
            *reversed([one for one in champion.line(store.models.moves(name)) if one]),
            shipped,
        ]
        for name, shipped in SHIPPED_DIGESTS.items()
    }

    def read(name: str, digest: str) -> Mapping[str, bytes]:
        shipped = digest == SHIPPED_DIGESTS[name]
        return shipped_files(name) if shipped else store.models.files(digest)

    return Models(versions, read)


class ModelLife:
    """Data, training, tuning, evaluation, promotion, monitoring and retraining of the models.

    Args:
        store: where versions, predictions and corrections are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.registry = store.models

    def tasks(self) -> Mapping[str, Task]:
        """Every task that a model can learn, by name."""
        from upslope.understand.tasks import TASKS

        return TASKS

    def task(self, name: str) -> Task:
        """Return a task by its name.

        Raises:
            UsageError: there is none of that name.
        """
        if name in self.tasks():
            return self.tasks()[name]
        if name in SHIPPED_DIGESTS:
            raise UsageError(
                f"The model {name!r} learns from whole postings in a way of its own.",
                next=f"Train it where Upslope is developed: benchmarks/train_{name}.py",
            )
        raise self._unknown(name)

    @staticmethod
    def _unknown(name: str) -> UsageError:
        known = ", ".join(shipped_names())
        return UsageError(f"There is no model {name!r}.", next=f"There are: {known}.")

    def standing(self) -> list[Standing]:
        """Say of each model which version answers."""
        return [self._standing(name) for name in shipped_names()]

    def _standing(self, name: str) -> Standing:
        version = self.registry.champion(name)
        digest = version.digest if version else SHIPPED_DIGESTS.get(name, "")
        origin = version.note or "trained here" if version else "ships with Upslope"
        return Standing(name, digest, origin, self.card(name))

    def card(self, name: str, digest: str = "") -> dict[str, Any]:
        """Return the card of a version; without a digest that of the champion.

        Raises:
            UsageError: there is no such model or version.
        """
        if name not in shipped_names():
            raise self._unknown(name)
        kept = self.registry.champion(name)
        if digest:
            kept = champion.find(self.registry, name, digest)
        files = self.registry.files(kept.digest) if kept else shipped_files(name)
        found: dict[str, Any] = msgspec.json.decode(files["card.json"])
        return found | {"about": _ABOUT.get(name, found["about"])}

    def data(self, name: str, given: Labels) -> Dataset:
        """Return what a model would learn from, looked at: see ``models.lifecycle.dataset``."""
        from upslope.models.lifecycle.dataset import dataset
        from upslope.understand.labelled import labelled

        apart = [row for labels, texts in given.apart for row in labelled([labels], [texts])[0]]
        return dataset(self.task(name), self._labelled(given), apart)

    def _labelled(self, given: Labels) -> list[Labelled]:
        """What is given to learn from; without any file the package's own set."""
        from upslope.sample import labelled_set
        from upslope.understand.labelled import labelled

        own = [] if given.labels else labelled(*labelled_set())[0]
        return own + self._new(given)

    def _new(self, given: Labels) -> list[Labelled]:
        """The postings of the files given, then those that the person corrected."""
        from upslope.understand.labelled import labelled

        rows = labelled(given.labels, given.postings)[0]
        return rows + (list(self.corrected()) if given.corrected else [])

    def corrected(self) -> Iterator[Labelled]:
        """Yield the postings that the person corrected, with what they said, oldest first."""
        said: dict[str, dict[str, Any]] = {}
        for one in self._store.corrections.in_force():
            if one.field != "skills":
                value = int(one.truth) if one.field == "min_years" and one.truth else one.truth
                said.setdefault(one.posting, {})[one.field] = value
        for posting, labels in said.items():
            found: Posting = self._store.postings.get(posting)[0]
            yield Labelled(found, labels)

    def train(
        self,
        name: str,
        given: Labels,
        rungs: Sequence[str] = (),
        settings: Settings | None = None,
    ) -> Trained:
        """Climb the ladder, train its winner and keep it as a version, not yet champion."""
        from upslope.models.lifecycle.ladder import LADDER
        from upslope.models.lifecycle.train import train

        task, data = self.task(name), self.data(name, given)
        rungs = tuple(rungs) or LADDER
        done = train(task, data, datetime.now(UTC), rungs=rungs, settings=settings)
        self.registry.add(done.version, done.files)
        return done

    def tune(self, name: str, given: Labels, rung: str, *, by: str = "halving") -> list[Trial]:
        """Try settings of a rung, by successive halving or by Optuna; best first."""
        from upslope.models.lifecycle import tune

        table = self._table(name, given)
        return tune.optuna(table, rung) if by == "optuna" else tune.halving(table, rung)

    def _table(self, name: str, given: Labels) -> Table:
        from upslope.models.table import Table

        return Table.of(self.task(name), self.data(name, given).examples)

    def climb(self, name: str, given: Labels, rungs: Sequence[str] = ()) -> list[Mapping[str, Any]]:
        """Return the rows of a ladder climbed anew on the data given."""
        from upslope.models.lifecycle.card import row
        from upslope.models.lifecycle.ladder import LADDER, climb

        return [row(step) for step in climb(self._table(name, given), tuple(rungs) or LADDER)]

    def evaluate(self, name: str, given: Labels) -> Evaluation:
        """Score the champion on labelled postings, beside the rules and a constant."""
        from upslope.models.lifecycle.evaluate import evaluate

        examples = self.data(name, given).examples
        return evaluate(self.task(name), champions(self._store)[name], examples)

    def promote(self, name: str, digest: str, why: str) -> Version:
        """Make a version the champion."""
        version = champion.find(self.registry, self.task(name).name, digest)
        self.registry.move(name, version.digest, why)
        return version

    def roll_back(self, name: str, why: str) -> str:
        """Make the champion before this one answer again; return its digest, "" if shipped."""
        return champion.roll_back(self.registry, self.task(name).name, why)

    def versions(self, name: str) -> list[Version]:
        """The versions kept of a model, newest first."""
        return self.registry.versions(self.task(name).name)

    def moves(self, name: str) -> list[Move]:
        """When which version became champion, or was kept out, and why; newest first."""
        return self.registry.moves(self.task(name).name)

    def watch(self, since: str = "") -> Watch:
        """Look for drift since a day, and compare answers with corrections."""
        from upslope.workspace.monitoring import watch

        return watch(self._store, since)

    def to_mlflow(self, name: str, digest: str, uri: str) -> str:
        """Write a kept version to an MLflow store as well; return the id of its run there."""
        from upslope.models.lifecycle import mlflow

        version = champion.find(self.registry, self.task(name).name, digest)
        return mlflow.export(version, self.registry.files(version.digest), uri)

    def retrain(self, name: str, given: Labels) -> Retrained:
        """Train a challenger on new labels and promote it if it earns the champion's place.

        New labels are the corrections and those of the files given; the frozen set is the
        package's own labelled set.
        """
        from upslope.models.arrays import ArrayModel
        from upslope.models.lifecycle.dataset import dataset
        from upslope.models.lifecycle.retrain import Champion, retrain
        from upslope.sample import labelled_set
        from upslope.understand.labelled import labelled

        task = self.task(name)
        frozen = labelled(*labelled_set())[0]
        new, now = dataset(task, self._new(given), frozen), champions(self._store)[name]
        if not isinstance(now, ArrayModel):
            raise UsageError(
                f"The {name} model is an ensemble of trees, which cannot learn on.",
                next=f"Train it anew: upslope models train {name}",
            )
        examples = [example for row in frozen for example in task.examples(row)]
        done = retrain(task, Champion(now, self.card(name)), new, examples, datetime.now(UTC))
        self.registry.add(done.version, done.files)
        if done.verdict.promote:
            self.registry.move(name, done.version.digest, done.verdict.why)
        else:
            self.registry.keep_out(name, done.version.digest, done.verdict.why)
        return done
