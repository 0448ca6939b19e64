"""What models answered is logged with the postings, bounded, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.made_up import contents, ended, posting, take, understanding

from upslope.errors import StoreError
from upslope.models import SHIPPED
from upslope.pipeline.predicted import predictions
from upslope.records import Prediction, Responsibility
from upslope.store import Store
from upslope.store import predictions as log
from upslope.workspace import Workspace

START = datetime(2026, 10, 31, 23, 59, tzinfo=UTC)


def said(id: str, version: str, answer: str = "ml_engineer", minutes: int = 0) -> Prediction:
    return Prediction(
        posting=id,
        at=START + timedelta(minutes=minutes),
        versions={"role": version},
        answers={"role": (answer, 0.9), "visa": ("unstated", None)},
    )


def read(store: Store, month: str = "") -> list[tuple[str, str]]:
    rows = store.predictions.read("role", month)
    return [(one.prediction.posting, one.prediction.versions["role"]) for one in rows]


def test_read_by_question_and_month_with_the_employer(store: Store) -> None:
    take(store, [posting(1)])
    store.predictions.log([said("gh-1", "a"), said("elsewhere", "a", minutes=5)])
    assert read(store) == [("gh-1", "a"), ("elsewhere", "a")]
    assert read(store, "2026-10") == [("gh-1", "a")]
    assert read(store, "2026-11") == [("elsewhere", "a")]
    assert read(store, "2026-1_") == []
    first, second = store.predictions.read("visa")
    assert (first.employer, first.letters) == (
        "Quillfeather Analytics",
        len("Train models.\n- Deploy them"),
    )
    assert (second.employer, second.letters) == (None, None)
    assert first.prediction == said("gh-1", "a")
    assert [*store.predictions.read("nothing")] == []


def test_the_same_answer_of_the_same_version_is_kept_once(store: Store) -> None:
    for minutes in range(4):
        store.predictions.log([said("gh-1", "a", minutes=minutes)])
    store.predictions.log([said("gh-1", "a", "other", 5), said("gh-1", "b", "other", 6)])
    assert read(store) == [("gh-1", "a"), ("gh-1", "b")]


def test_of_each_posting_the_newest_are_kept(store: Store) -> None:
    for version in "abcdefg":
        store.predictions.log([said(id, version) for id in ("gh-1", "gh-2")])
    assert log.KEPT_OF_A_POSTING == 3
    assert sorted(read(store)) == [(id, v) for id in ("gh-1", "gh-2") for v in "efg"]


def test_in_all_no_more_than_so_many_are_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "KEPT_IN_ALL", 10)
    for batch in range(5):
        store.predictions.log([said(f"asked-{batch}-{n}", "a") for n in range(4)])
    assert len(read(store)) == 10
    assert read(store)[-1] == ("asked-4-3", "a")


def test_they_are_stored_with_their_postings_or_not_at_all(store: Store) -> None:
    run = ended(store.runs.start("greenhouse", "quillfeather"))
    rows, answers = [posting(1)], [understanding("gh-1", "python")]
    before = contents(store)
    broken = [Prediction(posting="gh-1", at=START, versions={}, answers={"role": ("x", object())})]  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        store.postings.ingest(run, rows, answers, predicted=broken)
    assert contents(store) == before
    store.postings.ingest(run, rows, answers, predicted=[said("gh-1", "a")])
    assert read(store) == [("gh-1", "a")]


def test_a_list_that_is_not_believed_leaves_no_predictions(store: Store) -> None:
    run = ended(store.runs.start("greenhouse", "quillfeather"), "quarantined")
    answers = [understanding("gh-1", "python")]
    store.postings.ingest(run, [posting(1)], answers, predicted=[said("gh-1", "a")])
    assert read_all(store) == []


def read_all(store: Store) -> list[Prediction]:
    return [one.prediction for one in store.predictions.read("role")]


def test_odd_ids_can_be_logged(store: Store) -> None:
    store.predictions.log([said("a\0b\ud83d", "a")])
    assert read(store) == [("a\ufffdb\ufffd", "a")]
    store.predictions.log([])


def test_what_is_collected_is_logged(tmp_path: Path) -> None:
    file = tmp_path / "openings.csv"
    file.write_text("id,title,description\n1,ML Engineer,You deploy models.\n2,Cook,Cook.\n")
    with Workspace(tmp_path / "home") as workspace:
        for _ in range(2):
            workspace.collect_from(str(file), only_ml=True)
        (made,) = read_all(workspace.store)
        (stored,) = [understood for _, understood in workspace.store.postings.all()]
    assert made.posting == stored.id
    assert made.answers["role"] == (stored.role, stored.role_probability)
    assert {f"responsibilities.{duty}" for duty in stored.responsibilities} <= set(made.answers)


def test_answers_name_what_a_posting_says() -> None:
    duty = Responsibility(present=True, probability=0.8, evidence="You deploy models.")
    known = understanding("1", responsibilities={"deployment": duty}, application_areas=["a", "b"])
    (made,) = predictions([known], SHIPPED)
    assert made.answers["responsibilities.deployment"] == ("yes", 0.8)
    assert made.answers["application_areas"] == ("a b", None)
    assert made.answers["industry"] == ("", None)
    assert made.at.tzinfo is not None


@pytest.mark.in_file
def test_a_busy_database_says_so(tmp_path: Path) -> None:
    with (
        Store(tmp_path / "w") as store,
        Store(tmp_path / "w", busy_seconds=0.05) as other,
        store.database.write(),
        pytest.raises(StoreError, match="busy"),
    ):
        other.predictions.log([said("1", "a")])
