"""Kaggle: competitions as events, what a person made as evidence, from JSON and CSV."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.formats.kaggle import read_competitions, read_evidence
from upslope.records import Evidence

COMPETITION: dict[str, Any] = {
    "ref": "https://www.kaggle.com/competitions/count-fish",
    "title": "Count Fish",
    "description": "Computer vision at sea",
    "url": "https://www.kaggle.com/competitions/count-fish",
    "deadline": "2026-12-01T23:59:00Z",
    "newEntrantDeadline": "2026-11-24T23:59:00Z",
    "enabledDate": "2026-09-01T00:00:00.123Z",
    "reward": "$50,000",
    "userHasEntered": True,
    "userRank": 41,
    "teamCount": 2400,
    "tags": [{"ref": "tabular", "name": "tabular"}],
}
KERNEL: dict[str, Any] = {
    "ref": "ada/count-fish",
    "title": "Counting fish",
    "author": "Ada",
    "lastRunTime": "2026-03-04T05:06:07.000Z",
    "kernelType": "notebook",
    "language": "python",
    "totalVotes": 1200,
    "isPrivate": False,
}
DATASET: dict[str, Any] = {
    "ref": "ada/fish",
    "title": "Fish",
    "lastUpdated": "2026-02-03T00:00:00Z",
    "downloadCount": 321,
    "usabilityRating": 0.9,
}


def found(*rows: Any) -> list[Evidence]:
    return read_evidence(json.dumps(rows).encode())[0]


def test_competitions_are_gatherings_with_deadlines() -> None:
    (got,) = read_competitions(json.dumps({"competitions": [COMPETITION]}).encode()).gatherings
    assert (got.kind, got.title, got.online, got.note) == (
        "competition",
        "Count Fish",
        True,
        "Prize: $50,000",
    )
    assert got.fields == ["tabular", "computer-vision"]
    assert [(told.label, told.at) for told in got.deadlines] == [
        ("Last day to enter", "2026-11-24T23:59:00Z"),
        ("Final submission", "2026-12-01T23:59:00Z"),
    ]
    assert (got.starts, got.url) == ("2026-09-01T00:00:00Z", COMPETITION["url"])


def test_competitions_without_an_end_are_none() -> None:
    endless = COMPETITION | {"deadline": "2030-12-31T23:59:00Z"}
    assert read_competitions(json.dumps([endless]).encode()).gatherings == []


def test_evidence_of_all_kinds() -> None:
    notebook, dataset, competition = found(KERNEL, DATASET, COMPETITION)
    assert notebook == Evidence(
        id=notebook.id,
        kind="notebook",
        title="Counting fish",
        url="https://www.kaggle.com/code/ada/count-fish",
        at="2026-03-04",
        shows="1,200 votes",
        topics=["python"],
        origin="kaggle",
    )
    assert (dataset.kind, dataset.url, dataset.shows) == (
        "dataset",
        "https://www.kaggle.com/datasets/ada/fish",
        "321 downloads",
    )
    assert (competition.kind, competition.shows) == ("competition", "rank 41 of 2,400")


def test_nothing_private_or_not_entered_is_evidence() -> None:
    assert found(KERNEL | {"isPrivate": True}, COMPETITION | {"userHasEntered": False}) == []


def test_what_the_command_prints_as_csv_is_read() -> None:
    text = (
        "ref,title,author,lastRunTime,totalVotes\n"
        'ada/count-fish,"Counting, fish",Ada,2026-03-04 05:06:07.123000,7\n'
    )
    (got,), problems = read_evidence(text.encode())
    assert (got.title, got.at, got.shows, problems) == (
        "Counting, fish",
        "2026-03-04",
        "7 votes",
        [],
    )
    assert got.id == found(KERNEL)[0].id
    (event,) = read_competitions(
        b"ref,deadline,category,reward,teamCount,userHasEntered\n"
        b"https://www.kaggle.com/competitions/count-fish,2026-12-01 23:59:00,Featured,"
        b'"50,000",7,False\n'
    ).gatherings
    assert (event.title, event.ends) == ("Count fish", "2026-12-01T23:59:00Z")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"message": "Unauthorized"}', b"[1]", b'[{"id": 1}]', b"a,b\n1,2\n"]
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    for read in (read_evidence, read_competitions):
        with pytest.raises(ReadError):
            read(body)


_VALUE = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.integers())


@given(st.sampled_from([COMPETITION, KERNEL, DATASET]), st.data())
def test_any_field_may_be_wrong(row: dict[str, Any], data: st.DataObject) -> None:
    for name in data.draw(st.lists(st.sampled_from(sorted(row)), max_size=3)):
        row = row | {name: data.draw(_VALUE)}
    evidence, problems = read_evidence(json.dumps([row, KERNEL]).encode())
    assert 1 <= len(evidence) + len(problems) <= 2
    assert all(one.title and one.id for one in evidence)
