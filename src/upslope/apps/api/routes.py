"""Every endpoint: one file in ``resources`` for each kind of thing, found by its name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from upslope.apps.api import resources
from upslope.apps.api.endpoint import ROOT, Endpoint, route
from upslope.apps.loopback.replies import reply


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """Return the endpoints of every file in ``resources``."""
    names = (one.name for one in iter_modules(resources.__path__))
    modules = [import_module(f"{resources.__name__}.{name}") for name in names]
    return tuple(endpoint for module in modules for endpoint in module.endpoints)


def found() -> list[Route]:
    """Return the routes of the API."""
    by_path: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints():
        by_path.setdefault(endpoint.path, []).append(endpoint)
    described = Route(f"{ROOT}/openapi.json", openapi, name="api openapi")
    return [described, *(route(path, every) for path, every in by_path.items())]


async def openapi(_: Request) -> Response:
    """Describe the API."""
    from upslope.apps.api.openapi import document

    return reply(document())
