"""Adzuna: pages of a search in one country, asked with the person's own keys."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.replay import Replay

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.aggregators.adzuna import LAST_PAGE, PAGE, Adzuna

URL = "https://www.adzuna.de/land/ad/77?se=Ab-1_2&utm_medium=api&utm_source=0a&v=0F"
ROW: dict[str, Any] = {
    "id": "77",
    "adref": "e30.e30",
    "title": "<strong>ML</strong> Engineer, Ranking",
    "description": "You rank and rank\u2026",
    "company": {"display_name": "Quillfish"},
    "location": {"display_name": "Bonn, Germany", "area": ["Deutschland", "Bonn"]},
    "category": {"tag": "it-jobs", "label": "IT"},
    "salary_min": 90000,
    "salary_max": 120000.0,
    "salary_is_predicted": "0",
    "contract_time": "full_time",
    "contract_type": "permanent",
    "created": "2026-09-21T13:33:20Z",
    "redirect_url": URL,
    "latitude": 50.7,
}
REPLY = Reply(url="", body=json.dumps({"count": 7, "mean": 1.5, "results": [ROW]}).encode())


def read(data: Any, url: str = "") -> Reading:
    return Adzuna().read(Reply(url=url, body=json.dumps(data).encode()))


def posting(**changes: Any) -> RawPosting:
    return read({"results": [ROW | changes]}).postings[0]


def test_reads_every_field() -> None:
    assert posting() == RawPosting(
        source="adzuna",
        source_id="77",
        title="ML Engineer, Ranking",
        url="https://www.adzuna.de/land/ad/77?v=0F",
        hiring_organization="Quillfish",
        job_location=["Bonn, Germany"],
        employment_type="full_time",
        date_posted="2026-09-21T13:33:20Z",
        base_salary=Salary(currency="EUR", min_value=90_000, max_value=120_000, unit_text="year"),
        description="You rank and rank\u2026",
    )


@pytest.mark.parametrize("said", ["1", 1, 1.0, True, "true"])
def test_what_adzuna_predicts_is_not_stated(said: object) -> None:
    assert posting(salary_is_predicted=said).base_salary is None


@pytest.mark.parametrize(
    ("site", "currency"),
    [("co.uk/jobs", "GBP"), ("com", "USD"), ("com.au", "AUD"), ("ca", "CAD"), ("xx", None)],
)
def test_pay_is_in_the_money_of_the_country(site: str, currency: str | None) -> None:
    got = posting(redirect_url=f"https://www.adzuna.{site}/land/ad/77")
    assert got.base_salary is not None
    assert got.base_salary.currency == currency


def test_an_opening_found_twice_is_one() -> None:
    again = ROW | {"redirect_url": URL.replace("Ab-1", "Zz-9")}
    reading = read({"results": [ROW, again]})
    assert [got.url for got in reading.postings] == ["https://www.adzuna.de/land/ad/77?v=0F"]


def test_areas_stand_for_a_place_without_a_name() -> None:
    assert posting(location={"area": ["Deutschland", "Bonn"]}).job_location == ["Bonn, Deutschland"]


def test_a_table_is_read_by_its_columns() -> None:
    table = f"company,title,link,job_posted,description\nQuillfish,ML Engineer,{URL},x,Adzuna\n"
    (got,) = Adzuna().read(Reply(url="a.csv", body=table.encode())).postings
    assert (got.source_id, got.url, got.description) == (
        "77", "https://www.adzuna.de/land/ad/77?v=0F", None,
    )  # fmt: skip


def test_a_trimmed_row_is_known_by_its_names() -> None:
    kept = {name: ROW[name] for name in ("id", "title", "company", "location")}
    (got,) = read({"results": [kept]}).postings
    assert (got.hiring_organization, got.job_location) == ("Quillfish", ["Bonn, Germany"])


def test_pages_end() -> None:
    (first,) = Adzuna().requests("country:uk place:Leeds within:7 pay:50000")
    assert "/jobs/gb/search/1?" in first.url
    assert "&where=Leeds&max_days_old=7&salary_min=50000&" in first.url
    rows = [ROW | {"id": str(n)} for n in range(PAGE)]
    second = read({"count": 900, "results": rows}, first.url).next
    assert second is not None
    assert (second.url, second.keys) == (first.url.replace("/1?", "/2?"), Adzuna.keys)
    assert read({"results": rows[1:]}, first.url).next is None
    assert read({"results": rows}, first.url.replace("/1?", f"/{LAST_PAGE}?")).next is None


def test_the_keys_are_sent_and_not_kept(replay: Replay) -> None:
    (request,) = Adzuna().requests("")
    sent = request.url.replace("{adzuna_app_id}", "me").replace("{adzuna_app_key}", "s3cret")
    replay.serve(sent, REPLY.body)
    mine = {"adzuna_app_id": "me", "adzuna_app_key": "s3cret"}
    reply = replay.door(keys=mine.get).get(request, Adzuna.hosts)
    assert "s3cret" not in repr(reply)
    assert reply.url == request.url


def test_a_country_that_it_does_not_search_is_said() -> None:
    with pytest.raises(UsageError, match="does not search 'no'"):
        next(Adzuna().requests("country:no"))


@pytest.mark.parametrize("data", [{"results": [{"id": 1, "title": "A"}]}, {"exception": "AUTH"}])
def test_what_is_of_others_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="adzuna sent"):
        read(data)
