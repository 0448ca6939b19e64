"""Read a repository that nobody vouches for, through git's plumbing, without running any of it.

Git itself, and not a library, because it reads every format of objects, packs and references that
there is and is installed where there are repositories (dulwich would be a new dependency, pygit2
is under the GPL). What a repository's own configuration could start is closed one by one: no
hooks, monitor, pager, signatures, filters, external or textual differences, no fetching of what is
missing (no protocol is allowed at all), no replaced objects; only ``ls-tree``, ``cat-file``,
``log``, ``blame`` and ``rev-parse`` run, which never touch a working tree. Each has a limit of
time and of output. See https://git-scm.com/docs/git#_environment_variables.
"""

from __future__ import annotations

import contextlib
import math
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, Timer
from typing import IO, cast

from upslope.errors import DocumentError
from upslope.guide.portfolio.git_folder import git_folder, program
from upslope.guide.portfolio.objects import Entry, contents, entry, parts

try:
    import resource
except ImportError:  # not a POSIX platform
    resource = None  # type: ignore[assignment]

MIB = 1 << 20
MOST_FILES = 200_000
MOST_LISTED = 32 * MIB
_CONFIG = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.bigFileThreshold=1m",  # larger files are not compared line by line
    "core.packedGitLimit=256m",
    "core.alternateRefsCommand=",
    "diff.submodule=short",
    "log.showSignature=false",
    "log.mailmap=false",
    "blame.ignoreRevsFile=",
    "protocol.allow=never",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # overrides what the repository allows
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Git:
    """The repository at a folder, at its newest commit.

    ``until`` is when nothing more may be asked of git, by :func:`time.monotonic`.

    Raises:
        UsageError: git is not installed, or the folder is no repository.
        DocumentError: it has no commit, or is damaged.
    """

    def __init__(self, folder: Path, until: float = math.inf) -> None:
        self.until = until
        self.program = program()
        self.folder = git_folder(folder)
        self.commit = self._head()
        self.shallow = (self.folder / "shallow").exists()

    def _head(self) -> str:
        said, _ = self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", most=1024)
        commit = said.decode("ascii", "replace").strip()
        if len(commit) < 40:
            raise DocumentError(
                "The repository has no commit that git can read.",
                reason="empty",
                next="Commit your work, or run `git fsck` to see whether it is damaged.",
            )
        return commit

    def entries(self) -> tuple[list[Entry], bool]:
        """All committed files in order of path, and whether the list was cut off."""
        said, whole = self.run("ls-tree", "-r", "-z", "--long", self.commit, most=MOST_LISTED)
        lines = said.split(b"\0")[:-1]
        found = [entry(line) for line in lines[:MOST_FILES]]
        return found, whole and len(lines) <= MOST_FILES

    def blobs(self, wanted: list[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The content of files, of those that are there; 16 MiB are held at a time."""
        for part in parts(wanted):
            asked = "".join(f"{one.blob}\n" for one in part).encode()
            most = sum(one.size + 128 for one in part)
            said, _ = self.run("cat-file", "--batch", given=asked, most=most)
            yield from contents(part, said)

    def run(
        self, *arguments: str, most: int, given: bytes = b"", seconds: float = 30
    ) -> tuple[bytes, bool]:
        """What a command of git prints, and whether that is all of it.

        It is cut off at ``most`` bytes and ended after ``seconds``, or when the time is up.
        """
        seconds = min(seconds, self.until - time.monotonic())
        if seconds <= 0:
            return b"", False
        child = subprocess.Popen(  # noqa: S603  our own arguments; a path only after "--"
            self._command(*arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=self.folder,
        )
        _bound_memory(child.pid)
        stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        clock = Timer(seconds, child.kill)
        feeder = Thread(target=_feed, args=(stdin, given), daemon=True)
        clock.start()
        feeder.start()
        try:
            said = stdout.read(most + 1)
        finally:
            if child.poll() is None and len(said) > most:
                child.kill()
            status = child.wait()
            clock.cancel()
            feeder.join()
            stdout.close()
        return said[:most], len(said) <= most and status == 0

    def _command(self, *arguments: str) -> list[str]:
        config = [part for setting in _CONFIG for part in ("-c", setting)]
        safe = ["-c", f"safe.directory={self.folder}", "-c", f"safe.directory={self.folder.parent}"]
        where = ["--no-pager", f"--git-dir={self.folder}"]
        return [self.program, *config, *safe, *where, *arguments]


def _bound_memory(child: int) -> None:
    """Let git take no more than 2 GiB, where the platform can say so (Linux)."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        resource.prlimit(child, resource.RLIMIT_AS, (2048 * MIB, 2048 * MIB))


def _environment() -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")
    return {name: os.environ[name] for name in kept if name in os.environ} | _ENVIRONMENT


def _feed(stdin: IO[bytes], given: bytes) -> None:
    with contextlib.suppress(OSError), stdin:  # it may have ended already
        stdin.write(given)
