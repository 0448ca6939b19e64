"""The pages of the models: what answers, how good it is, and who takes whose place."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import msgspec
import pytest
from tests.apps.web.conftest import Browser

from upslope.errors import ModelError, UsageError
from upslope.models import shipped_files, shipped_names
from upslope.models.lifecycle.retrain import Retrained, Verdict
from upslope.models.lifecycle.scores import Score
from upslope.records import Filters, Version
from upslope.records.model import digest_of
from upslope.workspace.models import ModelLife


def ended(browser: Browser, kind: str, path: str = "/models/role") -> str:
    work = browser.site.works.of(kind)
    assert work is not None
    work.join(60)
    return str(browser.get(path).text)


@pytest.fixture
def trained(browser: Browser) -> Version:
    """A version of the role model beside the one that ships, with the same weights."""
    files = dict(shipped_files("role"))
    card = msgspec.json.decode(files["card.json"]) | {"trained_at": "2026-11-20T10:00:00Z"}
    files["card.json"] = msgspec.json.encode(card)
    made = datetime(2026, 11, 20, 10, tzinfo=UTC)
    version = Version(
        model="role",
        digest=digest_of(files),
        rung="logistic",
        created_at=made,
        data="",
        scores={},
        note="invented",
    )
    browser.site.own.model_life.registry.add(version, files)
    return version


def test_each_model_is_shown_with_how_sure_its_figures_are(browser: Browser) -> None:
    page = browser.get("/models").text
    for name in shipped_names():
        assert f'href="/models/{name}"' in page
        assert "The ladder" in browser.get(f"/models/{name}").text
    assert " to 0." in page
    assert "ships with Upslope" in page


def test_a_version_is_promoted_and_rolled_back(browser: Browser, trained: Version) -> None:
    life = browser.site.own.model_life
    assert trained.digest[:12] in browser.get("/models/role").text
    path, sent = "/models/role/promote", {"version": trained.digest, "why": "to <b>try</b>"}
    assert "answers now" in browser.write(path, sent).text
    page = ended(browser, "understand")
    assert "stored openings have another answer now" in page
    assert "to &lt;b&gt;try" in page
    champion = life.registry.champion("role")
    assert champion is not None
    assert champion.digest == trained.digest
    assert browser.site.own.models["role"] is not None
    said = browser.write("/models/role/rollback", {}).text
    assert "the version that ships with Upslope answers again" in said
    ended(browser, "understand")
    assert life.registry.champion("role") is None


def test_a_version_that_is_none_changes_nothing(browser: Browser) -> None:
    found = browser.write("/models/role/promote", {"version": "<b>0"})
    assert found.status_code in (400, 500)
    assert "<b>0" not in found.text
    assert browser.get("/models/role?version=nothing").status_code == 400
    assert browser.get("/models/nothing").status_code == 404
    assert browser.write("/models/nothing/retrain").status_code == 400
    assert browser.site.own.model_life.moves("role") == []


def test_retraining_says_what_came_of_it(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, trained: Version
) -> None:
    def too_few(*_: object) -> None:
        raise UsageError("0 examples are too few to learn role from.")

    monkeypatch.setattr(ModelLife, "retrain", too_few)
    browser.write("/models/role/retrain")
    assert "are too few to learn role from" in ended(browser, "learn")
    none = Score(0, 0, 0)
    verdict = Verdict(promote=False, why="Kept out: <b>worse</b>", frozen=none, newest=none)
    done = Retrained(trained, {}, verdict)
    monkeypatch.setattr(ModelLife, "retrain", lambda *_: done)
    browser.write("/models/role/retrain")
    assert "Kept out: &lt;b&gt;worse" in ended(browser, "learn")


def test_a_refused_model_is_said(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    error = ModelError("The files of version 1234 of the role model are damaged.")
    monkeypatch.setattr(browser.site.workspace, "refused_models", lambda: [error])
    page = browser.get("/models").text
    assert "A model was refused" in page
    assert "are damaged" in page


def test_corrections_are_shown_as_labels(browser: Browser) -> None:
    assert "Every correction is kept as a label" in browser.get("/models").text
    shown = browser.site.workspace
    posting = shown.search(Filters()).rows[0][0]
    shown.correct(posting.id, {"role": "other"})
    page = browser.get("/models").text
    assert "1 correction of yours" in page
    assert f'href="/openings/{posting.id}"' in page


def test_drift_is_looked_for_soon(browser: Browser) -> None:
    for _ in range(200):
        page = browser.get("/models/drift?since=2026-11-01").text
        if 'class="working"' not in page:
            break
        time.sleep(0.05)
    assert "What models see and answer" in page
    assert "No answer was confirmed or corrected yet" in page
    wrong = browser.get("/models/drift?since=soon")
    assert wrong.status_code == 422
    assert "Write the day as" in wrong.text
