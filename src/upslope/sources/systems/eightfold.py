"""Eightfold: the career sites of large employers, ten positions a page, each text by itself.

Undocumented: these are the requests that the public career pages themselves make. Some sites
answer the newer interface only, some the older; a board is asked both ways before it is given up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from upslope.errors import UsageError
from upslope.formats.systems.eightfold import NEWER, OLDER, PAGE
from upslope.records import Reply, Request
from upslope.sources.careers import read_positions
from upslope.sources.site import site
from upslope.sources.source import Reading, Source, company_name, slugs

_BOARD = re.compile(r"(older:)?([\w-]+(?:\.[\w-]+)+)/([\w-]+(?:\.[\w-]+)+)")


class Eightfold(Source):
    """An employer's career site on Eightfold; its board is HOST/DOMAIN."""

    name: ClassVar[str] = "eightfold"
    label: ClassVar[str] = "Eightfold"
    about: ClassVar[str] = "the requests of the public career pages themselves, without a key"
    terms: ClassVar[str] = (
        "The career site's own interface, not documented; about a hundred requests a minute are "
        "said to be borne, so it is asked every two seconds."
    )
    gives: ClassVar[str] = "Places, way of working, dates; texts one request each."
    limits: ClassVar[str] = (
        "Ten positions a page and 2,000 in all; a longer list is read in part and never closes. "
        "Pay stands in the text. Some sites refuse programs."
    )
    interval: ClassVar[float] = 2.0
    absent: ClassVar[frozenset[int]] = frozenset({403, 404, 410})

    def spellings(self, board: str) -> list[str]:
        """Give boards to try: HOST/DOMAIN, by the newer interface and by the older.

        >>> Eightfold().spellings("https://acme.eightfold.ai/careers?domain=acme.com&pid=7")
        ['acme.eightfold.ai/acme.com', 'older:acme.eightfold.ai/acme.com']
        >>> Eightfold().spellings("Acme")[0]
        'acme.eightfold.ai/acme.com'
        """
        if board.startswith("older:"):
            return [board]
        if _BOARD.fullmatch(board):
            boards = [board]
        elif host := site(board):
            asked = parse_qs(urlsplit(board).query).get("domain")
            boards = [f"{host}/{asked[0] if asked else _domain(host)}"]
        else:
            names = [name for name in slugs(board) if "." not in name]
            boards = [f"{name}.eightfold.ai/{name}.com" for name in names]
        return [way + each for each in boards for way in ("", "older:")]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> next(Eightfold().requests("acme.eightfold.ai/acme.com")).url
        'https://acme.eightfold.ai/api/pcsx/search?domain=acme.com&query=&start=0'
        >>> next(Eightfold().requests("older:jobs.acme.com/acme.com")).url
        'https://jobs.acme.com/api/apply/v2/jobs?domain=acme.com&start=0&num=10'
        """
        found = _BOARD.fullmatch(next(iter(self.spellings(board)), ""))
        if not found:
            raise UsageError(
                f"'{board}' names no Eightfold site.",
                next="Give the career page's address, or HOST/DOMAIN (acme.eightfold.ai/acme.com).",
            )
        older, host, domain = found.groups()
        if older:
            asked, path = {"domain": domain, "start": 0, "num": PAGE}, OLDER
        else:
            asked, path = {"domain": domain, "query": "", "start": 0}, NEWER
        yield Request(url=f"https://{host}{path}?{urlencode(asked)}")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of positions, or a single one with its text."""
        named = _BOARD.fullmatch(board) or site(board)
        return read_positions(reply, self.name, None if named else company_name(board))


def _domain(host: str) -> str:
    """Guess the domain that an employer is known by, of its host.

    >>> _domain("acme.eightfold.ai"), _domain("careers.acme.org")
    ('acme.com', 'acme.org')
    """
    tenant = host.removesuffix(".eightfold.ai")
    return f"{tenant}.com" if tenant != host else ".".join(host.split(".")[-2:])
