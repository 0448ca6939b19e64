"""What holds for every source, tested once for all of them, on our rows and on real replies."""

from __future__ import annotations

import importlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.records import Reply
from upslope.sources import Reading, Source, builtin

SOURCES = sorted(builtin().values(), key=lambda source: source.name)
HERE = Path(__file__).parent
TESTED = {
    path.stem.removeprefix("test_"): importlib.import_module(
        f"tests.sources.{path.parent.name}.{path.stem}"
    )
    for path in sorted(HERE.glob("*/test_*.py"))
}
"""The test module of each source. ``REPLY`` in it is one whole reply, written by us; ``ROW``, if
there is one, is a row of it as JSON."""
ROWS = [
    *(each.ROW for each in TESTED.values() if hasattr(each, "ROW")),
    {"jobPostingInfo": TESTED["workday"].INFO},
]
WRAPPERS = ("jobs", "content", "jobPostings")
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


def read(source: Source, body: bytes) -> Reading | None:
    """Read a reply; ``None`` if it is refused. No other error may come out."""
    try:
        return source.read(Reply(url="", body=body), "quill-fish")
    except ReadError as error:
        assert str(error).count("\n") == 0
        return None


def test_the_sources_are_found_and_not_registered() -> None:
    assert {"files", "greenhouse", "jsonld", "lever"} <= set(builtin())
    for name, source in builtin().items():
        assert source.name == name
        assert source.label and source.about and source.terms and source.gives and source.limits


@each_source
def test_every_source_reads_its_own_sample(source: Source) -> None:
    reading = source.read(TESTED[source.name].REPLY, "quill-fish")
    assert reading.postings
    assert reading.problems == []


@each_source
def test_every_json_sample_is_read_however_it_was_recorded(source: Source) -> None:
    reply: Reply = TESTED[source.name].REPLY
    if reply.body[:1] not in {b"{", b"["} or source.name in {"files", "jobspy"}:  # tables
        return
    ids = {posting.source_id for posting in source.read(reply).postings}
    data = json.loads(reply.body)
    bundle = {"list": data, "detail": data}
    for recorded in (data, [data], {"pages": [data]}, {"response": {"body": data}}, bundle):
        body = json.dumps(recorded).encode()
        found = source.read(Reply(url=reply.url, body=b"\xef\xbb\xbf\n" + body)).postings
        assert {posting.source_id for posting in found} == ids
    as_text = json.dumps({"url": reply.url, "body": reply.body.decode()}).encode()
    found = source.read(Reply(url=reply.url, body=as_text)).postings
    assert {posting.source_id for posting in found} == ids


