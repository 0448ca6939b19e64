"""SECURITY.md 12, 13, 15: what is typed is never a part of a query, and no query runs away."""

from __future__ import annotations

import ast
import html
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import msgspec
import pytest
from tests.apps.web.security.conftest import READING, WRITING, Stage, fingerprint, lines, some

import upslope
from upslope.apps.api.endpoint import ROOT
from upslope.apps.api.routes import endpoints
from upslope.apps.web.templating import HERE

SOURCE = Path(upslope.__file__).parent
SAID = re.compile(r"""\b(?:asked|form|sent|visit\.asked)\.\w+\(\s*["'](\w+)["']""")
FIELDS = sorted({name for file in HERE.rglob("*.py") for name in SAID.findall(file.read_text())})
"""Every name that a page reads of an address or a form: found in the code, so that none escapes."""
WRONG = re.compile(
    r"syntax error|OperationalError|ProgrammingError|sqlalchemy\.exc|sqlite3\.|no such \w+: |"
    r"Traceback \(most|unrecognized token:|unterminated string|incomplete input|"
    r"(?:Parser|Binder|Catalog|Conversion) Error:|fts5:|jinja2\.",
    re.IGNORECASE,
)
OWN = [
    "'",
    '"',
    "' OR '1'='1' --",
    "1; DROP TABLE canary; --",
    "'); DELETE FROM canary; --",
    "\\' UNION SELECT name, sql FROM sqlite_master --",
    "1) AND (SELECT COUNT(*) FROM canary) > 0 --",
    "%' ESCAPE '",
    "${7*7}{{7*7}}<%= 7*7 %>",
    "read_text('/etc/passwd')",
    "ATTACH 'canary.db' AS x; PRAGMA writable_schema = 1",
    "title:(a AND",
    "NEAR(",
    "a" * 300,
    "\ud83d",
    "a\x00b",
    "İ",
    "﷽",
]
SLOW = re.compile(r"^/sources/|^/events/|retrain|evaluate|^/portfolio/read|/settings/data")
"""Would ask other hosts, begin long work, or hand out all there is: tested by themselves."""


@pytest.fixture(scope="module")
def canary(stage: Stage) -> Iterator[None]:
    """A table of ours in each database of the workspace, which must outlive the tests."""
    files = [*stage.home.rglob("*.db")]
    assert len(files) >= 2
    for file in files:
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("CREATE TABLE canary (said TEXT)")
            database.execute("INSERT INTO canary VALUES ('alive')")
    yield
    for file in files:
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("SELECT said FROM canary").fetchall() == [("alive",)]


def judge(found: Any, payload: str) -> None:
    """Fail where an answer shows that a query broke; the payload itself may be quoted."""
    assert found.status_code < 500, (found.status_code, payload, str(found.url)[:300])
    text = html.unescape(found.text).replace(payload, "")
    assert WRONG.search(text) is None or WRONG.search(payload), (payload, WRONG.search(text))


def parameters(path: str) -> list[str]:
    """Return what an address of the API takes as query; every field that a page may read."""
    for one in endpoints():
        if one.method == "GET" and ROOT + one.path == path:
            named = {field.name for field in msgspec.structs.fields(one.asked)}
            return sorted(named - set(one.in_path))
    return [] if path.startswith(ROOT) else [name for name in FIELDS if name not in ("format",)]


def ask(stage: Stage, path: str, payload: str) -> None:
    """Say a payload in every parameter at once, and then as the parts of the path."""
    said = stage.token if path.startswith(ROOT) else {}
    said["sec-fetch-site"] = "same-origin"
    asked = "&".join(
        f"{name}={quote(payload, safe='', errors='replace')}" for name in parameters(path)
    )
    judge(stage.browser.get(f"{stage.filled(path)}?{asked}", headers=said), payload)
    if "{" in path:
        part = quote(payload, safe="", errors="replace")
        judge(stage.browser.get(re.sub(r"{[\w:]+}", lambda _: part, path), headers=said), payload)


ALWAYS = ["/openings", "/match", "/tracker", f"{ROOT}/openings", f"{ROOT}/market/{{name}}"]
GETS = [path for method, path in READING if method == "GET" and not SLOW.search(path)]
POSTS = [(m, p) for m, p in WRITING if not SLOW.search(p) and "forget" not in p]


