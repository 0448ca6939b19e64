"""The person's own language model is asked on this machine, and nowhere else."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from upslope.errors import NetworkError, RefusedError, UsageError
from upslope.sources.door.language_model import MOST, LanguageModel

ANSWERS = {
    "good": (200, json.dumps({"choices": [{"message": {"content": "Trained models"}}]})),
    "page": (200, "<html>hello</html>"),
    "none": (200, json.dumps({"choices": []})),
    "missing": (404, json.dumps({"error": "no such model"})),
    "away": (302, ""),
    "endless": (200, "x" * (MOST + 10)),
}


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.path == "/v1/chat/completions"
        assert asked["temperature"] == 0
        status, body = ANSWERS[asked["model"]]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://models.example/v1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def test_an_answer_is_returned(url: str) -> None:
    assert LanguageModel(url, "good").ask("Say it better") == "Trained models"


@pytest.mark.parametrize("model", ["page", "none", "missing", "endless"])
def test_what_is_no_answer_is_one_sentence(url: str, model: str) -> None:
    with pytest.raises(NetworkError):
        LanguageModel(url, model).ask("Say it better")


def test_a_redirect_is_not_followed(url: str) -> None:
    with pytest.raises(RefusedError):
        LanguageModel(url, "away").ask("Say it better")


def test_nothing_there(url: str) -> None:
    with pytest.raises(NetworkError, match="did not answer"):
        LanguageModel("http://127.0.0.1:9/v1", "good").ask("secret line")


@pytest.mark.parametrize(
    "away",
    [
        "https://127.0.0.1/v1",
        "http://models.example/v1",
        "http://192.168.1.4/v1",
        "http://127.0.0.1.nip.example/v1",
        "http://0.0.0.0/v1",
        "ftp://127.0.0.1",
        "",
    ],
)
def test_no_other_machine_is_asked(away: str) -> None:
    with pytest.raises(UsageError, match="this machine"):
        LanguageModel(away, "good")
