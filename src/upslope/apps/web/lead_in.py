"""How the person's browser comes in: by a file that only they can read, and a code that works once.

The code stands after the ``#`` of an address, which a browser sends to nobody, and in no command
line, which others on this machine could list.
"""

from __future__ import annotations

import html
import os
import webbrowser
from pathlib import Path

import click

from upslope.apps.web.site import Site


def lead_in(site: Site, address: str, *, browser: bool) -> None:
    """Say where Upslope is, and open it in the browser if that is wanted."""
    site.access.secret("token")  # the person's programs look for it
    target = f"{address}/enter#{site.access.code()}"
    click.echo(f"Upslope is at {address}/  (Ctrl-C ends it)", err=True)
    if browser and webbrowser.open(_file(site.access.folder, target).as_uri()):
        click.echo("It opens in your browser. If it does not, open this:", err=True)
    click.echo(f"  {target}", err=True)


def _file(folder: Path, target: str) -> Path:
    """Write the file that leads a browser in."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "enter.html"
    file.unlink(missing_ok=True)
    page = (
        '<!doctype html><meta charset="utf-8"><title>Upslope</title>'
        f'<meta http-equiv="refresh" content="0; url={html.escape(target)}">'
        f'<p><a href="{html.escape(target)}">Open Upslope</a></p>'
    )
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(page)
    return file
