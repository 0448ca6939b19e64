"""A message on the person's own screen: nothing leaves the machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from html import escape
from typing import Literal

DESKTOP = "desktop"
"""The address that means this screen."""
_SECONDS, _LONGEST = 15, 700
_APPLE = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)

End = Literal["sent", "failed"]


def show(title: str, text: str) -> End | None:
    """Show a message by a program of the system; ``None`` where there is none for that."""
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if program := shutil.which("notify-send"):
        # Some desktops read the text as markup.
        return _run([program, "--app-name=Upslope", "--", title, escape(text, quote=False)])
    if sys.platform == "darwin" and (program := shutil.which("osascript")):
        lines = [part for each in _APPLE for part in ("-e", each)]
        return _run([program, *lines, title, text])
    return None


def _run(command: list[str]) -> End:
    try:
        done = subprocess.run(  # noqa: S603  a program of the system; the texts are arguments
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return "failed"
    return "failed" if done.returncode else "sent"
