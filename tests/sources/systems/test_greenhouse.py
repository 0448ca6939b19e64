"""Greenhouse: a board's postings, its shapes and its traps."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources.systems.greenhouse import Greenhouse

ROW: dict[str, Any] = {
    "id": 7001,
    "internal_job_id": 31,
    "title": "Machine Learning Engineer (m/f/d) ",
    "company_name": "Quillfish ",
    "location": {"name": "Berlin, Germany; Remote - Spain"},
    "absolute_url": "https://quillfish.example/jobs?gh_jid=7001",
    "first_published": "2026-10-01T09:00:00-04:00",
    "updated_at": "2026-11-11T09:00:00-05:00",
    "application_deadline": "2026-12-24T00:00:00Z",
    "content": "&lt;p&gt;Search &amp;amp; ranking.&lt;/p&gt;",
    "metadata": [
        {"name": "Location Type", "value": "Hybrid"},
        {"name": "Employment Type", "value": ["Regular", "Internship"]},
        {"name": "Recruiter", "value": "canary@quillfish.example"},
    ],
}
REPLY = Reply(url="", body=json.dumps({"jobs": [ROW]}).encode())


def read(body: Any, board: str = "") -> list[RawPosting]:
    return Greenhouse().read(Reply(url="", body=json.dumps(body).encode()), board).postings


def posting(**changes: Any) -> RawPosting:
    return read({"jobs": [ROW | changes]}, "quill-fish")[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="greenhouse",
        source_id="7001",
        title="Machine Learning Engineer (m/f/d) ",
        url="https://quillfish.example/jobs?gh_jid=7001",
        hiring_organization="Quillfish",
        job_location=["Berlin, Germany", "Remote - Spain"],
        job_location_type="Hybrid",
        employment_type="Internship",
        date_posted="2026-10-01T09:00:00-04:00",
        valid_through="2026-12-24T00:00:00Z",
        description="<p>Search &amp; ranking.</p>",
    )


def test_a_change_is_not_a_date_of_posting() -> None:
    assert posting(first_published=None).date_posted is None


@pytest.mark.parametrize(
    ("name", "offices", "places", "way"),
    [
        ("Austin | Oslo", [], ["Austin", "Oslo"], None),
        ("Hybrid", [{"name": "HQ", "location": "Oslo, NO"}], ["Oslo, NO"], "Hybrid"),
        ("Distributed", [], ["Distributed"], "Distributed"),
        ("Remote", [{"name": "US"}], ["US"], "Remote"),
        ("Remote - US", [{"name": "Oslo"}], ["Remote - US"], None),
        ("N/A", [], [], None),
        ("Multiple Locations", [{"name": "Oslo"}], ["Oslo"], None),
        ("Remote; Berlin", [{"name": "Oslo"}], ["Remote", "Berlin"], "Remote"),
        (None, [{"name": "Oslo"}], ["Oslo"], None),
    ],
)  # fmt: skip
def test_places(name: str | None, offices: list[Any], places: list[str], way: str | None) -> None:
    got = posting(location={"name": name}, offices=offices, metadata=None)
    assert (got.job_location, got.job_location_type) == (places, way)


def test_pay_is_in_cents_and_several_ranges_become_one() -> None:
    ranges = [
        {"min_cents": low, "max_cents": high, "currency_type": currency, "title": "Annual"}
        for low, high, currency in (
            (12_000_000, 15_000_000, "USD"),
            (13_000_000, 18_000_000, "USD"),
            (9_000_000, 9_900_000, "CAD"),
        )
    ]
    assert posting(pay_input_ranges=ranges).base_salary == Salary(
        currency="USD", min_value=120_000, max_value=180_000, unit_text="year"
    )


def test_nothing_about_people_is_kept() -> None:
    assert b"canary" not in json.dumps(repr(posting())).encode()


@pytest.mark.parametrize(
    ("body", "total"),
    [
        ({"jobs": [ROW], "meta": {"total": 12}}, 12),
        ({"company": "Quillfish", "fetched_at": "2026-11-11", "job_count": 1, "jobs": [ROW]}, 1),
        ({"jobs": [ROW]}, None),
        ([ROW], None),
        (ROW, None),
    ],
)
def test_every_wrapping(body: Any, total: int | None) -> None:
    reading = Greenhouse().read(Reply(url="", body=json.dumps(body).encode()))
    assert [got.source_id for got in reading.postings] == ["7001"]
    assert reading.total == total


def test_the_company_comes_from_the_board_if_nowhere_else() -> None:
    assert posting(company_name=None).hiring_organization == "Quill Fish"


def test_one_posting_in_several_rows_is_one_with_several_places() -> None:
    rows = [ROW | {"location": {"name": place}} for place in ("Oslo", "Bonn", "Oslo")]
    assert [got.job_location for got in read(rows)] == [["Oslo", "Bonn"]]


def test_a_bad_row_hides_no_other() -> None:
    body = [{"id": 1}, 7, None, ROW, {"title": "no id"}]
    reading = Greenhouse().read(Reply(url="", body=json.dumps(body).encode()))
    assert len(reading.postings) == 1
    assert [(problem.where, problem.why) for problem in reading.problems] == [
        ("row 1", "it has no title"),
        ("row 2", "it has no id"),
        ("row 3", "it has no id"),
        ("row 5", "it has no id"),
    ]


@pytest.mark.parametrize(
    "body", [b'{"status": 404, "error": "Job not found"}', b"7", b'{"jobs": {}}', b"<p>", b""]
)
def test_what_is_no_board_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError, match="greenhouse sent"):
        Greenhouse().read(Reply(url="", body=body))


def test_an_unknown_company_says_what_was_tried() -> None:
    assert Greenhouse().spellings("Quill Fish, Inc.") == [
        "quillfishinc", "quill-fish-inc", "quillfish", "quill-fish",
    ]  # fmt: skip
    assert str(Greenhouse().unknown("Quill Fish")) == (
        "Greenhouse has no board 'Quill Fish'; tried 'quillfish', 'quill-fish'. "
        "Open the company's career page and use the name in its address."
    )


def test_asks_the_public_api() -> None:
    (request,) = Greenhouse().requests("quillfish/..")
    assert request.url == (
        "https://boards-api.greenhouse.io/v1/boards/quillfish%2F../jobs?content=true"
    )
    for url in (
        "https://boards.greenhouse.io/quillfish",
        "https://job-boards.eu.greenhouse.io/quillfish/jobs/7",
        "https://boards.greenhouse.io/embed/job_board?for=quillfish",
    ):
        assert Greenhouse().spellings(url) == ["quillfish"]


def test_a_list_of_somebody_else_is_refused() -> None:
    body = b'[{"id": "1", "title": "ML Engineer", "company_name": "Fernwick", "url": "x"}]'
    with pytest.raises(ReadError):
        Greenhouse().read(Reply(url="list.json", body=body))
