"""Nothing is asked but what a source is configured for, whatever replies say and sit on."""

from __future__ import annotations

import ast
import json
import os
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpcore
import pytest
from tests.replay import FakeClock, Replay, redirect, reply
from tests.sources.test_every_source import ROWS, SOURCES, TESTED, WRAPPERS

import upslope
from upslope.errors import NetworkError
from upslope.records import Request
from upslope.sources import Source, builtin
from upslope.sources.door.addresses import check_url
from upslope.sources.visit import ask, fetch
from upslope.workspace import Workspace

EVIL = "evil.example.net"
PAGE = "https://careers.example.com/jobs/1"
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "ML Engineer",
    "url": f"https://{EVIL}/posting",
    "sameAs": f"https://{EVIL}/same",
    "hiringOrganization": {
        "@type": "Organization",
        "name": "Fernwick",
        "logo": f"https://{EVIL}/logo",
    },
}
#: A page that points elsewhere in every way a page can.
POINTING = f"""<!doctype html><html><head>
<base href="https://{EVIL}/base/">
<meta http-equiv="refresh" content="0; url=https://{EVIL}/refresh">
<link rel="canonical" href="https://{EVIL}/canonical"><link rel="next" href="https://{EVIL}/next">
<link rel="alternate" type="application/rss+xml" href="https://{EVIL}/feed">
<link rel="preload" as="script" href="https://{EVIL}/preload"><script src="https://{EVIL}/s"></script>
<script type="application/ld+json">{json.dumps(POSTING)}</script></head>
<body><img src="https://{EVIL}/pixel"><iframe src="https://{EVIL}/frame"></iframe>
<a href="https://{EVIL}/apply" ping="https://{EVIL}/ping">Apply</a></body></html>"""
HEADERS = {
    "Content-Type": "text/html",
    "Link": f'<https://{EVIL}/link>; rel="next", <https://{EVIL}/feed>; rel="alternate"',
    "Refresh": f"0; url=https://{EVIL}/refresh",
    "Location": f"https://{EVIL}/location",
    "Content-Location": f"https://{EVIL}/content",
    "Alt-Svc": f'h3="{EVIL}:443"',
    "Report-To": f'{{"endpoints": [{{"url": "https://{EVIL}/report"}}]}}',
    "Set-Cookie": "id=canary; Domain=example.com",
}
ROBOTS = f"User-agent: *\nAllow: /\nSitemap: https://{EVIL}/sitemap.xml\nHost: {EVIL}\n"


def test_a_page_that_points_elsewhere_leads_nowhere(tmp_path: Path, replay: Replay) -> None:
    replay.serve("https://careers.example.com/robots.txt", ROBOTS)
    replay.serve(PAGE, POINTING, headers=HEADERS)
    with Workspace(tmp_path / "home") as workspace:
        workspace.door = replay.door(validators=workspace.store.replies)
        for _ in range(2):
            (run,) = workspace.collect({"jsonld": [PAGE]})
            assert run.seen == 1
    assert {asked.host for asked in replay.asked} == {"careers.example.com"}
    assert {asked.path for asked in replay.asked} == {"/robots.txt", "/jobs/1"}
    assert not any(
        "cookie" in asked.headers or "referer" in asked.headers for asked in replay.asked
    )


# -- every source stays with its own hosts

