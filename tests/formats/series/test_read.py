"""What a file of a series says, and what is left out of a damaged one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from upslope.errors import DriftError, ReadError, UsageError
from upslope.formats.series import NAMES, read, recognise
from upslope.formats.series.read import MAX_FILE

HEADER = "date,jobcountry,AI_share_postings\n"
ONE = HEADER + "2026-06-30,US,5.88\n"
AS_OF = "2026-07-21"


def share(lines: str, as_of: str = AS_OF) -> dict[str, list[tuple[str, float]]]:
    return read("ai_share", (HEADER + lines).encode(), as_of).values


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (ONE, "ai_share"),
        ("date,jobcountry,GenAI_share_postings\n2026-06-30,US,0.8\n", "genai_share"),
        ("date,state,indeed_job_postings_index\n2026-06-30,ak,98\n", "postings_index"),
        (
            "date,jobcountry,pct_chng_feb_1,variable\n2020-02-02,US,-2,new postings\n",
            "postings_index",
        ),
        ("month,jobcountry,posted_wage_growth_yoy_3moavg\nApr-26,US,0.02\n", "wage_growth"),
        ("date,country_code,pay_transparency_pct\n2026-02-01,US,48\n", "pay_transparency"),
        ("modified_date,jobcountry,ma_share_perc\n1/1/19,US,1.7\n", None),  # of two series
        ("name,age\nada,36\n", None),
        ("<!DOCTYPE html><p>Not found", None),
        ("", None),
        ("\x00\x01\x02\n", None),
    ],
)
def test_a_series_is_known_by_its_columns(file: str, name: str | None) -> None:
    assert recognise(file.encode()) == name


def test_marks_line_ends_quotes_and_other_columns_change_nothing() -> None:
    plain = read("ai_share", ONE.encode(), AS_OF)
    odd = '"JOBCOUNTRY" , "extra","Date",AI_share_postings\r\nus,"x,\ny",2026-06-30,"5.88"\r\n'
    assert read("ai_share", b"\xef\xbb\xbf" + odd.encode(), AS_OF) == plain
    assert read("ai_share", odd.encode("utf-16"), AS_OF) == plain


def test_semicolons_with_decimal_commas_are_read() -> None:
    file = "date;jobcountry;AI_share_postings\n2026-06-30;DE;2,96\n"
    assert read("ai_share", file.encode(), AS_OF).values == {"DE": [("2026-06-30", 2.96)]}


def test_lines_out_of_order_are_sorted() -> None:
    lines = "2026-06-30,US,5\n2026-06-28,US,3\n2026-06-29,DE,9\n2026-06-29,US,4\n"
    assert share(lines)["US"] == [("2026-06-28", 3), ("2026-06-29", 4), ("2026-06-30", 5)]


def test_what_is_left_out_is_counted_by_reason() -> None:
    lines = """2026-06-30,US,5.88
2026-06-29,US,NA
2026-06-28,US,
2026-06-27,US
2026-06-26,US,five
2026-06-25,US,1e308
2026-06-24,US,-0.1
2026-06-23,US,100.5
2026-06-22,US,1e999
2026-07-22,US,6
2026-02-30,US,6
soon,US,6
2026-06-21,,6
2026-06-20,US,5
2026-06-20,US,5.0
2026-06-19,US,5
2026-06-19,US,6
"""
    vintage = read("ai_share", (HEADER + lines).encode(), AS_OF)
    assert vintage.values == {"US": [("2026-06-20", 5), ("2026-06-30", 5.88)]}
    assert vintage.skipped == {
        "it has no value": 3,
        "its value is no number": 1,
        "its value is impossible": 4,
        "its day is after that of the vintage": 1,
        "it has no date": 2,
        "it names no place": 1,
        "its day was there before": 1,
        "its day has another value too": 2,
    }
    assert len(lines.splitlines()) == 2 + sum(vintage.skipped.values())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        HEADER.encode(),
        (HEADER + "2026-06-30,US,NA\n").encode(),
        b"<!DOCTYPE html><title>404: Not Found</title>",
        b"404: Not Found",
        b'{"message": "API rate limit exceeded"}',
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(100),
        b"\x1f\x8b\x08" + bytes(100),
        b"\x00" * 5_000,
        b",,,\n,,,\n",
        b'"' * 100_000,
        b"," * 2**20,
        b"date,jobcountry,ai_share_postings" + b",a" * 2**20 + b"\n1" * 1_000,
        b'[{"date": "2026-06-30", "jobcountry": "US"}]',
        b"PAR1" + bytes(100),
        bytes(MAX_FILE + 1),
    ],
    ids=lambda body: repr(body[:20]),
)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_series_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(ReadError):
        read(name, body, AS_OF)


def test_a_file_with_more_lines_than_any_series_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("upslope.formats.series.lines.MAX_LINES", 1_000)
    with pytest.raises(ReadError, match="more than 1,000 lines"):
        read("ai_share", HEADER.encode() + b"1\n" * 1_001, AS_OF)


@pytest.mark.parametrize("day", ["0202-06-30", "0001-01-01", "1900-01-01", "1970-01-01"])
def test_a_day_before_all_series_is_a_slip(day: str) -> None:
    vintage = read("ai_share", (ONE + f"{day},US,5\n").encode(), AS_OF)
    assert vintage.values == {"US": [("2026-06-30", 5.88)]}
    assert vintage.skipped == {"its day is impossible": 1}


def test_days_up_to_the_last_of_all_are_read() -> None:
    file = HEADER + "31/12/9999,US,5\n30/12/9999,US,6\n"
    assert len(read("ai_share", file.encode(), "9999-12-31").values["US"]) == 2


def test_an_open_quote_hides_no_line_before_it() -> None:
    vintage = read("ai_share", (ONE + '2026-06-29,"US,5\n' * 3).encode(), AS_OF)
    assert vintage.values == {"US": [("2026-06-30", 5.88)]}
    assert sum(vintage.skipped.values()) > 0


def test_a_file_of_another_series_is_refused_by_name() -> None:
    file = b"date,jobcountry,GenAI_share_postings\n2026-06-30,US,0.8\n"
    with pytest.raises(DriftError, match="They are those of genai_share"):
        read("ai_share", file, AS_OF)


@pytest.mark.parametrize("as_of", ["", "yesterday", "2026-02-30", "20260721", "../../etc"])
def test_a_vintage_needs_a_day(as_of: str) -> None:
    with pytest.raises(UsageError, match="is no day"):
        read("ai_share", ONE.encode(), as_of)


def test_there_is_no_other_series() -> None:
    with pytest.raises(UsageError, match="There are: ai_share"):
        read("../ai_share", ONE.encode(), AS_OF)


def test_fractions_become_percent_and_that_is_said() -> None:
    usual = "month,jobcountry,posted_wage_growth_yoy_3moavg\n"
    wages = read("wage_growth", (usual + "Mar-26,US,0.0366\nApr-26,US,-0.01\n").encode(), AS_OF)
    assert wages.values == {"US": [("2026-03-01", 3.66), ("2026-04-01", -1.0)]}
    assert not wages.notes
    percent = read("wage_growth", (usual + "Mar-26,US,3.66\nApr-26,US,-1.0\n").encode(), AS_OF)
    assert (percent.values, len(percent.notes)) == (wages.values, 1)
    shares = read("ai_share", (HEADER + "2026-06-30,US,0.0588\n").encode(), AS_OF)
    assert (shares.values, len(shares.notes)) == ({"US": [("2026-06-30", 5.88)]}, 1)


def test_the_index_of_years_ago_is_brought_to_a_base_of_100() -> None:
    file = "date,jobcountry,pct_chng_feb_1,variable\n2020-03-31,US,-20.97,total postings\n"
    index = read("postings_index", file.encode(), AS_OF)
    assert index.values == {"US": [("2020-03-31", 79.03)]}


def test_parts_of_a_country_are_places_of_their_own() -> None:
    file = """date,jobcountry,indeed_job_postings_index,variable,display_name
