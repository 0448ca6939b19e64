"""The extension in a Chromium of its own, and its popup as a person opens and uses it.

The popup is opened by the browser itself, as by a click on the extension's button: only then may
the extension read the tab. Source: the domain ``Extensions`` of the Chrome DevTools Protocol.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Route, sync_playwright

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
ARGUMENTS = ["--no-sandbox", "--headless=new", "--enable-unsafe-extension-debugging"]
LEFT_OUT = ["--headless", "--disable-extensions"]
PATIENCE = 60.0
"""Seconds; a busy machine is no fault of the popup's."""


class Popup:
    """An open popup, driven through the browser's own debugger."""

    def __init__(self, session: CDPSession, page: Page, target: str) -> None:
        self._session, self._page, self._target = session, page, target
        self._number, self._answers = 0, dict[int, Any]()
        self.dialogs, self.requests = list[str](), list[tuple[str, str]]()
        session.on("Target.receivedMessageFromTarget", self._heard)
        attached = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self._id = attached["sessionId"]
        self.send("Page.enable")
        self.send("Network.enable")

    def send(self, method: str, **params: Any) -> Any:
        self._number += 1
        number = self._number
        message = json.dumps({"id": number, "method": method, "params": params})
        self._session.send("Target.sendMessageToTarget", self._of_session(message=message))
        until = time.monotonic() + PATIENCE
        while number not in self._answers:
            assert time.monotonic() < until, f"the popup did not answer {method}"
            self._page.wait_for_timeout(20)
        return self._answers.pop(number)

    def run(self, script: str) -> Any:
        """Run a script in the popup, as its own would; return what it gives."""
        said = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def wait(self, script: str) -> None:
        """Wait until a script gives true."""
        until = time.monotonic() + PATIENCE
        while not self.run(script):
            assert time.monotonic() < until, f"{script} in: {self.text()}"
            self._page.wait_for_timeout(50)

    def wait_for(self, id: str) -> None:
        """Wait until an element is shown."""
        self.wait(f"!!document.getElementById({id!r}).checkVisibility()")

    def text(self, id: str = "") -> str:
        """Return what the person reads, in all or in one element."""
        where = f"document.getElementById({id!r})" if id else "document.body"
        return str(self.run(f"{where}.innerText"))

    def fill(self, id: str, value: str) -> None:
        self.run(f"document.getElementById({id!r}).value = {json.dumps(value)}")

    def press(self, selector: str) -> None:
        """Click with a gesture of the person's, as the browser sees it."""
        script = f"document.querySelector({selector!r}).click()"
        self.send("Runtime.evaluate", expression=script, userGesture=True)

    def close(self) -> None:
        self._session.send("Target.closeTarget", {"targetId": self._target})

    def _of_session(self, **params: str) -> dict[str, str]:
        return {"sessionId": self._id, **params}

    def _heard(self, event: Any) -> None:
        said = json.loads(event["message"])
        match said.get("method"):
            case "Page.javascriptDialogOpening":
                self.dialogs.append(said["params"]["message"])
            case "Network.requestWillBeSent":
                asked = said["params"]["request"]
                self.requests.append((asked["method"], asked["url"]))
        if "id" in said:
            self._answers[said["id"]] = said.get("result", said)


class Chromium:
    """A browser with the extension; pages of the web are those that it was given."""

    def __init__(self, context: BrowserContext) -> None:
        assert context.browser
        self.context, self.pages = context, dict[str, str]()
        self._session = context.browser.new_browser_cdp_session()
        loaded = self._session.send("Extensions.loadUnpacked", {"path": str(EXTENSION)})
        self.id: str = loaded["id"]
        context.route("**/*", self._answer)
        self.tab = context.new_page()

    def visit(self, url: str, html: str) -> Page:
        """Open a page of the web in the tab."""
        self.pages[url] = html
        self.tab.goto(url, wait_until="domcontentloaded")
        self.tab.bring_to_front()
        return self.tab

    @contextmanager
    def popup(self) -> Iterator[Popup]:
        """Press the extension's button on the page in front."""
        tab = next(one for one in self._targets() if (one["type"], one["url"]) == self._in_front)
        self._session.send("Extensions.triggerAction", {"id": self.id, "targetId": tab["targetId"]})
        popup = Popup(self._session, self.tab, self._opened())
        yield popup
        popup.close()
        while any(one["url"].startswith(self._address) for one in self._targets()):
            self.tab.wait_for_timeout(20)

    @property
    def _in_front(self) -> tuple[str, str]:
        return "tab", self.tab.url

    @property
    def _address(self) -> str:
        return f"chrome-extension://{self.id}/popup.html"

    def _targets(self) -> list[dict[str, Any]]:
        every: list[dict[str, Any]] = self._session.send("Target.getTargets", {"filter": [{}]})[
            "targetInfos"
        ]
        return every

    def _opened(self) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for one in self._targets():
                if one["type"] == "page" and one["url"] == self._address:
                    return str(one["targetId"])
            self.tab.wait_for_timeout(20)
        raise AssertionError("the popup did not open")

    def _answer(self, route: Route) -> None:
        html = self.pages.get(route.request.url)
        if html is None:
            route.abort()
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")


@contextmanager
def chromium(executable: str, profile: Path) -> Iterator[Chromium]:
    """Start a browser with the extension."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            headless=True,
            executable_path=executable,
            args=ARGUMENTS,
            ignore_default_args=LEFT_OUT,
        )
        yield Chromium(context)
        context.close()
