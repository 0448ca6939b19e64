"""Messages to the person's own channels, each sent by a process of its own.

That process (:mod:`upslope.sources.door.notify`) has an environment with neither a proxy nor a key,
a time limit, and a life that does not end with ours. What it says is not passed on, because it may
quote an address; only how it ended is.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from upslope.errors import DeadlineError, NetworkError, UsageError
from upslope.sources.door import notify
from upslope.sources.door.desktop import DESKTOP
from upslope.sources.door.notify import LATE, SECONDS

MISSING = "pip install 'upslope[alerts]'"

_KEPT = {  # what a program needs to find its libraries and the desktop's messages
    *("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "HOME", "DISPLAY", "WAYLAND_DISPLAY"),
    *("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"),
}
_OF_THIS_MACHINE = {  # they write to its logs and devices, or read files of it
    *("syslog", "blink1", "vapid", "fcm"),
    *("dbus", "qt", "kde", "glib", "gio", "gnome", "macosx", "windows"),
}
_OF_FILES = {"attach", "filename", "template", "keyfile", "subfile", "file_url", "pgppub", "pgpprv"}


def kind_of(address: str) -> str:
    """Return the kind of a channel, and refuse addresses that no digest is sent to.

    Raises:
        UsageError: it is none, would read files of this machine, or would lower the guard. The
            message never quotes the address.

    >>> kind_of("tgram://123:secret/456")
    'tgram'
    >>> kind_of("slack://a/b/c?template=/etc/passwd")
    Traceback (most recent call last):
    ...
    upslope.errors.UsageError: An address must not name a file: nothing of this machine is attached.
    """
    if address.strip().lower() == DESKTOP:
        return DESKTOP
    found = re.match(r"([a-z][a-z0-9+.-]*)://\S+$", address.strip(), re.I)
    if found is None:
        raise UsageError(
            "This is no address of a channel.",
            next="For example: ntfys://a-topic-that-only-you-know, or just: desktop. "
            "All of them: https://appriseit.com/services/",
        )
    kind = found[1].lower()
    if kind in _OF_THIS_MACHINE:
        raise UsageError(
            f"{kind} is not used for alerts: it writes to this machine, or reads files of it.",
            next="For messages on this screen write: desktop",
        )
    options = {name.lower() for name, _ in parse_qsl(address.partition("?")[2], True)}
    if options & _OF_FILES:
        raise UsageError("An address must not name a file: nothing of this machine is attached.")
    if options & {"verify", "redirect"}:
        raise UsageError("An address must not change how certificates and redirects are handled.")
    return kind


def check(address: str) -> None:
    """Ask Apprise whether it understands an address; nothing is sent.

    Raises:
        UsageError: it does not, or is not installed.
    """
    if kind_of(address) != DESKTOP:
        _explain(_ask({"address": address}))


def deliver(address: str, title: str, text: str, html: str, *, file: Path | None = None) -> None:
    """Send one message, and return when it was taken.

    Args:
        address: where to: ``desktop``, or what Apprise understands.
        title: one line.
        text: for everything but mail.
        html: for mail.
        file: ``ID.ready``; it is renamed to ``.begun`` right before connecting, and to ``.sent`` or
            ``.failed`` at the end. If it is not there, nothing is sent.

    Raises:
        UsageError: the address is not understood, or Apprise is not installed.
        NetworkError: the message was not taken; says why where that tells no secret.
        DeadlineError: it took too long.
    """
    kind_of(address)
    asked = {"address": address, "title": title, "text": text, "html": html}
    _explain(_ask({**asked, "file": str(file) if file else ""}))


def _ask(asked: dict[str, str]) -> dict[str, Any]:
    if asked["address"].strip().lower() != DESKTOP and find_spec("apprise") is None:
        return {"end": "missing"}
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT}
    try:
        child = subprocess.Popen(  # noqa: S603  our own module, no argument
            [sys.executable, "-IB", "-m", notify.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "NETRC": os.devnull},
            start_new_session=True,  # what has begun is ended, also when we are interrupted
        )
    except OSError:  # no memory, or too many processes
        return {"end": "failed"}
    try:
        said, _ = child.communicate(json.dumps(asked).encode(), timeout=SECONDS + 10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return {"end": "late"}
    with suppress(ValueError):
        answer: dict[str, Any] = json.loads(said)
        return answer
    return {"end": "late" if child.returncode == LATE else "failed"}


def _explain(answer: dict[str, Any]) -> None:
    """Raise what an answer means; nothing if all is well."""
    end, status = answer.get("end"), answer.get("status")
    if end == "missing":
        raise UsageError("Apprise, which sends alerts, is not installed.", next=f"Run: {MISSING}")
    if end == "unknown":
        raise UsageError(
            "The address of this channel is not understood.",
            next="How each one is written: https://appriseit.com/services/",
        )
    if end == "late":
        raise DeadlineError(
            f"The channel did not answer within {SECONDS:.0f} s.", next="It is tried again later."
        )
    if end == "no desktop":
        raise UsageError(
            "This machine shows no messages on its screen.",
            next="On Linux install notify-send (package libnotify-bin), or choose another channel.",
        )
    if end not in {"sent", "understood"}:
        said = f" (it answered {status})" if status else ""
        raise NetworkError(
            f"The channel did not take the message{said}.",
            next="Check its address and whether it can be reached, then: upslope alerts test NAME",
        )
