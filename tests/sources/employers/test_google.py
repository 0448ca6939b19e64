"""Google: arrays without names."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.formats.systems.google import RESULTS
from upslope.records import RawPosting, Reply
from upslope.sources.employers.google import Google
from upslope.sources.source import Reading

ARRAY: list[Any] = [
    "142342334078427846",
    "ML Engineer, Fish ",
    "https://www.google.com/about/careers/applications/signin?jobId=abc",
    [None, "<ul><li>Count.</li></ul>"],
    [None, "<h3>Minimum qualifications:</h3><ul><li>Python</li></ul>"],
    "projects/gweb/tenants/1/companies/2",
    None,
    "DeepFish",
    "en-US",
    [["Oslo, Norway", ["Quay 1"], "Oslo"], ["Bonn, Germany"]],
    [None, "<p>About fish.</p>"],
    [2, 3],
    [1783000000, 784000000],
    [1783000000, 0],
]


def page(*rows: Any, total: int = 45, key: str = "ds:1") -> str:
    data = json.dumps([rows, None, total, 20])
    other = "AF_initDataCallback({key: 'ds:0', hash: '1', data:[null,\"en\"], sideChannel: {}});"
    ours = f"AF_initDataCallback({{key: '{key}', hash: '2', data:{data}, sideChannel: {{}}}});"
    return f"<!doctype html><html><script>{other}</script><script>{ours}</script></html>"


REPLY = Reply(url="saved.html", body=page(ARRAY).encode())


def read(body: str, url: str = "saved.html") -> Reading:
    return Google().read(Reply(url=url, body=body.encode()))


def changed(*changes: tuple[int, Any]) -> list[Any]:
    return [dict(changes).get(place, value) for place, value in enumerate(ARRAY)]


def test_reads_every_field() -> None:
    assert Google().read(REPLY).postings == [
        RawPosting(
            source="google",
            source_id="142342334078427846",
            title="ML Engineer, Fish ",
            url=f"{RESULTS}/142342334078427846",
            hiring_organization="DeepFish",
            job_location=["Oslo, Norway", "Bonn, Germany"],
            date_posted=1783000000.0,
            description="<h3>Minimum qualifications:</h3><ul><li>Python</li></ul>\n"
            "<h3>About the job</h3>\n<p>About fish.</p>\n"
            "<h3>Responsibilities</h3>\n<ul><li>Count.</li></ul>",
        )
    ]


def test_what_is_not_stated_is_absent() -> None:
    bare = [*ARRAY[:2], None, None, [None], "x", None, None, None, None, None]
    (posting,) = read(page(bare)).postings
    assert (posting.hiring_organization, posting.job_location) == ("Google", [])
    assert (posting.date_posted, posting.description) == (None, None)
    assert read(page(changed((12, None)))).postings[0].date_posted is None


@pytest.mark.parametrize(
    "shift",
    [
        [ARRAY[0], *ARRAY[2:], None],
        [ARRAY[0], None, *ARRAY[1:]],
        changed((7, ARRAY[5])),
        changed((1, ARRAY[2])),
        changed((9, ["Oslo"])),
        changed((3, "<ul><li>Count.</li></ul>")),
        changed((8, 3)),
    ],
)
def test_a_changed_order_is_a_problem_and_never_nonsense(shift: list[Any]) -> None:
    reading = read(page(ARRAY, shift))
    assert [got.title for got in reading.postings] == ["ML Engineer, Fish "]
    assert len(reading.problems) == 1
    with pytest.raises(ReadError, match="changed the order"):
        read(page(shift))


def test_an_id_alone_is_no_posting() -> None:
    reading = read(page(ARRAY, ["999"]))
    assert (len(reading.postings), reading.problems) == (1, [])


def test_the_page_of_one_posting_and_bare_arrays_are_read() -> None:
    one = f"<script>AF_initDataCallback({{key: 'ds:0', data:{json.dumps([ARRAY])}}});</script>"
    older = one.replace("data:", "data:function(){return ")
    for body in (one, older, json.dumps([[ARRAY], None, 1, 20]), json.dumps(ARRAY)):
        assert len(read(body).postings) == 1


def test_asks_for_the_following_page_as_a_page() -> None:
    url = next(Google().requests("fish remote:yes")).url
    assert url == f"{RESULTS}?q=fish&has_remote=true"
    rows = [changed((0, f"14234233407842{number:04}")) for number in range(20)]
    following = read(page(*rows), url).next
    assert following
    assert (following.url, following.page) == (f"{url}&page=2", True)
    assert read(page(*rows), f"{url}&page=3").next is None
    assert next(Google().requests("")).url.endswith("?q=machine+learning")


def test_a_search_may_find_nothing_but_a_page_without_data_is_refused() -> None:
    nothing = "<script>AF_initDataCallback({key: 'ds:1', data:[null, null, 0, 20]});</script>"
    assert read(nothing).postings == []
    for body in ("<p>Before you continue</p>", page().replace("AF_", "XX_"), page()[:-60], "[7]"):
        with pytest.raises(ReadError, match="google"):
            read(body)


def test_a_page_that_breaks_off_after_its_data_says_so() -> None:
    assert [problem.why for problem in read(page(ARRAY)[:-7]).problems] == ["it breaks off"]


def test_short_rows_and_other_wrappings_are_read() -> None:
    short = ["777", "Cook", "https://www.google.com/about/careers/applications/signin?jobId=c"]
    assert [got.title for got in read(page(ARRAY, short)).postings] == [
        "ML Engineer, Fish ",
        "Cook",
    ]
    wrapped = json.dumps([[[ARRAY]]])
    loose = f"<script>'ds:1', hash: '1', data:{wrapped},null</script>"
    assert len(read(loose).postings) == 1


def test_the_interface_with_named_fields_is_read() -> None:
    job = {
        "id": "jobs/123456789",
        "title": "ML Engineer",
        "company_name": "DeepFish",
        "locations": [{"display": "Oslo, Norway"}, {"display": "Bonn, Germany"}],
        "publish_date": "2026-05-18",
        "qualifications": "<p>Python</p>",
        "description": ["We", "count."],
    }
    reading = read(json.dumps({"count": 5, "jobs": [job, {"id": "7"}]}))
    (posting,) = reading.postings
    assert (posting.source_id, posting.url) == ("123456789", f"{RESULTS}/123456789")
    assert posting.job_location == ["Oslo, Norway", "Bonn, Germany"]
    assert posting.description == "<p>Python</p>\n<h3>About the job</h3>\nWe<br>count."
    assert (reading.total, len(reading.problems)) == (5, 1)
