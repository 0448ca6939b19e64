"""Sitemaps: the addresses that a site wants read (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from upslope.errors import ReadError
from upslope.formats.xml import MAX_BYTES, Document

_ROOTS = {"urlset", "sitemapindex"}
_ROBOTS = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.I | re.M)
_JOB = re.compile(
    r"jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|roles?|requisitions?"
    r"|stellen\w*|karriere|emplois?|offres?|vacatures?|empleos?|oferta\w*|jobdetails?|postings?",
    re.I,
)
_NO_JOB = re.compile(
    r"categor\w*|locations?|cities|departments?|teams?|search\w*|results?|tags?|blogs?|news|events?"
    r"|articles?|stor(?:y|ies)|compan(?:y|ies)|talent-?community|salar(?:y|ies)|faqs?|benefits?"
    r"|internships?-program\w*|life|about\w*|apply|login|sitemap\w*",
    re.I,
)
_NAMED = re.compile(r"jobs?[-_]", re.I)
_ONE = re.compile(r"\d{3}|[0-9a-f]{8}-[0-9a-f]{4}|\w+-\w+-\w+")
_LANGUAGE = re.compile(
    r"(?<=[/._=-])(?:([a-z]{2})(?:[-_][a-z]{2})?)(?=[/.&]|$)|(?<=/)([a-z]{2}[-_][a-z]{2})(?=/)",
    re.I,
)


@dataclass
class Sitemap:
    """``pages`` by address with the day each was changed ("" if that is not said), in order;
    ``children`` are further sitemaps. ``damaged`` says why the rest could not be read.
    """

    pages: dict[str, str] = field(default_factory=dict)
    children: list[str] = field(default_factory=list)
    damaged: str = ""


def read_sitemap(body: bytes, address: str = "", charset: str | None = None) -> Sitemap:
    """Read a sitemap or an index of sitemaps, also packed with gzip.

    Args:
        body: its bytes.
        address: where it was found; addresses of other sites than that are left out.
        charset: what its Content-Type header claims.

    Raises:
        ReadError: it is no sitemap, or larger than is ever read.

    >>> body = b"<urlset><url><loc>https://a.example/job/1</loc><lastmod>2026-10-01</lastmod></url>"
    >>> read_sitemap(body + b"</urlset>").pages
    {'https://a.example/job/1': '2026-10-01'}
    """
    document = Document(_unpacked(body), claimed=charset, feed=True)
    sitemap = Sitemap()
    for element in document.each("url", "sitemap"):
        where = _address(element, address)
        if where and element.tag == "url":
            sitemap.pages.setdefault(where, (element.findtext("lastmod") or "").strip()[:30])
        elif where:
            sitemap.children.append(where)
    if document.root not in _ROOTS:
        raise ReadError("The XML is no sitemap.")
    sitemap.damaged = document.damaged
    return sitemap


def named_in_robots(text: str) -> list[str]:
    """Give the sitemaps that a robots.txt names.

    >>> named_in_robots("User-agent: *\\nSitemap: https://a.example/jobs.xml # all")
    ['https://a.example/jobs.xml']
    """
    return list(dict.fromkeys(_ROBOTS.findall(text)))


def looks_like_a_posting(address: str) -> bool:
    """Say whether an address looks like that of one opening, and not of a list or an article.

    >>> pages = ["/jobs/ml-engineer-12345", "/en/job/oslo/lead-data-scientist", "/jobs/search"]
    >>> [looks_like_a_posting(f"https://quillfish.example{page}") for page in pages]
    [True, True, False]
    >>> looks_like_a_posting("https://jobs.quillfish.example/2026/10/our-new-office-opens")
    False
    """
    parts = urlsplit(address)
    steps = [step for step in unquote(parts.path).split("/") if step]
    if any(map(_NO_JOB.fullmatch, steps)):
        return False
    after = [at for at, step in enumerate(steps, 1) if _JOB.fullmatch(step)]
    named = steps[after[0] :] if after else [step for step in steps[-1:] if _NAMED.match(step)]
    return _ONE.search("/".join(named)) is not None


def speaks_of_jobs(address: str) -> bool:
    """Say whether the path of an address says that it is about openings.

    >>> speaks_of_jobs("https://a.example/sitemap-jobs-1.xml"), speaks_of_jobs("https://a.example/")
    (True, False)
    """
    return any(map(_JOB.fullmatch, re.split(r"[\W_\d]+", urlsplit(address).path)))


def in_one_language(addresses: list[str]) -> list[str]:
    """Leave one of the addresses that differ in their language alone: the English one.

    Where none is English they may as well be countries, and all are kept.

    >>> in_one_language(["https://a.example/de/job/1", "https://a.example/en-us/job/1"])
    ['https://a.example/en-us/job/1']
    >>> len(in_one_language(["https://a.example/de/job/1", "https://a.example/fr/job/1"]))
    2
    """
    alike = defaultdict[str, list[str]](list)
    for address in addresses:
        alike[_LANGUAGE.sub("*", address)].append(address)
    chosen = {(english(group) or group[0]): group for group in alike.values() if english(group)}
    dropped = {each for first, group in chosen.items() for each in group if each != first}
    return [address for address in addresses if address not in dropped]


def english(addresses: list[str]) -> str | None:
    """Give the first address that is marked as English, if one is.

    >>> english(["https://a.example/de/", "https://a.example/en/"])
    'https://a.example/en/'
    """
    for address in addresses:
        if any(found.group().lower().startswith("en") for found in _LANGUAGE.finditer(address)):
            return address
    return None


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        out = zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES + 1)
    except zlib.error:
        raise ReadError("The sitemap's gzip is damaged.") from None
    return out


def _address(element: Element, of: str) -> str | None:
    """Give the address that an element names, if it is one of the same site."""
    try:
        address = urljoin(of, (element.findtext("loc") or "").strip())
        site = urlsplit(address)
        home = _site(urlsplit(of).hostname or site.hostname or "")
    except ValueError:
        return None
    return (
        address if site.scheme in {"http", "https"} and _site(site.hostname or "") == home else None
    )


def _site(host: str) -> str:
    """Give the last two labels of a host: jobs.acme.example and www.acme.example are one site."""
    return ".".join(host.lower().split(".")[-2:])