def test_finding_them_loads_nothing_heavy() -> None:
    code = (
        "import sys, upslope.sources as s; s.builtin();"
        "print([m for m in ('httpx', 'httpcore', 'pyarrow', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@each_source
@given(body=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(source: Source, body: bytes) -> None:
    read(source, body)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda kids: (
        st.lists(kids, max_size=3) | st.dictionaries(st.text(max_size=5), kids, max_size=3)
    ),
    max_leaves=6,
)


@each_source
@given(data=st.data())
def test_a_row_with_any_field_changed_is_read_or_a_problem(
    source: Source, data: st.DataObject
) -> None:
    row = dict(data.draw(st.sampled_from(ROWS)))
    for field in data.draw(st.lists(st.sampled_from(sorted(row)), max_size=4)):
        row[field] = data.draw(_JSON)
    shapes = [[row], row, *({name: [row]} for name in WRAPPERS)]
    body = json.dumps(data.draw(st.sampled_from(shapes))).encode()
    reading = read(source, body)
    for posting in reading.postings if reading else []:
        assert posting.title.strip()
        assert posting.source_id
        repr(posting).encode()


@each_source
def test_bombs_are_refused_in_time(source: Source) -> None:
    for body in (b"[" * 200_000, b'{"jobs":' * 50_000, b"<div>" * 400_000, b"\0" * 1_000_000):
        began = time.process_time()
        assert read(source, body) is None
        assert time.process_time() - began < 3


#: Rows that the shared counts include, but that are no postings: an answer to another comment, the
#: legal notice before each of Remote OK's lists, a posting's row for a second place or for a second
#: time. Where they count an envelope for its three or two postings, it is less than none.
REPLIES = {
    "hn/ikevinxie__remote-jobs-collector__hn.json": 1,
    "remoteok/ikevinxie__remote-jobs-collector__remoteok.json": 1,
    "remoteok/lcarlini__JobSearchAggregator__remoteok.json": 1,
    "remoteok/michaeldinhmai__job-agent__remoteok.json": 1,
    "remoteok/tittle-xyz__job-hunt-template__remoteok.json": 1,
    "arbeitnow/bsdevda__cyber-job-radar__arbeitnow.json": -2,
    "personio/omoji-personal__careerkit__personio.xml": 1,
    "rippling/omoji-personal__careerkit__rippling.json": 1,
    "rippling/prettyirrelevant__hunt__rippling_v2.json": 1,
    "workable/omoji-personal__careerkit__workable.json": 1,
    "workable/manwithaplandy__job-board__workable.json": -2,
    "oracle/frankyu77__Hunter__oracle_dell.json": -1,
    "oracle/omoji-personal__careerkit__oracle_orc.json": -1,
    "microsoft/frankyu77__Hunter__microsoft_search.json": -1,
}

#: Several replies that their recorder put into one file: the shared counts are not of postings.
BUNDLES = {
    "smartrecruiters/manwithaplandy__job-board__smartrecruiters.json",
    "workday/manwithaplandy__job-board__workday.json",
    "workday/manwithaplandy__job-board__workday_large.json",
}
#: A text whose recorder cut off its id and title.
TRIMMED = {"smartrecruiters/michaeldinhmai__job-agent__smartrecruiters_detail.json"}


def recordings(shared: Path) -> list[tuple[Source, Path, int]]:
    """List the recorded replies of our sources, with how many postings each holds."""
    expected = json.loads((shared / "recordings/expected.json").read_text())
    return [
        (builtin()[name.split("/")[0]], shared / "recordings" / name, count - REPLIES.get(name, 0))
        for name, count in expected.items()
        if name.split("/")[0] in builtin() and name not in BUNDLES | TRIMMED
    ]


@pytest.mark.shared
def test_every_recorded_reply_holds_what_it_should(shared: Path) -> None:
    wrong = []
    for source, path, count in recordings(shared):
        reading = source.read(Reply(url="", body=path.read_bytes()), "")
        ids = {posting.source_id for posting in reading.postings}
        titled = all(posting.title.strip() for posting in reading.postings)
        if (len(reading.postings), len(ids), reading.problems, titled) != (count, count, [], True):
            wrong.append((path.name, count, len(reading.postings), reading.problems[:1]))
    assert wrong == []


@pytest.mark.shared
def test_the_bundled_lists_are_read_and_filled_from_their_texts(shared: Path) -> None:
    places = list[int]()
    for name in sorted(BUNDLES):
        source = builtin()[name.split("/")[0]]
        bundle = json.loads((shared / "recordings" / name).read_text())
        pages = bundle.get("list_pages") or bundle["filtered"].values()
        for raw in (raw for page in pages for raw in read_json(source, page).postings):
            details = [(at, text) for at, text in bundle["details"].items() if raw.source_id in at]
            for at, text in details:
                read_json(source, text, at).fill(raw)
            places += [len(raw.job_location)] * len(details)
    assert (len(places), max(places), min(places)) == (3 + 4 + 10, 12, 1)


def read_json(source: Source, data: object, url: str = "") -> Reading:
    return source.read(Reply(url=url, body=json.dumps(data).encode()))


#: A page's tail may hold nothing of ours; the last cell of a table looks whole however it is cut.
OPEN_ENDED = {"jsonld", "linkedin_export"}


@pytest.mark.shared
def test_a_reply_cut_anywhere_never_passes_for_whole(shared: Path) -> None:
    chance = random.Random(25)
    for source, path, count in recordings(shared):
        body = path.read_bytes()
        if len(body) > 2_000_000 or "snapshots" in str(path):
            continue
        for _ in range(20):
            reading = read(source, body[: chance.randrange(len(body.rstrip()))])
            if reading and source.name not in OPEN_ENDED:
                assert len(reading.postings) < count or reading.problems


@pytest.mark.shared
def test_the_shared_pages_are_read_or_refused(shared: Path) -> None:
    titles = dict[str, list[str] | None]()
    for path in sorted((shared / "hostile/jobposting").glob("*.html")):
        reading = read(builtin()["jsonld"], path.read_bytes())
        titles[path.stem] = [got.title for got in reading.postings] if reading else None
    refused = {name for name, found in titles.items() if found is None}
    assert refused <= {"raw_empty", "raw_single_quotes", "raw_template", "xss_desc_script_close"}
    assert titles["raw_two_objects"] == ["A", "B"]
    assert titles["type_full_iri"] == ["Machine Learning Engineer"]


@pytest.mark.shared
def test_the_shared_tables_are_read(shared: Path) -> None:
    for name, least in (
        ("recordings/themuse/arunp77__Job-Market-project__muse_scrapped_data.csv", 1300),
        ("data/jobposting_jsonld.jsonl", 780),
        ("data/pay/posted_ranges.jsonl", 220),
    ):
        reading = builtin()["files"].read(Reply(url=name, body=(shared / name).read_bytes()))
        assert len(reading.postings) >= least
        assert reading.problems == []
