"""Rippling: lists of both versions, and each text by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.rippling import Rippling

UUID = "2f0674e6-f01f-4ecd-b459-e947241c211f"
PAGE = f"https://ats.rippling.com/quill-fish/jobs/{UUID}"
LISTED: dict[str, Any] = {
    "uuid": UUID,
    "name": "ML Engineer, Ranking ",
    "department": {"id": "Research", "label": "Research"},
    "url": PAGE,
    "workLocation": {"id": "Oslo", "label": "Oslo, Norway"},
}
PAY = {"currency": "EUR", "frequency": "YEAR", "rangeStart": 60000, "rangeEnd": 80000}
ROW: dict[str, Any] = LISTED | {
    "companyName": "Quillfish",
    "description": {"role": "<p>You rank.</p>", "company": "<p>We are few.</p>"},
    "workLocations": ["Oslo, Norway", "Remote (Bonn, DE)"],
    "employmentType": {"label": "SALARIED_FT", "id": "Salaried, full-time"},
    "createdOn": "2026-03-31T17:37:26.093000-07:00",
    "payRangeDetails": [PAY, PAY | {"rangeEnd": 90000}, PAY | {"currency": "USD", "rangeEnd": 1e6}],
    "recruiter": {"name": "Nobody Inparticular"},
}
PLACE = {
    "name": "Oslo, NO",
    "city": "Oslo",
    "state": "Oslo fylke",
    "country": "Norway",
    "workplaceType": "ON_SITE",
}
SECOND: dict[str, Any] = {"id": UUID, "name": "ML Engineer", "url": PAGE, "locations": [PLACE]}
REPLY = Reply(url="", body=json.dumps([ROW]).encode())
V1 = "https://api.rippling.com/platform/api/ats/v1/board/quill-fish/jobs"
V2 = "https://ats.rippling.com/api/v2/board/quill-fish/jobs"


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Rippling().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    return read([ROW | changes]).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="rippling",
        source_id=UUID,
        title="ML Engineer, Ranking ",
        url=PAGE,
        hiring_organization="Quillfish",
        job_location=["Oslo, Norway", "Remote (Bonn, DE)"],
        employment_type="Salaried, full-time",
        date_posted="2026-03-31T17:37:26.093000-07:00",
        base_salary=Salary(currency="EUR", min_value=60_000, max_value=90_000, unit_text="year"),
        description="<p>We are few.</p>\n<p>You rank.</p>",
    )


def test_one_row_a_place_is_one_posting() -> None:
    bonn = LISTED | {"workLocation": {"label": "Bonn, Germany"}}
    reading = read([LISTED, bonn], V1)
    (only,) = reading.postings
    assert only.job_location == ["Oslo, Norway", "Bonn, Germany"]
    assert only.hiring_organization == "Quill Fish"
    assert (reading.next, reading.total) == (None, None)
    assert reading.details[UUID].url == f"{V1}/{UUID}"


def test_pages_of_the_second_version() -> None:
    envelope = {"items": [SECOND], "page": 0, "pageSize": 50, "totalItems": 2, "totalPages": 2}
    reading = read(envelope, f"{V2}?page=0&pageSize=50")
    (listed,) = reading.postings
    assert listed.job_location == ["Oslo, Oslo fylke, Norway"]
    assert listed.job_location_type == "ON_SITE"
    assert reading.next is not None
    assert reading.next.url == f"{V2}?page=1&pageSize=50"
    assert reading.details[UUID].url == f"{V2}/{UUID}"
    assert read(envelope | {"page": 1}, reading.next.url).next is None


def test_a_text_fills_what_was_listed() -> None:
    (listed,) = read([LISTED], V1).postings
    unnamed = {key: value for key, value in ROW.items() if key not in {"uuid", "url"}}
    detail = read(unnamed, f"{V1}/{UUID}")
    assert (detail.next, detail.details) == (None, {})
    detail.fill(listed)
    assert listed.description == "<p>We are few.</p>\n<p>You rank.</p>"


def test_a_saved_page_of_the_board_is_read() -> None:
    data = {
        "props": {"pageProps": {"apiData": {"jobPost": ROW, "jobBoard": {"slug": "quill-fish"}}}}
    }
    page = '<!doctype html><script id="__NEXT_DATA__" type="application/json">{}</script></html>'
    body = page.format(json.dumps(data)).encode()
    assert Rippling().read(Reply(url="page.html", body=body)).postings == [posting()]
    with pytest.raises(ReadError, match="rippling sent a web page"):
        Rippling().read(Reply(url="", body=b"<!doctype html><p>Sorry"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ({"label": "HOURLY_PT"}, "part-time"),
        ({"label": "Intern", "id": "INTERN"}, "Intern"),
        ({"id": "TEMP"}, "temporary"),
        ({"label": "OTHER"}, "OTHER"),
        ("Contractor", "Contractor"),
        (None, None),
    ],
)
def test_kinds_of_employment(kind: Any, words: str | None) -> None:
    assert posting(employmentType=kind).employment_type == words


def test_what_is_not_listed_is_closed_and_a_text_may_be_plain() -> None:
    assert posting(unlistedFromSearch=True).closed
    assert posting(description="You rank.").description == "You rank."
    assert posting(payRangeDetails=[]).base_salary is None


def test_empty_boards_are_boards() -> None:
    assert read([], V1).postings == []
    assert read({"items": [], "totalPages": 0}, V2).next is None


@pytest.mark.parametrize("data", [{"error": "No"}, None, [{"id": 1, "name": "Of another"}]])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="rippling sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read([{"uuid": "1"}, [], {"name": "No id"}, LISTED])
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_a_board_needs_a_name() -> None:
    assert Rippling().spellings("https://ats.rippling.com/quill-fish/jobs") == ["quill-fish"]
    assert Rippling().spellings(V1) == ["quill-fish"]
    with pytest.raises(UsageError):
        next(Rippling().requests(""))
