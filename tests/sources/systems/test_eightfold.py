"""Eightfold: pages of positions by both interfaces, and each text by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, StatusError, UsageError
from upslope.records import RawPosting, Reply, Request
from upslope.sources import Reading
from upslope.sources.door.inflate import Caps
from upslope.sources.systems.eightfold import Eightfold
from upslope.sources.visit import ask

ROW: dict[str, Any] = {
    "id": 1970393556991275,
    "displayJobId": "200054191",
    "atsJobId": "200054191",
    "name": "ML Engineer, Ranking ",
    "locations": ["Norway, Oslo", "Multiple Locations, Germany"],
    "standardizedLocations": ["Oslo, NO"],
    "postedTs": 1789410600,
    "creationTs": 1788891541,
    "department": "Research",
    "employmentType": "Full-time",
    "workLocationOption": "hybrid",
    "positionUrl": "/careers/job/1970393556991275",
    "jobDescription": "<p>You rank.</p>",
    "isPrivate": False,
    "recruiter": {"name": "Nobody Inparticular"},
}
OLD: dict[str, Any] = {
    "id": 7,
    "name": "ML Engineer",
    "location": "Oslo, Norway",
    "locations": ["Oslo, Norway", "Multiple Locations, Germany"],
    "t_create": 1785801600,
    "t_update": 1785901600,
    "work_location_option": "onsite",
    "job_description": "",
    "canonicalPositionUrl": "https://quillfish.eightfold.ai/careers/job/7",
}
NEWER = "https://quillfish.eightfold.ai/api/pcsx/search?domain=quill-fish.com&query=&start=0"
OLDER = "https://quillfish.eightfold.ai/api/apply/v2/jobs?domain=quill-fish.com&start=0&num=10"


def listed(*rows: Any, count: int = 1) -> dict[str, Any]:
    return {"status": 200, "data": {"count": count, "positions": rows}}


REPLY = Reply(url=NEWER, body=json.dumps(listed(ROW)).encode())


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Eightfold().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(row: dict[str, Any] = ROW, **changes: Any) -> RawPosting:
    return read(listed(row | changes), NEWER).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="eightfold",
        source_id="1970393556991275",
        title="ML Engineer, Ranking ",
        url="https://quillfish.eightfold.ai/careers/job/1970393556991275",
        hiring_organization="Quill Fish",
        job_location=["Oslo, NO"],
        job_location_type="hybrid",
        employment_type="Full-time",
        date_posted=1789410600.0,
        description="<p>You rank.</p>",
    )


def test_reads_the_older_interface() -> None:
    (old,) = read({"domain": "quillfish.com", "count": 1, "positions": [OLD]}).postings
    assert old.job_location == ["Oslo, Norway", "Germany"]
    assert (old.date_posted, old.job_location_type) == (1785801600.0, "onsite")
    assert (old.url, old.hiring_organization) == (OLD["canonicalPositionUrl"], "Quillfish")
    assert old.description is None


def test_pages_and_texts_of_both_interfaces() -> None:
    rows = [ROW | {"id": number} for number in range(10)]
    reading = read(listed(*rows, count=12), NEWER)
    assert reading.next is not None
    assert reading.next.url == NEWER.replace("start=0", "start=10")
    assert reading.details["7"].url == (
        "https://quillfish.eightfold.ai/api/pcsx/position_details"
        "?position_id=7&domain=quill-fish.com&hl=en"
    )
    assert read(listed(*rows[:2], count=12), reading.next.url).next is None
    older = read({"count": 12, "positions": rows}, OLDER)
    assert older.next is not None
    assert older.next.url == OLDER.replace("start=0", "start=10")
    text = "https://quillfish.eightfold.ai/api/apply/v2/jobs/7?domain=quill-fish.com"
    assert older.details["7"].url == text
    capped = read(listed(*rows, count=2032), NEWER.replace("start=0", "start=1990"))
    assert (capped.next, capped.total) == (None, 2032)


def test_texts_fill_what_was_listed() -> None:
    for text in ({"data": ROW}, OLD | {"job_description": "<p>You rank.</p>"}):
        (raw,) = read(listed(ROW | {"jobDescription": None}), NEWER).postings
        detail = read(text, "https://quillfish.eightfold.ai/api/pcsx/position_details")
        assert (detail.next, detail.details) == (None, {})
        detail.fill(raw)
        assert raw.description == "<p>You rank.</p>"


def test_what_may_be_missing() -> None:
    bare = posting(postedTs=None, positionUrl=None, standardizedLocations=[])
    assert bare.date_posted == 1788891541.0
    assert bare.url == "https://quillfish.eightfold.ai/careers/job/1970393556991275"
    assert bare.job_location == ["Norway, Oslo", "Germany"]
    assert posting(isPrivate=True).closed
    assert read(listed(ROW)).postings[0].url is None


def test_an_employers_own_fields_are_heard() -> None:
    own = {"efcustomTextEmploymentType": ["Internship"], "efcustomTextWorkSite": ["Fully on-site"]}
    said = posting(OLD, **own, work_location_option=None)
    assert (said.employment_type, said.job_location_type) == ("Internship", "Fully on-site")


@pytest.mark.parametrize("said", [json.dumps, lambda data: json.dumps(data).replace('"', "&#34;")])
def test_a_saved_page_of_the_site_is_read(said: Any) -> None:
    data = said({"domain": "quill-fish.com", "positions": [OLD], "count": 40})
    page = f'<!doctype html><code id="smartApplyData" style="display:none">{data}</code>'
    reading = Eightfold().read(Reply(url="careers.html", body=page.encode()))
    assert [raw.hiring_organization for raw in reading.postings] == ["Quill Fish"]
    with pytest.raises(ReadError, match="eightfold sent a web page"):
        Eightfold().read(Reply(url="", body=b"<!doctype html><p>Sorry"))


def test_an_empty_site_is_one() -> None:
    assert read(listed(count=0), NEWER).postings == []


@pytest.mark.parametrize("data", [{"message": "PCSX is not enabled"}, [], None, {"data": {}}])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="eightfold sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read(listed({"id": "1"}, [], {"name": "No id"}, ROW))
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_boards_are_found_in_addresses() -> None:
    spell = Eightfold().spellings
    assert spell("https://careers.quillfish.com/careers/job/7")[0] == (
        "careers.quillfish.com/quillfish.com"
    )
    assert spell("quillfish.eightfold.ai/fish.example")[1] == (
        "older:quillfish.eightfold.ai/fish.example"
    )
    assert spell("older:a.example/b.example") == ["older:a.example/b.example"]
    for name in ("", "older:x"):
        with pytest.raises(UsageError):
            next(Eightfold().requests(name))


class Refusing:
    """A door behind which only one of the interfaces answers, or none."""

    def __init__(self, answers: str) -> None:
        self.answers = answers

    def get(
        self,
        request: Request,
        allow_hosts: tuple[str, ...] = (),
        *,
        interval: float = 1.0,
        caps: Caps = Caps(),  # noqa: B008 - frozen
    ) -> Reply:
        if self.answers not in request.url:
            raise StatusError("Forbidden.", status=403)
        return Reply(url=request.url, body=json.dumps(listed(ROW)).encode())


def test_a_site_that_refuses_one_interface_is_asked_by_the_other() -> None:
    def keep(reply: Reply) -> str:
        return reply.digest

    for path in ("/api/pcsx/", "/api/apply/"):
        visit = ask(Eightfold(), "quillfish.eightfold.ai/quillfish.com", Refusing(path), keep)
        assert (len(visit.raws), visit.error) == (1, None)
    blocked = ask(Eightfold(), "quillfish.eightfold.ai/quillfish.com", Refusing("no"), keep)
    assert isinstance(blocked.error, StatusError)  # it is there, but refuses
