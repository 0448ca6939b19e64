"""A challenger must earn the champion's place."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import numpy as np
import pytest
from tests.models.conftest import DRINKS, drinks

from upslope.errors import UsageError
from upslope.models import Example, Labelled, Task, shipped_files
from upslope.models.arrays import ArrayModel
from upslope.models.artefact import from_files
from upslope.models.estimators import RUNGS
from upslope.models.estimators.continued import continued
from upslope.models.lifecycle.card import markdown
from upslope.models.lifecycle.dataset import Dataset, dataset
from upslope.models.lifecycle.retrain import Champion, retrain
from upslope.models.table import Table

CARD = msgspec.json.decode(shipped_files("role")["card.json"])  # any card that is whole
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def champion(drink: Task, data: Dataset) -> ArrayModel:
    model = RUNGS["logistic"](Table.of(drink, data.examples)).model
    assert isinstance(model, ArrayModel)
    return model


@pytest.fixture
def frozen(drink: Task) -> list[Example]:
    return [example for row in drinks(60, seed=9) for example in drink.examples(row)]


def _turned(rows: list[Labelled]) -> list[Labelled]:
    """The same postings with every label another one."""
    following = dict(zip(DRINKS, (*DRINKS[1:], DRINKS[0]), strict=True))
    return [Labelled(row.posting, {"drink": following[row.labels["drink"]]}) for row in rows]


def test_labels_that_say_what_is_known_change_nothing(
    drink: Task, champion: ArrayModel, frozen: list[Example]
) -> None:
    new = dataset(drink, drinks(120, seed=2))
    verdict = retrain(drink, Champion(champion, CARD), new, frozen, NOW).verdict
    assert not verdict.promote
    assert verdict.why.startswith("Kept out, not surely better on the newest labels: accuracy")


def test_what_harms_the_frozen_set_is_kept_out(
    drink: Task, champion: ArrayModel, frozen: list[Example]
) -> None:
    new = dataset(drink, _turned(drinks(300, seed=2, noise=0)))
    verdict = retrain(drink, Champion(champion, CARD), new, frozen, NOW).verdict
    assert not verdict.promote
    assert verdict.newest.value > 0
    assert verdict.why.startswith("Kept out, worse on the frozen set: accuracy")


def test_a_new_word_is_learned_and_promoted(
    drink: Task, frozen: list[Example], champion: ArrayModel
) -> None:
    """The champion knows the feature "letters" only weakly; a shift in it can be learned."""
    layer = champion.layers[0]
    weights = layer.weights.copy()
    weights[champion.features["word.milk"]] = 0  # a champion that never learned what milk is
    weak = ArrayModel(
        champion.features, DRINKS, (layer._replace(weights=weights),), "softmax", np.full(3, 0.5)
    )
    done = retrain(drink, Champion(weak, CARD), dataset(drink, drinks(200, seed=2)), frozen, NOW)
    assert done.verdict.promote, done.verdict.why
    assert done.version.digest
    assert from_files(done.files).classes == DRINKS
    shown = markdown(msgspec.json.decode(done.files["card.json"]))
    assert "Rung **continued**" in shown
    assert done.verdict.why in shown


def test_few_labels_are_refused(drink: Task, champion: ArrayModel, frozen: list[Example]) -> None:
    with pytest.raises(UsageError, match="30 new labels for drink are too few"):
        retrain(drink, Champion(champion, CARD), dataset(drink, drinks(30)), frozen, NOW)


def test_the_prior_holds_what_new_labels_do_not_touch(drink: Task, champion: ArrayModel) -> None:
    task = Task("drink", DRINKS, lambda row: [])
    table = Table.of(task, [Example({"word.tea": 1.0}, "water", "tea", "Ajax")] * 10)
    moved = continued(champion, table)
    milk = champion.features["word.milk"]
    np.testing.assert_allclose(moved.layers[0].weights[milk], champion.layers[0].weights[milk])
    before, after = (one.predict_proba([{"word.tea": 1.0}])[0, 2] for one in (champion, moved))
    assert after > before


def test_without_new_examples_of_known_features_only_the_start_moves(champion: ArrayModel) -> None:
    task = Task("drink", DRINKS, lambda row: [])
    table = Table.of(task, [Example({"unknown": 1.0}, "water", "tea", "Ajax")] * 5)
    moved = continued(champion, table)
    np.testing.assert_allclose(moved.layers[0].weights, champion.layers[0].weights)
    assert moved.layers[0].start[2] > champion.layers[0].start[2]
