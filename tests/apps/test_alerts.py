"""``upslope alerts`` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from tests.store.made_up import posting, take

from upslope.apps.cli import cli
from upslope.errors import NetworkError, UsageError
from upslope.sources.door import deliver
from upslope.workspace import Workspace

SECRET = "ntfys://canary-topic"


def run(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["alerts", *words], input=text)


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that were sent; a channel at ``ntfys://down`` takes none."""
    texts: list[str] = []

    def sent(address: str, title: str, text: str, html: str, *, file: Path | None = None) -> None:
        if "down" in address:
            raise NetworkError("The channel did not take the message.")
        if file:
            file.rename(file.with_suffix(".sent"))
        texts.append(f"{title}\n{text}")

    monkeypatch.setattr(deliver, "deliver", sent)
    monkeypatch.setattr(deliver, "check", deliver.kind_of)
    return texts


def test_from_nothing_to_a_digest(said: list[str]) -> None:
    assert "No search is saved" in run().stderr
    added = run("channel", "add", "phone", "--quiet", "22:00-07:30", text=f"{SECRET}\n")
    assert added.exit_code == 0 and "nothing else does" in added.stderr
    line = ("--role", "ml_engineer", "--place", "bonn", "--channel", "phone")
    saved = run("save", "Bonn", *line)
    assert saved.exit_code == 0 and "phone will be told" in saved.stderr
    assert run("save", "Bonn", *line).exit_code == 0  # the same again replaces it
    shown = run().stdout
    assert shown.count("Bonn") == 1 and "roles: ml_engineer, place: bonn" in shown
    assert run("test", "phone").exit_code == 0
    assert run("channel", "quiet", "phone").exit_code == 0
    with Workspace() as workspace:
        take(workspace.store, [posting(1, title="ML \x1b[31mEngineer")])
    told = json.loads(run("send", "--json").stdout)
    assert (told["channel"], told["openings"], told["error"]) == ("phone", 1, "")
    assert "Nothing is due" in run("send").stderr
    assert said[0].startswith("Upslope: a test")
    assert said[1].startswith("Bonn: 1 new opening\nML [31mEngineer\n")


def test_no_output_shows_where_a_channel_leads() -> None:
    every = [
        run("channel", "add", "phone", text=SECRET),
        run("channel"),
        run("channel", "--json"),
        run("save", "All", "--channel", "phone"),
        run("--json"),
        run("test", "phone"),
        run("send"),
        run("feed"),
        run("channel", "remove", "phone"),
    ]
    assert all(one.exit_code == 0 for one in every)
    assert not any("canary" in one.output for one in every)
    assert json.loads(every[2].stdout) == {"name": "phone", "kind": "ntfys", "quiet": None}
    assert json.loads(every[4].stdout)["channels"] == ["phone"]
    assert json.loads(run("--json").stdout)["channels"] == []


def test_what_fails_ends_with_one_and_says_what() -> None:
    run("channel", "add", "phone", text="ntfys://down")
    assert run("test", "phone").exit_code == 1
    run("save", "All", "--channel", "phone")
    with Workspace() as workspace:
        take(workspace.store, [posting(1)])
    failed = run("send")
    assert failed.exit_code == 1 and "did not take" in failed.stderr
    run("channel", "quiet", "phone", "00:00-23:59")
    waits = run("send")
    assert waits.exit_code == 0 and "quiet hours at 23:59" in waits.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("save", "All", "--channel", "none"),
        ("forget", "none"),
        ("test", "none"),
        ("feed", "none"),
        ("channel", "remove", "none"),
        ("channel", "quiet", "none", "22-7"),
        ("channel", "add", "phone"),
        ("channel", "add", "phone", "--quiet", "always"),
    ],
)
def test_what_is_not_there_is_a_usage_error(words: tuple[str, ...]) -> None:
    assert isinstance(run(*words, text="").exception, UsageError)


def test_an_address_is_never_an_argument() -> None:
    assert run("channel", "add", "phone", SECRET).exit_code == 2


def test_the_feed_is_xml() -> None:
    run("save", "All")
    with Workspace() as workspace:
        take(workspace.store, [posting(1, title="R&D <b>")])
    feed = ElementTree.fromstring(run("feed", "All").stdout_bytes)
    titles = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["Upslope: All", "R&D <b>"]
    assert run("forget", "All").exit_code == 0
