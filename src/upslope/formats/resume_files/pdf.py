"""A resume as a PDF, by Typst: tagged for screen readers, its fonts in the package."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import msgspec

from upslope.errors import UsageError
from upslope.formats.resume_files.outline import outline


def pdf(resume: Mapping[str, Any]) -> bytes:
    """Return a resume as a PDF of one column, with real headings and lists.

    The words reach the template as data, so nothing in them is read as a command.

    Args:
        resume: in the form of JSON Resume 1.0.0.

    Raises:
        UsageError: Typst is not installed.

    >>> pdf({"basics": {"name": "Ada #panic()"}})[:5]
    b'%PDF-'
    """
    try:
        import typst  # noqa: PLC0415  an extra, loaded by whoever writes such a file
    except ImportError:
        raise UsageError(
            "A PDF needs a package that is not installed.",
            next="pip install 'upslope[documents]', or take --to resume.json",
        ) from None
    template = files("upslope.formats.resume_files").joinpath("resume.typ").read_bytes()
    words = msgspec.json.encode(outline(resume)).decode()
    made: bytes = typst.compile(template, sys_inputs={"resume": words}, ignore_system_fonts=True)
    return made
