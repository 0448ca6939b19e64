"""The application: every page, the files that pages need, and what is said when something fails."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from upslope.apps.api import extension
from upslope.apps.api import routes as api
from upslope.apps.loopback.body import Body
from upslope.apps.loopback.entrance import OPEN, Entrance
from upslope.apps.loopback.failures import Failures
from upslope.apps.loopback.guard import API, Guard
from upslope.apps.loopback.replies import refusal, reply, status_of
from upslope.apps.web import routes
from upslope.apps.web.forms import Form, FormTooLargeError
from upslope.apps.web.site import Site
from upslope.apps.web.templating import asset_file
from upslope.apps.web.visit import Visit
from upslope.errors import UpslopeError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_NO_PAGE = "There is no such page."
_FAILED = "Something went wrong here. Nothing that you did before is lost."


def web_app(site: Site) -> Starlette:
    """Return the web app of a workspace."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        threading.Thread(target=_warm, args=(site,), daemon=True).start()
        yield
        site.close()

    made = Starlette(
        routes=[
            Route("/static/{name:path}", static, name="static"),
            Route("/health", health, name="health"),
            *routes.found(),
            *extension.routes,
            *api.found(),
        ],
        middleware=[
            Middleware(
                Guard,
                policy=POLICY,
                pages=True,
                extensions=lambda: {one.origin for one in site.access.paired()},
            ),
            Middleware(Failures, answer=_failed),
            Middleware(Entrance, access=site.access),
            Middleware(Body, of_strangers=OPEN),
            Middleware(GZipMiddleware, minimum_size=2048, compresslevel=1),
        ],
        exception_handlers={
            HTTPException: _refused,
            UpslopeError: _explained,
            FormTooLargeError: _too_large,
        },
        lifespan=lifespan,
    )
    made.state.site = site
    return made


async def static(request: Request) -> Response:
    """Hand out a file of ours; its address changes when it does, so it may be kept for good."""
    try:
        file = asset_file(request.path_params["name"])
    except FileNotFoundError:
        raise HTTPException(404) from None
    return FileResponse(file, headers={"cache-control": "max-age=31536000, immutable"})


async def health(request: Request) -> Response:
    """Say that the server answers."""
    return reply({"status": "ok"})


def _warm(site: Site) -> None:
    with suppress(UpslopeError):  # the page that needs it says what is wrong
        site.warm()


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    says = {404: _NO_PAGE, 405: "This page is not asked in this way."}
    answer = await _error(request, status, UpslopeError(says.get(status, _FAILED)))
    answer.headers.update((error.headers if isinstance(error, HTTPException) else None) or {})
    return answer


async def _explained(request: Request, error: Exception) -> Response:
    known = error if isinstance(error, UpslopeError) else UpslopeError(_FAILED)
    return await _error(request, status_of(known), known)


async def _too_large(request: Request, error: Exception) -> Response:
    return await _error(request, 413, UpslopeError("More was sent than any form here has."))


async def _failed(request: Request) -> Response:
    return await _error(request, 500, UpslopeError(_FAILED, next="Go back and try once more."))


async def _error(request: Request, status: int, error: UpslopeError) -> Response:
    if request.url.path.startswith(API):
        return refusal(status, str(error))
    visit = Visit(request, Form())
    return await run_in_threadpool(visit.page, "error", part="problem", status=status, error=error)
