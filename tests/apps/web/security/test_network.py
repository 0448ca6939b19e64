"""SECURITY.md 68: looking at pages and giving a resume reaches no other machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from tests.apps.web.security.conftest import READING, Stage

LOOPBACK = ("127.0.0.1", "::1", "localhost")
RESUME = (
    b"Ada Example\nExperience\nML Engineer, Quillfish, 2019 - 2024\n- Trained models in Python "
    b"that read orders each night and warn of what is likely to run out before the week ends\n"
)


class Reached:
    """What was connected to, and which names were asked for."""

    def __init__(self) -> None:
        self.hosts: list[Any] = []
        self.names: list[Any] = []


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reached]:
    found = Reached()
    connect, connect_ex, getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def seen(real: Any) -> Any:
        def connecting(self: socket.socket, address: Any) -> Any:
            found.hosts.append(address)
            return real(self, address)

        return connecting

    def asked(host: Any, *more: Any, **named: Any) -> Any:
        found.names.append(host)
        return getaddrinfo(host, *more, **named)

    monkeypatch.setattr(socket.socket, "connect", seen(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", seen(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    yield found


def test_the_recorder_records(reached: Reached) -> None:
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    assert reached.hosts and reached.names == ["127.0.0.1"]


def test_giving_a_resume_connects_to_nothing(own_stage: Stage, reached: Reached) -> None:
    browser = own_stage.browser
    for file in (("ada.txt", RESUME), ("ada.pdf", b"%PDF-1.4\n"), ("ada.docx", b"PK\x03\x04")):
        browser.write("/welcome", files={"resume": file})
    browser.write("/welcome/sample", {"person": "student"})
    for path in (
        "/welcome",
        "/match",
        "/gap",
        "/plan",
        "/settings",
        "/settings/resume",
        "/portfolio",
    ):
        assert browser.get(path).status_code == 200, path
        browser.part(path)
    browser.write("/settings/resume", {"form": "json", "name": "Ada"})
    browser.write("/settings/wishes", {"places": "Bonn"})
    browser.write("/settings/resume/forget")
    assert reached.hosts == [] and reached.names == []


def test_the_whole_journey_stays_on_this_machine(own_stage: Stage, reached: Reached) -> None:
    browser, known = own_stage.browser, own_stage.known
    for method, path in READING:
        said = own_stage.token if path.startswith("/api/") else {"sec-fetch-site": "same-origin"}
        browser.request(method, own_stage.filled(path), headers=said)
    to, posting = known["tracker.id"], known["id"]
    writes: list[tuple[str, dict[str, Any]]] = [
        ("/openings/choose", {"posting": posting, "choice": "applied"}),
        (f"/openings/{posting}/correct", {"role": "other"}),
        ("/openings/searches", {"name": "x", "q": "python"}),
        (
            "/tracker/add",
            {"company": "Quillfish", "title": "x", "url": "https://quillfish.example"},
        ),
        (f"/tracker/{to}/move", {"status": "interview", "seen": "99"}),
        (f"/tracker/{to}/add/note", {"text": "https://quillfish.example/canary"}),
        ("/alerts/searches", {"search_name": "y", "query": "python"}),
        ("/match/wishes", {"places": "Bonn"}),
        (
            "/portfolio/evidence",
            {"title": "x", "url": "https://quillfish.example", "kind": "project"},
        ),
        ("/settings/programs/pair", {}),
        ("/settings/data/backup", {}),
        ("/alerts/channels/remove", {"name": "none"}),
    ]
    for path, fields in writes:
        assert browser.write(path, fields).status_code < 500, path
    outside = [one for one in reached.hosts if one[0] not in LOOPBACK]
    assert outside == []
    assert [one for one in reached.names if one not in LOOPBACK] == []


def test_no_page_of_ours_names_another_host_to_load(own_stage: Stage) -> None:
    """What the browser itself would fetch is tested in ``test_headers``; here: prefetch, ping."""
    for method, path in READING:
        if method == "GET" and not path.startswith("/api/"):
            text = own_stage.browser.get(own_stage.filled(path)).text
            for word in ("dns-prefetch", "preconnect", 'rel="prefetch"', " ping=", "sendBeacon"):
                assert word not in text, (path, word)
