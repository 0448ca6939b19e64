"""How a page says which addresses it answers: plain functions of a visit, run beside each other."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from upslope.apps.web import pages
from upslope.apps.web.forms import Form
from upslope.apps.web.visit import Visit

Handler = Callable[[Visit], Response]


class Routes(list[Route]):
    """The addresses of one page.

    A handler is a plain function: it reads and writes the workspace as a command does, and runs in
    a thread of its own. What GET answers changes nothing.

    >>> routes = Routes()
    >>> @routes.get("/hello/{name}")
    ... def hello(visit: Visit) -> Response:
    ...     return Response(f"Hello, {visit.path['name']}")
    >>> [(route.path, sorted(route.methods)) for route in routes]
    [('/hello/{name}', ['GET', 'HEAD'])]
    """

    def get(self, path: str) -> Callable[[Handler], Handler]:
        """Answer what reads."""
        return self._add(path, "GET")

    def post(self, path: str) -> Callable[[Handler], Handler]:
        """Answer what writes; the visit brings the form that was sent."""
        return self._add(path, "POST")

    def _add(self, path: str, method: str) -> Callable[[Handler], Handler]:
        def added(handler: Handler) -> Handler:
            async def endpoint(request: Request) -> Response:
                form = await Form.sent(request) if method == "POST" else Form()
                return await run_in_threadpool(handler, Visit(request, form))

            endpoint.__doc__ = inspect.getdoc(handler)
            self.append(Route(path, endpoint, methods=[method], name=handler.__name__))
            return handler

        return added


def found() -> list[Route]:
    """Return the routes of every file in ``pages``; ``/a/b`` comes before ``/a/{name}``."""
    modules = [
        import_module(f"{pages.__name__}.{one.name}") for one in iter_modules(pages.__path__)
    ]
    routes = [route for module in modules for route in module.routes]
    return sorted(routes, key=lambda route: [part.startswith("{") for part in _parts(route)])


def _parts(route: Route) -> list[str]:
    return route.path.split("/")
