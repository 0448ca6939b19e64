"""Whatever is asked, the answer is an answer or a typed refusal, and soon there."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from mcp_types import CallToolResult
from tests.apps.mcp.asking import Session, text_of

pytestmark = pytest.mark.in_file

TELLING = re.compile(r"Traceback|sqlite|sqlalchemy|syntax error|/home/|/tmp/pytest|\.py\b", re.I)
KINDS = {"bad_arguments", "not_possible"}
SECONDS = 1.0
"""Of processor time, which a busy machine does not stretch."""

QUERIES = [
    "' OR 1=1 --",
    '"; DROP TABLE postings; --',
    "1); ATTACH DATABASE '/tmp/x' AS x; --",
    " OR ".join(["a"] * 1_000),
    '"' * 999,
    "NEAR(" * 500,
    "*" * 4_000,
    "-" * 4_000,
    "title:" * 600,
    "\u0000\u202e\ufffe%s%n{0}{{7*7}}${jndi:x}",
    "(" * 4_000,
    "[[[[.*]]]]^$\\",
    "🏳️‍🌈" * 400,
]
IDS = ["", "%", "_" * 8, "'--", "../../etc/passwd", "0" * 64, "a" * 65, "ÀÉ", "0123\n", "deadbeef"]
STRANGE: list[Any] = [None, True, -1, 10**30, 1.5, "x", [], {}, [[[]]], {"a": {"b": 1}}, "\ud800"]
FIELDS = [
    ("search", "limit"), ("search", "offset"), ("search", "roles"), ("search", "posted_since"),
    ("search", "pay_at_least"), ("search", "query"), ("search", "skills"), ("show", "id"),
    ("show", "characters"), ("match", "limit"), ("market", "table"), ("market", "day"),
    ("market", "place"), ("events", "within"), ("events", "country"), ("tracker", "status"),
    ("propose_tracker_change", "id"), ("propose_tracker_change", "status"), ("search", "sql"),
]  # fmt: skip


def asked(session: Session, name: str, arguments: Iterable[dict[str, Any]]) -> list[CallToolResult]:
    """Ask all, and hold every answer to what is promised of it."""
    session.result(name)  # what is read or built once counts for nobody
    found = []
    for one in arguments:
        began = time.process_time()
        result = session.result(name, **one)
        assert time.process_time() - began < SECONDS, (name, str(one)[:200])
        said = text_of(result)
        assert not TELLING.search(said)
        if result.is_error:
            assert result.structured_content["error"] in KINDS, said
            assert len(said) < 700
        found.append(result)
    return found


def test_a_query_is_words_whatever_it_holds(session: Session) -> None:
    total = session.call("search")["total"]
    for result in asked(session, "search", ({"query": query} for query in QUERIES)):
        assert result.is_error or result.structured_content["total"] <= total
    too_long = asked(session, "search", [{"query": " OR ".join(["a"] * 10_000)}])
    assert too_long[0].is_error
    assert session.call("search")["total"] == total


def test_an_id_is_an_id(session: Session) -> None:
    for result in asked(session, "show", ({"id": id} for id in IDS)):
        assert result.is_error
    for id in IDS:
        said = session.refusal("propose_tracker_change", id=id, status="applied")
        assert said["error"] in KINDS


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_strange_value_is_refused_or_means_something(
    session: Session, name: str, field: str
) -> None:
    answered = asked(session, name, ({field: strange} for strange in STRANGE))
    assert any(result.is_error for result in answered)


def test_the_refusal_says_where_and_what(session: Session) -> None:
    said = session.refusal("search", limit=51)
    assert said == {
        "error": "bad_arguments",
        "says": "Expected `int` <= 50 - at `$.limit`. See the input schema.",
    }
    assert "unknown field `sql`" in session.refusal("search", sql="SELECT 1")["says"]
    assert len(session.refusal("search", **{"x" * 5_000: 1})["says"]) <= 400


def test_a_mistake_of_ours_tells_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the resume says: I led a team in /home/ann/secret")

    monkeypatch.setattr(type(session.served.own), "search", fail)
    said = session.refusal("search")
    assert said == {
        "error": "failed",
        "says": "Upslope failed on this question. Nothing was changed.",
    }
    assert "secret" not in caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.shared
def test_payloads_of_others(shared: Path, session: Session) -> None:
    lists = sorted((shared / "hostile" / "injection" / "SQL_Injection").rglob("*"))
    lines = [
        line
        for file in [*lists, shared / "hostile" / "naughty-strings" / "blns.txt"]
        if file.is_file()
        for line in file.read_text("utf-8", errors="replace").splitlines()
        if line.strip()
    ]
    assert len(lines) > 500
    total = session.call("search")["total"]
    began = time.process_time()
    found = session.results("search", ({"query": line, "limit": 1} for line in lines[::7]))
    assert (time.process_time() - began) / len(found) < SECONDS / 4
    for result in found:
        assert not re.search(r"sqlite|syntax error|Traceback", text_of(result)[:300], re.I)
        assert result.is_error or result.structured_content["total"] <= total
    said = [session.refusal("show", id=line) for line in lines[::97]]
    assert {one["error"] for one in said} <= KINDS
    assert session.call("search")["total"] == total
