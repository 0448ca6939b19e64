"""The API does what its OpenAPI document says, whatever it is sent: asked by schemathesis."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection
from tests.apps.served import Served, served

from upslope.apps.api.endpoint import ROOT, Endpoint
from upslope.apps.api.openapi import document
from upslope.apps.api.routes import endpoints

# Else it is read amid a test, where Python 3.11 may stumble over the depth of the calls.
import_module("schemathesis.specs.openapi.object_authorization")

LISTS = {f"{ROOT}{path}" for path in ("/openings", "/gap", "/pay")}
schema = schemathesis.openapi.from_dict(document()).exclude(
    path=f"{ROOT}/collecting", method="POST"
)  # that one asks the network


@pytest.fixture(scope="module")
def api(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("api") / "home"
    shutil.copytree(sample_home, home)
    with served(home) as running:
        running.site.own.person.keep_sample_resume("developer")
        yield running


@schema.parametrize()
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_it_answers_as_it_says(case: schemathesis.Case[Any], api: Served) -> None:
    # It would ask again without the token, but that is given for each request here: see below.
    excluded = [ignored_auth]
    if case.operation.path in LISTS:  # one value in place of a list is sent as a list of one is
        excluded.append(negative_data_rejection)
    case.call_and_validate(
        base_url=api.address, headers=api.token, excluded_checks=excluded, timeout=120
    )


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda one: f"{one.method} {one.path}")
@pytest.mark.parametrize("said", [{}, {"authorization": "Bearer wrong"}, {"cookie": "own"}])
def test_nothing_is_answered_without_the_token(
    api: Served, endpoint: Endpoint, said: dict[str, str]
) -> None:
    if "cookie" in said:  # that of the person's own browser opens pages, not the API
        port = api.address.rpartition(":")[2]
        said = {"cookie": f"upslope-{port}={api.site.access.secret('browser')}"}
    path = ROOT + re.sub(r"{\w+}", "x", endpoint.path)
    body: dict[str, Any] = {} if endpoint.method == "GET" else {"json": {}}
    headers = said | {"origin": api.address}
    found = httpx.request(endpoint.method, api.address + path, headers=headers, **body)
    assert found.status_code == 401
    assert found.json()["error"]


def test_a_round_is_begun_once_and_told_of(api: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go_on = threading.Event(), threading.Event()

    def collect(*_: object, **__: object) -> list[object]:
        began.set()
        go_on.wait(30)
        return []

    monkeypatch.setattr("upslope.workspace.Workspace.collect", collect)
    address = f"{api.address}{ROOT}/collecting"
    asked = {"source": "greenhouse", "boards": ["quillfish"]}
    first = httpx.post(address, json=asked, headers=api.token)
    assert (first.status_code, first.json()["is_running"]) == (200, True)
    assert began.wait(30)
    again = httpx.post(address, json={}, headers=api.token)
    assert (again.status_code, "One thing at a time" in again.json()["error"]) == (409, True)
    half = httpx.post(address, json={"source": "greenhouse"}, headers=api.token)
    assert half.status_code == 409
    stopped = httpx.delete(address, headers=api.token)
    assert stopped.json()["title"] == "Collecting from greenhouse"
    go_on.set()
    work = api.site.works.of("collect")
    assert work is not None
    work.join(30)
    assert httpx.get(address, headers=api.token).json()["is_running"] is False
