"""The folder in which a run works, beside its output, and how its result becomes the output."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from upslope.batch.local.parts import saving
from upslope.batch.plan import REPORT, Plan, finished
from upslope.errors import UsageError
from upslope.store.disk.owner import alone_if
from upslope.store.disk.whole import sync_folder, whole


class Running:
    """``.OUTPUT.running`` beside the output: all that a run keeps until it is finished.

    Args:
        output: the folder that will hold the result; it is there as a whole, or not at all.
        plan: what is to be done. What was kept of another plan is dropped.

    Attributes:
        stages: where the stages of this plan are.
        result: what will become the output.
        note: what is worth saying of a run that was stopped.
    """

    def __init__(self, output: Path, plan: Plan) -> None:
        self.output, self.plan = output, plan
        self.folder = output.with_name(f".{output.name}.running")
        self.stages = self.folder / plan.digest[:16]
        self.result = self.stages / "result"
        self.note = ""
        self._replaced = self.folder / "replaced"

    @contextmanager
    def open(self, *, replace: bool) -> Iterator[None]:
        """Be the only run on this output, and take up what was kept.

        Raises:
            UsageError: another run is at it, or it holds something that is not to be replaced.
        """
        self._check(replace)
        with saving(self.folder.parent):
            self.folder.mkdir(parents=True, exist_ok=True)
        with alone_if(self.folder / "lock") as ours:
            if not ours:
                raise UsageError(
                    f"Another run is writing {self.output} at this moment.",
                    next="Wait until it is done, or name another folder.",
                )
            with saving(self.folder):
                self._mend()
                self._check(replace)  # again: now nobody else can change it
                self._take_up()
            yield

    def _mend(self) -> None:
        """Put back what was there, if a kill came between taking it away and its replacement."""
        if self._replaced.exists() and not self.output.exists():
            self._replaced.rename(self.output)

    def _check(self, replace: bool) -> None:
        """See whether the output can be made, or replaced."""
        if self.output.is_mount():
            raise UsageError(
                f"{self.output} is a mounted disk, which cannot appear in one step.",
                next=f"Name a folder on it, such as {self.output / 'postings'}.",
            )
        if (self.output / REPORT).exists():
            if not replace:
                raise finished(self.output)
        elif self.output.exists() and not (self.output.is_dir() and _is_empty(self.output)):
            raise UsageError(
                f"{self.output} holds other things.",
                kept="They were left as they are.",
                next="Name a folder that is new or empty.",
            )

    def _take_up(self) -> None:
        """Keep what the run that was stopped had finished, if it was the same."""
        file = self.folder / "plan.json"
        with suppress(OSError, msgspec.DecodeError):
            before = msgspec.json.decode(file.read_bytes(), type=Plan)
            if why := self.plan.difference(before):
                self.note = f"A run that was stopped is not gone on with: {why}. It starts anew."
            elif self.stages.exists():
                self.note = "Going on with the run that was stopped."
        for other in self.folder.iterdir():
            if other.is_dir() and other != self.stages:
                shutil.rmtree(other, ignore_errors=True)
        self.stages.mkdir(exist_ok=True)
        shutil.rmtree(self.result, ignore_errors=True)
        for half in self.stages.rglob("*.half"):
            shutil.rmtree(half) if half.is_dir() else half.unlink()
        (half := self.folder / "plan.half").unlink(missing_ok=True)
        with whole(file, half) as written:
            written.write(msgspec.json.encode(self.plan))

    def publish(self) -> None:
        """Make the result the output, in one step; what was there before is gone then."""
        with saving(self.folder):
            if self.output.exists():
                self.output.rename(self._replaced)
            self.result.rename(self.output)
            sync_folder(self.output.parent)
        shutil.rmtree(self.folder, ignore_errors=True)


def _is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())
