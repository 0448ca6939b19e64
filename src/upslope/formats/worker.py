"""Run a reader of other people's documents in a child process that can be killed.

A crafted PDF can loop for ever, take all memory or crash its parser. The child is a fresh
interpreter with an empty environment and limits on memory, processor time, written files, new
processes and wall time, and it may open no connection; bytes go in by its standard input and JSON
comes back. Where the platform has no ``resource`` module (Windows), memory and processor time are
bounded by the wall time alone.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import IO, TypeVar, cast

from upslope.errors import DocumentError

try:
    import resource
except ImportError:  # not a POSIX platform
    resource = None  # type: ignore[assignment]

MIB = 1 << 20
T = TypeVar("T")

NEXT = {
    "empty": "Give a file that has text.",
    "encrypted": "Save a copy without a password and give that.",
    "damaged": "Open it in an editor, save it anew, or paste its text into a .txt file.",
    "too_big": "Give a smaller file, or paste its text into a .txt file.",
    "timeout": "Save it anew in an editor, or paste its text into a .txt file.",
    "unsupported": "Save it as PDF, Word (.docx), .odt, .txt, .md or JSON Resume (.json).",
}


def run(  # noqa: PLR0913  four limits, each with its default
    function: Callable[[bytes], T],
    data: bytes,
    *,
    seconds: float = 15,
    cpu: int = 10,
    memory: int = 1024 * MIB,
    size: int = 16 * MIB,
) -> T:
    """Return ``function(data)`` as worked out in a child process with limits.

    Args:
        function: importable by module and name; its answer must be a JSON value.
        data: the document.
        seconds: wall time until the child is killed.
        cpu: processor time in seconds.
        memory: address space in bytes.
        size: largest document and largest answer in bytes.

    Raises:
        DocumentError: the function raised one, or the child crashed or passed a limit. Its
            message never holds a word of the document.

    >>> run(len, b"four")
    4
    """
    if len(data) > size:
        raise failure("too_big", f"The file is larger than {size // MIB} MiB.")
    child = _start(function, cpu, memory)
    said = _talk(child, data, seconds, size)
    if len(said) > size:
        raise failure("too_big", f"The file holds more than {size // MIB} MiB of text.")
    return cast(T, _answer(said, child.returncode))


def failure(reason: str, what: str) -> DocumentError:
    """Make the error for one of the reasons of :class:`DocumentError`, with what to do next.

    >>> print(failure("encrypted", "The file asks for a password."))
    The file asks for a password. Save a copy without a password and give that.
    """
    return DocumentError(what, reason=reason, next=NEXT[reason])


def _start(function: Callable[[bytes], object], cpu: int, memory: int) -> subprocess.Popen[bytes]:
    name = f"{function.__module__}:{function.__qualname__}"
    return subprocess.Popen(  # noqa: S603  the only varying part is the name of our own function
        [sys.executable, "-IB", "-m", "upslope.formats.worker", name, str(cpu), str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # parsers quote the document there
        env={key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ},
        start_new_session=True,
    )


def _talk(child: subprocess.Popen[bytes], data: bytes, seconds: float, size: int) -> bytes:
    """Feed the child, hear it out for as long as it may take, and end it."""
    ends = time.monotonic() + seconds
    said = bytearray()
    stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)

    def feed() -> None:
        with contextlib.suppress(OSError), stdin:  # the child may die before it has read all
            stdin.write(data)

    def hear() -> None:
        with stdout:
            said.extend(stdout.read(size + 1))

    threads = [Thread(target=feed, daemon=True), Thread(target=hear, daemon=True)]
    for thread in threads:
        thread.start()
    try:
        threads[1].join(seconds)
        if threads[1].is_alive():
            raise subprocess.TimeoutExpired(child.args, seconds)
        if len(said) <= size:
            child.wait(max(0.0, ends - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise failure("timeout", f"The file was not read within {seconds:g} s.") from None
    finally:
        _end(child)
        for thread in threads:
            thread.join(1)
    return bytes(said)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave neither a running child, nor its children, nor a zombie."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()


# How the system ends a child that passes a limit, by the number of the signal (POSIX).
_KILLED = {
    -9: ("too_big", "The file took too much memory to read."),
    -24: ("timeout", "The file took too much work to read."),
}


def _answer(said: bytes, status: int) -> object:
    try:
        outcome = json.loads(said)
        if "answer" in outcome:
            return outcome["answer"]
        error = DocumentError(outcome["what"], reason=outcome["reason"], next=outcome["next"])
    except (ValueError, KeyError, TypeError):
        broken = ("damaged", "The file is damaged: its reader broke off.")
        raise failure(*_KILLED.get(status, broken)) from None
    raise error


def _limit(cpu: int, memory: int) -> None:
    """Take away what a parser does not need. A limit that the platform lacks is passed over."""
    if resource is None:
        return
    limits = {"AS": memory, "CPU": cpu, "FSIZE": 0, "CORE": 0, "NPROC": 0}
    for name, most in limits.items():
        hard = most + 1 if name == "CPU" else most  # the soft one is told apart by its signal
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, hard))


# What a parser has no business with, by the names of Python's audit events. The libraries in C
# that are used (Expat, zlib, PDFium) open no connection and write no file by themselves.
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def _watch(event: str, details: tuple[object, ...]) -> None:
    """Refuse connections, processes and files to write, where the system's limits leave a gap."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError
    if event == "open" and isinstance(details[2], int) and details[2] & _WRITING:
        raise PermissionError


def _work(name: str) -> dict[str, object]:
    module, _, function = name.partition(":")
    try:
        work = getattr(importlib.import_module(module), function)
        return {"answer": work(sys.stdin.buffer.read())}
    except DocumentError as caught:
        error = caught
    except MemoryError:
        error = failure("too_big", "The file took too much memory to read.")
    except Exception as caught:  # its message may quote the document: only its kind is told
        kind = type(caught).__name__
        error = failure("damaged", f"The file is damaged: its reader gave up ({kind}).")
    return {"what": error.what, "reason": error.reason, "next": error.next}


def main() -> None:
    """Be the child: read bytes, print one JSON object, and nothing else."""
    name, cpu, memory = sys.argv[1:4]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is not an answer
    _limit(int(cpu), int(memory))
    sys.addaudithook(_watch)
    outcome = _work(name)
    with answers:
        answers.write(json.dumps(outcome).encode())


if __name__ == "__main__":
    main()