def ask_all(stage: Stage, payloads: list[str], each: int) -> None:
    before = fingerprint(stage.home)
    for number, whole in enumerate(payloads):
        payload = whole[:300]
        turn = [GETS[(number * each + i) % len(GETS)] for i in range(each)]
        for path in {*turn, ALWAYS[number % len(ALWAYS)]}:
            ask(stage, path, payload)
    after = fingerprint(stage.home)
    assert {name for name in before if before[name] != after.get(name)} == set()


def test_the_fields_of_pages_are_found() -> None:
    assert {"q", "place", "skills", "role", "sort", "back", "note", "company"} <= set(FIELDS)


def test_own_payloads_break_no_query(stage: Stage, canary: None) -> None:
    ask_all(stage, OWN, each=8)


def test_own_payloads_at_every_address(stage: Stage, canary: None) -> None:
    for path in GETS:
        ask(stage, path, "x' OR 1=1 \"; DROP TABLE canary --")


def test_own_payloads_in_what_writes(own_stage: Stage) -> None:
    for number, (method, path) in enumerate(POSTS):
        for payload in (OWN[number % len(OWN)], OWN[(number * 7 + 3) % len(OWN)]):
            typed = payload.encode("utf-8", "replace").decode()
            if path.startswith(ROOT):
                fields = dict.fromkeys(
                    ("name", "company", "title", "text", "status", "choice"), typed
                )
                found = own_stage.browser.request(
                    method, own_stage.filled(path), json=fields, headers=own_stage.token
                )
            else:
                found = own_stage.browser.write(
                    own_stage.filled(path), dict.fromkeys(FIELDS, typed)
                )
            judge(found, typed)


@pytest.mark.shared
def test_collected_payloads_break_no_query(stage: Stage, canary: None, shared: Path) -> None:
    hostile = shared / "hostile"
    sql = lines(hostile / "injection" / "SQL_Injection" / "Intruder", "*")
    naughty = lines(hostile / "naughty-strings", "blns.txt")
    assert len(sql) > 600 and len(naughty) > 400
    ask_all(stage, some(sql, 40) + some(naughty, 30), each=2)


def test_a_quote_finds_what_holds_it_and_no_more(stage: Stage) -> None:
    said = stage.token
    every = stage.browser.get(f"{ROOT}/openings", headers=said).json()["total"]
    assert every > 50
    for payload in ("x' OR '1'='1", 'x" OR 1=1 --', "%", "_", "*", "' OR 1=1 --"):
        found = stage.browser.get(f"{ROOT}/openings", params={"place": payload}, headers=said)
        assert found.status_code in (200, 422)
        assert found.status_code == 422 or found.json()["total"] == 0, payload


ABUSE = [
    '"', '"""', '"a', 'a" b"', "NEAR(", "NEAR(a b, 99999)", "*", "^", "a*" * 50, "(" * 400,
    ")" * 400, "a OR " * 90 + "b", "NOT " * 100, "-" * 400, "+" * 400, "title:" * 80, "[a TO",
    "[* TO *]", "/(a+)+$/", "(a+)+$", "a~99", "a^99999999999", "\\" * 300, "{" * 300, "company:",
    'company:"', ":" * 300, "a AND (b OR (c AND (d OR e", "🦊" * 100, "\u202e" * 100, "' AND 1=1",
    "IN [a b", "a" + "?" * 400,
]  # fmt: skip


@pytest.mark.parametrize("field", ["q", "place", "skill"])
def test_no_search_takes_long(stage: Stage, field: str) -> None:
    stage.browser.get("/openings")
    for query in [*ABUSE, "word OR " * 7_000, "(a+)+$" * 3_000, "a" * 30_000]:
        began = time.process_time()
        found = stage.browser.part(f"/openings?{field}={quote_plus(query)}")
        assert found.status_code in (200, 400, 414, 422), (query[:40], found.status_code)
        assert time.process_time() - began < 1, query[:40]
        assert not WRONG.search(html.unescape(found.text).replace(query, ""))


def test_no_pattern_comes_from_what_is_typed() -> None:
    """There are no regular expressions of users: each one here stands in the code."""
    found = []
    for file in [*SOURCE.rglob("apps/**/*.py"), *SOURCE.rglob("workspace/*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
                if ast.unparse(node.func) in ("re.escape", "re.Match"):
                    continue
                if not node.args:
                    continue
                parts = [n for n in ast.walk(node.args[0]) if isinstance(n, ast.Name)]
                if not all(one.id.isupper() or one.id in ("re", "_") for one in parts):
                    found.append(f"{file.name}: {ast.unparse(node)[:80]}")
    assert found == []
