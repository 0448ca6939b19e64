"""SECURITY.md 18: what fails is told in a sentence, without what the failure says of itself."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import httpx
import jinja2
import msgspec
import pytest
import sqlalchemy.exc
from starlette.exceptions import HTTPException
from tests.apps.web.security.conftest import Stage

SECRET = "canary-2b77 of ada"
TOLD = f"{SECRET} SELECT * FROM postings /home/ada/resume.pdf Bearer abcdef"
STATEMENT = f"SELECT '{TOLD}'"


def failures() -> list[BaseException]:
    request = httpx.Request("GET", f"https://x.example/?key={SECRET}")
    return [
        RuntimeError(TOLD),
        ValueError(TOLD),
        KeyError(TOLD),
        IndexError(TOLD),
        TypeError(TOLD),
        AttributeError(TOLD),
        AssertionError(TOLD),
        LookupError(TOLD),
        ZeroDivisionError(TOLD),
        RecursionError(TOLD),
        MemoryError(TOLD),
        NotImplementedError(TOLD),
        TimeoutError(TOLD),
        OSError(5, TOLD, "/home/ada/resume.pdf"),
        PermissionError(13, TOLD, "/home/ada"),
        FileNotFoundError(2, TOLD, "/home/ada"),
        ConnectionResetError(TOLD),
        EOFError(TOLD),
        UnicodeDecodeError("utf-8", TOLD.encode(), 0, 1, TOLD),
        json.JSONDecodeError(TOLD, TOLD, 0),
        msgspec.DecodeError(TOLD),
        msgspec.ValidationError(TOLD),
        sqlite3.OperationalError(TOLD),
        sqlalchemy.exc.OperationalError(
            STATEMENT, {"resume": TOLD}, sqlite3.OperationalError(TOLD)
        ),
        sqlalchemy.exc.IntegrityError(STATEMENT, {}, sqlite3.IntegrityError(TOLD)),
        jinja2.TemplateRuntimeError(TOLD),
        jinja2.UndefinedError(TOLD),
        subprocess.CalledProcessError(1, ["cat", TOLD], TOLD.encode(), TOLD.encode()),
        httpx.ConnectError(TOLD, request=request),
        ExceptionGroup(TOLD, [ValueError(TOLD)]),
        asyncio.InvalidStateError(TOLD),
        HTTPException(500, detail=TOLD),
        HTTPException(418, detail=TOLD),
    ]


KINDS = {f"{number} {type(one).__name__}": number for number, one in enumerate(failures())}
PLACES = ["/", "/api/v1/openings"]


def check(found: Any, logged: str) -> None:
    assert found.status_code >= 400
    said = found.text + str(found.headers) + logged
    for leak in (
        SECRET,
        "SELECT",
        "/home/ada",
        "Traceback",
        'File "',
        "Bearer abcdef",
        "site-packages",
    ):
        assert leak not in said, leak
    assert len(found.text) > 20


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_is_told_without_its_text(
    stage: Stage,
    kind: str,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_: object) -> None:
        raise failures()[KINDS[kind]]

    monkeypatch.setattr("upslope.apps.web.site.Site.workspace", property(fail))
    with caplog.at_level(logging.DEBUG):
        found = stage.browser.get(path, headers=stage.token if "api" in path else {})
    check(found, caplog.text)
    assert found.status_code >= 500 or kind.endswith("HTTPException"), found.text


def test_a_template_that_fails_tells_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise jinja2.UndefinedError(TOLD)

    monkeypatch.setattr("upslope.apps.web.pages.tracker.columns", fail)
    check(stage.browser.get("/tracker"), caplog.text)


def test_what_is_wrong_with_a_file_is_told_without_its_text(
    own_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    files = {"resume": ("../../home/ada/r.pdf", b"%PDF-1.7\n" + TOLD.encode(), "application/pdf")}
    found = own_stage.browser.write("/welcome", files=files)
    assert found.status_code in (200, 422)
    assert SECRET not in found.text + caplog.text
    assert "/home/ada" not in found.text and str(own_stage.home) not in found.text


def test_no_page_says_where_the_workspace_lies_but_those_of_settings(stage: Stage) -> None:
    for path in ("/", "/openings/none", "/models/none", "/sources/none", "/alerts/searches/none"):
        assert str(stage.home) not in stage.browser.get(path).text
    found = stage.browser.get("/api/v1/openings/none", headers=stage.token)
    assert str(stage.home) not in found.text
    assert Path.home().name


def test_a_work_that_fails_is_told_by_its_kind(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    from upslope.apps.web.work import Work

    def fail(_: Work) -> None:
        raise OSError(5, TOLD)

    work = stage.site.works.start(Work("collect", "Collecting", fail))
    work.join(10)
    found = stage.browser.get("/sources")
    assert SECRET not in found.text + caplog.text + str(work.error)
    stage.site.works.forget("collect")
