"""Remote OK: a feed with a legal notice, wrong characters and a sentence against bots."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.aggregators.remoteok import RemoteOK

NOTICE = {"last_updated": 1790000000, "legal": "Please link back and mention Remote OK."}
TAG = base64.b64encode(b"192.0.2.7").decode()
BOTS = (
    f"<br/><br/>Please mention the word **BOLD** and tag R{TAG} when applying to show you read "
    f"the job post completely (#R{TAG}). Companies search these words and see they're human."
)
ROW: dict[str, Any] = {
    "slug": "remote-ml-engineer-quillfish-77",
    "id": "77",
    "epoch": 1790000000,
    "date": "2026-09-21T13:33:20+00:00",
    "company": "Quillfish ",
    "company_logo": "",
    "position": "ML Engineer, Ranking",
    "tags": ["python"],
    "description": f"You rank. It\u00e2\u0080\u0099s fun.{BOTS}",
    "location": "Oslo, ",
    "apply_url": "https://remoteOK.com/l/77",
    "salary_min": 90000,
    "salary_max": 120000,
    "url": "https://remoteOK.com/remote-jobs/remote-ml-engineer-quillfish-77",
}
REPLY = Reply(url="", body=json.dumps([NOTICE, ROW]).encode())


def read(data: Any) -> Reading:
    return RemoteOK().read(Reply(url="", body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read([NOTICE, ROW | changes]).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="remoteok",
        source_id="77",
        title="ML Engineer, Ranking",
        url="https://remoteOK.com/remote-jobs/remote-ml-engineer-quillfish-77",
        hiring_organization="Quillfish",
        job_location=["Oslo"],
        job_location_type="remote",
        date_posted="2026-09-21T13:33:20+00:00",
        base_salary=Salary(currency="USD", min_value=90_000, max_value=120_000, unit_text="year"),
        description="You rank. It’s fun.",
    )


def test_no_text_tells_the_address_of_who_asked() -> None:
    for written in (BOTS, f"You rank.{BOTS}<p>Apply.</p>", f"You rank.\n\n{BOTS[:150]}"):
        assert TAG not in (posting(description=written).description or "")
    assert posting(description=f"You rank.{BOTS}<p>Apply.</p>").description == (
        "You rank.<p>Apply.</p>"
    )
    kept = "Please mention the words that you know."
    assert posting(description=kept).description == kept


def test_a_pay_of_zero_is_unknown() -> None:
    assert posting(salary_min=0, salary_max=0).base_salary is None
    assert posting(salary_min="0", salary_max="120000").base_salary == Salary(
        currency="USD", max_value=120_000, unit_text="year"
    )


def test_the_notice_is_no_posting_wherever_it_stands() -> None:
    for data in ([ROW, NOTICE], [NOTICE, ROW], [ROW], {"jobs": [NOTICE, ROW]}, ROW):
        reading = read(data)
        assert [got.source_id for got in reading.postings] == ["77"]
    assert read([NOTICE]).postings == []
    assert read([NOTICE, ROW]).problems == []


def test_wrong_characters_of_short_texts_are_mended_too() -> None:
    got = posting(
        position="Caf\u00c3\u00a9 Analyst", company="Bl\u00c3\u00a5 AS", location="Malm\u00c3\u00b6"
    )
    assert (got.title, got.hiring_organization, got.job_location) == (
        "Café Analyst", "Blå AS", ["Malmö"],
    )  # fmt: skip
    assert posting(position="Café – Analyst").title == "Café – Analyst"


def test_asks_for_a_tag_or_for_all() -> None:
    (request,) = RemoteOK().requests("category:machine-learning")
    assert request.url == "https://remoteok.com/api?tags=machine-learning"


@pytest.mark.parametrize("data", [{}, {"jobs": [{"id": 1, "position": "Chair"}]}, [1], None])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="remoteok sent"):
        read(data)
