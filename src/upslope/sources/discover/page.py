"""Which boards a careers page shows: by its links, frames, scripts, settings and JSON-LD.

A page is scanned for addresses, wherever in it they stand, and never run or parsed into a tree.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

from upslope.formats.html import to_text
from upslope.formats.postings.jsonld import job_postings
from upslope.formats.postings.microdata import microdata_postings
from upslope.sources.discover.addresses import Found, board_at, sites
from upslope.sources.discover.sample import guesses
from upslope.sources.discover.systems import run_by, unread_system
from upslope.sources.site import company_of
from upslope.sources.source import Source

MAX_PAGE = 2 * 2**20
"""Characters of a page that are looked at."""
MOST_ADDRESSES = 20_000

# An address begins where a word does, and its parts are bounded: so the search is linear in time.
_ADDRESS = re.compile(
    r"(?<![\w.@-])(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})(?![\w-])(?:[/?][^\s\"'<>\\`]{0,500})?"
)
_VALUE = r"""["']?\s{0,9}[=:]\s{0,9}["']([\w-]{1,99})["']"""
_SETTINGS = {  # what scripts that draw a board are told in place of its address
    "greenhouse": re.compile(r"\b(?:data-)?board[-_]?token" + _VALUE, re.I),
    "lever": re.compile(r"\bleverJobsOptions\b[^;]{0,200}?\baccountName" + _VALUE),
    "smartrecruiters": re.compile(r"\bcompany_code" + _VALUE),
}
_RUN_BY = {  # what only pages of a system itself say, under whatever address
    "phenom": re.compile(r"\bphApp\.ddo\b"),
    "successfactors": re.compile(r"\bj2w\.init\b|\bsap-job2web\b"),
}
_HINTS = {  # parameters that stand in for a board's address where its openings are shown elsewhere
    "ashby": re.compile(r"[?&]ashby_jid=[\w-]"),
    "greenhouse": re.compile(r"[?&]gh_jid=\d"),
}
_ORDER = ("own site", "page", "name")
_ANCHOR = re.compile(r"<a\b([^<>]{0,2000})>(.{0,300}?)(?:</a>|<a\b)", re.I | re.S)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_CAREERS = re.compile(
    r"(?<![a-z])(?:careers?|jobs?|join[-_ ]?us|work[-_ ](?:with|for|at)[-_ ]?us|hiring|openings|"
    r"open[-_ ](?:positions|roles)|vacanc(?:y|ies)|karriere|stellen(?:angebote)?|"
    r"carri[eè]res?|emplois?|recrutement|nous[-_ ]rejoindre|vacatures|werken[-_ ]bij|empleos?|"
    r"trabaja(?:[-_ ]con[-_ ]nosotros)?|carreiras|vagas|lavora[-_ ]con[-_ ]noi|kariera|praca|"
    r"jobba|karri[aä]r|採用|招聘|채용)(?![a-z])",
    re.I,
)
_NOT_OURS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:linkedin|indeed|glassdoor|monster|facebook|instagram|twitter|x|youtube|"
    r"tiktok|xing|stepstone|ziprecruiter)\.",
    re.I,
)
_BETTER = re.compile(r"open|openings|positions|roles|vacanc|jobs|stellen|offers|all", re.I)


def boards_on(page: str, url: str, sources: Mapping[str, Source]) -> list[Found]:
    """Give the boards that a page shows, the likeliest first.

    A site that a system runs under the company's own address comes first, then the boards whose
    addresses stand there most often, then one guessed where only the system shows; openings in
    the page itself are the last resort.

    >>> from upslope.sources.find import builtin
    >>> page = '<iframe src="https://jobs.ashbyhq.com/quillfish/embed?version=2"></iframe>'
    >>> boards_on(page, "https://quillfish.example/careers", builtin())
    [Found(source='ashby', board='quillfish', how='page')]
    """
    page = _unescaped(page)
    counts = Counter(_shown(page, url, sources))
    ordered = sorted(counts, key=lambda found: (_ORDER.index(found.how), -counts[found]))
    if not ordered and _holds_openings(page):
        ordered = [Found("jsonld", url, "pages")]
    return ordered


def _shown(page: str, url: str, sources: Mapping[str, Source]) -> Iterator[Found]:
    site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    for address in _addresses(page, sources):
        if (name := run_by(address)) and name in sources:
            yield Found(name, site, "own site")
        elif found := board_at(address, sources):
            yield found._replace(how="page")
    for name, sign in _RUN_BY.items():
        if name in sources and sign.search(page):
            yield Found(name, site, "own site")
    for name, setting in _SETTINGS.items():
        if name in sources:
            yield from (Found(name, board, "page") for board in setting.findall(page))
    for name, hint in _HINTS.items():
        if name in sources and hint.search(page):
            company = company_of(url, "") or ""
            yield from (guess for guess in guesses(company, sources) if guess.source == name)


def unread_on(page: str, sources: Mapping[str, Source]) -> list[str]:
    """Name the systems that a page leads to and that no source reads.

    >>> unread_on('<a href="https://quillfish.taleo.net/careersection">Jobs</a>', {})
    ['Taleo']
    """
    named = map(unread_system, _addresses(_unescaped(page), sources))
    return list(dict.fromkeys(name for name in named if name))


def careers_links(page: str, url: str) -> list[str]:
    """Give the addresses of a page's links that speak of careers, the likeliest first.

    >>> careers_links('<a href="/about">About</a> <a href="/en/careers">Jobs</a>', "https://a.example")
    ['https://a.example/en/careers']
    """
    scored: dict[str, int] = {}
    for attributes, words in _ANCHOR.findall(page[:MAX_PAGE]):
        target = _target(attributes, url)
        said = to_text(words)[:100]
        score = 2 * bool(_CAREERS.search(said)) + bool(_CAREERS.search(unquote(target)))
        if target and score and not _NOT_OURS.match(target):
            score += bool(_BETTER.search(said)) + bool(_BETTER.search(target))
            scored[target] = max(score, scored.get(target, 0))
    return sorted(scored, key=lambda target: -scored[target])


def _target(attributes: str, url: str) -> str:
    found = _HREF.search(attributes)
    href = html.unescape(next(filter(None, found.groups()), "")) if found else ""
    try:
        target = urljoin(url, href.strip()).partition("#")[0]
    except ValueError:
        return ""
    return target if target.startswith(("http://", "https://")) and target != url else ""


def _unescaped(page: str) -> str:
    r"""Give a page with its addresses as they are: ``https:\/\/a.example\u002Fb`` and ``&amp;``."""
    page = page[:MAX_PAGE].replace("\\/", "/").replace("\\u002F", "/").replace("\\u002f", "/")
    return html.unescape(page.replace("\\u0026", "&"))


def _addresses(page: str, sources: Mapping[str, Source]) -> Iterator[str]:
    known = sites(sources)
    found = (each.group() for each in _ADDRESS.finditer(page) if _is_on(each["host"], known))
    return islice(found, MOST_ADDRESSES)


def _is_on(host: str, known: frozenset[str]) -> bool:
    labels = host.lower().split(".")
    return any(".".join(labels[-count:]) in known for count in (2, 3))


def _holds_openings(page: str) -> bool:
    there = "JobPosting" in page
    return there and bool(job_postings(page)[0] or microdata_postings(page))
