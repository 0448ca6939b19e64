"""``upslope models``: what a person sees of the models' life."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from upslope.apps.cli import cli
from upslope.models import SHIPPED_DIGESTS, shipped_names
from upslope.sample import labelled_set


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSLOPE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["models", *words])


def lines(*words: str) -> list[dict[str, object]]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_model_is_listed_with_its_version_and_figures() -> None:
    listed = {str(row["name"]): row for row in lines()}
    assert list(listed) == shipped_names()
    for name, digest in SHIPPED_DIGESTS.items():
        assert listed[name]["digest"] == digest
    shown = run()
    assert shown.exit_code == 0
    assert "role" in shown.stdout
    assert "ships with Upslope" in shown.stdout


@pytest.mark.parametrize("name", shipped_names())
def test_every_ladder_is_shown_with_intervals(name: str) -> None:
    rows = lines("compare", name)
    assert {"constant", "rules"} <= {row["rung"] for row in rows}
    assert all("macro_f1" in row for row in rows)
    assert ">" in run("compare", name).stdout


@pytest.mark.parametrize("name", shipped_names())
def test_every_card_tells_its_data_and_its_measures(name: str) -> None:
    shown = run("card", name)
    assert shown.exit_code == 0
    for words in (f"# Model card: {name}", "employers", "fingerprint", "macro_f1", "95 % interval"):
        assert words in shown.stdout


def test_a_model_is_scored_beside_rules_and_constant() -> None:
    [found] = lines("evaluate", "role")
    assert set(found) >= {"model", "rules", "constant", "calibration", "classes"}
    shown = run("evaluate", "role")
    assert [word in shown.stdout for word in ("constant", "rules", "model")] == [True] * 3


def test_data_is_looked_at_before_learning() -> None:
    [labels], [postings] = labelled_set()
    given = ("--labels", str(labels), "--postings", str(postings))
    [found] = lines("data", "role", *given)
    assert found["examples"] == 60
    [judged] = lines("data", "section", *given)
    assert int(str(judged["examples"])) > 0
    apart = run("data", "role", *given, "--apart", str(labels), str(postings))
    assert apart.exit_code == 2 or "too few" in str(apart.exception)


def test_what_cannot_be_is_one_sentence() -> None:
    assert "There is no model 'tea'" in str(run("card", "tea").exception)
    assert "in a way of its own" in str(run("train", "duties").exception)
    assert "there is none before it" in str(run("rollback", "role").exception)
    assert "examples are too few" in str(run("retrain", "role").exception)


def test_monitoring_the_sample_shows_tests_and_sizes() -> None:
    result = run("monitor")
    assert result.exit_code == 0, result.output
    for words in ("chi-square", "kolmogorov-smirnov", "largest z", "as before", "employers"):
        assert words in result.output


def test_a_damaged_champion_is_told_and_the_one_before_answers(tmp_path: Path) -> None:
    [labels], [postings] = labelled_set()
    given = ("--labels", str(labels), "--postings", str(postings))
    run("train", "area", "--rung", "constant", "--rung", "logistic", *given)
    [version, *_] = lines("history", "area")
    digest = str(version["digest"])
    assert run("promote", "area", digest[:10]).exit_code == 0
    (tmp_path / "home" / "models" / digest / "model.json").write_text("{}")
    postings_file = tmp_path / "postings.jsonl"
    postings_file.write_text(
        '{"id": "1", "title": "Fraud Data Scientist", "description": "Fraud."}'
    )
    result = CliRunner().invoke(cli, ["understand", str(postings_file)])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["application_areas"] == ["fraud_detection"]
    assert f"The files of model version {digest[:12]} are not what was kept." in result.stderr
