"""What Spark raises, as one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from upslope.errors import StoreError


@contextmanager
def saying(stage: str) -> Iterator[None]:
    """Turn what Spark raises into an error that says what was kept.

    Raises:
        StoreError: the stage was not finished.
    """
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise StoreError(
            f"Spark could not finish the stage {stage}: {cause(error)}",
            kept="The stages before it are kept.",
            next="Mend that, then give the same command again: it goes on after them.",
        ) from error


def cause(error: Exception) -> str:
    """Return the line of a Spark error that says most: the last cause, without where it was.

    >>> cause(ValueError("Job aborted.\\n at a.b\\nCaused by: java.io.IOException: No space left"))
    'Caused by: java.io.IOException: No space left'
    """
    lines = [line.strip() for line in str(error).splitlines()]
    causes = [line for line in lines if re.search(r"(?:Error|Exception): ", line)]
    said = causes[-1:] or lines[:1] or [type(error).__name__]
    return said[0][:300]