2026-06-30,US,70.5,total postings,Software Development
2026-06-30,US,60,new postings,Software Development
2026-06-30,,60,new postings,Software Development
"""
    index = read("postings_index", file.encode(), AS_OF)
    assert list(index.values) == [
        "US / Software Development",
        "US / Software Development / new postings",
    ]
    assert index.skipped == {"it names no place": 1}


def test_a_place_cannot_steer_the_terminal_or_be_endless() -> None:
    lines = f"2026-06-30,U\x1b[31mS\u202e,5\n2026-06-30,{'X' * 101},5\n"
    assert list(share(lines)) == ["U[31MS"]


def plain_count(data: bytes, column: str) -> int:
    """Count lines with a number in a column, in another way than the reader does."""
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    at = next(lines).index(column)
    return sum(line[at] not in {"", "NA"} for line in lines)


VALUES = {
    "ai_share": "AI_share_postings",
    "postings_index": "indeed_job_postings_index",
    "wage_growth": "posted_wage_growth_yoy_3moavg",
    "pay_transparency": "pay_transparency_pct",
}


@pytest.mark.shared
def test_all_vintages_are_read_whole(shared: Path) -> None:
    files = sorted((shared / "data/market/hiring_lab_ai/vintages").glob("*.csv"))
    assert len(files) == 23
    for file in files:
        vintage = read("ai_share", data := file.read_bytes(), file.stem[-10:])
        count = plain_count(data, "AI_share_postings")
        assert sum(map(len, vintage.values.values())) == count, file.name
        assert sum(vintage.skipped.values()) == len(data.splitlines()) - 1 - count
        assert vintage.values["US"][0][0] == "2019-01-01"
        first, *_, last = (day for day, _ in vintage.values["US"])
        assert (first, last[:7]) < (last, vintage.as_of[:7])


@pytest.mark.shared
def test_every_published_file_is_recognised_and_read_whole(shared: Path) -> None:
    files = [file for file in (shared / "data/market").rglob("*.csv") if "vint" not in str(file)]
    assert len(files) >= 18
    for file in files:
        data = b"".join(file.read_bytes().splitlines(keepends=True)[:20_000])
        name = recognise(data)
        assert name is not None, file.name
        vintage, column = read(name, data, "2026-08-31"), VALUES[name]
        column += "_SA" if "aggregate" in file.name else ""
        assert sum(map(len, vintage.values.values())) == plain_count(data, column), file.name


@pytest.mark.shared
def test_hostile_files_are_refused_whatever_they_are(shared: Path) -> None:
    folders = ("feeds", "xml", "http", "naughty-strings", "json-suite")
    files = [file for name in folders for file in (shared / "hostile" / name).rglob("*.*")]
    bodies = [file.read_bytes() for file in files[::7] if file.is_file()]
    assert len(bodies) > 50
    for body in bodies:
        assert recognise(body[:100_000]) is None
        with pytest.raises(ReadError):
            read("ai_share", body[:100_000], AS_OF)
        told = HEADER.encode() + body[:100_000].replace(b"\n", b"\n2026-06-29,US,")
        try:
            read("ai_share", told, AS_OF)
        except ReadError:
            continue
