"""BambooHR: a list, and each text by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.bamboohr import BambooHR

ROW: dict[str, Any] = {
    "id": "86",
    "jobOpeningName": "ML Engineer, Ranking ",
    "departmentLabel": "Research",
    "employmentStatusLabel": "Full Time",
    "location": {"city": "Oslo", "state": "Oslo fylke"},
    "atsLocation": {"country": "Norway", "state": None, "province": None, "city": "Bergen"},
    "isRemote": None,
    "locationType": "2",
}
OPENING: dict[str, Any] = ROW | {
    "jobOpeningShareUrl": "https://quill-fish.bamboohr.com/careers/86",
    "jobOpeningStatus": "Open",
    "description": "<p>You rank.</p>",
    "compensation": "€60,000 - €80,000 per year",
    "datePosted": "2026-03-12",
    "hiringLead": {"name": "Nobody Inparticular", "email": "nobody@quillfish.example"},
}
LIST = "https://quill-fish.bamboohr.com/careers/list"
DETAIL = "https://quill-fish.bamboohr.com/careers/86/detail"
REPLY = Reply(url=DETAIL, body=json.dumps({"result": {"jobOpening": OPENING}}).encode())


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return BambooHR().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    return read({"result": [OPENING | changes]}).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert BambooHR().read(REPLY).postings == [
        RawPosting(
            source="bamboohr",
            source_id="quill-fish/86",
            title="ML Engineer, Ranking ",
            url="https://quill-fish.bamboohr.com/careers/86",
            hiring_organization="Quill Fish",
            job_location=["Oslo, Oslo fylke", "Bergen, Norway"],
            job_location_type="hybrid",
            employment_type="Full Time",
            date_posted="2026-03-12",
            base_salary=Salary(
                currency="EUR", min_value=60_000, max_value=80_000, unit_text="year"
            ),
            description="<p>You rank.</p>",
        )
    ]


def test_a_list_asks_for_the_texts_under_the_same_ids() -> None:
    reading = read({"meta": {"totalCount": 1}, "result": [ROW]}, LIST, "Quillfish")
    (listed,) = reading.postings
    assert (reading.total, listed.source_id) == (1, "quill-fish/86")
    assert listed.url == "https://quill-fish.bamboohr.com/careers/86"
    assert listed.hiring_organization == "Quillfish"
    assert reading.details["quill-fish/86"].url == DETAIL
    unnumbered = {key: value for key, value in OPENING.items() if key != "id"}
    detail = read({"result": {"jobOpening": unnumbered, "formFields": {}}}, DETAIL)
    assert detail.details == {}
    detail.fill(listed)
    assert listed.description == "<p>You rank.</p>"


def test_a_saved_list_has_the_persons_word_for_whose_it_is() -> None:
    assert read({"result": [ROW]}).postings[0].source_id == "86"
    assert (
        read({"result": [ROW]}, "list.json", "Quill Fish").postings[0].source_id == "quillfish/86"
    )


@pytest.mark.parametrize(
    ("said", "remote", "way"),
    [("0", None, "on-site"), (1, None, "remote"), ("0", True, "remote"), ("9", None, None)],
)
def test_the_way_of_working(said: Any, remote: bool | None, way: str | None) -> None:
    assert posting(locationType=said, isRemote=remote).job_location_type == way


def test_a_filled_opening_is_closed() -> None:
    assert posting(jobOpeningStatus="Filled").closed


def test_an_empty_board_may_be_none_at_all() -> None:
    assert read({"meta": {"totalCount": 0}, "result": []}, LIST).postings == []
    assert BambooHR().vague


@pytest.mark.parametrize("data", [{"error": "No"}, [], None, {"result": [{"id": 1}]}])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="bamboohr sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read({"result": [{"id": "1"}, [], {"jobOpeningName": "No id"}, ROW]})
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_a_board_needs_a_name() -> None:
    with pytest.raises(UsageError):
        next(BambooHR().requests(""))