#: A name that leads to a board, where a company's name does not.
BOARDS = {
    "hn": "12",
    "simplify": "acme/list",
    "workday": "acme.wd5/Careers",
    "github_tables": "acme/list",
    "meta": "https://www.metacareers.com/jobs/123456789/",
    "reddit": "MachineLearning",
}
#: Boards of sources that run under a company's own address.
SITES = {
    "discourse": "https://forum.quillfish.example/c/jobs/7",
    "eightfold": "https://jobs.quillfish.example/careers?domain=quillfish.example",
    "oracle": "https://jobs.quillfish.example/hcmUI/CandidateExperience/en/sites/CX_1/jobs",
    "phenom": "https://careers.quillfish.example",
    "pinpoint": "https://careers.quillfish.example",
    "recruitee": "https://careers.quillfish.example",
    "sitemap": "https://careers.quillfish.example",
    "successfactors": "https://careers.quillfish.example",
    "teamtailor": "https://careers.quillfish.example",
}
NAMES = [
    "quill-fish", EVIL, f"https://{EVIL}/x", f"//{EVIL}", f"a@{EVIL}", "a/../../b", f"{EVIL}#",
    f"{EVIL}/x?", f"a\\@{EVIL}", "..", "%2e%2e", f"x:y@{EVIL}", "a\r\nHost: b", "\0", "eu:quill",
    f"{EVIL}:443/quill", f"quill/{EVIL}", f"quill.{EVIL}/a", f"acme.wd5.{EVIL}/a", "名前", "",
]  # fmt: skip


