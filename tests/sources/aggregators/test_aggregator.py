"""What holds for all boards of many employers, tested once for each of them."""

from __future__ import annotations

import csv
import importlib
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.replay import Replay

from upslope.errors import ReadError, UsageError
from upslope.records import Reply
from upslope.sources import Reading, builtin
from upslope.sources.aggregator import Aggregator
from upslope.sources.aggregators.arbeitnow import Arbeitnow
from upslope.sources.aggregators.remotive import Remotive
from upslope.sources.aggregators.weworkremotely import WeWorkRemotely
from upslope.sources.recognize import recognize
from upslope.sources.search import FILTERS
from upslope.sources.visit import ask

BOARDS = [board for board in builtin().values() if isinstance(board, Aggregator)]
OF_JSON = [board for board in BOARDS if board.name != "weworkremotely"]
HERE = Path(__file__).parent
each = pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.name)
each_of_json = pytest.mark.parametrize("board", OF_JSON, ids=lambda board: board.name)
ASKED = {
    "words": "ranking", "place": "place:Oslo", "country": "country:ca", "remote": "remote:yes",
    "level": "level:Senior", "category": "category:data", "within": "within:7", "pay": "pay:90000",
}  # fmt: skip


def row_of(board: Aggregator) -> dict[str, Any]:
    row = importlib.import_module(f"tests.sources.aggregators.test_{board.name}").ROW
    assert isinstance(row, dict)
    return row


def read(board: Aggregator, data: Any) -> Reading:
    return board.read(Reply(url="", body=json.dumps(data).encode()))


def test_there_are_twelve() -> None:
    assert len(BOARDS) == 12


@each
def test_a_search_for_nothing_is_for_what_we_look_for(board: Aggregator) -> None:
    for request in board.requests(""):
        assert urlsplit(request.url).hostname in board.hosts
        assert urlsplit(request.url).scheme == "https"
        assert set(request.keys) == set(board.keys)


@each
def test_what_it_says_it_can_be_asked_it_is_asked(board: Aggregator) -> None:
    (plain,) = board.requests("")
    assert board.filters is not None
    assert board.filters <= set(FILTERS)
    for name in FILTERS:
        (request,) = board.requests(ASKED[name])
        assert (request != plain) is (name in board.filters), name


@each
def test_a_filter_that_there_is_not_is_said(board: Aggregator) -> None:
    with pytest.raises(UsageError, match="no filter 'colour'"):
        list(board.requests("colour:blue"))


@each
def test_what_it_lacks_is_not_closed(board: Aggregator) -> None:
    assert not board.closes
    assert board.every >= 3600 * 6


@each_of_json
def test_a_row_is_read_in_any_wrapping(board: Aggregator) -> None:
    row = row_of(board)
    (alone,) = read(board, row).postings
    for data in (
        [row],
        {"jobs": [row]},
        {"data": [row]},
        {"results": [row], "n": 1},
        {"data": {"results": [row]}},
        {"machine learning": {"jobs": [row]}, "data": {"jobs": []}},
        [{"page": 1, "jobs": [row]}, {"page": 2, "jobs": [row]}],
    ):
        assert read(board, data).postings == [alone]


@each_of_json
def test_a_row_without_any_one_field_is_read_or_said(board: Aggregator) -> None:
    whole = row_of(board)
    for name in whole:
        changes: list[dict[str, Any]] = [{}, {f"new_{name}": whole[name]}, {name: None}, {name: []}]
        for other in changes:
            row = {key: value for key, value in whole.items() if key != name} | other
            try:
                reading = read(board, [row, whole])
            except ReadError:
                continue
            assert len(reading.postings) + len(reading.problems) in {1, 2}
            assert all(got.title and got.source_id for got in reading.postings)


@each
def test_no_board_reads_the_rows_of_another(board: Aggregator) -> None:
    for other in OF_JSON:
        if other is not board:
            with pytest.raises(ReadError):
                read(board, {"jobs": [row_of(other)], "results": [row_of(other)]})


@each_of_json
def test_a_saved_reply_is_recognized(board: Aggregator) -> None:
    body = json.dumps([row_of(board)]).encode()
    assert recognize(builtin(), Reply(url="saved.json", body=body)).name == board.name


@each
def test_a_table_of_its_postings_is_read_as_lines_or_columns(board: Aggregator) -> None:
    reply = importlib.import_module(f"tests.sources.aggregators.test_{board.name}").REPLY
    (got,) = board.read(reply).postings
    if board.name not in (got.url or "").casefold():
        pytest.skip("its links do not name it")
    row = {"Role": "ML Engineer", "Company": "Quillfish", "Link": got.url, "City": "Oslo"}
    table = io.StringIO()
    writer = csv.DictWriter(table, list(row))
    writer.writeheader()
    writer.writerow(row)
    lines = f"{json.dumps(row)}\n{json.dumps(row)}\n"
    for body in (table.getvalue(), lines):
        (read_back,) = board.read(Reply(url="", body=body.encode())).postings
        assert (read_back.title, read_back.hiring_organization) == ("ML Engineer", "Quillfish")
        assert read_back.job_location == ["Oslo"]


@each
def test_a_table_of_anything_else_is_refused(board: Aggregator) -> None:
    for body in (
        b"title,link\nML Engineer,https://quillfish.example/1\n",
        b"a,b\n",
        b"plain words",
    ):
        with pytest.raises(ReadError):
            board.read(Reply(url="", body=body))


def test_a_board_that_only_a_column_names_is_believed() -> None:
    row = {"source": "We Work Remotely", "title": "ML Engineer", "company": "Quillfish"}
    (got,) = read(WeWorkRemotely(), {"jobs": [row]}).postings
    assert got.hiring_organization == "Quillfish"


def test_a_feed_of_its_postings_is_read() -> None:
    item = """<item>
      <title>ML Engineer</title>
      <guid>https://remotive.com/remote-jobs/data/ml-77</guid>
      <description>You ...</description>
      <content:encoded>You rank.</content:encoded>
      <job:company>Quillfish</job:company>
      <pubDate>Mon, 21 Sep 2026 13:33:20 GMT</pubDate>
    </item>"""
    feed = f"<rss xmlns:job='urn:x' xmlns:content='urn:y'><channel>{item}</channel></rss>"
    (got,) = Remotive().read(Reply(url="", body=feed.encode())).postings
    assert (got.source_id, got.hiring_organization) == ("77", "Quillfish")
    assert (got.description, got.job_location_type) == ("You rank.", "remote")
    assert got.date_posted == "Mon, 21 Sep 2026 13:33:20 GMT"
    cut = Remotive().read(Reply(url="", body=feed[:-10].encode()))
    assert (len(cut.postings), len(cut.problems)) == (1, 1)


def test_a_visit_reads_page_after_page_under_the_search(replay: Replay) -> None:
    row = row_of(Arbeitnow())
    site = "https://www.arbeitnow.com/api/job-board-api?page="
    for page, rows in enumerate(([row], [row | {"slug": "b"}], []), 1):
        replay.serve(f"{site}{page}", json.dumps({"data": rows}))
    visit = ask(Arbeitnow(), "", replay.door(), lambda reply: reply.digest)
    assert visit.error is None
    assert [raw.source_id for raw in visit.raws] == [row["slug"], "b"]
    assert [raw.hiring_organization for raw in visit.raws] == ["Quillfish", "Quillfish"]
