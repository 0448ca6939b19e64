"""The server of models, asked over loopback as another program would."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import httpx
import msgspec
import pytest

from upslope.apps.loopback.body import MOST_BYTES
from upslope.apps.model_server.answering import Answering
from upslope.apps.model_server.app import MOST_POSTINGS, app
from upslope.apps.model_server.batches import Batches, FullError
from upslope.models import SHIPPED, SHIPPED_DIGESTS, shipped_files
from upslope.records import Posting, Version, digest_of
from upslope.store import Store
from upslope.workspace import Workspace

POSTINGS: list[dict[str, Any]] = [
    {"id": "1", "title": "Senior ML Engineer", "description": "5+ years of Python. Train models."},
    {"id": "2", "title": "Data Analyst (remote)", "company": "Quillfeather", "unknown": [1]},
    {"id": "3", "title": "Cook", "description": "Cook <b>soup</b> 👩‍🍳 \u0000."},
]


pytestmark = pytest.mark.in_file  # the workspaces that are served are made here, without a server


class Server(NamedTuple):
    address: str
    process: subprocess.Popen[str]
    home: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        return httpx.request(method, self.address + path, timeout=60, trust_env=False, **options)

    def predict(self, asked: object) -> Any:
        found = self.ask("POST", "/predict", json=asked)
        assert found.status_code == 200, found.text
        return found.json()


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    command = [sys.executable, "-m", "upslope", "serve", "--models", "--port", "0"]
    environment = {**os.environ, "HOME": str(home), "UPSLOPE_HOME": str(home)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said + process.stderr.read()
        yield Server(found[0], process, home)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Without a workspace: the shipped models answer."""
    with serving(tmp_path_factory.mktemp("nowhere") / "home") as started:
        yield started


def test_it_answers_what_understand_answers(server: Server) -> None:
    with Workspace(server.home) as workspace:
        known = json.loads(msgspec.json.encode(workspace.understand(POSTINGS)))
    answers = server.predict(POSTINGS)
    named = dict.fromkeys(SHIPPED, "shipped")
    assert answers == [one | {"models": named} for one in known]
    assert server.predict(POSTINGS[0]) == answers[0]
    assert server.predict([]) == []
    assert not server.home.exists()  # nothing is written where nothing was


def test_requests_that_arrive_together_each_get_their_own(server: Server) -> None:
    def ask(number: int) -> list[str]:
        asked = [{"id": f"{number}-{n}", "title": "ML Engineer"} for n in range(number % 5 + 1)]
        return [one["id"] for one in server.predict(asked)]

    with ThreadPoolExecutor(24) as pool:
        for number, ids in enumerate(pool.map(ask, range(60))):
            assert ids == [f"{number}-{n}" for n in range(number % 5 + 1)]


def test_others_are_answered_while_a_long_list_is_read(server: Server) -> None:
    ended: list[str] = []
    text = "We train models in Python and deploy them on Kubernetes. " * 150
    asked = [{"id": str(n), "title": "ML Engineer", "description": text} for n in range(200)]

    def long() -> None:
        server.predict(asked)
        ended.append("long")

    thread = threading.Thread(target=long)
    thread.start()
    time.sleep(0.2)
    assert server.ask("GET", "/healthz").json()["status"] == "ok"
    ended.append("health")
    server.predict(POSTINGS[0])
    ended.append("single")
    thread.join()
    assert ended == ["health", "single", "long"]


def test_models_are_listed_with_their_figures(server: Server) -> None:
    listed = server.ask("GET", "/models").json()
    assert {one["model"]: one["version"] for one in listed} == dict.fromkeys(SHIPPED, "shipped")
    for one in listed:
        assert one["rung"]
        assert one["scores"]
    health = server.ask("GET", "/healthz").json()
    assert health == {"status": "ok", "waiting": 0, "models": dict.fromkeys(SHIPPED, "shipped")}


