"""Which files a run reads, and what each holds."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from upslope.batch.kinds import HEAD, TAIL, Kind, kind_by_content, kind_by_name
from upslope.errors import ReadError, UsageError

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_WEB = re.compile(r"\b(?:https?|ftp)://", re.I)
_PATTERN = re.compile(r"[*?\[]")
_LEFT_OUT = re.compile(r"[._].*|.*(?:\.(?:part|tmp|temp|crc|crdownload)|~)", re.I)


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One file.

    Args:
        path: local and absolute, or an address that fsspec knows (``s3://``, ``gs://``).
        kind: how it can be read.
        size: in bytes.
    """

    path: str
    kind: Kind
    size: int


def find(paths: Sequence[str]) -> list[Input]:
    """Find the files that paths name, each once, sorted by path.

    Args:
        paths: files, folders (with all that lies below them) and patterns (``*``, ``**``), local
            or as addresses of an object store. In folders, what is hidden, temporary or a note of
            the program that wrote it (``_SUCCESS``) is left out.

    Raises:
        UsageError: a path leads to no file, or cannot be asked for.
        ReadError: a store did not answer.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.csv").write_text("title")
    ...     _ = Path(folder, "_SUCCESS").write_text("")
    ...     [(Path(found.path).name, found.kind, found.size) for found in find([folder])]
    [('a.csv', 'whole', 5)]
    """
    found: dict[str, Input] = {}
    for path in paths:
        inputs = list(_remote(path) if _ADDRESS.match(path) else _local(path))
        if not inputs:
            raise UsageError(
                f"There is no file to read at {path}.",
                next="Give files, folders or patterns such as 'postings/*.parquet'.",
            )
        found |= {each.path: each for each in inputs}
    return sorted(found.values(), key=lambda each: each.path)


def open(path: str) -> IO[bytes]:
    """Open a file of :func:`find` for reading.

    Raises:
        OSError: it cannot be opened.
    """
    if not _ADDRESS.match(path):
        return Path(path).open("rb")
    fs, name = _store(path)
    return cast(IO[bytes], fs.open(name, "rb"))


def _local(path: str) -> Iterator[Input]:
    if path and Path(path).exists():
        files = [path]
    else:
        found = glob.glob(path, recursive=True)  # noqa: PTH207  the pattern may be absolute
        files = [file for file in found if not _hides(file[_fixed(path) :])]
    for file in files:
        if Path(file).is_dir():
            yield from map(_input, _below(file))
        elif Path(file).is_file():
            yield _input(file)


def _below(folder: str) -> Iterator[str]:
    for above, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _LEFT_OUT.fullmatch(name)]
        names = (str(Path(above, name)) for name in files if not _LEFT_OUT.fullmatch(name))
        yield from (name for name in names if Path(name).is_file())


def _fixed(pattern: str) -> int:
    """Give the length of the part of a pattern that stands in front of its first sign."""
    sign = _PATTERN.search(pattern)
    return len(pattern[: sign.start()].rsplit("/", 1)[0]) if sign else len(pattern)


def _input(file: str) -> Input:
    """Look into a file; one that may not be read is told of when its turn comes."""
    path = os.path.abspath(file)  # noqa: PTH100  a link stays the name that the person gave
    size = Path(path).stat().st_size
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(HEAD)
            stream.seek(max(0, size - TAIL))
            tail = stream.read(TAIL)
    except OSError:
        return Input(path=path, kind="whole", size=size)
    return Input(path=path, kind=kind_by_content(path, head, tail), size=size)


def _store(path: str) -> tuple[Any, str]:
    """Give the file system of an address, and the name of the file there.

    Raises:
        UsageError: there is no such store, or what it needs is not installed.
    """
    if _WEB.search(path):
        raise UsageError(f"{path} is an address of the web.", next="Save the file, and give that.")
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  an extra
    except ImportError:
        raise UsageError(
            f"{path} lies in a store, and fsspec is not installed.",
            next="pip install 'upslope[batch]'",
        ) from None
    try:
        return cast("tuple[Any, str]", url_to_fs(path))
    except (ImportError, ValueError) as error:  # the store's own package, or no such store
        raise UsageError(f"{path} cannot be opened: {str(error)[:300]}") from None


def _remote(path: str) -> Iterator[Input]:
    """List a store. Its files are told by their names: to open each would take hours."""
    fs, root = _store(path)
    try:
        found = fs.glob(root, detail=True) if _PATTERN.search(root) else {root: fs.info(root)}
        for name, about in found.items():
            is_folder = about["type"] == "directory"
            files = fs.find(name, detail=True) if is_folder else {name: about}
            for file, said in files.items():
                if not _hides(file[_fixed(root) :]):
                    size = said["size"] or 0
                    kind = kind_by_name(file) if size else "whole"
                    yield Input(path=fs.unstrip_protocol(file), kind=kind, size=size)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ReadError(f"{path} could not be listed: {error}") from error


def _hides(path: str) -> bool:
    return any(_LEFT_OUT.fullmatch(part) for part in path.split("/"))
