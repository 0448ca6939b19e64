"""Boards that are sites: a company's name before a system's domain, or a domain of its own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from upslope.errors import UsageError
from upslope.sources.source import company_name, slugs

_HOST = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*){1,8}")


def site(words: str) -> str | None:
    """Give the host that an address names; a name alone names none.

    A host may stand alone if it cannot be a company's name ("character.ai" is one).

    >>> site("https://careers.acme.example/jobs/1"), site("jobs.acme.example/x"), site("acme.ai")
    ('careers.acme.example', 'jobs.acme.example', None)
    """
    said = words.strip()
    try:
        host = urlsplit(said if "://" in said else f"//{said}").hostname or ""
    except ValueError:
        return None
    whole = _HOST.fullmatch(host) and ("://" in said or "/" in said or host.count(".") > 1)
    return host if whole else None


def site_asked(url: str) -> str | None:
    """Give the host that a reply came from; the name of a file is none.

    >>> site_asked("https://acme.jobs.example/xml"), site_asked("acme.jobs.example.xml")
    ('acme.jobs.example', None)
    """
    return site(url) if "://" in url else None


def sites(board: str, domain: str, *others: str) -> list[str]:
    """Give the boards to try: hosts, or names that stand before the first domain.

    >>> sites("https://acme.jobs.example/o/chef", "jobs.example")
    ['acme']
    >>> sites("careers.acme.co.uk/chef", "jobs.example")
    ['careers.acme.co.uk']
    >>> sites("Acme", "jobs.example", "na.jobs.example")
    ['acme', 'acme.na.jobs.example']
    """
    if host := site(board):
        tenant = host.removesuffix(f".{domain}")
        return [host if "." in tenant else tenant]
    names = [name for name in slugs(board) if "." not in name]
    return names + [f"{name}.{other}" for other in others for name in names]


def host_of(board: str, domain: str) -> str:
    """Give the host of a board as :func:`sites` gives it.

    Raises:
        UsageError: it cannot be one.

    >>> host_of("acme", "jobs.example"), host_of("careers.acme.co.uk", "jobs.example")
    ('acme.jobs.example', 'careers.acme.co.uk')
    """
    host = next(iter(sites(board, domain)), "")
    host = host if "." in host else f"{host}.{domain}"
    if not _HOST.fullmatch(host):
        raise UsageError(f"'{board}' names no site.", next="Give the career page's address.")
    return host


def company_of(url: str, board: str, *domains: str) -> str | None:
    """Name the company whose board it is: as the person does, or else as its address does.

    >>> company_of("https://acme.jobs.example/api", "Acme Labs", "jobs.example")
    'Acme Labs'
    >>> company_of("https://acme.jobs.example/api", "https://acme.jobs.example", "jobs.example")
    'Acme'
    >>> company_of("", "careers.acme-labs.co.uk", "jobs.example")
    'Acme Labs'
    """
    if board and not site(board):
        return company_name(board)
    host = site_asked(url) or site(board) or ""
    for domain in domains:
        if host.endswith(f".{domain}"):
            return company_name(host.removesuffix(f".{domain}"))
    names = re.sub(r"\.(?:com?|org|net|ac)(?=\.[a-z]{2}$)", "", host).split(".")[:-1]
    return company_name(names[-1]) if names else None
