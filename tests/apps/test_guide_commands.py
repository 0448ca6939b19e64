"""From resume to plan, as three sample people walk it: nothing is sent, nothing is left."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from upslope import sample
from upslope.apps.cli import cli
from upslope.errors import UpslopeError

PEOPLE = {name: str(path) for name, path in sample.resumes().items()}
Upslope = Callable[..., Result]


@pytest.fixture(scope="module")
def upslope(tmp_path_factory: pytest.TempPathFactory) -> Upslope:
    """Run commands on one workspace, in which the sample is shown."""
    home = str(tmp_path_factory.mktemp("home"))

    def run(*words: str, text: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["--workspace", home, *words], input=text)

    return run


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def first(upslope: Upslope) -> str:
    [best] = lines(upslope("match", "--resume", PEOPLE["student"], "--top", "1", "--json"))[:1]
    return str(best["posting"])


def test_a_profile_is_said_shown_and_taken_back(upslope: Upslope) -> None:
    assert "Nothing is said yet" in upslope("profile").output
    said = ["--role", "ml_engineer", "--place", "Berlin", "--pay", "90k EUR", "--needs-visa"]
    [wanted] = lines(upslope("profile", "set", *said, "--json"))
    assert wanted["pay_floor"] == {"amount": 90000.0, "currency": "EUR", "unit": "year"}
    [wanted] = lines(upslope("profile", "set", "--level", "mid", "--json"))
    assert (wanted["roles"], wanted["levels"]) == (["ml_engineer"], ["mid"])
    assert "Pay: at least 90,000 EUR a year" in upslope("profile").stdout
    [wanted] = lines(upslope("profile", "clear", "pay", "visa", "--json"))
    assert (wanted["pay_floor"], wanted["needs_visa"], wanted["places"]) == (None, None, ["Berlin"])
    lines(upslope("profile", "clear", "--json"))
    assert upslope("profile", "set").exit_code == 2


@pytest.mark.parametrize("pay", ["lots", "-5 EUR", "90000", "1e400 USD", "50 EUR/fortnight"])
def test_a_pay_that_is_none_changes_nothing(upslope: Upslope, pay: str) -> None:
    refused = upslope("profile", "set", "--pay", pay)
    assert isinstance(refused.exception, UpslopeError)
    assert "no floor of pay" in str(refused.exception)
    assert "Nothing is said yet" in upslope("profile").output


def test_choices_are_listed_learned_from_and_forgotten(upslope: Upslope) -> None:
    best = lines(upslope("match", "--resume", PEOPLE["developer"], "--json"))
    ids = [one["posting"] for one in best]
    liked, hidden = ids[5:9], ids[0]
    assert upslope("choices", "save", *liked).exit_code == 0
    assert upslope("choices", "hide", hidden[:10]).exit_code == 0
    assert {one["choice"] for one in lines(upslope("choices", "--json"))} == {"saved", "hidden"}
    ranked = lines(upslope("match", "--resume", PEOPLE["developer"], "--json"))
    assert hidden not in {one["posting"] for one in ranked}
    told = [reason for one in ranked for reason in one["reasons"] if reason["kind"] == "choices"]
    assert any(reason["effect"] for reason in told)
    assert "You" in upslope("choices").stdout
    assert upslope("choices", "forget").exit_code == 0
    before = {one["posting"]: one["score"] for one in best}
    again = lines(upslope("match", "--resume", PEOPLE["developer"], "--json"))
    assert {one["posting"]: one["score"] for one in again} == {
        id: score for id, score in before.items() if id != hidden
    }
    assert upslope("choices", "take-back", hidden, *liked).exit_code == 0
    assert lines(upslope("choices", "--json")) == []


@pytest.mark.parametrize("name", PEOPLE)
def test_every_step_from_resume_to_plan(upslope: Upslope, name: str, first: str) -> None:
    resume = ["--resume", PEOPLE[name]]
    for words in (
        ["resume", "show", PEOPLE[name]],
        ["resume", "check", PEOPLE[name]],
        ["match", *resume],
        ["gap", *resume],
        ["plan", *resume],
        ["early", *resume],
        ["practice", *resume],
        ["tailor", first, *resume],
        ["prepare", first, *resume],
    ):
        table, machine = upslope(*words), upslope(*words, "--json")
        assert table.exit_code == 0, (words, table.output)
        assert table.stdout.strip(), words
        assert lines(machine), words
        assert upslope(*words, "--json").stdout == machine.stdout, words


@pytest.mark.parametrize("ending", ["json", "docx", "pdf"])
def test_an_exported_resume_is_written_once_and_always_the_same(
    upslope: Upslope, tmp_path: Path, ending: str
) -> None:
    to, again = tmp_path / f"resume.{ending}", tmp_path / f"again.{ending}"
    words = ["resume", "export", PEOPLE["data_scientist"], "--name", "Ada Byron", "--to"]
    assert upslope(*words, str(to)).exit_code == 0
    assert upslope(*words, str(again)).exit_code == 0
    assert to.read_bytes() == again.read_bytes()
    refused = upslope(*words, str(to))
    assert isinstance(refused.exception, UpslopeError)
    assert to.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("to", ["resume.exe", "resume", "no-folder/resume.json"])
def test_a_resume_is_not_written_just_anywhere(upslope: Upslope, to: str) -> None:
    refused = upslope("resume", "export", PEOPLE["student"], "--to", to)
    assert isinstance(refused.exception, UpslopeError)


def test_rewriting_needs_a_model_of_ones_own(upslope: Upslope, first: str) -> None:
    refused = upslope("tailor", first, "--resume", PEOPLE["student"], "--rewrite")
    assert "No language model is set" in str(refused.exception)


CANARY = ("Zyxwina Quibblethorpe", "zyx.quib@mail.example", "+49 151 5550 1234")


def test_who_a_person_is_reaches_no_output_no_log_and_no_network(
    upslope: Upslope, tmp_path: Path, first: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "resume.txt"
    text = sample.resumes()["data_scientist"].read_text(encoding="utf-8")
    body = text.split("\n", 1)[1]
    file.write_text("\n".join((*CANARY, body)), encoding="utf-8")
    asked: list[str] = []
    with caplog.at_level(logging.DEBUG), _listening(asked):
        for words in (
            ["resume", "show", str(file)],
            ["resume", "check", str(file)],
            ["match", "--resume", str(file)],
            ["gap", "--resume", str(file)],
            ["plan", "--resume", str(file)],
            ["tailor", first, "--resume", str(file)],
            ["prepare", first, "--resume", str(file)],
            ["resume", "export", str(file), "--to", str(tmp_path / "out.json")],
        ):
            said = upslope(*words, *(["--json"] if "export" not in words else []))
            assert said.exit_code == 0, said.output
            for secret in ("Zyxwina", "Quibblethorpe", *CANARY[1:]):
                assert secret not in said.output, words
                assert secret not in caplog.text, words
    assert asked == []
    assert "Quibblethorpe" not in (tmp_path / "out.json").read_text()


class _listening:
    """Notes every connection that is opened and every name that is looked up."""

    def __init__(self, asked: list[str]) -> None:
        self.asked, self.on = asked, True
        sys.addaudithook(self._note)  # cannot be taken off again, so it is switched off

    def _note(self, event: str, _: tuple[object, ...]) -> None:
        if self.on and event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            self.asked.append(event)

    def __enter__(self) -> None:
        self.on = True

    def __exit__(self, *_: object) -> None:
        self.on = False


def test_deleting_asks_first_and_leaves_the_openings(upslope: Upslope, first: str) -> None:
    upslope("profile", "set", "--place", "Quibbleton")
    upslope("choices", "save", first)
    assert upslope("data", "delete", text="n\n").exit_code == 1
    assert "Quibbleton" in upslope("profile").stdout
    assert upslope("data", "delete", "--yes").exit_code == 0
    assert "Nothing is said yet" in upslope("profile").output
    assert lines(upslope("choices", "--json")) == []
    assert upslope("show", first).exit_code == 0
