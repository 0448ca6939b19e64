"""Jupyter notebooks (nbformat 3 and 4): the code of their cells, as one text for each language."""

from __future__ import annotations

import re

import msgspec

from upslope.errors import ReadError

MAX_BYTES = 16 * 2**20


class Notebook(msgspec.Struct, kw_only=True):
    """A notebook as code.

    ``code`` is what its cells hold, without magics; line ``n`` of it is line ``lines[n - 1]`` of
    the file. ``shell`` and ``sql`` are the commands and queries in magics, with the file's lines.
    ``executed`` says that a cell has run; ``generated`` that another program wrote it as output.
    """

    language: str
    code: str
    lines: list[int]
    shell: list[tuple[str, int]] = []
    sql: list[tuple[str, int]] = []
    executed: bool = False
    generated: bool = False


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: str | list[str] = ""
    input: str | list[str] = ""  # nbformat 3
    execution_count: int | None = None
    prompt_number: int | None = None  # nbformat 3
    outputs: list[msgspec.Raw] = []


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Named(msgspec.Struct):
    name: str = ""
    language: str = ""


class _Metadata(msgspec.Struct):
    kernelspec: _Named | None = None
    language_info: _Named | None = None
    papermill: msgspec.Raw | None = None


class _File(msgspec.Struct):
    cells: list[_Cell] = []
    worksheets: list[_Sheet] = []
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)


def read_notebook(body: bytes) -> Notebook:
    """Return the code of a notebook.

    Raises:
        ReadError: it is no notebook, or longer than 16 MiB.

    >>> body = b'{"cells": [{"cell_type": "code", "source": ["%pip install x\\\\n", "import x"]}]}'
    >>> read_notebook(body).code.splitlines()
    ['', 'import x']
    """
    if len(body) > MAX_BYTES:
        raise ReadError(f"The notebook is larger than {MAX_BYTES >> 20} MiB, so it was not read.")
    try:
        file = msgspec.json.decode(body, type=_File, strict=False)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise ReadError("The notebook is damaged or no notebook.") from None
    cells = [*file.cells, *(cell for sheet in file.worksheets for cell in sheet.cells)]
    code = [cell for cell in cells if cell.cell_type == "code"]
    notebook = Notebook(
        language=_language(file.metadata),
        code="",
        lines=[],
        executed=any(cell.execution_count or cell.prompt_number or cell.outputs for cell in code),
        generated=file.metadata.papermill is not None,
    )
    places = _Places(body.decode("utf-8", "replace"))
    kept: list[str] = []
    for cell in code:
        kept += _read_cell(cell, places, notebook)
    notebook.code = "\n".join(kept)
    return notebook


class _Places:
    """Finds where each line of a cell stands in the file, going down only."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1

    def __call__(self, source: str) -> int:
        written = msgspec.json.encode(source.strip()).decode()[1:-1]
        found = self.text.find(written, self.at) if written else -1
        if found >= 0:
            self.line += self.text.count("\n", self.at, found)
            self.at = found
        return self.line


def _read_cell(cell: _Cell, places: _Places, notebook: Notebook) -> list[str]:
    """The lines of code of a cell; magics become empty lines and are kept beside."""
    source = cell.source or cell.input
    lines = ("".join(source) if isinstance(source, list) else source).splitlines()
    whole = re.match(r"%%(\w+)", lines[0].strip()) if lines else None
    first = len(notebook.lines)
    notebook.lines += [places(line) for line in lines]
    at = notebook.lines[first] if lines else 0
    if whole and whole[1] in {"sql", "bigquery", "sparksql"}:
        notebook.sql.append(("\n".join(lines[1:]), at))
    elif whole and whole[1] in {"bash", "sh", "script"}:
        notebook.shell += zip(lines[1:], notebook.lines[first + 1 :], strict=True)
    elif not whole or whole[1] in {"time", "timeit", "capture", "prun", "memit"}:
        return [_line(line, notebook.lines[first + n], notebook) for n, line in enumerate(lines)]
    return [""] * len(lines)


def _line(line: str, at: int, notebook: Notebook) -> str:
    """A line of code, without what only IPython understands."""
    bare = line.strip()
    if bare.startswith("!") or re.match(r"%(pip|conda|sh)\b", bare):
        notebook.shell.append((bare.lstrip("!%"), at))
    elif re.match(r"%sql\s", bare):
        notebook.sql.append((bare[5:], at))
    elif not (bare.startswith(("%", "?")) or bare.endswith("?")):
        return line
    return line[: len(line) - len(line.lstrip())] + "pass" if line[:1].isspace() else ""


def _language(metadata: _Metadata) -> str:
    named = metadata.language_info or _Named()
    kernel = metadata.kernelspec or _Named()
    return (named.name or kernel.language or "python").lower()
