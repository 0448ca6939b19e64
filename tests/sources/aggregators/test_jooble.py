"""Jooble: a search by POST, with the key in the address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.replay import Replay

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply
from upslope.sources import Reading
from upslope.sources.aggregators.jooble import LAST_PAGE, Jooble

ROW: dict[str, Any] = {
    "title": "ML Engineer, Ranking",
    "location": "Leeds",
    "snippet": "&nbsp;...You <b>rank</b>...&nbsp;",
    "salary": "£60k - £80k",
    "source": "quillfish.example",
    "type": "Full-time",
    "link": "https://jooble.org/desc/-77",
    "company": "Quillfish",
    "updated": "2026-09-21T00:00:00.0000000",
    "id": -77,
}
REPLY = Reply(url="", body=json.dumps({"totalCount": 7, "jobs": [ROW]}).encode())


def read(data: Any, sent: bytes | None = None) -> Reading:
    return Jooble().read(Reply(url="", body=json.dumps(data).encode(), sent=sent))


def posting(**changes: Any) -> RawPosting:
    return read({"jobs": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="jooble",
        source_id="-77",
        title="ML Engineer, Ranking",
        url="https://jooble.org/desc/-77",
        hiring_organization="Quillfish",
        job_location=["Leeds"],
        employment_type="Full-time",
        date_posted="2026-09-21T00:00:00.0000000",
        description="&nbsp;...You <b>rank</b>...&nbsp;\n<p>Salary: £60k - £80k</p>",
    )


def test_an_id_is_found_or_made() -> None:
    assert posting(id=None).source_id == "-77"
    made = posting(id=None, link=None).source_id
    assert made == posting(id=None, link=None, snippet="other").source_id != "-77"


def test_the_next_page_is_asked_for_in_the_body() -> None:
    (first,) = Jooble().requests("ranking place:Leeds pay:50000")
    assert first.body is not None
    assert json.loads(first.body) == {
        "keywords": "ranking", "location": "Leeds", "salary": "50000", "page": "1",
    }  # fmt: skip
    second = read({"jobs": [ROW]}, first.body).next
    assert second is not None
    assert second.body == first.body.replace(b'"1"', b'"2"')
    assert second.url == first.url == "https://jooble.org/api/{jooble_key}"
    assert read({"jobs": []}, first.body).next is None
    assert read({"jobs": [ROW]}, first.body.replace(b'"1"', b'"%d"' % LAST_PAGE)).next is None
    assert read({"jobs": [ROW]}, b"not JSON").next is None


def test_the_key_is_sent_and_not_kept(replay: Replay) -> None:
    (request,) = Jooble().requests("")
    replay.serve("https://jooble.org/api/s3cret", REPLY.body)
    reply = replay.door(keys={"jooble_key": "s3cret"}.get).get(request, Jooble.hosts)
    assert "s3cret" not in repr(reply)
    assert reply.sent == request.body


@pytest.mark.parametrize("data", [{"jobs": [{"id": 1, "title": "A"}]}, {"totalCount": 1}])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="jooble sent"):
        read(data)
