"""SECURITY.md 17: no address hands out a file that is not ours to hand out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.apps.served import Served
from tests.apps.web.security.conftest import lines, own_cookie, say, some

from upslope.apps.web.templating import STATIC

SECRET = "canary-file-88d1"
ROOTS = ["/static/", "/feed/x/", "/feed/{key}/", "/settings/data/", "/tracker/", "/"]


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file outside of every root."""
    file = tmp_path_factory.mktemp("outside") / "canary.txt"
    file.write_text(SECRET)
    yield file


def climbing(file: Path) -> list[str]:
    """Return ways to climb from our static files to a file."""
    depth = len(STATIC.parts) - 1
    below = str(file).lstrip("/")
    up = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "..%252f", "%252e%252e%252f"]
    up += [
        "....//",
        "..;/",
        "..%00/",
        ".%2e/",
        "%c0%ae%c0%ae/",
        "..%c0%af",
        "%uff0e%uff0e/",
        "..//",
    ]
    found = [one * depth + below for one in up] + [one * (depth + 5) + below for one in up]
    found += ["vendor/" + "../" * (depth + 1) + below, "./" * 3 + "../" * depth + below]
    found += ["a" * 5000, "%00", "app.css%00", "%ff%fe", "/etc/passwd", "//etc/passwd"]
    return [*found, str(file), "/" + str(file), quote(str(file), safe=""), f"file://{file}"]


def check(running: Served, names: list[str]) -> int:
    """Ask for each below each root, raw and encoded; return how many were asked."""
    key = running.site.access.secret("feed")
    cookie, token = own_cookie(running), running.token["authorization"]
    asked = 0
    for name in names:
        for form in dict.fromkeys((name, quote(name, safe="/"))):
            root = ROOTS[asked % len(ROOTS)] if asked % 2 else "/static/"
            path = root.replace("{key}", key) + "".join(form.split())
            found = say(
                running,
                f"GET {path} HTTP/1.1\r\nHost: {{own}}\r\nCookie: {cookie}\r\n\r\n",
            )
            assert SECRET.encode() not in found and b"root:x:" not in found, path
            assert not found.startswith(b"HTTP/1.1 5"), path
            asked += 1
    assert token not in str(names)
    return asked


def test_own_ways_lead_to_no_file(running: Served, canary: Path) -> None:
    assert check(running, climbing(canary)) > 50


@pytest.mark.shared
def test_collected_ways_lead_to_no_file(running: Served, canary: Path, shared: Path) -> None:
    ways = lines(shared / "hostile" / "injection" / "Directory_Traversal" / "Intruder", "*.txt")
    assert len(ways) > 600
    target = str(canary).lstrip("/")
    names = [way.replace("{FILE}", target).encode("ascii", "ignore").decode() for way in ways]
    check(running, some([*dict.fromkeys(names)], 40))


def test_what_is_ours_is_handed_out(running: Served) -> None:
    assert b"200 OK" in say(running, "GET /static/app.css HTTP/1.1\r\nHost: {own}\r\n\r\n")
    assert b"200 OK" in say(
        running, "GET /static/vendor/htmx.min.js HTTP/1.1\r\nHost: {own}\r\n\r\n"
    )


@pytest.mark.parametrize(
    "name", ["", ".", "..", "vendor", "vendor/", "../templates/base.html", "../app.py"]
)
def test_no_folder_and_no_source_is_handed_out(running: Served, name: str) -> None:
    found = say(running, f"GET /static/{name} HTTP/1.1\r\nHost: {{own}}\r\n\r\n")
    assert found.startswith((b"HTTP/1.1 404", b"HTTP/1.1 303", b"HTTP/1.1 307")), found[:100]


def test_a_link_among_our_files_is_not_followed_out(
    running: Served, canary: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A package that holds a link outwards is damaged; only its files are handed out."""
    monkeypatch.setattr("upslope.apps.web.templating.STATIC", tmp_path)
    (tmp_path / "x.css").symlink_to(canary)
    found = say(running, "GET /static/x.css HTTP/1.1\r\nHost: {own}\r\n\r\n")
    assert SECRET.encode() not in found
