"""One address of the API: what it takes, what it gives, and which function of ours answers it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_origin

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from upslope.apps.loopback.replies import reply, status_of
from upslope.apps.web.site import Site
from upslope.errors import UpslopeError

ROOT = "/api/v1"
Method = Literal["GET", "POST", "PUT", "DELETE"]

_encode = msgspec.json.Encoder(order="deterministic").encode


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an endpoint takes: parts of its path by name; the rest as query or, to write, as JSON.

    A subclass says which: its types are checked before the endpoint is asked, and described in the
    OpenAPI document.
    """


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer: what happened, what was kept, what to do next."""

    error: str
    kept: str = ""
    next: str = ""


A = TypeVar("A", bound=Asked)
Answer = Callable[[Site, Any], Any]
Answers = Callable[[Callable[[Site, A], Any]], Callable[[Site, A], Any]]


class Endpoint(NamedTuple):
    """One method of one address."""

    method: Method
    path: str
    asked: type[Asked]
    gives: Any
    answer: Answer

    @property
    def name(self) -> str:
        """Its name in the OpenAPI document."""
        return self.answer.__name__

    @property
    def says(self) -> str:
        """Its documentation."""
        return (self.answer.__doc__ or "").strip()

    @property
    def in_path(self) -> list[str]:
        """Names of the fields that stand in the path."""
        return re.findall(r"{(\w+)}", self.path)

    async def respond(self, request: Request) -> Response:
        """Answer a request: check it, ask, and say what failed as JSON."""
        try:
            asked = await self._read(request)
        except msgspec.ValidationError as error:
            return reply(Failure(error=_sentence(error)), 422)
        except (msgspec.DecodeError, RecursionError):
            return reply(Failure(error="The request holds no JSON."), 422)
        try:
            site: Site = request.app.state.site
            value = await run_in_threadpool(self.answer, site, asked)
        except UpslopeError as error:
            says = Failure(error=error.what, kept=error.kept, next=error.next)
            status = status_of(error)  # 409: well asked, but not to be done
            return reply(says, 409 if status == 400 else status)
        return _answered(request, value)

    async def _read(self, request: Request) -> Asked:
        """Read and check what a request asks.

        Raises:
            ValidationError: something is missing, unknown or of the wrong type.
            DecodeError: the body is no JSON.
        """
        given: dict[str, Any] = {name: request.path_params[name] for name in self.in_path}
        if self.method == "GET":
            given |= self._query(request)
            return msgspec.convert(given, self.asked, strict=False)
        body = await request.body()
        sent = msgspec.json.decode(body) if body else {}
        if not isinstance(sent, dict) or given.keys() & sent.keys() or request.query_params:
            raise msgspec.ValidationError("Send one JSON object, and nothing in the query")
        return msgspec.convert(
            given | {name: _whole(value) for name, value in sent.items()}, self.asked
        )

    def _query(self, request: Request) -> dict[str, Any]:
        """Return what the query says; a field that is a list may be said several times."""
        many = {
            field.name
            for field in msgspec.structs.fields(self.asked)
            if get_origin(_bare(field.type)) is tuple
        }
        query = request.query_params
        if twice := [name for name in query if name not in many and len(query.getlist(name)) > 1]:
            raise msgspec.ValidationError(f"Say {twice[0]} once")
        if known := [name for name in query if name in self.in_path]:
            raise msgspec.ValidationError(f"{known[0]} stands in the path")
        return {name: query.getlist(name) if name in many else query[name] for name in query}


class Endpoints(list[Endpoint]):
    """The endpoints of one kind of thing.

    >>> endpoints = Endpoints()
    >>> @endpoints.get("/greeting", Asked, gives=str)
    ... def greeting(site: Site, asked: Asked) -> str:
    ...     "Greet."
    ...     return "Hello"
    >>> endpoints[0].method, endpoints[0].path, endpoints[0].says
    ('GET', '/greeting', 'Greet.')
    """

    def get(self, path: str, asked: type[A], *, gives: Any) -> Answers[A]:
        """Answer what reads."""
        return self._add("GET", path, asked, gives)

    def post(self, path: str, asked: type[A], *, gives: Any) -> Answers[A]:
        """Answer what adds something, or does it."""
        return self._add("POST", path, asked, gives)

    def put(self, path: str, asked: type[A], *, gives: Any) -> Answers[A]:
        """Answer what replaces something."""
        return self._add("PUT", path, asked, gives)

    def delete(self, path: str, asked: type[A], *, gives: Any) -> Answers[A]:
        """Answer what takes something away."""
        return self._add("DELETE", path, asked, gives)

    def _add(self, method: Method, path: str, asked: type[A], gives: Any) -> Answers[A]:
        def added(answer: Callable[[Site, A], Any]) -> Callable[[Site, A], Any]:
            self.append(Endpoint(method, path, asked, gives, answer))
            return answer

        return added


def route(path: str, every: Sequence[Endpoint]) -> Route:
    """Return the route of one address, for all methods in which it is asked."""
    by_method: dict[str, Endpoint] = {one.method: one for one in every}

    async def endpoint(request: Request) -> Response:
        return await by_method[request.method.replace("HEAD", "GET")].respond(request)

    return Route(ROOT + path, endpoint, methods=[*by_method], name=f"api {path}")


def _bare(kind: Any) -> Any:
    return kind.__origin__ if get_origin(kind) is Annotated else kind


def _whole(value: Any) -> Any:
    """Take 2.0 for 2, as JSON Schema does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _answered(request: Request, value: Any) -> Response:
    """Answer with a value; with 304 where the program has it already."""
    if isinstance(value, Response):
        return value
    body = _encode(value)
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": etag, "cache-control": "private, no-cache"}
    if request.method == "GET" and etag in _named(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _named(header: str) -> set[str]:
    return {one.strip().removeprefix("W/") for one in header.split(",")}


def _sentence(error: msgspec.ValidationError) -> str:
    """Say what is wrong with a request as a sentence: the field, not what was sent in it."""
    return str(error).replace("`", "").rstrip(".") + "."
