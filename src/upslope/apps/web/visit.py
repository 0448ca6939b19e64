"""One visit to one page: what was asked, the workspace, and how the page is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from upslope.apps.web.forms import Form
from upslope.apps.web.remembered import Answer
from upslope.apps.web.site import Site
from upslope.apps.web.templating import environment
from upslope.workspace import Workspace

T = TypeVar("T")


class Visit:
    """What a handler of a page works with.

    Args:
        request: as it came.
        form: as it was sent; empty where something is read.
    """

    def __init__(self, request: Request, form: Form) -> None:
        self.request, self.form = request, form
        self.site: Site = request.app.state.site
        self.path: dict[str, str] = request.path_params
        self.asked = Form({k: request.query_params.getlist(k) for k in request.query_params})

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace that is shown: the sample, as long as nothing was collected."""
        return self.site.workspace

    @property
    def own(self) -> Workspace:
        """The person's own workspace."""
        return self.site.own

    @property
    def is_sample(self) -> bool:
        """Whether the openings shown are invented."""
        return self.workspace is not self.own

    @cached_property
    def resume(self) -> Path | None:
        """The person's resume, if they chose one."""
        return self.workspace.person.resume_file()

    @property
    def is_part(self) -> bool:
        """Whether only the part of a page is wanted that changes."""
        return self.request.headers.get("hx-request") == "true"

    def get(self, question: str, answer: Callable[[], T]) -> T:
        """Return an answer that is kept until something it may stand on changes."""
        return self.site.remembered.get(question, self.site.stands_on(), answer)

    def soon(self, question: str, answer: Callable[[], T], *, wait: float = 0.1) -> Answer[T]:
        """Return an answer that may take long, or the one before it; see :class:`Remembered`.

        Where it is not current, the page shows ``{{ working() }}``, which asks again.
        """
        return self.site.remembered.soon(question, self.site.stands_on(), answer, wait=wait)

    def page(
        self, template: str, *, part: str | None = None, status: int = 200, **shown: Any
    ) -> Response:
        """Write a page.

        Args:
            template: its name, without ``.html``.
            part: of the template, written alone where only it is wanted; see :attr:`is_part`.
            status: of HTTP.
            shown: what the template names.
        """
        found = environment().get_template(f"{template}.html")
        context = found.new_context({"visit": self, **shown})
        if part and self.is_part:
            html = "".join(found.blocks[part](context))
        else:
            html = "".join(found.root_render_func(context))
        return Response(html, status, {"vary": "hx-request"}, media_type="text/html")

    def see(self, path: str, says: str = "") -> Response:
        """Lead to a page after something was written, which says in a sentence what was done."""
        target = own_path(path)
        if says:
            before, _, fragment = target.partition("#")
            mark = "&" if "?" in before else "?"
            target = f"{before}{mark}said={self.site.say(says)}{'#' if fragment else ''}{fragment}"
        return RedirectResponse(target, 303)

    @cached_property
    def said(self) -> str:
        """The sentence that the page before left."""
        return self.site.said(self.asked.typed("said"))

    def download(self, data: bytes, name: str, kind: str) -> Response:
        """Hand out a file under a name of ours."""
        header = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
        return Response(data, headers={"content-disposition": header}, media_type=kind)


def own_path(path: str) -> str:
    r"""Return a path on this server; the first page in place of anything that leads elsewhere.

    >>> own_path("/openings?q=a"), own_path("//evil.example"), own_path("/\\evil.example")
    ('/openings?q=a', '/', '/')
    >>> own_path("/%2F/evil.example"), own_path("https:/evil.example"), own_path("/a\r\nX: 1")
    ('/', '/', '/')
    """
    plain = path.isprintable() and path.isascii() and "\\" not in path
    low = path.lower()
    twice = low.startswith(("//", "/%2f", "/%5c", "/%09"))
    parts = urlsplit(path) if plain and path.startswith("/") and not twice else None
    return (
        path if parts and not parts.scheme and not parts.netloc and "//" not in parts.path else "/"
    )
