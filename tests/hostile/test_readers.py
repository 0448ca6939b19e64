"""Every reader of replies meets every bad page, list and table: a typed error or a reading."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from upslope.errors import ReadError
from upslope.formats.charset import decode
from upslope.formats.html import to_text
from upslope.normalize import normalize
from upslope.records import Reply
from upslope.sources.find import builtin
from upslope.understand import understand

#: A page with a posting that is whole, and what is read of it.
WHOLE = ("Machine Learning Engineer", "Acme", ("Berlin, DE",), "2026-01-05", 70_000, 95_000)
#: What a page of ``jobposting/`` changes of it: the field's place, and its value.
CHANGED: dict[str, dict[int, object]] = {
    "context_remote": {},
    "date_epoch": {},
    "date_epoch_ms": {},
    "date_future_9999": {3: None},
    "date_words": {3: None},
    "date_year_0": {3: None},
    "desc_data_uri": {},
    "desc_markdown_exfil": {},
    "desc_nested_html": {},
    "desc_prompt_injection": {},
    "desc_prompt_injection_unicode_tags": {},
    "employment_list": {},
    "graph": {},
    "id_missing": {},
    "id_number": {},
    "id_sql": {},
    "location_list": {2: ("Berlin", "Paris", "Remote")},
    "location_number": {2: ()},
    "org_list": {},
    "org_string": {},
    "salary_european_number": {},
    "salary_min_gt_max": {4: None, 5: None},
    "salary_unit_hour_vs_year": {4: None, 5: None},
    "title_bidi": {0: "Machine gninraeL Engineer"},
    "title_list": {0: "ML"},
    "title_log_inject": {0: "ML Engineer 2026-01-01 ERROR root: all data deleted"},
    "title_newlines": {0: "ML Engineer"},
    "title_nfd": {0: "Ingénieur ML"},
    "type_full_iri": {},
    "type_list": {},
    "url_loopback": {},
    "url_protocol_relative": {},
    "xss_desc_double_encoded": {},
}
BARE = {
    "raw_html_comment": ["ML"],
    "raw_html_entities": ["ML"],
    "raw_nan": ["ML"],
    "raw_newline_in_string": ["ML Engineer"],
    "raw_trailing_comma": ["ML"],
    "raw_two_objects": ["A", "B"],
}
REFUSED = {"raw_empty", "raw_single_quotes", "raw_template", "xss_desc_script_close"}


@pytest.mark.shared
def test_each_bad_jobposting_page_gives_its_fields_or_a_typed_error(shared: Path) -> None:
    wrong = {}
    for path in sorted((shared / "hostile/jobposting").glob("*.html")):
        name = path.stem
        try:
            reading = builtin()["jsonld"].read(Reply(url="", body=path.read_bytes()))
            read = normalize(reading.postings)
        except ReadError:
            got: object = "refused"
        else:
            got = [_fields(posting) for posting in read]
        if name in CHANGED:
            wanted: object = [tuple(CHANGED[name].get(n, old) for n, old in enumerate(WHOLE))]
        elif name in BARE:
            wanted = [(title, None, (), None, None, None) for title in BARE[name]]
        else:
            wanted = "refused" if name in REFUSED else "a row of this table"
        if got != wanted:
            wrong[name] = (got, wanted)
    assert wrong == {}


def _fields(posting: object) -> tuple[object, ...]:
    pay = getattr(posting, "base_salary", None)
    return (
        " ".join(str(getattr(posting, "title", "")).split()),
        getattr(posting, "hiring_organization", None),
        tuple(getattr(posting, "job_location", ())),
        getattr(posting, "date_posted", None),
        pay.min_value if pay else None,
        pay.max_value if pay else None,
    )


def bad_replies(hostile: Path) -> Iterator[tuple[str, bytes]]:
    """All that a board or a page might send, and each test case of the parsers' own suites."""
    kinds = (
        "jobposting",
        "jsonld",
        "json-suite",
        "feeds/json",
        "xss",
        "html5lib",
        "naughty-strings",
    )
    files = [path for kind in kinds for path in (hostile / kind).rglob("*") if path.is_file()]
    files += [*(hostile / "bombs").glob("json_*"), *(hostile / "bombs").glob("html_*")]
    for path in sorted(files):
        body = path.read_bytes()
        yield path.name, body
        if path.suffix == ".dat":
            for number, case in enumerate(body.split(b"#data\n")[1:]):
                yield f"{path.name} {number}", case.partition(b"\n#")[0]


@pytest.mark.shared
def test_every_reader_ends_with_a_reading_or_a_typed_error(shared: Path) -> None:
    slow, held = [], 0
    for name, body in bad_replies(shared / "hostile"):
        for source in builtin().values():
            began = time.process_time()
            try:
                reading = source.read(Reply(url=name, body=body), "fernwick")
            except ReadError:
                continue
            understand(normalize(reading.postings))
            held += 1
            if time.process_time() - began > 3:
                slow.append((name, source.name))
    assert slow == []
    assert held > 40


@pytest.mark.shared
def test_no_tag_is_left_in_the_text_of_any_bad_page(shared: Path) -> None:
    for name, body in bad_replies(shared / "hostile"):
        if not name.endswith((".json", ".jsonl", ".txt")):
            text = to_text(decode(body))
            assert "<script" not in text.lower() or "&lt;" in body.decode("latin-1"), name


@pytest.mark.shared
def test_payloads_in_every_field_stay_text(shared: Path) -> None:
    lines = (shared / "hostile/xss/all_payloads.jsonl").read_text(encoding="utf-8").splitlines()
    payloads = [line if isinstance(line, str) else str(line) for line in map(json.loads, lines)]
    jobs = [
        {"id": n, "title": text, "location": {"name": text}, "content": text}
        for n, text in enumerate(payloads[::20])
    ]
    body = json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()
    reading = builtin()["greenhouse"].read(Reply(url="", body=body), "fernwick")
    assert len(reading.postings) + len(reading.problems) == len(jobs)
    postings = normalize(reading.postings)
    assert len(understand(postings)) == len(postings)
    assert not any("\x00" in posting.title or "\x1b" in posting.title for posting in postings)
