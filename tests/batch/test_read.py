"""Records are understood one by one, however they come, and a bad one hides no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.batch.columns import NO_POSTING, READ, RECORDS
from upslope.batch.files import pieces, records, records_of_lines
from upslope.batch.inputs import find
from upslope.batch.steps import read as step
from upslope.batch.steps.read import AT_ONCE, read
from upslope.errors import ModelError
from upslope.estimate import estimate_pay
from upslope.normalize import normalize
from upslope.normalize.identity import posting_id
from upslope.records import Place, Posting, RawPosting, Salary
from upslope.understand import understand

pa = pytest.importorskip("pyarrow")

RAWS = [
    RawPosting(
        source="files",
        source_id="1",
        title="Senior ML Engineer (m/f/d)",
        hiring_organization="Quillfish GmbH",
        job_location=["Remote", "Bonn, Germany", "Paris, France"],
        date_posted="2026-05-09T10:00:00Z",
        base_salary=Salary(currency="EUR", min_value=80_000, max_value=95_000, unit_text="year"),
        employment_type="Full-time",
        description="<p>You will train and deploy models.</p><ul><li>5+ years of Python</li></ul>",
    ),
    RawPosting(source="lever", source_id="1", title="Data Analyst", description="SQL. " * 60),
    RawPosting(source="files", source_id="2", title="Koch"),
]
BAD = {"file": "b.csv", "record": '{"tit', "reason": "it is not JSON"}


def row(raw: RawPosting) -> dict[str, str | None]:
    return {"file": "a.csv", "record": msgspec.json.encode(raw).decode(), "reason": None}


def batch(rows: Iterable[dict[str, Any]]) -> Any:
    return pa.RecordBatch.from_pylist(list(rows), RECORDS)


def told(batches: Iterator[Any]) -> list[dict[str, Any]]:
    """The rows of batches, in an order of their own."""
    found = list(batches)
    assert all(each.schema == READ and each.num_rows for each in found)
    rows = [one for each in found for one in each.to_pylist()]
    return sorted(rows, key=lambda one: json.dumps(one, sort_keys=True))


class TestColumns:
    def test_all_that_is_known_stands_in_its_column(self) -> None:
        [posting] = normalize(RAWS[:1])
        [known] = understand([posting])
        [estimate] = estimate_pay([posting], [known])
        [found] = told(read(iter([batch([row(RAWS[0])])])))
        plain = msgspec.to_builtins(posting)
        salary, kind = plain.pop("base_salary"), plain.pop("employment_type")
        understood = msgspec.to_builtins(known)
        expected = {**plain, **understood, "stated_salary": salary, "stated_employment_type": kind}
        assert {name: found[name] for name in expected} == expected
        pay = msgspec.to_builtins(estimate)
        assert found["estimated_salary"] == {name: pay[name] for name in found["estimated_salary"]}
        assert (found["month"], found["country"], found["file"]) == ("2026-05", "DE", "a.csv")
        assert found["reason"] is found["record"] is None

    def test_what_is_missing_is_null_or_unknown(self) -> None:
        [found] = told(read(iter([batch([row(RAWS[2])])])))
        assert (found["month"], found["country"]) == ("unknown", "unknown")
        assert found["stated_salary"] is found["base_salary"] is found["fingerprint"] is None
        assert found["job_location"] == found["places"] == found["skills"] == []

    def test_another_posting_of_the_same_id_would_get_one_of_its_own(self) -> None:
        other = msgspec.structs.replace(RAWS[2], title="Köchin")
        elsewhere = msgspec.structs.replace(RAWS[2], job_location=["Bonn"])
        again = msgspec.structs.replace(RAWS[2])
        rows = told(read(iter([batch(map(row, [RAWS[2], other, elsewhere, again]))])))
        assert len({found["id"] for found in rows}) == 1
        assert len({found["digest"] for found in rows}) == 3
        assert len({found["other_id"] for found in rows} - {rows[0]["id"]}) == 3
        [found] = [found for found in rows if found["title"] == "Köchin"]
        assert found["other_id"] == posting_id("files", f"2-{found['digest']}")

    def test_what_has_a_reason_keeps_it(self) -> None:
        page = {"file": "c.warc", "record": "", "reason": NO_POSTING}
        rows = told(read(iter([batch([BAD, row(RAWS[0]), page])])))
        refused = [found for found in rows if found["reason"]]
        assert [{name: found[name] for name in BAD} for found in refused] == [BAD, page]
        assert all(found["id"] is found["keys"] is found["skills"] is None for found in refused)

    def test_nothing_gives_nothing(self) -> None:
        assert not list(read(iter([])))
        assert not list(read(iter([batch([])])))


class TestCuts:
    @settings(max_examples=15)
    @given(
        rows=st.lists(st.sampled_from([*map(row, RAWS), BAD]), max_size=12),
        cuts=st.lists(st.integers(0, 12), max_size=4),
    )
    def test_batches_may_be_cut_anywhere(self, rows: list[Any], cuts: list[int]) -> None:
        edges = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
        parts = (batch(rows[a:b]) for a, b in pairwise(edges))
        alone = [one for each in rows for one in told(read(iter([batch([each])])))]
        alone.sort(key=lambda one: json.dumps(one, sort_keys=True))
        assert told(read(parts)) == alone

    def test_a_large_batch_is_read_in_parts(self) -> None:
        rows: list[dict[str, Any]] = [row(RAWS[2]), *[BAD] * AT_ONCE * 2, row(RAWS[2])]
        assert len(list(read(iter([batch(rows)])))) == 5

    @pytest.mark.shared
    def test_real_postings_are_read_alike_however_they_come(self, shared: Path) -> None:
        [file] = find([str(shared / "data" / "postings_fulltext.parquet")])
        rows = next(records(pieces(file, 1)[0])).slice(0, 200)
        whole = told(read(iter([rows])))
        parts = (rows.slice(start, 7) for start in range(0, 200, 7))
        assert told(read(reversed(list(parts)))) == whole
        assert not [one for one in whole if one["reason"]]
        assert sum(bool(one["skills"]) for one in whole) > 150
        assert len({one["id"] for one in whole}) > 180


class TestBadRecords:
    @pytest.mark.parametrize("broken", ["normalize", "understand", "fingerprint", "keys"])
    def test_one_that_breaks_a_reader_hides_no_other(
        self, broken: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(step, broken, breaking(getattr(step, broken)))
        rows = told(read(iter([batch(map(row, RAWS))])))
        [refused] = [found for found in rows if found["reason"]]
        assert refused["reason"] == "it could not be read: ZeroDivisionError: division by zero"
        assert json.loads(refused["record"])["title"] == "Koch"
        assert len([found for found in rows if found["title"]]) == 2

    @pytest.mark.parametrize(
        "posting",
        [
            Posting(id="1", source="a", source_id="1", title="half \ud83d an emoji"),
            Posting(id="1", source="a", source_id="1", title="", places=[Place(city="\udfff")]),
        ],
    )
    def test_one_that_cannot_be_stored_hides_no_other(
        self, posting: Posting, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def to_odd(raws: Sequence[RawPosting]) -> list[Posting]:
            found = normalize(raws)
            return [posting if one.title == "Koch" else one for one in found]

        monkeypatch.setattr(step, "normalize", to_odd)
        rows = told(read(iter([batch(map(row, RAWS))])))
        assert len([found for found in rows if found["reason"] is None]) == 2
        assert len(rows) == 3

    @pytest.mark.parametrize("fault", [ModelError("damaged"), MemoryError(), OSError(28, "full")])
    def test_what_is_no_records_fault_refuses_none(
        self, fault: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(postings: Sequence[Posting]) -> Any:
            raise fault

        monkeypatch.setattr(step, "understand", broken)
        with pytest.raises(type(fault)):
            list(read(iter([batch(map(row, RAWS))])))

    def test_half_an_emoji_is_replaced(self) -> None:
        line = json.dumps({"title": "ML \ud83d", "description": "We \ud83d train.\n\ud83d:\nSQL"})
        [found] = told(read(iter([records_of_lines([line.encode()], "a.jsonl")])))
        assert (found["reason"], found["title"]) == (None, "ML \ufffd")
        assert found["description"].startswith("We \ufffd train.")

    @pytest.mark.parametrize("record", ["", "{", "[]", '{"title": "no source"}', "\0", None])
    def test_what_is_no_raw_posting_is_refused(self, record: str | None) -> None:
        given = {"file": "a", "record": record, "reason": None}
        rows = told(read(iter([batch([given, row(RAWS[2])])])))
        assert sorted(found["reason"] is None for found in rows) == [False, True]

    @pytest.mark.parametrize(
        "said",
        [
            {"description": "\0 <p>" * 50},
            {"description": "<div>" * 30_000},
            {"description": "a" * 3_000_000},
            {"date_posted": 1e300},
            {"date_posted": -1},
            {"date_posted": "9999-12-31"},
            {"valid_through": "0000-00-00"},
            {"job_location": ["\u202e" * 9, "Bonn; " * 5_000]},
            {"salary_min": 1e308, "salary_max": -1e308, "currency": "€" * 100},
            {"url": "javascript:alert(1)"},
            {"closed": "yes"},
        ],
    )
    def test_odd_values_are_no_error(self, said: dict[str, Any]) -> None:
        line = json.dumps({"title": "ML Engineer", **said}).encode()
        [found] = told(read(iter([records_of_lines([line], "a.jsonl")])))
        assert found["reason"] is None
        assert found["role"] == "ml_engineer"

    @pytest.mark.shared
    def test_naughty_strings(self, shared: Path) -> None:
        text = (shared / "hostile" / "naughty-strings" / "blns.txt").read_text()
        strings = [line for line in text.split("\n") if line]
        lines = [
            json.dumps({"title": one, "company": one, "location": one, "date": one,
                        "description": one, "url": one, "salary_min": one, "id": one}).encode()
            for one in strings
        ]  # fmt: skip
        rows = told(read(iter([records_of_lines(lines, "a.jsonl")])))
        assert len(rows) == len(strings)
        assert all(found["reason"] in {None, "it has no title"} for found in rows)


def breaking(reader: Callable[[Any], Any]) -> Callable[..., Any]:
    """A reader of one or many postings that fails at one of them."""

    def broken(given: Any, *more: Any) -> Any:
        if "Koch" in repr(getattr(given, "posting", given)):
            return 1 / 0
        return reader(given, *more)

    return broken
