"""How far Spark is with a stage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from upslope.batch.progress import Moment, Tell

if TYPE_CHECKING:
    from pyspark import StatusTracker
    from pyspark.sql import SparkSession

_SECONDS = 1.0


@contextmanager
def watched(spark: SparkSession, stage: str, tell: Tell) -> Iterator[None]:
    """Tell once a second how many tasks are done of those that are at work now."""
    over = Event()
    arguments = (spark.sparkContext.statusTracker(), stage, tell, over)
    thread = Thread(target=_tell_until, args=arguments, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _tell_until(tracker: StatusTracker, stage: str, tell: Tell, over: Event) -> None:
    begun = time.monotonic()
    while not over.wait(_SECONDS):
        found = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
        known = [one for one in found if one is not None]
        done, total = sum(one.numCompletedTasks for one in known), sum(o.numTasks for o in known)
        tell(Moment(stage=stage, done=done, total=total, seconds=time.monotonic() - begun))
