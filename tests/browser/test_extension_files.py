"""What the extension may do, and what its files hold."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
FILES = sorted(file for file in EXTENSION.rglob("*") if file.suffix in {".js", ".html", ".css"})


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
    return read


def test_it_may_do_no_more_than_it_must(manifest: dict[str, Any]) -> None:
    assert manifest["manifest_version"] == 3
    assert sorted(manifest["permissions"]) == ["activeTab", "scripting", "storage"]
    assert manifest["host_permissions"] == ["http://127.0.0.1/*"]
    beyond = {
        "background",
        "content_scripts",
        "externally_connectable",
        "optional_host_permissions",
        "optional_permissions",
        "web_accessible_resources",
    }
    assert not beyond & manifest.keys()


def test_its_pages_load_and_ask_nothing_else(manifest: dict[str, Any]) -> None:
    policy = manifest["content_security_policy"]["extension_pages"]
    said = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert said["default-src"] == "'none'"
    assert said["script-src"] == "'self'"
    assert said["connect-src"] == "http://127.0.0.1:*"
    assert "unsafe" not in policy


def test_it_is_one_extension_for_both_browsers(manifest: dict[str, Any]) -> None:
    gecko = manifest["browser_specific_settings"]["gecko"]
    assert "@" in gecko["id"]
    assert gecko["data_collection_permissions"] == {"required": ["none"]}


@pytest.mark.parametrize("size", [16, 32, 48, 128])
def test_it_has_its_icons(manifest: dict[str, Any], size: int) -> None:
    head = (EXTENSION / manifest["icons"][str(size)]).read_bytes()[:24]
    assert struct.unpack(">II", head[16:]) == (size, size)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_file_runs_or_loads_what_is_not_ours(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    unsafe = r"innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setHTMLUnsafe"
    assert not re.search(unsafe, text)
    addresses = re.findall(r"(?:https?:)?//[\w.-]+\.[\w.:-]+", text)
    assert {one for one in addresses if "//127.0.0.1" not in one} == set()
    if file.suffix == ".html":
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", text)
