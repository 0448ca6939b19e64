"""Beside the door: Apprise, which opens connections of its own to where the person wants messages.

The only module that imports it (extra ``alerts``), run as a process of its own by
:mod:`upslope.sources.door.deliver`: one message in as JSON, one word out on how it ended.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from upslope.sources.door.addresses import is_public
from upslope.sources.door.desktop import DESKTOP, show

SECONDS = 90.0
"""The longest that sending may take."""
LATE = 3
"""The exit status after that."""
_READ_SECONDS = 30.0
_MAIL = {"mailto", "mailtos"}
_SCREENS = {"win32": "windows://", "darwin": "macosx://"}


def main() -> None:
    """Be the process that sends: read one message, send it, print how it ended."""
    asked = json.loads(sys.stdin.buffer.read())
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is not an answer
    timer = threading.Timer(SECONDS, os._exit, (LATE,))  # also when nobody waits any more
    timer.daemon = True
    timer.start()
    answer = _answer(asked)
    with suppress(OSError), answers:  # whoever asked may be gone
        answers.write(json.dumps(answer))
        answers.flush()
    os._exit(0)  # threads that Apprise left waiting are of no interest


def _answer(asked: dict[str, str]) -> dict[str, Any]:
    here = asked["address"].strip().lower() == DESKTOP
    service = _service(_SCREENS.get(sys.platform, "dbus://") if here else asked["address"])
    if service is None and not here:
        return {"end": "unknown"}
    if "title" not in asked:
        return {"end": "understood"}
    file = Path(asked["file"]) if asked["file"] else None
    if file:
        file = file.rename(file.with_suffix(".begun"))  # taken back meanwhile: it ends here
        os.utime(file)
    end = show(asked["title"], asked["text"]) if here else None
    answer = {"end": end} if end else _sent(service, asked)
    if file:
        file.rename(file.with_suffix(".sent" if answer["end"] == "sent" else ".failed"))
    return answer


def _service(address: str) -> Any:
    """Return Apprise's service of an address, with encryption unless it is a host nearby."""
    try:
        import apprise  # noqa: PLC0415  half a second, and only if the extra is installed
    except ImportError:
        return None
    asset = apprise.AppriseAsset(
        app_id="Upslope", app_desc="", app_url="", http_redirects=False, pgp_autogen=False
    )
    with suppress(Exception):  # of a plugin, which may quote the address
        service = apprise.Apprise.instantiate(address, asset=asset)
        kind, _, rest = address.partition("://")
        if service and f"{kind}s" in _all_of(service.secure_protocol) and not _is_near(service):
            service = apprise.Apprise.instantiate(f"{kind}s://{rest}", asset=asset)
        return service
    return None


def _all_of(protocols: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (protocols,) if isinstance(protocols, str) else protocols or ()


def _is_near(service: Any) -> bool:
    """Say whether the host is this machine, or one of the network at home."""
    host = str(getattr(service, "host", None) or "")
    if re.fullmatch(r"[0-9.]+|.*:.*", host):
        return not is_public(host.strip("[]"))
    return "." not in host or host.endswith((".local", ".lan", ".internal", ".home.arpa"))


def _sent(service: Any, asked: dict[str, str]) -> dict[str, Any]:
    if service is None:
        return {"end": "no desktop"}
    import apprise  # noqa: PLC0415

    service.socket_read_timeout = _READ_SECONDS
    sender = apprise.Apprise(asset=service.asset)
    sender.add(service)
    is_mail = asked["address"].partition("://")[0].lower() in _MAIL
    result = sender.notify(
        title=asked["title"],
        body=asked["html"] if is_mail else asked["text"],
        body_format=apprise.NotifyFormat.HTML if is_mail else apprise.NotifyFormat.TEXT,
    )
    if result:
        return {"end": "sent"}
    status = re.findall(r"error[= ]+(\d{3})\b", " ".join(str(one) for one in _logs(result)))
    return {"end": "failed", "status": int(status[-1]) if status else None}


def _logs(result: Any) -> list[str]:
    with suppress(Exception):  # only since Apprise 2
        return [str(getattr(entry, "message", entry)) for entry in result.logs()]
    return []


if __name__ == "__main__":
    main()
