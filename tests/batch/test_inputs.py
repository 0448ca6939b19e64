"""Files are found, cut and read: every row comes out once, whatever lies in them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.batch.columns import RECORDS
from upslope.batch.files import pieces, records, records_of_lines, records_of_rows
from upslope.batch.inputs import Input, find, open
from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.records import Reply
from upslope.sources.pages.files import Files

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TITLES = ["ML Engineer", "Data Scientist", "Forscher für Sprache", "研究员"]


def rows_of(*paths: Path | str, size: int = 2**20) -> list[dict[str, Any]]:
    """All rows of the records of files, read piece by piece."""
    found = [
        batch
        for file in find([str(path) for path in paths])
        for piece in pieces(file, size)
        for batch in records(piece)
    ]
    assert all(batch.schema == RECORDS for batch in found)
    return [row for batch in found for row in batch.to_pylist()]


def titles_of(*paths: Path | str, size: int = 2**20) -> list[str]:
    """The titles of the raw postings of files."""
    rows = rows_of(*paths, size=size)
    return [json.loads(row["record"])["title"] for row in rows if row["reason"] is None]


def reasons_of(*paths: Path | str) -> list[str]:
    return [row["reason"] for row in rows_of(*paths) if row["reason"] is not None]


def lines_of(titles: list[str]) -> bytes:
    return b"".join(json.dumps({"title": title}).encode() + b"\n" for title in titles)


class TestFind:
    def test_a_folder_is_read_to_its_depths_without_what_is_no_data(self, tmp_path: Path) -> None:
        for name in ("b.csv", "month=2026-05/a.jsonl", "_SUCCESS", ".hidden/c.csv", "d.csv.part",
                     "_temporary/0/e.csv", "f.csv~", ".g.csv.crc"):  # fmt: skip
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(b"title\n")
        found = [Path(file.path).relative_to(tmp_path).as_posix() for file in find([str(tmp_path)])]
        assert found == ["b.csv", "month=2026-05/a.jsonl"]

    def test_what_is_named_twice_is_read_once_and_sorted(self, tmp_path: Path) -> None:
        for name in ("b.csv", "a.csv"):
            (tmp_path / name).write_bytes(b"title\n")
        asked = [str(tmp_path / "b.csv"), str(tmp_path), str(tmp_path / "*.csv")]
        assert [Path(file.path).name for file in find(asked)] == ["a.csv", "b.csv"]

    def test_a_pattern_may_reach_into_folders(self, tmp_path: Path) -> None:
        (tmp_path / "x" / "y").mkdir(parents=True)
        (tmp_path / "x" / "y" / "a.csv").write_bytes(b"title\n")
        (tmp_path / "x" / "y" / "a.txt").write_bytes(b"title\n")
        assert len(find([str(tmp_path / "**" / "*.csv")])) == 1

    def test_a_file_named_like_a_pattern_is_that_file(self, tmp_path: Path) -> None:
        (tmp_path / "a[1].csv").write_bytes(b"title\nML Engineer\n")
        assert titles_of(tmp_path / "a[1].csv") == ["ML Engineer"]

    def test_a_file_that_the_person_names_is_read_whatever_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "_mine.part").write_bytes(b"title\nML Engineer\n")
        assert titles_of(tmp_path / "_mine.part") == ["ML Engineer"]

    @pytest.mark.parametrize("path", ["", "nowhere.csv", "*.csv", "empty"])
    def test_a_path_that_leads_to_nothing_is_said(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "empty").mkdir()
        monkeypatch.chdir(tmp_path / "empty" if not path else tmp_path)
        with pytest.raises(UsageError, match="no file to read"):
            find([path])

    @pytest.mark.parametrize(
        "path", ["https://quillfish.example/a.csv", "filecache::http://quillfish.example/a.csv"]
    )
    def test_the_web_is_not_asked(self, path: str) -> None:
        with pytest.raises(UsageError):
            find([path])

    def test_no_such_store_is_said(self) -> None:
        pytest.importorskip("fsspec", reason="the extra 'batch' is not installed")
        with pytest.raises(UsageError, match="nosuch"):
            find(["nosuch://bucket/a.csv"])

    def test_links_in_a_circle_end(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"title\n")
        (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
        assert len(find([str(tmp_path)])) == 1

    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("a.jsonl", lines_of(TITLES), "lines"),
            ("a.json", lines_of(TITLES), "lines"),
            ("a.jsonl", b'{"title": \n' + lines_of(TITLES), "lines"),
            ("a.jsonl", b"[\n" + lines_of(TITLES[:1]) + b"]", "whole"),
            ("a.jsonl", '{"title": "A"}\n'.encode("utf-16"), "whole"),
            ("a.jsonl", gzip.compress(lines_of(TITLES)), "whole"),
            ("a.json", b'{\n  "title": "A"\n}', "whole"),
            ("a.parquet", b"PAR1 was cut off", "whole"),
            ("a.parquet", b"", "whole"),
            ("a.csv", b"title\nA\n", "whole"),
        ],
    )
    def test_content_tells_how_a_file_is_read(
        self, name: str, content: bytes, kind: str, tmp_path: Path
    ) -> None:
        (tmp_path / name).write_bytes(content)
        assert [file.kind for file in find([str(tmp_path)])] == [kind]


class TestStore:
    @pytest.fixture
    def store(self) -> Iterator[Any]:
        fsspec = pytest.importorskip("fsspec", reason="the extra 'batch' is not installed")
        fs = fsspec.filesystem("memory")
        for name, content in (
            ("/mart/a.jsonl", lines_of(TITLES)),
            ("/mart/deep/b.csv.gz", gzip.compress(b"title\nAnalyst\n")),
            ("/mart/_temporary/c.csv", b"title\nnever\n"),
        ):
            fs.pipe_file(name, content)
        yield fs
        fs.rm("/mart", recursive=True)

    @pytest.mark.parametrize("path", ["memory://mart", "memory://mart/**"])
    def test_a_store_is_read_as_a_disk_is(self, store: Any, path: str) -> None:
        assert titles_of(path, size=40) == [*TITLES, "Analyst"]

    def test_one_file_of_a_store(self, store: Any) -> None:
        [file] = find(["memory://mart/a.jsonl"])
        with open(file.path) as stream:
            assert len(stream.read()) == file.size

    def test_nothing_there_is_said(self, store: Any) -> None:
        with pytest.raises(UsageError, match="no file to read"):
            find(["memory://nowhere/a.csv"])


class TestCutting:
    @settings(max_examples=40)
    @given(
        lines=st.lists(
            st.one_of(
                st.sampled_from(TITLES).map(lambda title: json.dumps({"title": title})),
                st.sampled_from(["", "  ", "{", "[1]", '{"title": null}', "\u2028", "ü"]),
            )
        ),
        end=st.sampled_from(["\n", "\r\n"]),
        last=st.booleans(),
        size=st.integers(1, 100),
    )
    def test_lines_are_read_once_wherever_a_file_is_cut(
        self, lines: list[str], end: str, last: bool, size: int, tmp_path_factory: Any
    ) -> None:
        path = tmp_path_factory.mktemp("cut") / "a.jsonl"
        content = (end.join(lines) + (end if last else "")).encode()
        path.write_bytes(content)
        file = Input(path=str(path), kind="lines", size=len(content))
        cut = [row for piece in pieces(file, size) for b in records(piece) for row in b.to_pylist()]
        assert cut == records_of_lines(content.split(b"\n"), str(path)).to_pylist()

    @settings(max_examples=25)
    @given(rows=st.integers(0, 30), group=st.integers(1, 10), size=st.integers(1, 2_000))
    def test_rows_of_parquet_are_read_once_wherever_a_file_is_cut(
        self, rows: int, group: int, size: int, tmp_path_factory: Any
    ) -> None:
        path = tmp_path_factory.mktemp("cut") / "a.parquet"
        table = pa.table({"title": [f"Engineer {number}" for number in range(rows)]})
        pq.write_table(table, path, row_group_size=group)
        assert titles_of(path, size=size) == table.column("title").to_pylist()

    def test_a_line_that_is_too_long_is_cut_short_and_hides_no_other(self, tmp_path: Path) -> None:
        long = b'{"title": "' + b"a" * (9 * 2**20) + b'"}\n'
        (tmp_path / "a.jsonl").write_bytes(lines_of(TITLES[:1]) + long + lines_of(TITLES[1:]))
        for size in (2**30, 2**20):
            rows = rows_of(tmp_path, size=size)
            assert [row["reason"] is None for row in rows] == [True, False, True, True, True]
            assert len(rows[1]["record"]) < 3_000
            assert "longer" in rows[1]["reason"]

    def test_a_file_of_one_endless_line_is_not_searched_for_each_piece(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "a.jsonl").write_bytes(b'{"title": "' + b"a" * (12 * 2**20))
        assert len(rows_of(tmp_path, size=2**16)) == 1


class TestKinds:
    """Each kind of file gives the same postings."""

    def table(self) -> str:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["Job Title", "company", "description"])
        writer.writerows([title, "Quillfish", f'Line one,\n"two" {title}'] for title in TITLES)
        return text.getvalue()

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.table())))

    def content(self, name: str) -> bytes:
        rows = self.rows()
        forms = {
            "a.csv": self.table().encode(),
            "a.csv.gz": gzip.compress(self.table().encode()),
            "utf16.csv": self.table().encode("utf-16"),
            "bom.csv": b"\xef\xbb\xbf" + self.table().encode(),
            "a.json": json.dumps(rows).encode(),
            "pretty.json": json.dumps(rows, indent=2).encode(),
            "board.json": json.dumps({"total": 4, "jobs": rows, "page": {"next": None}}).encode(),
            "a.jsonl": b"\n".join(json.dumps(row).encode() for row in rows),
            "a.ndjson.gz": gzip.compress(b"\n".join(json.dumps(row).encode() for row in rows)),
            "two.gz": gzip.compress(json.dumps(rows[:2]).encode() + b"\n")
            + gzip.compress(json.dumps(rows[2:]).encode()),
            "things.json": json.dumps(
                [{"@type": "JobPosting", "title": row["Job Title"], "description":
                  row["description"], "hiringOrganization": {"name": "Quillfish"}} for row in rows]
            ).encode(),
        }  # fmt: skip
        return forms[name]

    @pytest.mark.parametrize(
        "name",
        ["a.csv", "a.csv.gz", "utf16.csv", "bom.csv", "a.json", "pretty.json", "board.json",
         "a.jsonl", "a.ndjson.gz", "two.gz", "things.json"],
    )  # fmt: skip
    def test_every_kind(self, name: str, tmp_path: Path) -> None:
        (tmp_path / name).write_bytes(self.content(name))
        found = [json.loads(row["record"]) for row in rows_of(tmp_path)]
        told = [(one["title"], one["hiring_organization"], one["description"]) for one in found]
        assert told == [(title, "Quillfish", f'Line one,\n"two" {title}') for title in TITLES]

    def test_it_reads_as_the_source_files_reads(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text(self.table())
        reading = Files().read(Reply(url="a.csv", body=self.table().encode()))
        found = [json.loads(row["record"]) for row in rows_of(tmp_path)]
        assert [one["source_id"] for one in found] == [one.source_id for one in reading.postings]

    def test_windows_characters_are_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes("title\nForscher für Sprache\n".encode("cp1252"))
        (tmp_path / "b.jsonl").write_bytes('{"title": "Müller"}\n'.encode("cp1252"))
        assert titles_of(tmp_path) == ["Forscher für Sprache", "Müller"]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends_of_every_system(self, end: str, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(end.join(["title;company", "A;B", "", "C"]).encode())
        assert titles_of(tmp_path) == ["A", "C"]

    def test_json_of_any_length_is_streamed(self, tmp_path: Path) -> None:
        rows = [{"title": f"Engineer {number}", "description": "x" * 5_000} for number in range(99)]
        (tmp_path / "a.json").write_text(json.dumps({"jobs": rows, "more": False}))
        assert len(titles_of(tmp_path)) == 99

    @pytest.mark.parametrize(
        ("columns", "date_posted"),
        [
            ({"date": pa.array([date(2026, 5, 1)])}, "2026-05-01"),
            ({"date": pa.array([10**9 * 86_400], pa.timestamp("s"))}, None),
            ({"date": pa.array([datetime(2026, 5, 1, 9, tzinfo=UTC)])}, "2026-05-01"),
            ({"date": pa.array([1], pa.timestamp("ns"))}, "1970-01-01"),
            ({"date": pa.array([1e15])}, None),
            ({"date": pa.array([b"2026-05-01"])}, "2026-05-01"),
            ({"date": pa.array([b"\xff"]).view(pa.string())}, None),
            ({"date": pa.array(["2026-05-01"]).dictionary_encode()}, "2026-05-01"),
            ({"date": pa.nulls(1)}, None),
            ({"salary_min": pa.array([Decimal("120000.00")])}, None),
            ({"extra": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64()))}, None),
            ({"extra": pa.array([2**62], pa.duration("s"))}, None),
            ({"extra": pa.array([2**62], pa.time64("ns"))}, None),
        ],
    )
    def test_columns_of_every_type(
        self, columns: dict[str, Any], date_posted: str | None, tmp_path: Path
    ) -> None:
        table = pa.table({"title": ["ML Engineer"], **columns})
        [row] = records_of_rows(table.to_batches()[0], "a.parquet").to_pylist()
        assert row["reason"] is None
        told = json.loads(row["record"])["date_posted"]
        assert date_posted is None or str(told).startswith(date_posted)

    def test_rows_may_come_from_several_files(self) -> None:
        rows = pa.RecordBatch.from_pydict({"title": ["A", None]})
        found = records_of_rows(rows, pa.array(["a.parquet", "b.parquet"])).to_pylist()
        assert [row["file"] for row in found] == ["a.parquet", "b.parquet"]
        lines = pa.array(['{"title": "A"}', "", "{"])
        found = records_of_lines(lines, pa.array(["a", "b", "c"])).to_pylist()
        assert [(row["file"], row["reason"]) for row in found] == [
            ("a", None),
            ("c", "it is not JSON"),
        ]


class TestOddFiles:
    """What is wrong with a file is said in a row, and no other file suffers."""

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b" \n\n", "empty"),
            (gzip.compress(b""), "empty"),
            (gzip.compress(b"title\nA\n")[:12], "breaks off"),
            (gzip.compress(b"title\nA\n")[:12] + b"\xff" * 90, "breaks off"),
            (b"PK\x03\x04 and so on", "zip"),
            (b"%PDF-1.7 and so on", "PDF"),
            (b"<!doctype html><p>Sorry", "web page"),
            (b"PAR1 was cut off", "cut off"),
            (b"# Read me\n\nThis is no table.", "No column"),
            (b"name;colour\n", "no rows"),
            (bytes(range(256)) * 9, "not text"),
            (gzip.compress(gzip.compress(b"title\nA\n")), "twice"),
            (b'[{"title": "ML Engineer"}, {"title": "Da', "cut off"),
            (b'[{"title": "ML Engineer"} {"title": "B"}]', "not JSON any more"),
            (b'{"jobs": [' + b"[" * 200_000, "nested too deeply"),
            (b'{"title": ' + b"9" * 5_000 + b"}", "not JSON"),
            (b'{"title": "' + b"a" * (9 * 2**20) + b'", "x": 1}', "longer"),
            (b'title,text\n"A,' + (b"a" * 999 + b"\n") * (9 * 2**10), "breaks off"),
            (b"title,text\nA," + b"a" * (9 * 2**20) + b"\nB,b\n", "longer"),
        ],
    )
    def test_the_reason_is_said(self, content: bytes, why: str, tmp_path: Path) -> None:
        (tmp_path / "a.dat").write_bytes(content)
        (tmp_path / "b.csv").write_bytes(b"title\nData Engineer\n")
        rows = rows_of(tmp_path)
        assert any(why in (row["reason"] or "") for row in rows), rows[:3]
        assert all(row["file"].endswith("a.dat") for row in rows if row["reason"])
        assert "Data Engineer" in rows[-1]["record"]

    @pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a.csv", "a.warc"])
    def test_an_empty_file_of_any_name_is_said(self, name: str, tmp_path: Path) -> None:
        (tmp_path / name).touch()
        assert reasons_of(tmp_path) == ["The file is empty."]

    def test_rows_that_all_have_columns_of_their_own(self, tmp_path: Path) -> None:
        lines = (f'{{"title": "A", "{number}": 1}}\n' for number in range(2_500))
        (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("".join(lines).encode()))
        assert len(titles_of(tmp_path)) == 2_500

    def test_what_came_before_the_break_is_kept(self, tmp_path: Path) -> None:
        table = b"title\n" + b"".join(b"Engineer %d\n" % number for number in range(5_000))
        (tmp_path / "a.csv.gz").write_bytes(gzip.compress(table)[:-200])
        (tmp_path / "b.json").write_bytes(b'[{"title": "ML Engineer"}, {"title": "Da')
        rows = rows_of(tmp_path)
        assert len(titles_of(tmp_path / "a.csv.gz")) > 1_000
        assert titles_of(tmp_path / "b.json") == ["ML Engineer"]
        assert [row["reason"].split(":")[0] for row in rows if row["reason"]] == [
            "The file is packed with gzip, and breaks off",
            "The file is JSON that was cut off.",
        ]

    def test_a_damaged_parquet_file_is_one_reason(self, tmp_path: Path) -> None:
        pq.write_table(pa.table({"title": TITLES * 500}), tmp_path / "a.parquet")
        whole = (tmp_path / "a.parquet").read_bytes()
        (tmp_path / "a.parquet").write_bytes(whole[:40] + b"\xff" * 40 + whole[80:])
        (tmp_path / "b.parquet").write_bytes(b"PAR1 no footer PAR1")
        reasons = reasons_of(tmp_path)
        assert len(reasons) == 2
        assert all(why.startswith("The Parquet file cannot be read") for why in reasons)

    def test_rows_of_parquet_that_would_fill_memory_are_not_read(self, tmp_path: Path) -> None:
        long = [str(number) * 2**21 for number in range(3)]
        pq.write_table(pa.table({"title": TITLES[:3], "text": long}), tmp_path / "a.parquet")
        assert reasons_of(tmp_path) == ["The Parquet file cannot be read: 3 rows of 6 MiB"]

    def test_texts_that_stand_in_a_file_once_are_unpacked_a_few_at_a_time(
        self, tmp_path: Path
    ) -> None:
        table = pa.table({"title": TITLES * 60, "description": ["text " * 2**15] * 240})
        pq.write_table(table, tmp_path / "a.parquet")
        [file] = find([str(tmp_path)])
        found = [batch for piece in pieces(file, 2**30) for batch in records(piece)]
        assert sum(batch.num_rows for batch in found) == 240
        assert len(found) > 3

    def test_a_file_that_may_not_be_read_stops_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(lines_of(TITLES))
        [file] = find([str(tmp_path)])
        (tmp_path / "a.jsonl").unlink()
        [row] = [
            row for piece in pieces(file, 99_999) for b in records(piece) for row in b.to_pylist()
        ]
        assert "cannot be opened" in row["reason"]

    def test_half_an_emoji_and_zero_bytes_are_storable(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(
            b'{"title": "ML \\ud83d Engineer\\u0000"}\n'
            b'{"titel": "\\ud83d\\u0000"}\n{"\\ud83d": 1,\n'
        )
        rows = rows_of(tmp_path)
        assert [row["reason"] is None for row in rows] == [True, False, False]
        assert all("\0" not in row["record"] for row in rows)

    @pytest.mark.shared
    def test_no_hostile_file_stops_the_reading(self, shared: Path) -> None:
        folders = ("bombs", "json-suite", "naughty-strings", "jobposting", "http")
        found = find([str(shared / "hostile" / folder) for folder in folders])
        assert len(found) > 200
        for file in found:
            for piece in pieces(file, 2**20):
                for batch in records(piece):
                    assert batch.num_rows > 0

    @pytest.mark.shared
    def test_json_is_taken_and_refused_as_elsewhere(self, shared: Path) -> None:
        for path in sorted((shared / "hostile" / "json-suite").rglob("[yn]_*.json")):
            said = "".join(reasons_of(path))
            if path.name.startswith("y_"):
                assert (
                    load(path.read_bytes(), "the suite") is not None or b"null" in path.read_bytes()
                )
                assert "not JSON" not in said, path.name
                assert "cut off" not in said, path.name
