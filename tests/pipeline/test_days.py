"""Words such as "9 days ago" are counted from the day on which a list was asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from upslope.pipeline.take_in import store_visit, take_in
from upslope.records import Reply
from upslope.sources.communities.github_tables import GitHubTables
from upslope.sources.visit import Visit
from upslope.store import Store

LIST = (
    b"| Company | Role | Link | Age |\n|-|-|-|-|\n| Pike | MLE | [a](https://p.example/1) | 9d |\n"
)


def test_an_age_is_counted_from_the_day_of_asking(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        run = store.runs.start("github_tables", "acme/jobs")
        visit = Visit(GitHubTables(), "acme/jobs", "acme/jobs")
        reply = Reply(url="https://raw.githubusercontent.com/acme/jobs/HEAD/README.md", body=LIST)
        store.replies.keep(reply)
        visit.read(reply)
        store_visit(visit, run, store)
        [(posting, _)] = store.postings.all()
    day = (datetime.now(UTC) - timedelta(days=9)).date()
    assert posting.date_posted in {day.isoformat(), (day - timedelta(days=1)).isoformat()}


def test_a_file_may_be_of_any_day(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        take_in(GitHubTables(), Reply(url="README.md", body=LIST), store, board="README.md")
        [(posting, _)] = store.postings.all()
    assert posting.date_posted is None
