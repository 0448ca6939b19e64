"""Netflix: searches of its career site, by Eightfold's older interface."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError
from upslope.records import RawPosting, Reply
from upslope.sources.employers.netflix import Netflix

ROW: dict[str, Any] = {
    "id": 790298014263,
    "display_job_id": "JR1",
    "name": "ML Engineer 6, Ranking ",
    "location": "Los Gatos,California,United States of America",
    "locations": ["Los Gatos,California,United States of America", "USA - Remote"],
    "t_create": 1785801600,
    "t_update": 1785901600,
    "work_location_option": "remote",
    "job_description": "<p>You rank.</p>",
    "canonicalPositionUrl": "https://explore.jobs.netflix.net/careers/job/790298014263",
}
(ASKED,) = Netflix().requests("")
REPLY = Reply(url=ASKED.url, body=json.dumps({"count": 11, "positions": [ROW]}).encode())


def test_reads_every_field() -> None:
    assert Netflix().read(REPLY).postings == [
        RawPosting(
            source="netflix",
            source_id="790298014263",
            title="ML Engineer 6, Ranking ",
            url="https://explore.jobs.netflix.net/careers/job/790298014263",
            hiring_organization="Netflix",
            job_location=["Los Gatos,California,United States of America", "USA - Remote"],
            job_location_type="remote",
            date_posted=1785801600.0,
            description="<p>You rank.</p>",
        )
    ]


def test_a_page_has_a_next_one_and_requests_for_the_texts() -> None:
    reading = Netflix().read(REPLY)
    assert reading.total == 11
    assert reading.next is not None
    assert reading.next.url == ASKED.url.replace("start=0", "start=1")
    assert reading.details["790298014263"].url == (
        "https://explore.jobs.netflix.net/api/apply/v2/jobs/790298014263?domain=netflix.com"
    )


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(ReadError, match="netflix sent"):
        Netflix().read(Reply(url="", body=b'{"message": "No"}'))


def test_boards_are_searches() -> None:
    (asked,) = Netflix().requests('recommender systems place:"Los Gatos"')
    assert asked.url == (
        "https://explore.jobs.netflix.net/api/apply/v2/jobs?domain=netflix.com"
        "&query=recommender+systems&location=Los+Gatos&start=0&num=10"
    )
    assert "query=machine+learning" in ASKED.url