def chunked() -> Iterator[bytes]:
    for _ in range(MOST_BYTES // 2**16 + 2):
        yield b" " * 2**16


BAD: list[tuple[str, dict[str, Any], int, str]] = [
    ("no JSON", {"content": b"{"}, 400, "cut off"),
    ("nothing", {"content": b""}, 400, "empty"),
    ("a page", {"content": b"<html>"}, 400, "web page"),
    ("NaN", {"content": b'{"title": NaN}'}, 400, "not JSON"),
    ("deep", {"content": b"[" * 100_000 + b"]" * 100_000}, 400, "deeply"),
    ("long number", {"content": b'{"title": %s}' % (b"9" * 5000)}, 400, ""),
    ("a number", {"content": b"7"}, 400, "Posting 1 is not"),
    ("text", {"content": b'"ML Engineer"'}, 400, "Posting 1 is not"),
    ("null", {"content": b"null"}, 400, "Posting 1 is not"),
    ("a list of lists", {"content": b'[{"title": "x"}, []]'}, 400, "Posting 2 is not"),
    ("empty posting", {"content": b"{}"}, 400, "neither title nor description"),
    ("too many", {"json": [POSTINGS[0]] * (MOST_POSTINGS + 1)}, 400, f"{MOST_POSTINGS} postings"),
    ("too large", {"content": b" " * (MOST_BYTES + 1)}, 413, "4,096 KiB"),
    ("too large, of no length", {"content": chunked()}, 413, "4,096 KiB"),
    ("a form", {"data": {"title": "x"}}, 415, "Send JSON"),
]


@pytest.mark.parametrize(
    ("options", "status", "says"), [row[1:] for row in BAD], ids=[r[0] for r in BAD]
)
def test_bad_input_gets_one_clear_sentence(
    server: Server, options: dict[str, Any], status: int, says: str
) -> None:
    kind = {} if "data" in options else {"Content-Type": "application/json"}
    found = server.ask("POST", "/predict", headers=kind, **options)
    if status == 400 and found.status_code == 200:
        pytest.fail(f"answered {found.text[:200]}")
    assert found.status_code == status, found.text
    assert says in found.json()["error"]
    assert len(found.json()["error"]) < 250
    assert server.predict(POSTINGS[0])["id"] == "1"


def test_other_pages_and_ways(server: Server) -> None:
    assert server.ask("GET", "/").status_code == 404
    assert server.ask("GET", "/docs").status_code == 404
    assert server.ask("GET", "/../etc/passwd").status_code == 404
    assert server.ask("GET", "/predict").status_code == 405
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        found = server.ask(method, "/models", headers={"Content-Type": "application/json"})
        assert found.status_code == 405
    assert server.ask("OPTIONS", "/predict").status_code in (405, 415)


def raw(server: Server, path: str = "/healthz", **headers: str | list[str]) -> tuple[int, bool]:
    """Ask with any headers; return the status, and whether other sites may read the answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        connection.putrequest("GET", path, skip_host=True)
        for name, values in headers.items():
            for value in [values] if isinstance(values, str) else values:
                connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        with connection.getresponse() as answer:
            return answer.status, answer.headers["access-control-allow-origin"] is not None


def test_only_the_own_name_is_answered(server: Server) -> None:
    own = [f"127.0.0.1:{server.port}", f"localhost:{server.port}", f"[::1]:{server.port}"]
    for name in own:
        assert raw(server, Host=name)[0] == 200
        assert raw(server, Host=name, Origin=f"http://{name}")[0] == 200
    others = [
        "evil.example", f"evil.example:{server.port}", "127.0.0.1", f"127.0.0.1:{server.port + 1}",
        f"127.0.0.1.evil.example:{server.port}", f"localhost.:{server.port}", "",
        f"localhost:{server.port}.evil.example", f"user@127.0.0.1:{server.port}",
        f"0.0.0.0:{server.port}", f"2130706433:{server.port}",
    ]  # fmt: skip
    for name in others:
        assert raw(server, Host=name)[0] in (400, 421), name
    assert raw(server, Host=[own[0], own[0]])[0] == 400
    assert raw(server)[0] == 400
    # An absolute address, as for a proxy: whatever it names, only the own pages are there.
    assert raw(server, Host=own[0], path="http://evil.example/healthz")[0] in (200, 404)
    for origin in ("http://evil.example", "null", f"https://{own[0]}", "http://127.0.0.1"):
        assert raw(server, Host=own[0], Origin=origin) == (403, False), origin
    assert raw(server, Host=own[0], Sec_Fetch_Site="cross-site")[0] == 403
    assert raw(server, Host=own[0], Sec_Fetch_Site="same-origin")[0] == 200


def test_every_answer_has_the_same_headers(server: Server) -> None:
    asked = [("GET", "/healthz"), ("GET", "/nosuch"), ("POST", "/predict"), ("PUT", "/predict")]
    for method, path in asked:
        found = server.ask(method, path)
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["content-security-policy"].startswith("default-src 'none'")
        assert found.headers["content-type"] == "application/json"
        assert "server" not in found.headers


def new_version(note: str) -> tuple[Version, dict[str, bytes]]:
    """A version of a shipped model: the same numbers with another card."""
    name = next(iter(SHIPPED_DIGESTS))
    files = dict(shipped_files(name)) | {"card.json": b'{"rung": "%s"}' % note.encode()}
    made = Version(
        model=name,
        digest=digest_of(files),
        rung="logistic",
        created_at=datetime.now(UTC),
        data="",
        scores={},
        note=note,
    )
    return made, files


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)


@pytest.mark.skipif(not SHIPPED_DIGESTS, reason="no model ships")
def test_champions_are_followed_and_answers_logged(tmp_path: Path) -> None:
    home = tmp_path / "own"
    with Store(home) as store:
        (first, files), (second, others) = new_version("one"), new_version("two")
        store.models.add(first, files)
        store.models.add(second, others)
        store.models.move(first.model, first.digest, "better")
        name = first.model
        with serving(home) as server:
            assert server.predict(POSTINGS[0])["models"][name] == first.digest
            assert server.ask("GET", "/models").json()[0]["rung"] == "one"

            store.models.move(name, second.digest, "better still")
            until(lambda: server.predict(POSTINGS[1])["models"][name] == second.digest)
            assert server.ask("GET", "/healthz").json()["models"][name] == second.digest

            third, last = new_version("three")
            store.models.add(third, last)
            store.models.move(name, third.digest, "damaged a moment later")
            (home / "models" / third.digest / "model.json").write_bytes(b"\x80\x04evil")
            until(lambda: third.digest not in str(server.predict(POSTINGS[2])))
            time.sleep(1.5)
            assert server.predict(POSTINGS[2])["models"][name] == second.digest

            store.models.move(name, "", "back")
            until(lambda: server.predict(POSTINGS[0])["models"][name] == "shipped")

            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(timeout=60) == 0
        logged = [one.prediction for one in store.predictions.read("role")]
        assert {one.posting for one in logged} == {"1", "2", "3"}
        assert {first.digest, second.digest, ""} <= {one.versions[name] for one in logged}
    assert not [*home.glob("running/*.lock")]


def test_a_port_that_is_taken_ends_in_one_sentence(server: Server, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "upslope", "serve", "--models", "--port", str(server.port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"upslope: Port {server.port} of 127.0.0.1 cannot be listened")
    assert len(done.stderr.splitlines()) == 1


class Failing:
    """Stands for models that stumble over a text, and say it."""

    versions: ClassVar[dict[str, str]] = {}

    def answer(self, postings: Sequence[Posting]) -> list[msgspec.Raw]:
        raise RuntimeError(postings[0].title)

    def standing(self) -> list[object]:
        return []

    def flush(self) -> None: ...


def test_what_fails_quotes_no_text(caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> httpx.Response:
        failing: Any = Failing()
        made = app(failing)
        transport = httpx.ASGITransport(made, client=("127.0.0.1", 1))
        base = "http://127.0.0.1:8571"
        async with (
            made.router.lifespan_context(made),
            httpx.AsyncClient(transport=transport, base_url=base) as client,
        ):
            return await client.post("/predict", json={"title": "a secret word"})

    found = asyncio.run(ask())
    assert found.status_code == 500
    assert found.json() == {"error": "The server failed on this request."}
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_answers_wait_for_a_busy_database(tmp_path: Path) -> None:
    with Workspace(tmp_path / "own") as workspace:
        assert workspace.store.runs.list() == []
        answering = Answering(workspace)
        answering.answer([Posting(id="1", source="", source_id="1", title="ML Engineer")])
        workspace.store.database._busy_seconds = 0.01
        with Store(tmp_path / "own") as other, other.database.write():
            pass
        answering.flush()
        answering.flush()
        assert [one.prediction.posting for one in workspace.store.predictions.read("role")] == ["1"]


def test_requests_take_turns_and_too_many_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    batches_asked: list[list[str]] = []
    go_on = threading.Event()

    def answer(asked: list[str]) -> list[str]:
        batches_asked.append(asked)
        go_on.wait(30)
        return [one.upper() for one in asked]

    async def play() -> None:
        batches = Batches[str, str](answer)
        working = asyncio.create_task(batches.work())
        first = asyncio.create_task(batches.ask(["a"]))
        while not batches_asked:
            await asyncio.sleep(0.01)
        long = asyncio.create_task(batches.ask(["b"] * 100))
        gone = asyncio.create_task(batches.ask(["c"] * 100))
        short = asyncio.create_task(batches.ask(["d", "e"]))
        await asyncio.sleep(0.01)
        monkeypatch.setattr("upslope.apps.model_server.batches.MOST_WAITING", 210)
        with pytest.raises(FullError):
            await batches.ask(["f"] * 9)
        gone.cancel()
        go_on.set()
        assert await first == ["A"]
        assert await short == ["D", "E"]
        assert await long == ["B"] * 100
        assert batches.waiting == 0
        working.cancel()
        batches.close()

    asyncio.run(play())
    assert batches_asked[1] == ["b"] * 8 + ["c"] * 8 + ["d", "e"]
    assert sum(one == ["c"] * 8 for one in batches_asked) == 0
