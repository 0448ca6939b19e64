"""Lists of conferences: YAML of three forms, JSON of one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.formats.gatherings.conferences import read_conferences
from upslope.formats.gatherings.deadlines import read_deadlines
from upslope.formats.gatherings.read import Gathered
from upslope.records import Deadline, Gathering

NEW = b"""
- title: QFC
  year: 2026
  id: qfc26
  full_name: Quillfish Conference on Machine Learning
  link: https://qfc.example/
  deadlines:
    - type: abstract
      label: Abstract submission
      date: '2026-05-04 23:59:59'
      timezone: AoE
    - type: notification
      label: Author notification
      date: '2026-09-24 23:59:59'
      timezone: Europe/Oslo
    - {type: paper, date: TBD}
  city: Oslo
  country: Norway
  venue: Online and in Oslo
  date: December 6-12, 2026
  start: '2026-12-06'
  end: '2026-12-12'
  note: Dates are <a href='https://qfc.example/d'>here</a>.
  tags: [machine-learning, Computer Vision]
"""
OLD = b"""
- title: QFC
  year: 2025
  id: qfc25
  link: qfc.example
  abstract_deadline: '2025-01-01 12:00'
  deadline: '2025-01-08 12:00'
  timezone: America/New_York
  place: Oslo, Norway
  date: June 30 - July 4, 2025
  sub: CV, ML
"""
PYTHON = b"""
- conference: PyQuill
  year: 2027
  link: https://pyquill.example
  cfp: '2026-12-15 23:59:59'
  cfp_ext: '2027-01-05 23:59:59'
  workshop_deadline: '2026-12-01 23:59:59'
  finaid: '2027-02-01'
  place: Online
  start: 2027-05-14
  end: 2027-05-22
  sub: PY, DATA
"""
CCF = b"""
- title: QFC
  description: Quillfish Conference
  sub: AI
  confs:
    - year: 2026
      id: qfc26
      link: https://qfc.example
      timeline:
        - {abstract_deadline: '2026-01-01 23:59:59', deadline: '2026-01-08 23:59:59',
           comment: round 1}
        - {deadline: '2026-06-08 23:59:59'}
      timezone: UTC-12
      date: February 20-27, 2027
      place: Oslo, Norway
"""


def one(body: bytes) -> Gathering:
    read = read_deadlines(body)
    assert read.problems == []
    (gathering,) = read.gatherings
    return gathering


def test_reads_every_field() -> None:
    got = one(NEW)
    assert got == Gathering(
        id=got.id,
        kind="conference",
        title="QFC 2026",
        full_name="Quillfish Conference on Machine Learning",
        fields=["machine-learning", "computer-vision"],
        place="Oslo, Norway",
        online=True,
        starts="2026-12-06",
        ends="2026-12-12",
        deadlines=[
            Deadline(
                at="2026-05-05T11:59:59Z", label="Abstract submission", kind="abstract", zone="AoE"
            ),
            Deadline(
                at="2026-09-24T21:59:59Z",
                label="Author notification",
                kind="notification",
                zone="Europe/Oslo",
                enters=False,
            ),
        ],
        url="https://qfc.example/",
        note="Dates are here.",
    )


def test_older_rows_have_one_zone_for_all() -> None:
    got = one(OLD)
    assert [(told.kind, told.at) for told in got.deadlines] == [
        ("abstract", "2025-01-01T17:00:00Z"),
        ("submission", "2025-01-08T17:00:00Z"),
    ]
    assert (got.starts, got.ends, got.url) == ("2025-06-30", "2025-07-04", "https://qfc.example")
    assert got.fields == ["computer-vision", "machine-learning"]


def test_python_conferences_count_anywhere_on_earth() -> None:
    got = one(PYTHON)
    assert [told.at for told in got.deadlines] == [
        "2026-12-16T11:59:59Z",
        "2027-01-06T11:59:59Z",
        "2026-12-02T11:59:59Z",
    ]
    assert (got.title, got.online, got.fields) == ("PyQuill 2027", True, ["python", "data"])


def test_a_timeline_has_several_rounds() -> None:
    got = one(CCF)
    assert [told.label for told in got.deadlines] == [
        "Abstract deadline (round 1)",
        "Submission deadline (round 1)",
        "Submission deadline",
    ]
    assert got.deadlines[0].at == "2026-01-02T11:59:59Z"
    assert got.title == "QFC 2026"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"timezone: AoE", b"timezone: Mars", "nobody knows the time zone 'Mars'"),
        (b"'2026-05-04 23:59:59'", b"'2026-02-31 23:59:59'", "day is out of range"),
        (b"title: QFC", b"titel: QFC", "it has no title"),
    ],
)
def test_a_bad_row_is_a_problem_and_hides_no_other(old: bytes, new: bytes, why: str) -> None:
    read = read_deadlines(NEW.replace(old, new) + OLD)
    assert [got.title for got in read.gatherings] == ["QFC 2025"]
    assert why in read.problems[0].why


@pytest.mark.parametrize("body", [b"", b"a: b", b"- 1\n- 2", b"<html>", b"{}"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError):
        read_deadlines(body)


def conferences(*rows: object, name: str = "conferences/2026/data.json") -> Gathered:
    return read_conferences(json.dumps(rows).encode(), name)


ROW = {
    "name": "Quill AI Days",
    "url": "https://quill.example",
    "startDate": "2026-12-01",
    "endDate": "2026-12-02",
    "city": "Oslo",
    "country": "Norway",
    "online": False,
    "cfpUrl": "https://quill.example/cfp",
    "cfpEndDate": "2026-11-30",
    "twitter": "@quill",
}


def test_practitioners_conferences_have_days_only() -> None:
    (got,) = conferences(ROW).gatherings
    assert got == Gathering(
        id=got.id,
        kind="conference",
        title="Quill AI Days",
        fields=["data", "machine-learning"],
        place="Oslo, Norway",
        online=False,
        starts="2026-12-01",
        ends="2026-12-02",
        deadlines=[Deadline(at="2026-11-30", label="Call for proposals", kind="cfp")],
        url="https://quill.example",
    )
    assert conferences(ROW, name="x/general.json").gatherings[0].fields == ["machine-learning"]


def test_bad_rows_of_json() -> None:
    read = conferences(ROW, 7, ROW | {"name": None}, ROW | {"startDate": "soon"})
    assert [len(read.gatherings), len(read.problems)] == [1, 3]
    for other in (b"{}", b'[{"title": 1}]', b"<p>"):
        with pytest.raises(ReadError):
            read_conferences(other)
    assert read_conferences(b"[]").gatherings == []


_VALUE = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(sorted(ROW)), _VALUE, max_size=4))
def test_any_field_may_be_wrong(changes: dict[str, object]) -> None:
    read = conferences(ROW, ROW | changes)
    assert len(read.gatherings) + len(read.problems) == 2


@pytest.mark.shared
def test_all_shared_lists_are_read(shared: Path) -> None:
    ml = [
        read_deadlines(file.read_bytes())
        for file in (shared / "data/events/ai_deadlines_hf").glob("*.yml")
    ]
    practice = [
        read_conferences(file.read_bytes(), file.name)
        for file in (shared / "data/events/tech_conferences").rglob("*/20*/*.json")
    ]
    assert sum(len(read.gatherings) for read in ml) == 122
    assert sum(len(got.deadlines) for read in ml for got in read.gatherings) >= 490
    assert sum(len(read.gatherings) for read in practice) == 1310
    assert not any(read.problems for read in ml + practice)
    assert all(got.fields and got.url for read in ml for got in read.gatherings)
