"""``/api/v1/extension/pair``: a browser extension shows a code, and is known from then on.

The extension's origin is what the browser says in ``Origin``, which no page and no other extension
can claim. Its token opens ``/api/v1/extension/`` alone, and only from that origin; see
:mod:`upslope.apps.loopback.entrance`.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from upslope.apps.loopback.guard import PAIRING
from upslope.apps.loopback.replies import refusal, reply
from upslope.errors import UsageError


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code that the person wrote into the extension."""

    code: Annotated[str, Meta(max_length=100)]


class Paired(msgspec.Struct, frozen=True):
    """The extension's own token; it is told once, and the server keeps its digest."""

    token: str


async def pair(request: Request) -> Response:
    """Give an extension its token for a code; 403 where the code does not hold."""
    try:
        shown = msgspec.json.decode(await request.body(), type=Shown)
    except msgspec.MsgspecError:
        return refusal(422, 'Send JSON: {"code": "..."}.')
    try:
        access = request.app.state.site.access
        return reply(Paired(access.pair(shown.code, request.headers.get("origin", ""))))
    except UsageError as error:
        return refusal(403, str(error))


routes = [Route(PAIRING, pair, methods=["POST"], name="api extension pair")]
