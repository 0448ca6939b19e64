"""A resume written to a file: JSON Resume, Word or PDF.

All three are made of one mapping in the form of JSON Resume 1.0.0
(https://jsonresume.org/schema), so that they say the same. They work offline, and the same resume
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from upslope.formats.resume_files.docx import docx
from upslope.formats.resume_files.pdf import pdf

__all__ = ["FORMS", "Form", "docx", "json_bytes", "pdf"]

Form = Literal["json", "docx", "pdf"]


def json_bytes(resume: dict[str, Any]) -> bytes:
    r"""Return a resume as JSON that people can read.

    >>> json_bytes({"basics": {"name": "Ada"}})
    b'{\n  "basics": {\n    "name": "Ada"\n  }\n}\n'
    """
    return msgspec.json.format(msgspec.json.encode(resume), indent=2) + b"\n"


FORMS: dict[Form, Callable[[dict[str, Any]], bytes]] = {
    "json": json_bytes,
    "docx": docx,
    "pdf": pdf,
}
"""Writers by the ending of the file."""
