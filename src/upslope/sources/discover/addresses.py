"""Which board an address leads to: sources take their own boards out of addresses.

The table holds facts only: which sites belong to a source whose boards are also on sites of the
companies' own, and whose signs mean such a site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from upslope.errors import UpslopeError
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

_RUN_BY = {  # what only pages of the companies' own sites load
    "recruiteecdn.com": "recruitee",
    "teamtailor-cdn.com": "teamtailor",
    "phenompeople.com": "phenom",
    "jobs2web.com": "successfactors",
    "rmkcdn.successfactors.com": "successfactors",
    "vscdn.net": "eightfold",
}

_UNREAD = {
    "adp.com": "ADP",
    "applytojob.com": "JazzHR",
    "avature.net": "Avature",
    "comeet.com": "Comeet",
    "comeet.co": "Comeet",
    "csod.com": "Cornerstone",
    "dayforcehcm.com": "Dayforce",
    "factorialhr.com": "Factorial",
    "freshteam.com": "Freshteam",
    "hibob.com": "HiBob",
    "homerun.co": "Homerun",
    "jobylon.com": "Jobylon",
    "join.com": "JOIN",
    "paycomonline.net": "Paycom",
    "paylocity.com": "Paylocity",
    "softgarden.io": "softgarden",
    "talentbrew.com": "Radancy",
    "taleo.net": "Taleo",
    "ultipro.com": "UKG",
    "welcometothejungle.com": "Welcome to the Jungle",
    "zohorecruit.com": "Zoho Recruit",
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
        if source.filters is not None and _host(url) in source.hosts:
            words = "machine learning" if "words" in source.filters else ""
            return Found(source.name, words, "address")
    return None


def run_by(url: str) -> str | None:
    """Name the source whose system serves a page that loads something from this address.

    >>> run_by("https://scripts.teamtailor-cdn.com/packs/js/application.js")
    'teamtailor'
    """
    host = _host(url)
    return next((name for site, name in _RUN_BY.items() if _within(host, site)), None)


def unread_system(url: str) -> str | None:
    """Name the system that an address is of, if it is one that no source reads.

    >>> unread_system("https://acme.taleo.net/careersection/2/jobsearch.ftl")
    'Taleo'
    """
    host = _host(url)
    return next((name for site, name in _UNREAD.items() if _within(host, site)), None)


def sites(sources: Mapping[str, Source]) -> frozenset[str]:
    """Give every site whose addresses say something: of boards, of systems, of their signs."""
    of_boards = [site for source in sources.values() for site in _sites(source)]
    return frozenset({*of_boards, *_RUN_BY, *_UNREAD})


def _plain(url: str) -> str:
    """Give the address of a board's own page for one that embeds it in another."""
    url = _absolute(url)
    site = _site(url)
    if site == "greenhouse.io" and (token := parse_qs(_split(url).query).get("for")):
        return f"https://boards{'.eu' if '.eu.' in _host(url) else ''}.greenhouse.io/{token[0]}"
    if site == "smartrecruiters.com":
        url = url.replace("//www.", "//jobs.")
        if later := _COMPANY_LATER.search(url):
            return f"https://jobs.smartrecruiters.com/{later[1]}"
    return url


@cache
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
    return ".".join(_host(url).split(".")[-2:])


def _host(url: str) -> str:
    return (_split(_absolute(url)).hostname or "").lower()


def _absolute(url: str) -> str:
    return url if "://" in url else f"https://{url.removeprefix('//')}"


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # brackets that hold no address
        return urlsplit("")


def _within(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")
