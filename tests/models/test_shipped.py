"""The models in the package: whole, small, without code, and of what their cards say."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import numpy as np
import pytest

from upslope.models import SHIPPED, SHIPPED_DIGESTS, shipped_files, shipped_names
from upslope.models.arrays import ArrayModel, Matrix
from upslope.models.artefact import NAMES
from upslope.records import digest_of
from upslope.understand.tasks import TASKS

NAMED = sorted(SHIPPED_DIGESTS)


@pytest.mark.parametrize("name", NAMED)
def test_files_are_those_of_the_digest_and_nothing_else(name: str) -> None:
    files = shipped_files(name)
    assert digest_of(files) == SHIPPED_DIGESTS[name]
    assert set(files) <= NAMES
    assert SHIPPED.card(name)["name"] == name


def test_all_together_are_far_below_the_limit() -> None:
    size = sum(len(content) for name in shipped_names() for content in shipped_files(name).values())
    assert size < 2e6  # the limit is 40 MB


def test_every_task_has_a_card_with_a_ladder() -> None:
    assert set(TASKS) <= set(shipped_names())
    for name in shipped_names():
        card = msgspec.json.decode(shipped_files(name)["card.json"])
        assert {row["rung"] for row in card["ladder"]} >= {"constant", "rules", "logistic"}
        assert card["data"]["employers"] > 100


@pytest.mark.parametrize("name", NAMED)
def test_classes_are_those_of_the_task(name: str) -> None:
    if name in TASKS:
        assert SHIPPED[name].classes == TASKS[name].classes


@pytest.mark.parametrize("name", [one for one in NAMED if "model.skops" in shipped_files(one)])
def test_arrays_answer_as_the_estimators_behind_them(name: str) -> None:
    import skops.io

    parts = skops.io.loads(shipped_files(name)["model.skops"], trusted=[])
    model = SHIPPED[name]
    assert isinstance(model, ArrayModel)
    draw = np.random.default_rng(0)
    x = draw.random((20, len(model.features))) * (draw.random((20, len(model.features))) < 0.1)
    scaled = x / parts["scaler"].scale_
    raw = np.stack([one.decision_function(scaled) for one in parts["estimators"]])
    odds = _log_odds(model.of_matrix(x), link=model.link)
    expected = raw[0] if raw.ndim == 3 else raw.T
    # Calibration divides all log odds by one temperature, which the arrays hold already.
    ratio = (odds - odds.mean()) / (expected - expected.mean())
    assert np.std(ratio) < 1e-2 * abs(np.mean(ratio))


def _log_odds(chances: Matrix, *, link: str) -> Matrix:
    kept = chances.clip(1e-12, 1 - 1e-12)
    if link == "sigmoid":
        return np.asarray(np.log(kept / (1 - kept)))
    logs = np.log(kept)
    return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def test_answering_needs_no_scikit_learn() -> None:
    code = (
        "import sys; from upslope.records import Posting;"
        "from upslope.understand import understand;"
        "understand([Posting(id='1', source='', source_id='', title='ML Engineer')]);"
        "print([m for m in ('sklearn', 'skops', 'scipy', 'torch') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
