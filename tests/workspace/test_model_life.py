"""The whole life of a model in a workspace: trained, promoted, damaged, rolled back, watched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from upslope.errors import UsageError
from upslope.models import SHIPPED_DIGESTS
from upslope.models.lifecycle.champion import line
from upslope.records import Correction, Move
from upslope.workspace import Workspace
from upslope.workspace.models import Labels, champions

NAME = "area"
RUNGS = ("constant", "logistic")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path) as opened:
        yield opened


@pytest.fixture
def trained(workspace: Workspace) -> str:
    return workspace.model_life.train(NAME, Labels(), RUNGS).version.digest


def test_a_trained_version_is_kept_but_does_not_answer(workspace: Workspace, trained: str) -> None:
    [version] = workspace.model_life.versions(NAME)
    assert version.digest == trained
    assert champions(workspace.store).digest(NAME) == SHIPPED_DIGESTS[NAME]
    told = workspace.model_life.card(NAME, trained[:10])
    assert [row["rung"] for row in told["ladder"]] == list(RUNGS)


def test_cards_say_what_a_model_answers_in_plain_words(workspace: Workspace) -> None:
    for one in workspace.model_life.standing():
        assert "``" not in one.card["about"] and "Train" not in one.card["about"], one.name


def test_the_champion_answers_and_rolls_back(workspace: Workspace, trained: str) -> None:
    life = workspace.model_life
    life.promote(NAME, trained[:8], "better on newer postings")
    assert champions(workspace.store).digest(NAME) == trained
    assert next(one for one in life.standing() if one.name == NAME).digest == trained
    assert life.roll_back(NAME, "worse on French ones") == ""
    assert champions(workspace.store).digest(NAME) == SHIPPED_DIGESTS[NAME]
    assert [move.why for move in life.moves(NAME)] == [
        "worse on French ones",
        "better on newer postings",
    ]
    with pytest.raises(UsageError, match="there is none before it"):
        life.roll_back(NAME, "once more")


def test_a_damaged_champion_gives_way_with_one_sentence(workspace: Workspace, trained: str) -> None:
    workspace.model_life.promote(NAME, trained, "")
    [arrays] = (workspace.settings.home / "models" / trained).glob("arrays.npz")
    content = bytearray(arrays.read_bytes())
    content[40] ^= 1
    arrays.write_bytes(content)
    models = champions(workspace.store)
    assert models.digest(NAME) == SHIPPED_DIGESTS[NAME]
    assert [trained[:12] in str(error) for error in models.refused] == [True]
    posting = {"id": "1", "title": "Recommender Systems Engineer", "description": "Recommend."}
    assert workspace.understand([posting])[0].application_areas == ["recommendation"]


def test_training_again_on_the_same_data_is_the_same_data(workspace: Workspace) -> None:
    life = workspace.model_life
    one, other = (life.data(NAME, Labels()).fingerprint for _ in range(2))
    assert one == other


def test_unknown_models_and_versions_are_said(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="There is no model 'tea'"):
        workspace.model_life.card("tea")
    with pytest.raises(UsageError, match="names 0 versions of the area model"):
        workspace.model_life.promote(NAME, "abc", "")


def test_the_line_of_champions_forgets_what_was_rolled_back() -> None:
    def move(before: str, to: str, *, moved: bool = True) -> Move:
        return Move(model=NAME, before=before, to=to, moved=moved, why="", at=datetime.now(UTC))

    log = [
        move("", "a"),
        move("a", "b"),
        move("b", "x", moved=False),
        move("b", "a"),
        move("a", "c"),
    ]
    assert line(reversed(log[:2])) == ["", "a", "b"]
    assert line(reversed(log[:4])) == ["", "a"]
    assert line(reversed(log)) == ["", "a", "c"]


def test_retraining_says_how_many_corrections_it_takes(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="0 examples are too few to learn area from"):
        workspace.model_life.retrain(NAME, Labels())


def test_watching_the_sample_sees_corrections(workspace: Workspace) -> None:
    sample = workspace.sample
    posting, understood = next(iter(sample.store.postings.all()))
    said = Correction(
        posting=posting.id,
        field="role",
        answered=understood.role,
        truth="other",
        at=datetime.now(UTC),
    )
    sample.store.corrections.add([said])
    found = sample.model_life.watch("2026-11")
    assert found.reliability["role"].number == 1
    assert {one.about for one in found.drift} >= {"role", "seniority", "letters", "skills"}
    [labelled] = sample.model_life.corrected()
    assert labelled.labels == {"role": "other"}
