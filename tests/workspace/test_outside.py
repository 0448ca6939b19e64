"""Outside series end to end: files, downloads over the wire, what was known on a day, commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.replay import Replay

from upslope.apps.cli import cli
from upslope.errors import ReadError, StatusError, UsageError
from upslope.sources import series
from upslope.workspace import Workspace
from upslope.workspace.outside import Outside

HEADER = "date,jobcountry,AI_share_postings\n"
JUNE = HEADER + "2026-05-31,US,5.6\n2026-06-30,US,5.8\n2026-06-30,DE,5.1\n"
JULY = HEADER + "2026-05-31,US,5.7\n2026-06-30,US,5.9\n2026-07-31,US,6.1\n2026-07-31,DE,5\n"
INDEX = "date,jobcountry,indeed_job_postings_index_SA,variable\n"
PAGE = "<!DOCTYPE html><title>Rate limit</title>"
[AI] = series.FILES["ai_share"]


def commit(number: int) -> str:
    return f"{number:040x}"


def listed(*versions: tuple[int, str]) -> str:
    made = [
        {"sha": commit(number), "commit": {"committer": {"date": f"{day}T10:00:00Z"}}}
        for number, day in versions
    ]
    return json.dumps(made)


def serve_list(
    replay: Replay, file: series.Published, body: str, count: int = 1, page: int = 1
) -> None:
    replay.serve(series.versions_request(file, page, count).url, body)


def serve_version(replay: Replay, file: series.Published, number: int, body: str) -> None:
    url = series.version_request(file, series.Version(commit(number), "")).url
    replay.serve(url, body)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def outside(workspace: Workspace) -> Outside:
    return workspace.outside


@pytest.fixture
def wired(workspace: Workspace, replay: Replay) -> Outside:
    """The series of a workspace whose door leads to the replay."""
    door = replay.door(validators=workspace.store.replies)
    workspace.__dict__["door"] = door
    return workspace.outside


def given(tmp_path: Path, body: str | bytes, name: str = "file.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(body.encode() if isinstance(body, str) else body)
    return file


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


# Files


def test_the_day_of_a_file_is_said_or_in_its_name_or_its_last(
    outside: Outside, tmp_path: Path
) -> None:
    said = outside.add(given(tmp_path, JUNE, "AI_2026-07-02.csv"), "2026-07-21")
    named = outside.add(given(tmp_path, JUNE + "\n", "AI_2026-07-02.csv"))
    last = outside.add(given(tmp_path, JUNE + "\n\n", "AI_2026-99-99.csv"))
    assert [(taken.as_of, taken.day_from) for taken in (said, named, last)] == [
        ("2026-07-21", "as you said"),
        ("2026-07-02", "the day in its name"),
        ("2026-06-30", "the last day in it"),
    ]
    assert [one.as_of for one in outside.vintages("ai_share")] == [
        "2026-06-30",
        "2026-07-02",
        "2026-07-21",
    ]


def test_a_month_is_known_at_its_end(outside: Outside, tmp_path: Path) -> None:
    file = given(tmp_path, "month,jobcountry,posted_wage_growth_yoy_3moavg\nFeb-24,US,0.03\n")
    assert outside.add(file).as_of == "2024-02-29"
    this = f"{datetime.now(UTC).date():%b-%y}"
    file.write_text(f"month,jobcountry,posted_wage_growth_yoy_3moavg\n{this},US,0.03\n")
    assert outside.add(file).as_of == datetime.now(UTC).date().isoformat()


def test_a_file_that_is_kept_keeps_its_day(outside: Outside, tmp_path: Path) -> None:
    outside.add(given(tmp_path, JUNE), "2026-07-21")
    again = outside.add(given(tmp_path, JUNE, "AI_2026-07-02.csv"))
    assert (again.as_of, again.is_new) == ("2026-07-21", False)
    said = outside.add(given(tmp_path, JUNE), "2026-07-02")
    assert (said.as_of, said.is_new) == ("2026-07-02", True)


def test_no_file_is_of_a_day_to_come(outside: Outside, tmp_path: Path) -> None:
    tomorrow = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
    with pytest.raises(UsageError, match="yet to come"):
        outside.add(given(tmp_path, JUNE), tomorrow)
    with pytest.raises(UsageError, match="is no day"):
        outside.add(given(tmp_path, JUNE), "yesterday")
    assert not outside.vintages("ai_share")


@pytest.mark.parametrize(
    "body", [PAGE, "", HEADER, HEADER + "2026-06-30,US,NA\n", "name\nada\n", bytes(range(256))]
)
def test_what_is_no_series_is_not_kept(outside: Outside, tmp_path: Path, body: str | bytes) -> None:
    with pytest.raises(ReadError):
        outside.add(given(tmp_path, body))
    with pytest.raises(ReadError):
        outside.add(given(tmp_path, body), "2026-07-21", "ai_share")
    assert not list((tmp_path / "home").rglob("*.csv"))


def test_a_file_that_does_not_say_which_series_it_is_can_be_named(
    outside: Outside, tmp_path: Path
) -> None:
    file = given(tmp_path, "modified_date,jobcountry,ma_share_perc\n13/1/19,US,1.7\n")
    with pytest.raises(ReadError, match="--name"):
        outside.add(file)
    assert outside.add(file, name="ai_share").as_of == "2019-01-13"
    with pytest.raises(UsageError, match="There is no series"):
        outside.add(file, name="../ai_share")


def test_what_was_known_on_a_day_stays_known(outside: Outside, tmp_path: Path) -> None:
    outside.add(given(tmp_path, JUNE), "2026-07-21")
    outside.add(given(tmp_path, JULY), "2026-08-20")
    for _ in range(2):  # the second time from what was read before
        [then] = outside.tables(["ai_share"], day=date(2026, 8, 19))
        [now] = outside.tables(["ai_share"])
        assert [(row["place"], row["value"]) for row in then.records()] == [
            ("US", 5.8),
            ("DE", 5.1),
        ]
        assert [(row["place"], row["value"]) for row in now.records()] == [("US", 6.1), ("DE", 5)]
        assert now.records()[0]["revision"] == pytest.approx(0.1)
    [never] = outside.tables(["ai_share"], day=date(2026, 7, 20))
    assert never.refused
    assert outside.names() == ["ai_share", "ai_share_by_month"]
    assert [table.name for table in outside.tables()] == outside.names()
    assert outside.tables([]) == []


def test_damaged_readings_and_files_do_not_stand_in_the_way(
    outside: Outside, tmp_path: Path
) -> None:
    outside.add(given(tmp_path, JUNE), "2026-07-21")
    outside.add(given(tmp_path, JULY), "2026-08-20")
    right = outside.vintages("ai_share")
    folder = tmp_path / "home/market/outside/ai_share"
    for broken in (b"", b"\x00garbage", (folder / "2026-08-20.read").read_bytes()):
        (folder / "2026-07-21.read").write_bytes(broken)
        assert outside.vintages("ai_share") == right
    (folder / "2026-07-21.csv").write_bytes(b"gone wrong")
    assert outside.vintages("ai_share") == right[1:]


def test_countries_in_several_files_are_one_series(outside: Outside, tmp_path: Path) -> None:
    outside.add(given(tmp_path, INDEX + "2026-08-14,US,103,total postings\n"), "2026-08-18")
    outside.add(given(tmp_path, INDEX + "2026-08-14,GB,81,total postings\n"), "2026-08-18")
    [known] = outside.vintages("postings_index")
    assert {place: values[-1][1] for place, values in known.values.items()} == {"US": 103, "GB": 81}


# Downloads


def test_the_newest_version_is_kept_with_the_day_it_was_published(
    wired: Outside, replay: Replay
) -> None:
    serve_list(replay, AI, listed((7, "2026-07-21")))
    serve_version(replay, AI, 7, JUNE)
    [taken] = wired.download(["ai_share"])
    assert (taken.as_of, taken.is_new, taken.error) == ("2026-07-21", True, None)
    assert [one.as_of for one in wired.vintages("ai_share")] == ["2026-07-21"]
    assert [asked.host for asked in replay.asked] == [series.API, series.RAW]
    assert list(wired.download(["ai_share"])) == []  # it is here already
    assert [asked.host for asked in replay.asked][2:] == [series.API]


def test_a_list_that_did_not_change_is_not_sent_again(wired: Outside, replay: Replay) -> None:
    url = series.versions_request(AI, count=1).url
    replay.serve(url, listed((7, "2026-07-21")), headers={"ETag": 'W/"one"'})
    replay.serve(url, "", 304, {"ETag": 'W/"one"'})
    serve_version(replay, AI, 7, JUNE)
    assert len(list(wired.download(["ai_share"]))) == 1
    assert list(wired.download(["ai_share"])) == []
    assert replay.asked[-1].headers["if-none-match"] == 'W/"one"'


def test_history_goes_over_pages_and_keeps_the_last_version_of_a_day(
    wired: Outside, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(series, "PAGE", 2)
    serve_list(replay, AI, listed((9, "2026-08-20"), (8, "2026-07-21")), 2, 1)
    serve_list(replay, AI, listed((7, "2026-07-21")), 2, 2)
    serve_version(replay, AI, 9, JULY)
    serve_version(replay, AI, 8, JUNE)
    assert [taken.as_of for taken in wired.download(["ai_share"], history=True)] == [
        "2026-08-20",
        "2026-07-21",
    ]
    assert len(wired.vintages("ai_share")) == 2


def test_a_version_of_the_future_was_known_today(wired: Outside, replay: Replay) -> None:
    serve_list(replay, AI, listed((9, "2199-01-01")))
    serve_version(replay, AI, 9, JUNE)
    [taken] = wired.download(["ai_share"])
    assert taken.as_of == datetime.now(UTC).date().isoformat()


def test_it_stops_where_no_more_is_answered_and_goes_on_from_there(
    wired: Outside, replay: Replay
) -> None:
    versions = [(number, f"2026-0{number}-01") for number in (8, 7, 6)]
    serve_list(replay, AI, listed(*versions), series.PAGE)
    for number, body in ((8, JULY), (6, HEADER + "2026-05-31,US,5\n")):
        serve_version(replay, AI, number, body)
    url = series.version_request(AI, series.Version(commit(7), "")).url
    replay.serve(url, "", 403)
    replay.serve(url, HEADER + "2026-06-30,US,5.8\n")
    taken = list(wired.download(["ai_share", "wage_growth"], history=True))
    assert [one.is_new for one in taken] == [True, False]
    assert isinstance(taken[-1].error, StatusError)
    assert "60 questions an hour" in str(taken[-1].error)
    assert [one.as_of for one in wired.vintages("ai_share")] == ["2026-08-01"]
    again = list(wired.download(["ai_share"], history=True))
    assert [one.as_of for one in again if one.is_new] == ["2026-07-01", "2026-06-01"]
    assert [asked.path for asked in replay.asked if asked.host == series.RAW] == [
        f"/{AI.repository}/{commit(number)}/{AI.path}" for number in (8, 7, 7, 6)
    ]


def test_one_that_is_missing_or_unreadable_does_not_stop_the_others(
    wired: Outside, replay: Replay
) -> None:
    us, gb, de, *_ = series.FILES["postings_index"]
    serve_list(replay, us, listed((1, "2026-08-18")))
    serve_version(replay, us, 1, PAGE)
    serve_list(replay, gb, '{"message": "moved"}')
    serve_list(replay, de, listed((3, "2026-08-18")))
    serve_version(replay, de, 3, INDEX + "2026-08-14,DE,110,total postings\n")
    taken = list(wired.download(["postings_index"]))
    assert [one.error is None for one in taken][:3] == [False, False, True]
    assert all(isinstance(one.error, StatusError) for one in taken[3:])  # 404: no such file
    [known] = wired.vintages("postings_index")
    assert list(known.values) == ["DE"]


@pytest.mark.parametrize(
    "body",
    ["", "[", "null", "7", '{"message": "x"}', PAGE, '[{"sha": "../../x", "commit": null}, 7, []]'],
)
def test_a_list_that_is_none_leads_nowhere(wired: Outside, replay: Replay, body: str) -> None:
    serve_list(replay, AI, body)
    assert all(taken.error for taken in wired.download(["ai_share"]))
    assert {asked.host for asked in replay.asked} == {series.API}


def test_a_redirect_leads_to_no_other_host(wired: Outside, replay: Replay) -> None:
    url = series.versions_request(AI, count=1).url
    replay.serve(url, "", 302, {"Location": "https://a.example/list"})
    replay.serve("https://a.example/list", listed((7, "2026-07-21")))
    [taken] = wired.download(["ai_share"])
    assert "a.example" in str(taken.error)
    assert {asked.host for asked in replay.asked} == {series.API}


def test_an_unknown_series_is_refused_before_anything_is_asked(
    wired: Outside, replay: Replay
) -> None:
    with pytest.raises(UsageError, match="There are: ai_share"):
        wired.download(["ai_share", "https://a.example"])
    assert not replay.asked


def test_only_download_asks_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shut:
        def get(self, *_: object, **__: object) -> None:
            raise AssertionError("the network was asked")

    monkeypatch.setattr(Workspace, "door", Shut())
    for arguments in (
        ("series",),
        ("series", "--json"),
        ("series", "add", str(given(tmp_path, JUNE)), "--as-of", "2026-07-21"),
        ("series", "show", "ai_share"),
        ("series", "show", "wage_growth"),
        ("series", "show", "ai_share", "--place", "us", "--day", "2026-07-21"),
    ):
        done = run(*arguments)
        assert done.exit_code == 0, done.stderr


# Commands


def test_a_file_is_added_listed_and_shown(tmp_path: Path) -> None:
    added = run("series", "add", str(given(tmp_path, JUNE + "2026-06-29,US,1e308\n")))
    assert "ai_share as of 2026-06-30 (the last day in it): 3 values of 2 places" in added.stderr
    assert "1 line left out: its value is impossible" in added.stderr
    again = run("series", "add", str(tmp_path / "file.csv"), "--json")
    assert json.loads(again.stdout)["new"] is False
    held = [json.loads(line) for line in run("series", "--json").stdout.splitlines()]
    assert [(one["name"], one["files"]) for one in held][:2] == [
        ("ai_share", 1),
        ("genai_share", 0),
    ]
    assert held[0]["publisher"] == "Indeed Hiring Lab"
    by_name, by_code = (
        run("series", "show", "ai_share", "--place", place).stdout
        for place in ("Deutschland", "DE")
    )
    assert by_name.replace("Deutschland", "DE") == by_code
    shown = run("series", "show", "ai_share").stdout
    for said in ("5.8", "Indeed Hiring Lab", "CC BY 4.0", "as known on 2026-06-30"):
        assert said in " ".join(shown.split())


def test_values_are_printed_with_what_they_count(tmp_path: Path) -> None:
    run("series", "add", str(given(tmp_path, JUNE)), "--as-of", "2026-07-21")
    run("series", "add", str(given(tmp_path, JULY)), "--as-of", "2026-08-20")
    done = run("series", "show", "ai_share", "--place", "us", "--day", "2026-07-31", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["day"], one["value"]) for one in lines] == [
        ("2026-05-31", 5.6),
        ("2026-06-30", 5.8),
    ]
    assert all(
        one["as_of"] == "2026-07-21" and "keyword of AI" in one["definition"] for one in lines
    )
    newest = run("series", "show", "ai_share", "--json").stdout.splitlines()
    assert {json.loads(line)["place"] for line in newest} == {"US", "DE"}
    assert run("series", "show", "ai_share", "--day", "2020-01-01", "--json").stdout == ""


def test_under_a_chart_stands_the_command_that_prints_every_value(tmp_path: Path) -> None:
    days = (date(2024, 1, 1) + timedelta(31 * at) for at in range(30))
    rows = "".join(f"{day},US,{5 + day.month / 10}\n" for day in days)
    run("series", "add", str(given(tmp_path, HEADER + rows)), "--as-of", "2026-08-20")
    shown = run("series", "show", "ai_share", "--place", "us", "--day", "2026-08-31").stdout
    again = "upslope series show ai_share --place us --day 2026-08-31 --json"
    assert f"12 of 30 rows. All of them: {again}" in shown
    assert len(run(*again.split()[1:]).stdout.splitlines()) == 30


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "salaries"), "There are: ai_share"),
        (("show", "ai_share", "--place", "Narnia"), "has no place 'Narnia'"),
        (("show", "ai_share", "--place", "Narnia", "--json"), "has no place 'Narnia'"),
        (("download", "salaries"), "There are: ai_share"),
        (("add", __file__, "--name", "salaries"), "There are: ai_share"),
    ],
)
def test_what_there_is_not_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    run("series", "add", str(given(tmp_path, JUNE)))
    done = run("series", *arguments)
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)


def test_a_download_that_broke_off_says_what_was_kept(
    replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "door", replay.door())
    serve_list(replay, AI, listed((8, "2026-08-20"), (7, "2026-07-21")), series.PAGE)
    serve_version(replay, AI, 8, JULY)
    replay.serve(series.version_request(AI, series.Version(commit(7), "")).url, "", 429)
    done = run("series", "download", "ai_share", "--history")
    assert done.exit_code == 1
    assert "1 new file kept; 0 were here already, 1 failed" in done.stderr
    assert "answered 429" in done.stderr
    assert "ai_share as of 2026-08-20" in done.stderr


def test_of_several_files_the_bad_ones_are_told_and_the_others_kept(tmp_path: Path) -> None:
    files = [
        given(tmp_path, PAGE, "a.csv"),
        given(tmp_path, JUNE, "b_2026-07-21.csv"),
        given(tmp_path, "name\n\x1b[31mada\n", "c\x1b[31m.csv"),
        given(tmp_path, JULY + "2026-06-30,GB,9\n", "e_2199-01-01.csv"),
        given(tmp_path, JULY, "d_2026-08-20.csv"),
    ]
    done = run("series", "add", *map(str, files), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["new"], one["as_of"]) for one in lines] == [
        (False, None),
        (True, "2026-07-21"),
        (False, None),
        (False, None),
        (True, "2026-08-20"),
    ]
    assert "2199-01-01 is yet to come" in done.stderr
    assert done.exit_code == 1
    assert "\x1b" not in done.stderr
    again = run("series", "add", *map(str, (files[1], files[-1])))
    assert "0 new files kept; 2 were here already, 0 failed." in again.stderr
    assert again.exit_code == 0
