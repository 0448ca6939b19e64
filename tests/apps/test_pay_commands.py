"""``upslope pay`` and ``upslope estimate-pay``: the contract, refusals, what people are told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from upslope.apps.cli import cli

KEYS = ["id", "currency", "unit_text", "p10", "p50", "p90", "model", "why"]


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, list(words), input=given)


def estimated(*postings: dict[str, Any]) -> list[dict[str, Any]]:
    result = run("estimate-pay", "-", given="".join(json.dumps(one) + "\n" for one in postings))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


SENIOR = {"id": "a", "title": "Senior Machine Learning Engineer", "location": "Austin, TX, US"}


def test_every_posting_is_answered_in_order_with_the_keys_of_the_contract() -> None:
    odd: list[dict[str, Any]] = [{"id": 7}, {"id": "b", "title": None, "location": 3}, SENIOR]
    found = estimated(*odd, {"id": "c", "title": "Nurse", "location": "Austin, TX"})
    assert [one["id"] for one in found] == ["7", "b", "a", "c"]
    assert all(list(one) == KEYS for one in found)
    told = found[2]
    assert 50_000 < told["p10"] < told["p50"] < told["p90"] < 600_000
    assert (told["currency"], told["unit_text"]) == ("USD", "year")
    assert all(found[at]["p50"] is None and found[at]["why"] for at in (0, 1, 3))


def test_what_a_posting_states_is_not_looked_at() -> None:
    text = "Train and serve models in Python.\n"
    without, stated = estimated(
        {**SENIOR, "description": text},
        {**SENIOR, "description": text + "The base salary is $31,000 - $32,000 a year."},
    )
    assert abs(without["p50"] - stated["p50"]) < 0.05 * without["p50"]


def test_a_bad_line_is_told_and_the_others_are_answered() -> None:
    result = run("estimate-pay", "-", given='{"id": 1\n' + json.dumps(SENIOR) + "\n")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "line 1" in result.stderr.lower()


def test_a_batch_is_answered_as_its_parts_are() -> None:
    many = [{**SENIOR, "id": str(n), "title": f"{t} {n}"} for n, t in enumerate(["MLE", "AI"] * 3)]
    assert estimated(*many) == [line for one in many for line in estimated(one)]


def test_pay_of_a_stored_opening() -> None:
    ids = [json.loads(line)["id"] for line in run("search", "--json").stdout.splitlines()]
    told = [json.loads(run("pay", id, "--json").stdout) for id in ids]
    stated = [one for one in told if any(s["kind"] == "base" for s in one["statements"])]
    assert stated
    shown = run("pay", stated[0]["id"]).stdout
    assert "It states" in shown and "Estimate, without looking at that" in shown
    assert "total compensation" not in shown.lower()


def test_pay_of_a_kind() -> None:
    told = json.loads(
        run("pay", "--role", "ml_engineer", "--level", "senior", "--place", "US", "--json").stdout
    )
    assert told["estimate"]["currency"] == "USD" and told["estimate"]["p50"] > 0
    shown = run("pay", "--role", "data_scientist", "--place", "Leeds, United Kingdom").stdout
    assert "£" in shown and "8 of 10 such openings" in shown


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["abc", "--role", "ml_engineer"],
        ["abc", "--place", "US"],
        ["--role", "nurse"],
        ["--role", "ml_engineer", "--place", "Nowhereville-on-Sea"],
        ["--role", "ml_engineer", "--level", "wizard"],
    ],
)
def test_bad_usage_ends_with_a_sentence(words: list[str]) -> None:
    result = run("pay", *words)
    assert result.exit_code != 0 and not result.stdout
    assert "Traceback" not in result.output


def test_a_kind_that_was_not_seen_is_refused_with_a_reason() -> None:
    told = run("pay", "--role", "ml_engineer", "--level", "intern", "--place", "US")
    assert told.exit_code == 0 and "None:" in told.stdout


def test_roles_and_levels_are_taken_as_people_write_them() -> None:
    there = ["--place", "Austin, Texas"]
    written = run("pay", "--role", "ML engineer", "--level", "Senior", *there)
    assert written.exit_code == 0, written.output
    assert written.stdout == run("pay", "--role", "ml_engineer", "--level", "senior", *there).stdout
    wrong = run("pay", "--role", "wizard")
    assert wrong.exit_code == 2
    assert "'ml_engineer'" in wrong.stderr


def test_a_skill_leaves_only_stored_openings_that_ask_for_it() -> None:
    asked = ["pay", "--role", "ml_engineer", "--place", "US", "--json"]
    told = [json.loads(run(*asked, *more).stdout) for more in ([], ["--skill", "Kubernetes"])]
    counts = [one["stored"]["n"] if one["stored"] else 0 for one in told]
    assert counts[1] < counts[0] or counts == [0, 0]
    assert told[0]["estimate"] == told[1]["estimate"]
    assert run(*asked, "--skill", "quillfishing").exit_code != 0


def test_cards_tell_data_figures_and_limits_of_both_models() -> None:
    told = run("pay", "--card")
    assert told.exit_code == 0
    assert told.stdout.count("# Model card: pay") == 2
    for part in ("CC0", "## Limits", "80 % intervals", "Employers held out", "OEWS"):
        assert part in told.stdout
