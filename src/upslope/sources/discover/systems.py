"""Applicant tracking systems by their sites: those that run a company's own, those nobody reads."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

# What only pages of the companies' own sites load.
RUN_BY = {
    "recruiteecdn.com": "recruitee",
    "teamtailor-cdn.com": "teamtailor",
    "phenompeople.com": "phenom",
    "jobs2web.com": "successfactors",
    "rmkcdn.successfactors.com": "successfactors",
    "vscdn.net": "eightfold",
}

UNREAD = {
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


def run_by(url: str) -> str | None:
    """Name the source whose system serves a page that loads something from this address.

    >>> run_by("https://scripts.teamtailor-cdn.com/packs/js/application.js")
    'teamtailor'
    """
    host = host_of(url)
    return next((name for site, name in RUN_BY.items() if _within(host, site)), None)


def unread_system(url: str) -> str | None:
    """Name the system that an address is of, if it is one that no source reads.

    >>> unread_system("https://acme.taleo.net/careersection/2/jobsearch.ftl")
    'Taleo'
    """
    host = host_of(url)
    return next((name for site, name in UNREAD.items() if _within(host, site)), None)


def host_of(url: str) -> str:
    """Give the host of an address in small letters; "" if it has none."""
    return (split(absolute(url)).hostname or "").lower()


def absolute(url: str) -> str:
    """Give an address with a scheme.

    >>> absolute("//a.example"), absolute("a.example")
    ('https://a.example', 'https://a.example')
    """
    return url if "://" in url else f"https://{url.removeprefix('//')}"


def split(url: str) -> SplitResult:
    """Split an address; one that is none has no parts."""
    try:
        return urlsplit(url)
    except ValueError:  # brackets that hold no address
        return urlsplit("")


def _within(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")
