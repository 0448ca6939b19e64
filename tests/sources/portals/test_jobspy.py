"""JobSpy: its rows are read as any others; it runs only if the person has said so in words."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from upslope.errors import DeadlineError, NetworkError, ReadError, UsageError
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.sources import builtin
from upslope.sources.door.jobspy import ACCEPTED, BesideTheDoor
from upslope.sources.portals.jobspy import WARNING, JobSpy
from upslope.sources.recognize import recognize
from upslope.workspace import Workspace

ROW: dict[str, Any] = {
    "id": "in-00c0ffee",
    "site": "indeed",
    "job_url": "https://www.indeed.com/viewjob?jk=00c0ffee",
    "title": "ML Engineer",
    "company": "Quillfish",
    "location": "Oslo, Norway",
    "date_posted": "2026-11-19",
    "job_type": "fulltime",
    "interval": "yearly",
    "min_amount": 90000.0,
    "max_amount": 120000.0,
    "currency": "EUR",
    "is_remote": True,
    "emails": "nobody@quillfish.example",
    "description": "<p>You rank.</p>",
}
REPLY = Reply(url="jobs.jsonl", body=json.dumps(ROW).encode())
SEARCH = next(JobSpy().requests("ml engineer place:Oslo"))


class Door:
    """A door that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def get(self, request: Request, *_: object, **__: object) -> Reply:
        self.asked.append(request.url)
        return REPLY


def test_reads_every_field_and_no_person() -> None:
    reading = JobSpy().read(REPLY)
    assert reading.postings == [
        RawPosting(
            source="jobspy",
            source_id="in-00c0ffee",
            title="ML Engineer",
            url="https://www.indeed.com/viewjob?jk=00c0ffee",
            hiring_organization="Quillfish",
            job_location=["Oslo, Norway"],
            job_location_type="remote",
            employment_type="fulltime",
            date_posted="2026-11-19",
            base_salary=Salary(
                currency="EUR", min_value=90_000, max_value=120_000, unit_text="year"
            ),
            description="<p>You rank.</p>",
        )
    ]
    assert reading.note == WARNING


def test_a_saved_table_is_read_and_recognised() -> None:
    columns = ",".join(ROW)
    row = ",".join(f'"{value}"' for value in ROW.values())
    table = Reply(url="jobs.csv", body=f"{columns}\n{row}\n{row.replace('in-', 'li-')}\n".encode())
    assert [one.job_location_type for one in JobSpy().read(table).postings] == ["remote"] * 2
    assert recognize(builtin(), table).name == "jobspy"


def test_bad_rows_hide_no_other_and_nothing_is_a_list() -> None:
    lines = [json.dumps(row) for row in (ROW, ROW | {"title": None}, ROW | {"id": "li-1"})]
    reading = JobSpy().read(Reply(url="", body="\n".join(lines).encode()))
    assert (len(reading.postings), len(reading.problems)) == (2, 1)
    assert JobSpy().read(Reply(url="", body=b"")).postings == []
    with pytest.raises(ReadError):
        JobSpy().read(Reply(url="", body=b'[{"id": 1, "title": "A"}]'))


def test_switched_off_nothing_runs_and_the_warning_is_told() -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        raise AssertionError("it ran")

    for setting in ("off", "", "yes", "on"):
        with pytest.raises(UsageError) as caught:
            BesideTheDoor(Door(), setting, run).get(SEARCH)
        assert WARNING in str(caught.value) and ACCEPTED in str(caught.value)
    assert "jobspy" not in sys.modules


def test_all_else_goes_through_the_door() -> None:
    door = Door()
    BesideTheDoor(door, "off").get(Request(url="https://boards.example/1"))
    assert door.asked == ["https://boards.example/1"]


def test_switched_on_a_process_without_keys_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSLOPE_IMAP_PASSWORD", "secret")
    monkeypatch.setattr("upslope.sources.door.jobspy.find_spec", lambda name: name)
    ran: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        ran.append((command, options["env"]))
        return subprocess.CompletedProcess(command, 0, stdout=REPLY.body)

    reply = BesideTheDoor(Door(), ACCEPTED, run).get(SEARCH)
    assert JobSpy().read(reply).postings[0].title == "ML Engineer"
    [(command, environment)] = ran
    assert command[-2:] == ["--", "ml engineer"] and "--location=Oslo" in command
    assert not any("UPSLOPE" in name for name in environment)


@pytest.mark.parametrize(("code", "error"), [(1, NetworkError), (None, DeadlineError)])
def test_what_goes_wrong_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, code: int | None, error: type[Exception]
) -> None:
    monkeypatch.setattr("upslope.sources.door.jobspy.find_spec", lambda name: name)

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        if code is None:
            raise subprocess.TimeoutExpired(command, 1)
        return subprocess.CompletedProcess(command, code, stdout=b"")

    with pytest.raises(error):
        BesideTheDoor(Door(), ACCEPTED, run).get(SEARCH)


def test_without_the_package_it_is_said_how_to_get_it() -> None:
    if find_spec("jobspy"):
        pytest.skip("the extra jobspy is installed")
    with pytest.raises(UsageError, match=r"upslope\[jobspy\]"):
        BesideTheDoor(Door(), ACCEPTED).get(SEARCH)


def test_a_collect_without_the_switch_ends_in_the_warning(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        [run] = workspace.collect({"jobspy": ["ml engineer"]})
    assert run.verdict == "failed" and WARNING in run.reason
