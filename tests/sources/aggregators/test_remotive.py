"""Remotive: the whole board in one reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.aggregators.remotive import Remotive

ROW: dict[str, Any] = {
    "id": 77,
    "url": "https://remotive.com/remote-jobs/data/ml-engineer-77",
    "title": "ML Engineer, Ranking",
    "company_name": "Quillfish",
    "company_logo": "https://quillfish.example/logo",
    "category": "Data",
    "tags": ["python"],
    "job_type": "full_time",
    "publication_date": "2026-09-21T13:33:20",
    "candidate_required_location": "Norway, Germany, CET timezones, UTC+1",
    "salary": "$90k - $120k",
    "description": "<p>You rank.</p>",
}
BOARD = {"0-legal-notice": "Link back.", "job-count": 1, "total-job-count": 30, "jobs": [ROW]}
REPLY = Reply(url="", body=json.dumps(BOARD).encode())


def read(data: Any) -> Reading:
    return Remotive().read(Reply(url="", body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read(BOARD | {"jobs": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="remotive",
        source_id="77",
        title="ML Engineer, Ranking",
        url="https://remotive.com/remote-jobs/data/ml-engineer-77",
        hiring_organization="Quillfish",
        job_location=["Norway", "Germany"],
        job_location_type="remote",
        employment_type="full_time",
        date_posted="2026-09-21T13:33:20",
        description="<p>You rank.</p>\n<p>Salary: $90k - $120k</p>",
    )


def test_what_is_left_open_is_not_there() -> None:
    bare = posting(salary="", job_type="", candidate_required_location="", description=None)
    assert (bare.description, bare.employment_type, bare.job_location) == (None, None, [])
    assert posting(salary="$1 < 2", description=None).description == "<p>Salary: $1 &lt; 2</p>"


def test_a_text_that_breaks_off_within_a_tag_loses_only_that() -> None:
    assert posting(salary="", description='You rank. <p class="a').description == "You rank."
    assert posting(salary="", description='<p class="a').description is None
    assert posting(salary="", description="a < b").description == "a < b"


def test_a_board_says_how_many_there_are() -> None:
    assert read(BOARD).total == 1
    assert read(BOARD | {"jobs": [], "job-count": 0}).postings == []


def test_trimmed_rows_are_known_by_the_reply_or_the_address() -> None:
    trimmed = {"id": 7, "title": "ML Engineer", "company_name": "Quillfish"}
    assert read(BOARD | {"jobs": [trimmed]}).postings[0].hiring_organization == "Quillfish"
    (got,) = read([{"title": "ML Engineer", "url": ROW["url"]}]).postings
    assert (got.source_id, got.job_location_type) == ("77", "remote")


def test_asks_for_words_and_a_category() -> None:
    (all_of_it,) = Remotive().requests("")
    assert all_of_it.url == "https://remotive.com/api/remote-jobs"


@pytest.mark.parametrize("data", [{"jobs": [{"id": 1, "title": "A"}]}, {"error": "no"}, 7])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="remotive sent"):
        read(data)
