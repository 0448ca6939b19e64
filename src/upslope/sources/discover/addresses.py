"""Which board an address leads to: sources take their own boards out of addresses.

A source knows the addresses of its own boards; here is only where else they stand, how they are
written when one page embeds another, and what looks like a board and is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, unquote

from upslope.errors import UpslopeError
from upslope.sources.discover.systems import RUN_BY, UNREAD, absolute, host_of, split
from upslope.sources.source import Source

How = Literal["address", "page", "own site", "directory", "name", "pages"]
"""Where a board was found: in the address given, on the careers page, because that page is run by
the system, in the directory, by trying the name, or because the page itself holds openings."""


class Found(NamedTuple):
    """A board, and how it was found."""

    source: str
    board: str
    how: How


_SITES = {  # beside those that follow from the hosts of the source
    "ashby": "ashbyhq.com",
    "breezy": "breezy.hr",
    "eightfold": "eightfold.ai",
    "oracle": "oraclecloud.com",
    "pinpoint": "pinpointhq.com",
    "recruitee": "recruitee.com",
    "teamtailor": "teamtailor.com",
}

# First words of hosts and paths that lead to no company's board.
_NO_BOARD = re.compile(
    r"(?:www|app\d*|apis?|v\d+|cdn[\w-]*|assets?[\w-]*|static[\w-]*|images?|resources?|embed|"
    r"widgets?|j|jobs|careers|users|my|login|auth|accounts?|help|support|docs?|developers?|blog|"
    r"status|info|go|get|marketing|email|click|track|legal|privacy|terms|about|company|"
    r"favicon|robots|sitemap|_next|search|oneclick-ui|external-referrals|ni)",
    re.I,
)
_OF_CAREERS = re.compile(r"job|career|work|remote|search", re.I)
_COMPANY_LATER = re.compile(r"/(?:oneclick-ui/company|ni)/([\w-]+)", re.I)


def board_at(url: str, sources: Mapping[str, Source]) -> Found | None:
    """Give the board that an address leads to, if it is on a site of one of the sources.

    >>> from upslope.sources.find import builtin
    >>> board_at("https://boards.greenhouse.io/embed/job_board/js?for=quillfish", builtin())
    Found(source='greenhouse', board='quillfish', how='address')
    >>> board_at("https://quillfish.example/careers", builtin()) is None
    True
    """
    url = _plain(url)
    for source in _of_site(_site(url), tuple(sources.values())):
        if (board := _taken_out(source, url)) is not None:
            return Found(source.name, board, "address")
    return None


def search_at(url: str, sources: Mapping[str, Source]) -> Found | None:
    """Give the search of a job board, or of a giant's own career site, that an address is on.

    >>> from upslope.sources.find import builtin
    >>> search_at("https://www.amazon.jobs/en/teams", builtin())
    Found(source='amazon', board='machine learning', how='address')
    """
    if not _OF_CAREERS.search(url):
        return None
    for source in sources.values():
        if source.filters is not None and host_of(url) in source.hosts:
            words = "machine learning" if "words" in source.filters else ""
            return Found(source.name, words, "address")
    return None


def sites(sources: Mapping[str, Source]) -> frozenset[str]:
    """Give every site whose addresses say something: of boards, of systems, of their signs."""
    of_boards = [site for source in sources.values() for site in _sites(source)]
    return frozenset({*of_boards, *RUN_BY, *UNREAD})


def _plain(url: str) -> str:
    """Give the address of a board's own page for one that embeds it in another."""
    url = absolute(url)
    site = _site(url)
    if site == "greenhouse.io" and (token := parse_qs(split(url).query).get("for")):
        return f"https://boards{'.eu' if '.eu.' in host_of(url) else ''}.greenhouse.io/{token[0]}"
    if site == "smartrecruiters.com":
        url = url.replace("//www.", "//jobs.")
        if later := _COMPANY_LATER.search(url):
            return f"https://jobs.smartrecruiters.com/{later[1]}"
    return url


@lru_cache(maxsize=1024)
def _of_site(site: str, sources: tuple[Source, ...]) -> list[Source]:
    return [source for source in sources if site in _sites(source)]


def _sites(source: Source) -> set[str]:
    """Give the sites of a source's boards. Where a board is a search, no address is one."""
    if source.filters is not None:
        return set()
    named = {_site(f"https://{host.removeprefix('*.')}") for host in source.hosts}
    return {site for site in {*named, _SITES.get(source.name, "")} if site}


def _taken_out(source: Source, url: str) -> str | None:
    """Give the board that a source takes out of an address: what it is called stands there.

    What the source takes for a company's name, and respells, or gives back as it is, is none.
    """
    try:
        board = next(iter(source.spellings(url)), "")
    except UpslopeError:
        return None
    name = board.rpartition(":")[2].partition("/")[0].casefold()
    there = name and "//" not in board and name in unquote(url).casefold()
    return board if there and not _NO_BOARD.fullmatch(name.partition(".")[0]) else None


def _site(url: str) -> str:
    return ".".join(host_of(url).split(".")[-2:])
