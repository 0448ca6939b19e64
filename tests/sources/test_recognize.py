"""Whose reply a saved file is, when nobody says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.sources.test_every_source import TESTED

from upslope.records import Reply
from upslope.sources import builtin
from upslope.sources.recognize import recognize

#: A sitemap's pages are anybody's, and nothing in Microsoft's own list says that it is Microsoft's.
ANYBODYS = {"sitemap", "microsoft"}

#: Pages whose only address is that of another system, where the employer takes applications.
AT_ANOTHERS = {"jsonld/builtin_pages/AI_Engineer_7174470.html"}

#: A text whose recorder cut off its id and title.
TRIMMED = {"smartrecruiters/michaeldinhmai__job-agent__smartrecruiters_detail.json"}


@pytest.mark.parametrize("name", sorted(set(builtin()) - ANYBODYS))
def test_every_source_knows_its_own_sample(name: str) -> None:
    reply = TESTED[name].REPLY
    assert recognize(builtin(), Reply(url="saved", body=reply.body)).name == name


def test_what_nobody_reads_is_a_page_or_a_file() -> None:
    assert recognize(builtin(), Reply(url="x.html", body=b" <p>No openings.</p>")).name == "jsonld"
    assert recognize(builtin(), Reply(url="x.txt", body=b"no openings")).name == "files"


@pytest.mark.shared
def test_recorded_replies_are_recognized(shared: Path) -> None:
    wrong = {}
    for name in json.loads((shared / "recordings/expected.json").read_text()):
        if "snapshots" in name or name in AT_ANOTHERS | TRIMMED or name.startswith("microsoft/"):
            continue
        body = (shared / "recordings" / name).read_bytes()
        found = recognize(builtin(), Reply(url="saved", body=body)).name
        if found != name.split("/")[0]:
            wrong[name] = found
    assert wrong == {}