class Dialled:
    """A door to the replay server that notes which hosts it leads to."""

    def __init__(self, replay: Replay) -> None:
        self.hosts: set[str] = set()
        self._replay = replay
        keys = {"reddit_app": "id:secret", "usajobs_email": "ada@quillfish.example"}
        self.door = replay.door(
            dial=self._dial, clock=FakeClock(), keys=lambda name: keys.get(name, "k3y")
        )

    def _dial(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.hosts.add(host)
        return self._replay.dial(host, port, timeout)


def visited(source: Source, dialled: Dialled, board: str | None = None) -> None:
    """Visit a board to the end, texts too."""
    board = BOARDS.get(source.name, "quill-fish") if board is None else board
    visit = ask(source, board, dialled.door, lambda reply: reply.digest)
    for request in list(visit.details.values())[:20]:
        try:
            fetch(source, request, dialled.door, lambda reply: reply.digest)
        except NetworkError:
            continue


def within(source: Source, hosts: set[str]) -> bool:
    return all(check_url(f"https://{host}/", source.hosts) for host in hosts)


ASKING = [source for source in SOURCES if source.hosts]
each_source = pytest.mark.parametrize("source", ASKING, ids=lambda source: source.name)


def test_the_sources_that_ask_nobody_or_any_page_are_known() -> None:
    asked = {source.name for source in SOURCES if type(source).requests is not Source.requests}
    anywhere = {source.name for source in SOURCES if not source.hosts and source.name in asked}
    assert anywhere == {"jsonld", "jobspy", *SITES}  # jobspy's own program asks, if it is let
    nobody = {source.name for source in SOURCES} - asked
    assert nobody == {
        "apple", "email_alerts", "files", "glassdoor", "indeed", "linkedin", "linkedin_export",
        "monster", "seek",
    }  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_no_reply_leads_away_from_a_companys_own_site(name: str, replay: Replay) -> None:
    source, site = builtin()[name], urlsplit(SITES[name]).hostname
    for evil in (
        f"https://{EVIL}",
        f"//{EVIL}",
        f"https://{site}.{EVIL}",
        f"https://{EVIL}@{EVIL}",
    ):
        body = re.sub(rb"(?:https?:)?//[\w.@-]+", evil.encode(), TESTED[name].REPLY.body)
        replay.otherwise = lambda _, body=body: [reply(body)]  # type: ignore[misc]
        dialled = Dialled(replay)
        visited(source, dialled, SITES[name])
        assert dialled.hosts == {site}


@each_source
def test_no_name_of_a_board_leads_elsewhere(source: Source, replay: Replay) -> None:
    dialled = Dialled(replay)
    for name in NAMES:
        visited(source, dialled, name)
    assert within(source, dialled.hosts)
    assert not any(EVIL in asked.host for asked in replay.asked)


def pointing(value: object) -> object:
    """Let every address in a reply lead elsewhere, and every path too."""
    if isinstance(value, dict):
        return {name: pointing(each) for name, each in value.items()}
    if isinstance(value, list):
        return [pointing(each) for each in value]
    if isinstance(value, str) and re.match(r"https?://|/", value):
        return f"https://{EVIL}/{value.strip('/')}"
    return value


@each_source
def test_no_reply_leads_elsewhere(source: Source, replay: Replay) -> None:
    for row in ROWS:
        for body in (
            [pointing(row)],
            pointing(row),
            *({name: [pointing(row)]} for name in WRAPPERS),
        ):
            dialled = Dialled(replay)
            replay.otherwise = lambda _, body=body: [reply(json.dumps(body), headers=HEADERS)]  # type: ignore[misc]
            visited(source, dialled)
            assert within(source, dialled.hosts)


@each_source
def test_no_redirect_leads_elsewhere(source: Source, replay: Replay) -> None:
    replay.otherwise = redirect(f"https://{EVIL}/")
    dialled = Dialled(replay)
    visited(source, dialled)
    assert dialled.hosts
    assert within(source, dialled.hosts)


@pytest.mark.shared
@each_source
def test_no_recorded_reply_made_to_point_elsewhere_leads_there(
    source: Source, replay: Replay, shared: Path
) -> None:
    for path in sorted((shared / "recordings" / source.name).glob("*.json")):
        if path.stat().st_size > 300_000:
            continue
        body = json.dumps(pointing(json.loads(path.read_bytes())))
        replay.otherwise = lambda _, body=body: [reply(body)]  # type: ignore[misc]
        dialled = Dialled(replay)
        visited(source, dialled)
        assert within(source, dialled.hosts)


def test_a_robots_txt_leads_a_source_nowhere_else(replay: Replay) -> None:
    replay.play("https://careers.example.com/robots.txt", redirect(f"https://{EVIL}/robots.txt"))
    with pytest.raises(NetworkError):
        replay.door().get(Request(url=PAGE, page=True), ("careers.example.com",))
    assert [asked.host for asked in replay.asked] == ["careers.example.com"]


# -- nothing is taken from the environment


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[bytes]]:
    """A proxy that the environment names in every way, and what it was asked."""
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    done = threading.Event()

    def serve() -> None:
        while not done.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            with connection:
                heard.append(connection.recv(1000))

    thread = threading.Thread(target=serve)
    thread.start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    for name in ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy"):
        monkeypatch.setenv(name, address)
        monkeypatch.setenv(name.upper(), address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "nothing.example.com")
    netrc = (
        "machine boards.example.com login me password canary\ndefault login me password canary\n"
    )
    for file in (tmp_path / ".netrc", tmp_path / "netrc"):
        file.write_text(netrc)
        file.chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    yield heard
    done.set()
    thread.join()
    listener.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_proxy_and_no_password_of_the_environment_is_used(
    replay: Replay, proxy: list[bytes], scheme: str
) -> None:
    url = f"{scheme}://boards.example.com/acme"
    replay.serve(url, b"{}")
    assert Path("~/.netrc").expanduser().exists()
    assert os.environ["HTTPS_PROXY"].startswith("http://127.0.0.1:")
    replay.door().get(Request(url=url))
    assert proxy == []
    assert [asked.host for asked in replay.asked] == ["boards.example.com"]
    assert not {"authorization", "proxy-authorization", "cookie"} & set(replay.asked[0].headers)


def test_only_the_door_opens_connections() -> None:
    """By their imports, wherever they stand in a module."""
    network = {"httpx", "httpcore", "socket", "ssl", "urllib.request", "http.client", "requests",
               "urllib3", "aiohttp", "ftplib", "smtplib", "imaplib", "xmlrpc.client"}  # fmt: skip
    source = Path(upslope.__file__).parent
    found = {
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if network & imported(node)
    }
    assert all(file.startswith("sources/door/") for file in found), found
    assert len(found) >= 3


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return set()
