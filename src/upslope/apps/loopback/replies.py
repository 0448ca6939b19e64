"""Answers as JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.responses import Response

from upslope.errors import (
    ChangedMeanwhileError,
    DocumentError,
    NotFoundError,
    UpslopeError,
    UsageError,
)

_encode = msgspec.json.Encoder().encode


def reply(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a value as a response; ``msgspec.Raw`` in it is taken as it is."""
    return Response(_encode(value), status, headers, media_type="application/json")


def refusal(status: int, why: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return one sentence on why there is no answer.

    >>> refusal(400, "Send JSON.").body
    b'{"error":"Send JSON."}'
    """
    return reply({"error": why}, status, headers)


def status_of(error: UpslopeError) -> int:
    """Return the status of HTTP that says who can mend an error.

    >>> status_of(NotFoundError("There is no posting 7."))
    404
    """
    statuses: dict[type[UpslopeError], int] = {
        NotFoundError: 404,
        ChangedMeanwhileError: 409,
        DocumentError: 422,
        UsageError: 400,
    }
    return next((code for kind, code in statuses.items() if isinstance(error, kind)), 500)
