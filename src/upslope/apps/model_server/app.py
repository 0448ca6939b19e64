"""The pages: ``POST /predict``, ``GET /models``, ``GET /healthz``."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from upslope.apps.loopback.body import Body
from upslope.apps.loopback.guard import Guard
from upslope.apps.loopback.replies import refusal, reply
from upslope.apps.model_server.answering import Answering
from upslope.apps.model_server.batches import Batches, FullError
from upslope.errors import ReadError
from upslope.formats.json import load
from upslope.normalize.records import posting_of
from upslope.records import Posting

MOST_POSTINGS = 256
"""In one request."""

_FLUSH_EVERY = 1.0

_log = logging.getLogger(__name__)


def app(answering: Answering) -> Starlette:
    """Return the server's application."""
    batches = Batches[Posting, msgspec.Raw](answering.answer)

    async def predict(request: Request) -> Response:
        try:
            asked = _asked(await request.body())
            answers = await batches.ask([posting_of(record) for record in _records(asked)])
        except _BadRequestError as error:
            return refusal(400, str(error))
        except FullError:
            return refusal(503, "Too many postings are waiting.", {"Retry-After": "1"})
        except (
            Exception
        ) as error:  # a posting's text may stand in the message: only its kind is said
            _log.error("A request failed: %s", type(error).__name__)
            return refusal(500, "The server failed on this request.")
        return reply(answers if isinstance(asked, list) else answers[0])

    async def models(request: Request) -> Response:
        return reply(await asyncio.to_thread(answering.standing))

    async def health(request: Request) -> Response:
        return reply({"status": "ok", "waiting": batches.waiting, "models": answering.versions})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(batches.work()), asyncio.create_task(_flush(answering))]
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        batches.close()
        answering.flush()

    return Starlette(
        routes=[
            Route("/predict", predict, methods=["POST"]),
            Route("/models", models),
            Route("/healthz", health),
        ],
        middleware=[Middleware(Guard), Middleware(Body)],
        exception_handlers={HTTPException: _no_page},
        lifespan=lifespan,
    )


class _BadRequestError(Exception):
    """What was sent cannot be answered; its text says why."""


def _asked(body: bytes) -> Any:
    try:
        return load(body, "The request")
    except ReadError as error:
        raise _BadRequestError(error.what.replace("sent", "holds", 1)) from None


def _records(asked: Any) -> list[Mapping[str, object]]:
    records = asked if isinstance(asked, list) else [asked]
    if len(records) > MOST_POSTINGS:
        raise _BadRequestError(f"Send at most {MOST_POSTINGS} postings at a time.")
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise _BadRequestError(f"Posting {number} is not a JSON object with id and title.")
        if not (record.get("title") or record.get("description")):
            raise _BadRequestError(f"Posting {number} has neither title nor description.")
    return records


async def _flush(answering: Answering) -> None:
    while True:
        await asyncio.sleep(_FLUSH_EVERY)
        await asyncio.to_thread(answering.flush)


async def _no_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    says = {404: "There is no such page.", 405: "This page is not asked in this way."}
    return refusal(status, says.get(status, "The request cannot be answered."), headers)
