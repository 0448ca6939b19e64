"""Work in the background: one of a kind, told of, stopped, and failing in a sentence."""

from __future__ import annotations

import pytest

from upslope.apps.web.work import Work, Works
from upslope.errors import UsageError


def test_one_of_a_kind_at_a_time() -> None:
    works = Works()

    def until_stopped(work: Work) -> str:
        work.tell("first", 1, 3)
        work.stop.wait(10)
        return "kept"

    work = works.start(Work("collect", "Collecting", until_stopped, stops=True))
    with pytest.raises(UsageError, match="At work already: Collecting"):
        works.start(Work("collect", "Collecting more", lambda _: None))
    works.start(Work("retrain", "Training", lambda _: None)).join()
    works.forget("collect")
    assert works.of("collect") is work
    works.close()
    assert (work.is_running, work.result, list(work.last)) == (False, "kept", ["first"])
    works.forget("collect")
    assert works.of("collect") is None


def test_a_failure_is_said_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Work) -> None:
        raise RuntimeError("secret of ada")

    work = Works().start(Work("collect", "Collecting", fail))
    work.join()
    assert "nobody foresaw" in str(work.error)
    assert "secret" not in str(work.error) + caplog.text
