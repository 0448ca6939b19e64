"""What a person typed: read leniently, judged field by field, kept when something is wrong."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date
from typing import TypeVar

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

MOST_CHARACTERS = 20_000
"""Of one field."""
_MOST_FIELDS = 1_000

T = TypeVar("T", bound=str)


class FormTooLargeError(Exception):
    """More was sent than any form of ours has."""


class Form:
    """A form as it was sent. A field that is wrong is noted in ``errors``, and nothing is raised.

    >>> form = Form({"day": ["2026-13-01"], "note": [" Called. "]})
    >>> form.text("note"), form.day("day"), form.errors
    ('Called.', None, {'day': 'Write the day as 2026-11-22.'})
    >>> form.typed("day")
    '2026-13-01'
    """

    def __init__(
        self, fields: dict[str, list[str]] | None = None, files: dict[str, Upload] | None = None
    ) -> None:
        self._fields, self._files = fields or {}, files or {}
        self.errors: dict[str, str] = {}

    @classmethod
    async def sent(cls, request: Request) -> Form:
        """Read the form that a request brings.

        Raises:
            FormTooLargeError: it has more fields or files than any of ours.
        """
        fields: dict[str, list[str]] = {}
        files: dict[str, Upload] = {}
        try:
            async with request.form(
                max_fields=_MOST_FIELDS, max_files=4, max_part_size=2**20
            ) as sent:
                for name, value in sent.multi_items():
                    if isinstance(value, UploadFile):
                        if value.filename:
                            files[name] = Upload(value.filename, await value.read())
                    else:
                        fields.setdefault(name, []).append(value)
        except MultiPartException as error:
            raise FormTooLargeError from error
        except Exception as error:  # Starlette turns that one into an answer of its own
            if type(error).__name__ == "HTTPException":
                raise FormTooLargeError from error
            raise
        return cls(fields, files)

    def typed(self, name: str, default: str = "") -> str:
        """Return what was typed, as it was: to be shown again."""
        return self._fields.get(name, [default])[-1]

    def text(self, name: str, *, required: str = "", most: int = MOST_CHARACTERS) -> str:
        """Return a text without blanks around it.

        Args:
            name: of the field.
            required: what to say if it is empty; nothing: it may be.
            most: characters.
        """
        text = self.typed(name).replace("\r\n", "\n").replace("\0", "\ufffd").strip()
        if required and not text:
            self.errors[name] = required
        elif len(text) > most:
            self.errors[name] = f"At most {most:,} characters; these are {len(text):,}."
        return text

    def every(self, name: str) -> list[str]:
        """Return all values of a field: boxes that are ticked."""
        return self._fields.get(name, [])

    def one_of(self, name: str, among: Collection[T], says: str = "Choose one of these.") -> T:
        """Return one of some values; the first of them where it is none."""
        typed = self.typed(name)
        for one in among:
            if one == typed:
                return one
        self.errors[name] = says
        return next(iter(among))

    def day(self, name: str, *, required: str = "") -> date | None:
        """Return a day, ``None`` if none was typed."""
        text = self.text(name, required=required)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.errors[name] = "Write the day as 2026-11-22."
            return None

    def number(
        self, name: str, *, least: float = 0, most: float = 1e9, required: str = ""
    ) -> float | None:
        """Return a number, ``None`` if none was typed."""
        text = self.text(name, required=required).replace(",", "").replace(" ", "")
        try:
            number = float(text) if text else None
        except ValueError:
            number = math.nan
        if number is None:
            return None
        if not least <= number <= most:
            self.errors[name] = f"Write a number from {least:,.0f} to {most:,.0f}."
            return None
        return number

    def whole(self, name: str, default: int = 0) -> int:
        """Return a whole number that a page of ours wrote into a hidden field."""
        typed = self.typed(name)
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else default

    def file(self, name: str) -> Upload | None:
        """Return a file that was sent."""
        return self._files.get(name)


class Upload:
    r"""A file that was sent: its bytes, and the name the sender gave it, which is only shown.

    >>> Upload("C:\\notes\\cv\u202efdp.exe", b"").name
    'cv fdp.exe'
    """

    def __init__(self, name: str, data: bytes) -> None:
        last = name.replace("\\", "/").rpartition("/")[2][:255]
        self.name = "".join(one if one.isprintable() else " " for one in last)
        self.data = data
