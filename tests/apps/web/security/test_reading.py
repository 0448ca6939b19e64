"""SECURITY.md 7: nothing that is only read changes anything, whatever stands in its address."""

from __future__ import annotations

import pytest
from tests.apps.web.security.conftest import READING, Stage, fingerprint

ASKED = [
    "",
    "choice=hidden&status=rejected&name=x&word=delete&access=1&person=student&code=00&posting=x",
    "delete=1&remove=yes&forget=1&undo=x&of=y&confirm=yes&run=1&collect=1&renew=token&action=delete",
    "page=2&sort=-since&view=list&q=python&since=2020-01-01&days=3&format=csv&said=00000000",
    "q=%00&page=-1&sort=%27&role=%22&place=" + "%F0%9F%98%80" * 20 + "&skills=a,b,c",
]


@pytest.mark.parametrize("number", range(len(ASKED)))
def test_reading_changes_nothing(stage: Stage, number: int) -> None:
    before = fingerprint(stage.home)
    part = {"hx-request": "true"} if number % 2 else {}
    for method, path in READING:
        if method == "HEAD" and number != 2:
            continue
        headers = {"sec-fetch-site": "same-origin", **part}
        headers |= stage.token if path.startswith("/api/") else {}
        found = stage.browser.request(
            method, f"{stage.filled(path)}?{ASKED[number]}", headers=headers, follow_redirects=False
        )
        assert found.status_code < 500, path
    after = fingerprint(stage.home)
    assert {
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    } == set()
