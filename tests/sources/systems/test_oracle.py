"""Oracle Recruiting: pages of a list, and each text by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.systems.oracle import Oracle

ROW: dict[str, Any] = {
    "Id": "25587",
    "Title": "ML Engineer, Ranking ",
    "PostedDate": "2026-08-07",
    "PostingEndDate": "2026-09-07",
    "PrimaryLocation": "Oslo, Norway",
    "PrimaryLocationCountry": "NO",
    "secondaryLocations": [{"Name": "Bonn, Germany", "CountryCode": "DE"}],
    "WorkplaceType": "Hybrid",
    "WorkplaceTypeCode": "ORA_HYBRID",
    "JobSchedule": "Full time",
    "ContractType": "Regular",
    "ShortDescriptionStr": "You <b>rank</b>.",
    "LegalEmployer": "Quillfish AS",
    "HiringManager": "Nobody Inparticular",
}
DETAIL: dict[str, Any] = {
    "Id": "25587",
    "Title": "ML Engineer, Ranking ",
    "ExternalPostedStartDate": "2026-08-07T00:00:00+00:00",
    "ExternalPostedEndDate": "2026-09-07T00:00:00+00:00",
    "ExternalDescriptionStr": "<p>You rank.</p>",
    "ExternalResponsibilitiesStr": "<p>Sort.</p>",
    "ExternalQualificationsStr": "<p>C++</p>",
    "CorporateDescriptionStr": "<p>We are few.</p>",
    "ShortDescriptionStr": "You rank.",
    "PrimaryLocation": "Oslo, Norway",
}
BOARD = "quillfish.fa.us2.oraclecloud.com/CX_1"
PAGES = "https://quillfish.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1"


def listed(*rows: Any, total: int = 1) -> dict[str, Any]:
    return {"items": [{"TotalJobsCount": total, "requisitionList": rows}], "hasMore": False}


REPLY = Reply(url="", body=json.dumps(listed(ROW)).encode())


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Oracle().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    return read(listed(ROW | changes), "", BOARD).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="oracle",
        source_id="quillfish.fa.us2.oraclecloud.com/25587",
        title="ML Engineer, Ranking ",
        url=f"{PAGES}/job/25587",
        hiring_organization="Quillfish AS",
        job_location=["Oslo, Norway", "Bonn, Germany"],
        job_location_type="Hybrid",
        employment_type="Full time",
        date_posted="2026-08-07",
        valid_through="2026-09-07",
        description="You <b>rank</b>.",
    )


def test_a_page_has_a_next_one_and_requests_for_the_texts() -> None:
    (first,) = Oracle().requests(BOARD)
    rows = [ROW | {"Id": str(number)} for number in range(200)]
    reading = read(listed(*rows, total=201), first.url, BOARD)
    assert reading.total == 201
    assert reading.next is not None
    assert "siteNumber=CX_1,limit=200,offset=200," in reading.next.url
    asked = reading.details["quillfish.fa.us2.oraclecloud.com/7"].url
    assert asked.endswith("finder=ById;Id=%227%22,siteNumber=CX_1")
    assert read(listed(ROW, total=201), reading.next.url).next is None
    capped = first.url.replace("offset=0", "offset=9900")
    assert read(listed(*rows, total=12_000), capped).next is None


def test_a_text_fills_what_was_listed() -> None:
    (first,) = Oracle().requests(BOARD)
    reading = read(listed(ROW), first.url, "Quillfish")
    (raw,) = reading.postings
    assert raw.hiring_organization == "Quillfish"
    detail = read({"items": [DETAIL]}, reading.details[raw.source_id].url)
    assert (detail.next, detail.details) == (None, {})
    assert detail.postings[0].source_id == raw.source_id
    detail.fill(raw)
    texts = ("You rank.", "Sort.", "C++", "We are few.")
    assert raw.description == "\n".join(f"<p>{text}</p>" for text in texts)
    assert raw.date_posted == "2026-08-07T00:00:00+00:00"


def test_a_bare_text_is_read() -> None:
    (alone,) = read(DETAIL).postings
    assert (alone.source_id, alone.url) == ("25587", None)
    assert alone.valid_through == "2026-09-07T00:00:00+00:00"


def test_codes_and_countries_where_nothing_better_is_said() -> None:
    bare = posting(WorkplaceType="", PrimaryLocation=None, secondaryLocations=None)
    assert (bare.job_location_type, bare.job_location) == ("ORA_HYBRID", ["NO"])
    assert posting(ContractType="Fixed-term").employment_type == "Fixed-term"


def test_an_empty_site_may_be_none_at_all() -> None:
    assert read(listed(total=0)).postings == []
    assert Oracle().vague


@pytest.mark.parametrize("data", [{"items": []}, {"title": "Forbidden"}, [], None])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="oracle sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read(listed({"Id": "1"}, [], {"Title": "No id"}, ROW))
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_boards_are_found_in_addresses() -> None:
    assert Oracle().spellings(f"{PAGES}/job/25587/?lastSelectedFacet=x") == [BOARD]
    assert Oracle().spellings(next(Oracle().requests(BOARD)).url) == [BOARD]
    own = "https://careers.quillfish.example/en/sites/Fishing/job/7"
    assert Oracle().spellings(own) == ["careers.quillfish.example/en/sites/Fishing"]
    (asked,) = Oracle().requests("careers.quillfish.example/CX_2")
    assert asked.url.startswith("https://careers.quillfish.example/hcmRestApi/")
    reading = read(
        listed(ROW | {"LegalEmployer": None}), asked.url, "careers.quillfish.example/CX_2"
    )
    assert reading.postings[0].hiring_organization == "Quillfish"
    for name in ("", "Quillfish", "https://careers.quillfish.example/jobs"):
        with pytest.raises(UsageError):
            next(Oracle().requests(name))
