"""Beside the door: the one package that opens connections of its own, python-jobspy.

It is started as a process of its own, and only if the person has accepted the risk in words; with
that switch off nothing of it is imported or run. It knows no keys: its environment holds none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from urllib.parse import parse_qsl, urlsplit

from upslope.errors import DeadlineError, NetworkError, UsageError
from upslope.records import Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.portals.jobspy import WARNING
from upslope.sources.visit import Getter

ACCEPTED = "I accept the risk"
"""What the setting ``jobspy`` must say to switch it on."""
SECONDS, MOST = 300, 25
"""The longest that a search lasts, and the most postings that it asks of one portal."""

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
_OPTIONS = {"place": "location", "country": "country-indeed"}
_COUNTRIES = {
    "us": "usa",
    "gb": "uk",
    "de": "germany",
    "fr": "france",
    "es": "spain",
    "it": "italy",
}


class BesideTheDoor:
    """Answers searches of JobSpy's, and passes everything else on to the door.

    Args:
        door: for all other requests.
        accepted: the setting ``jobspy``.
        run: starts a process. Nothing but a test has a reason to give another one.
    """

    def __init__(self, door: Getter, accepted: str, run: Run = subprocess.run) -> None:
        self._door, self._accepted, self._run = door, accepted, run

    def get(
        self,
        request: Request,
        allow_hosts: tuple[str, ...] = (),
        *,
        interval: float = 1.0,
        caps: Caps = Caps(),  # noqa: B008 - frozen
    ) -> Reply:
        """Return the reply of the door, or what a search printed.

        Raises:
            UsageError: JobSpy is switched off, or not installed.
            NetworkError: it got nothing, or took too long; or as the door.
        """
        if not request.url.startswith("jobspy:"):
            return self._door.get(request, allow_hosts, interval=interval, caps=caps)
        if self._accepted != ACCEPTED:
            raise UsageError(
                f"JobSpy is switched off. {WARNING}",
                next=f'To switch it on all the same, write in config.toml: jobspy = "{ACCEPTED}"',
            )
        if find_spec("jobspy") is None:
            raise UsageError("JobSpy is not installed.", next="Install upslope[jobspy].")
        return Reply(url=request.url, body=self._searched(command(request.url)))

    def _searched(self, command: list[str]) -> bytes:
        kept = {name: value for name, value in os.environ.items() if "UPSLOPE" not in name}
        try:
            done = self._run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                env=kept,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DeadlineError(f"JobSpy found nothing within {SECONDS} s.") from None
        if done.returncode:
            raise NetworkError(
                "JobSpy got no answer from any portal; they may have blocked it.",
                next="Use alert mails or saved pages instead: see upslope sources.",
            )
        return done.stdout


def command(url: str) -> list[str]:
    """Give the command of a search; its words can be taken for no option.

    >>> command("jobspy:search?words=-o+x&place=Oslo&within=7")[2:]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['jobspy', '--fields=all', '--description-format=html', '--results-wanted=25',
     '--location=Oslo', '--hours-old=168', '--', '-o x']
    """
    asked = dict(parse_qsl(urlsplit(url).query))
    options = ["--fields=all", "--description-format=html", f"--results-wanted={MOST}"]
    asked["country"] = _COUNTRIES.get(asked.get("country", "").lower(), asked.get("country", ""))
    options += [f"--{to}={asked[name]}" for name, to in _OPTIONS.items() if asked.get(name)]
    if asked.get("within", "").isdecimal():
        options.append(f"--hours-old={24 * int(asked['within'])}")
    if asked.get("remote") in {"yes", "true", "remote"}:
        options.append("--remote")
    return [sys.executable, "-m", "jobspy", *options, "--", asked.get("words", "")]
