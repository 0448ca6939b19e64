"""A resume as a Word document, by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from upslope.errors import UsageError
from upslope.formats.resume_files.outline import Block, outline

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_RIGHT_EDGE = 6.3
"""Inches from the left margin at which dates end."""


def docx(resume: Mapping[str, Any]) -> bytes:
    """Return a resume as a .docx file: real headings and lists, one column, no table.

    Args:
        resume: in the form of JSON Resume 1.0.0.

    Raises:
        UsageError: python-docx is not installed.

    >>> docx({"basics": {"name": "Ada"}})[:2]
    b'PK'
    """
    try:
        from docx import Document  # noqa: PLC0415  an extra, loaded by whoever writes such a file
        from docx.shared import Pt  # noqa: PLC0415
    except ImportError:
        raise UsageError(
            "A Word file needs a package that is not installed.",
            next="pip install 'upslope[documents]', or take --to resume.json",
        ) from None
    made = outline(resume)
    document = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = "Resume"
    document.core_properties.author = made.name
    document.core_properties.created = document.core_properties.modified = datetime(
        2000, 1, 1, tzinfo=UTC
    )
    if made.name:
        document.add_heading(made.name, level=0)
    if made.contact:
        document.add_paragraph(made.contact)
    for part in made.parts:
        document.add_heading(part.heading, level=1)
        for block in part.blocks:
            _add(document, block)
    file = io.BytesIO()
    document.save(file)
    return _without_times(file.getvalue())


def _add(document: Any, block: Block) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415
    from docx.shared import Inches  # noqa: PLC0415

    if block.title or block.dates:
        line = document.add_paragraph()
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.tab_stops.add_tab_stop(Inches(_RIGHT_EDGE), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(block.title).bold = True
        line.add_run(f"\t{block.dates}" if block.dates else "")
    for text in block.lines:
        document.add_paragraph(text, style="List Bullet" if block.title else None)


def _without_times(data: bytes) -> bytes:
    """Give every member of the archive the same time, so that equal resumes are equal files."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as written,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in sorted(written.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            again.writestr(
                zipfile.ZipInfo(name, _LONG_AGO), written.read(name), zipfile.ZIP_DEFLATED
            )
    return file.getvalue()
