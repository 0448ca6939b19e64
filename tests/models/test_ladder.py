"""Rungs are scored on employers they have not seen, and the smallest unbeaten one wins."""

from __future__ import annotations

import numpy as np
import pytest
from tests.models.conftest import drinks

from upslope.models import Example, Task
from upslope.models.arrays import ArrayModel, Sparse
from upslope.models.artefact import from_files
from upslope.models.estimators import RUNGS
from upslope.models.lifecycle.dataset import Dataset, dataset
from upslope.models.lifecycle.held_out import held_out, newest
from upslope.models.lifecycle.ladder import climb, winner
from upslope.models.lifecycle.scores import Answers, by_class, calibration_error, difference, scores
from upslope.models.lifecycle.tune import halving, optuna
from upslope.models.table import Table


def _table(task: Task, data: Dataset) -> Table:
    return Table.of(task, data.examples)


def test_a_learned_rung_wins_where_words_tell(drink: Task, data: Dataset) -> None:
    steps = climb(_table(drink, data), ("constant", "rules", "logistic", "trees"))
    won = winner(_table(drink, data), steps)
    assert won.rung == "logistic"  # trees are no better, and larger
    assert won.scores["accuracy"].value > 0.85
    assert won.scores["accuracy"].low < won.scores["accuracy"].value < won.scores["accuracy"].high
    assert won.newest["accuracy"].value > 0.7
    assert won.calibration is not None
    assert won.calibration < 0.1


def test_the_constant_wins_where_nothing_tells(drink: Task) -> None:
    table = _table(drink, dataset(drink, drinks(150, noise=1.0)))
    assert winner(table, climb(table, ("constant", "logistic"))).rung == "constant"


def test_a_feature_that_names_the_employer_does_not_help() -> None:
    task = Task("drink", ("tea", "milk"), lambda row: [])
    draw = np.random.default_rng(0)
    label = {employer: ("tea", "milk")[draw.integers(2)] for employer in "abcdefghijklmnopqrst"}
    rows = [Example({e: 1.0}, label[e], "tea", e) for e in label for _ in range(5)]
    table = Table.of(task, rows)
    accuracy = scores(held_out(table, "logistic", {}).answers(table))["accuracy"].value
    assert accuracy < 0.75  # by row it would be 1


def test_several_classes_have_thresholds_of_their_own(likes: Task) -> None:
    table = Table.of(likes, dataset(likes, drinks(150)).examples)
    kept = held_out(table, "logistic", {})
    assert scores(kept.answers(table))["macro_f1"].value > 0.85
    assert set(kept.threshold) <= {round(0.2 + 0.02 * step, 2) for step in range(26)}


def test_the_newest_months_hold_enough_examples(drink: Task, data: Dataset) -> None:
    table = _table(drink, data)
    late = newest(table)
    assert 30 <= late.sum() < 60
    assert min(table.months[late]) > max(table.months[~late])


@pytest.mark.parametrize("rung", sorted(RUNGS))
@pytest.mark.parametrize("name", ["drink", "likes"])
def test_a_model_survives_its_files(rung: str, name: str, request: pytest.FixtureRequest) -> None:
    from upslope.models.artefact import to_files

    if rung == "network":
        pytest.importorskip("torch", reason="the neural rung is in the extra train")
    task = request.getfixturevalue(name)
    data = dataset(task, drinks(60))
    table = Table.of(task, data.examples)
    fitted = RUNGS[rung](table).calibrated(1.5, np.full(3, 0.4))
    again = from_files(to_files(task.name, rung, fitted, {}))
    rows = [example.features for example in data.examples]
    np.testing.assert_allclose(
        again.predict_proba(rows), fitted.model.of_matrix(table.x), atol=1e-5
    )
    alone = np.vstack([again.predict_proba([row]) for row in rows])
    np.testing.assert_allclose(again.predict_proba(rows), alone)  # a batch changes no answer
    names = [*again.features]
    ones = Sparse(np.arange(len(names)), np.arange(len(names)), (len(names), len(names)))
    by_name = again.predict_proba([{name: 1.0} for name in names])
    np.testing.assert_allclose(again.of_matrix(ones), by_name)


def test_linear_arrays_answer_as_scikit_learn_does(drink: Task, data: Dataset) -> None:
    table = _table(drink, data)
    fitted = RUNGS["logistic"](table)
    assert fitted.parts is not None
    [estimator] = fitted.parts["estimators"]
    expected = estimator.predict_proba(fitted.parts["scaler"].transform(table.x))
    np.testing.assert_allclose(fitted.model.of_matrix(table.x), expected, atol=1e-9)


def test_a_class_that_a_fold_never_saw_is_no_crash(drink: Task) -> None:
    rows = [Example({"x": 1.0}, "tea" if at else "milk", "tea", str(at)) for at in range(40)]
    table = Table.of(drink, rows)
    for rung in ("constant", "logistic", "svm", "trees"):
        assert scores(held_out(table, rung, {}).answers(table))["accuracy"].value > 0.9


def test_halving_tries_fewer_on_more(drink: Task, data: Dataset) -> None:
    trials = halving(_table(drink, data), "logistic")
    sizes = [trial.examples for trial in trials]
    assert sizes == sorted(sizes, reverse=True)
    assert len(trials) == 6 + 2
    assert trials[0].score > 0.85


def test_optuna_tries_the_same_space(drink: Task, data: Dataset) -> None:
    pytest.importorskip("optuna", reason="in the extra train")
    trials = optuna(_table(drink, data), "logistic", trials=3)
    assert [trial.score for trial in trials] == sorted((t.score for t in trials), reverse=True)


def test_scores_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import accuracy_score, f1_score

    draw = np.random.default_rng(3)
    truth, said = draw.integers(4, size=200), draw.integers(4, size=200)
    eye = np.eye(4, dtype=np.int64)
    found = Answers(eye[truth], eye[said], np.arange(200) // 3, many=False)
    mine = scores(found)
    assert mine["accuracy"].value == pytest.approx(accuracy_score(truth, said))
    assert mine["macro_f1"].value == pytest.approx(f1_score(truth, said, average="macro"))
    assert by_class(found, tuple("abcd"))["b"][1] == (truth == 1).sum()


def test_a_paired_difference_is_narrower_than_its_parts() -> None:
    draw = np.random.default_rng(1)
    eye = np.eye(2, dtype=np.int64)
    truth = draw.integers(2, size=400)
    one = np.where(draw.random(400) < 0.3, 1 - truth, truth)
    other = np.where((one != truth) & (draw.random(400) < 0.5), truth, one)
    employers = np.arange(400)
    left = Answers(eye[truth], eye[one], employers, many=False)
    right = Answers(eye[truth], eye[other], employers, many=False)
    gain = difference(left, right)["accuracy"]
    assert gain.low > 0
    alone = scores(right)["accuracy"]
    assert gain.high - gain.low < alone.high - alone.low


def test_the_calibration_error_of_overconfidence() -> None:
    truth = np.array([[1, 0], [0, 1]] * 50)
    sure = np.tile([0.9, 0.1], (100, 1))
    assert calibration_error(truth, sure, many=False) == pytest.approx(0.4)


def test_arrays_know_only_the_features_they_learned(drink: Task, data: Dataset) -> None:
    model = RUNGS["logistic"](_table(drink, data)).model
    assert isinstance(model, ArrayModel)
    row = data.examples[0].features
    np.testing.assert_array_equal(
        model.predict_proba([row]), model.predict_proba([{**row, "never seen": 9.0}])
    )
