"""Links of a mail: which of them leads to a posting, to which one, and without what follows people.

The four portals name a posting in its address, so that the same one in two mails is one. Other
addresses lead to a posting if they look like one of an applicant tracking system or a board.
Nothing here is asked for: an address is only looked at.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit


class PostingLink(NamedTuple):
    """A link to one posting: the portal, the posting's own key there, and its clean address.

    ``key`` is ``None`` where the address does not name the posting.
    """

    portal: str
    key: str | None
    url: str


PORTALS = {
    "linkedin": re.compile(r"(?:^|\.)linkedin\.com$"),
    "indeed": re.compile(r"(?:^|\.)indeed\.(?:com|jobs|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$"),
    "glassdoor": re.compile(r"(?:^|\.)glassdoor\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$"),
    "monster": re.compile(r"(?:^|\.)monster\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$"),
}
"""The four portals, by the hosts that are theirs."""

_LINKEDIN = re.compile(r"/jobs/view/(?:[^/?#]*?-)?(\d{5,})(?:/|$)")
_INDEED = re.compile(r"/(?:rc/clk|pagead/clk|viewjob|m/viewjob|company/.+/jobs/)", re.I)
_GLASSDOOR = re.compile(r"/(?:partner/joblisting|job-listing/|job/|joblisting)", re.I)
_MONSTER = re.compile(
    r"/(?:[\w-]*job-openings?|jobs?|stellenangebot\w*|offres?-[\w-]+|jobview|job-detail\w*)/"
    r"(?:[^?#]*?--)?(?P<key>[0-9a-f-]{8,}|\d{5,})(?:\.aspx)?/?$",
    re.I,
)
_SYSTEMS = re.compile(
    r"(?:^|\.)(?:greenhouse\.io|lever\.co|ashbyhq\.com|smartrecruiters\.com|workable\.com"
    r"|myworkdayjobs\.com|recruitee\.com|personio\.(?:de|com)|teamtailor\.com|bamboohr\.com"
    r"|breezy\.hr|icims\.com|jobvite\.com|eightfold\.ai|rippling\.com|pinpointhq\.com|gem\.com"
    r"|oraclecloud\.com|wellfound\.com|welcometothejungle\.com)$"
)
_JOB_PATH = re.compile(
    r"(?:^|[/._-])(?:jobs?|job-?(?:detail|listing|offer|ad|view|opening)s?|view-?job|careers?"
    r"|vacanc(?:y|ies)|vacatures?|positions?|openings?|postings?|requisitions?|roles?"
    r"|stellen\w*|jobangebot\w*|emplois?|offres?|empleos?|ofertas?|vagas?|lavoro|praca)(?=[/._-]|$)",
    re.I,
)
_SPECIFIC = re.compile(r"\d{4,}|[0-9a-f]{8}-[0-9a-f]{4}-|[^/]*?(?:-[^/-]+){3,}", re.I)
_ID_PARAMETER = re.compile(
    r"(?:gh_jid|jk|job_?id|jobid|vacancy_?id|position_?id|posting_?id|req_?id|jl|joblistingid)$",
    re.I,
)
_ELSEWHERE = re.compile(
    r"unsubscribe|/(?:search|alerts?|settings?|preferences?|account|login|signin|blog|article|help"
    r"|privacy|terms|saved|profile|about|newsletter|company|companies|cmp|reviews?|salar\w+)\b",
    re.I,
)
_FOLLOWS = re.compile(
    r"utm_\w+|trk\w*|tracking\w*|ref(?:id|_?src|errer)?|lipi|midtoken|midsig|otptoken|eid|trkemail"
    r"|from|tk|alid|bb|qd|rd|sid|xp|px|guid|cid|mc_\w+|fbclid|gclid|source|src|email\w*|campaign\w*"
    r"|jwt|token|uid|userid|user|hash|sig|signature|recipient\w*|subscriber\w*|medium|fccid|xkcb",
    re.I,
)
_WRAPS = ("url", "u", "q", "target", "redirect", "redirect_url", "dest", "destination", "link")


def posting_link(address: str) -> PostingLink | None:
    """Read an address; ``None`` if it leads to no posting.

    >>> posting_link("https://www.linkedin.com/comm/jobs/view/123456/?trackingId=x&otpToken=y")
    PostingLink(portal='linkedin', key='123456', url='https://www.linkedin.com/jobs/view/123456/')
    >>> posting_link("https://de.indeed.com/rc/clk/dl?jk=00c0ffee00c0ffee&from=ja&tk=z").url
    'https://de.indeed.com/viewjob?jk=00c0ffee00c0ffee'
    >>> posting_link("https://www.linkedin.com/comm/jobs/search?keywords=ml") is None
    True
    """
    parts = _unwrapped(address)
    if parts is None:
        return None
    host = (parts.hostname or "").rstrip(".")
    portal = portal_of(host)
    if portal:
        return _READERS[portal](parts, host, dict(parse_qsl(parts.query)))
    return _other(parts, host)


def portal_of(host: str) -> str | None:
    """Name the portal that a host belongs to, if it is one of the four.

    >>> portal_of("ch.indeed.com"), portal_of("linkedin.com.evil.example")
    ('indeed', None)
    """
    return next((name for name, hosts in PORTALS.items() if hosts.search(host.lower())), None)


def without_followers(address: str) -> str:
    """Take out of an address what tells its owner who follows it.

    >>> without_followers("https://jobs.example/7?utm_source=alert&id=7&trk=email#top")
    'https://jobs.example/7?id=7'
    """
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not _FOLLOWS.fullmatch(name)]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))


def _unwrapped(address: str, depth: int = 2) -> SplitResult | None:
    """Split an address; one that only passes on to another gives that other."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return None
    inner = {name.lower(): value for name, value in parse_qsl(parts.query)}
    for name in _WRAPS if depth else ():
        if re.match(r"https?://", inner.get(name, ""), re.I):
            return _unwrapped(inner[name], depth - 1)
    return parts if parts.scheme.lower() in {"http", "https"} and parts.hostname else None


def _linkedin(parts: SplitResult, host: str, query: dict[str, str]) -> PostingLink | None:
    found = _LINKEDIN.search(parts.path)
    if not found:
        return None
    return PostingLink("linkedin", found[1], f"https://www.linkedin.com/jobs/view/{found[1]}/")


def _indeed(parts: SplitResult, host: str, query: dict[str, str]) -> PostingLink | None:
    key = {name.lower(): value for name, value in query.items()}.get("jk", "").lower()
    if not _INDEED.match(parts.path):
        return None
    if re.fullmatch(r"[0-9a-z]{4,32}", key):
        return PostingLink("indeed", key, f"https://{host}/viewjob?jk={key}")
    return PostingLink("indeed", None, without_followers(parts.geturl()))


def _glassdoor(parts: SplitResult, host: str, query: dict[str, str]) -> PostingLink | None:
    low = {name.lower(): value for name, value in query.items()}
    key = low.get("joblistingid") or low.get("jl") or ""
    if not re.fullmatch(r"\d{4,}", key) or not _GLASSDOOR.search(parts.path):
        return None
    return PostingLink(
        "glassdoor", key, f"https://{host}/partner/jobListing.htm?jobListingId={key}"
    )


def _monster(parts: SplitResult, host: str, query: dict[str, str]) -> PostingLink | None:
    found = _MONSTER.search(parts.path)
    key = found["key"] if found else query.get("jobid") or query.get("jobId")
    if not key:
        return None
    return PostingLink("monster", key.lower(), without_followers(parts.geturl()))


_READERS = {"linkedin": _linkedin, "indeed": _indeed, "glassdoor": _glassdoor, "monster": _monster}


def _other(parts: SplitResult, host: str) -> PostingLink | None:
    segments = [segment for segment in parts.path.split("/") if segment]
    named = any(_ID_PARAMETER.match(name) for name, value in parse_qsl(parts.query) if value)
    if _ELSEWHERE.search(parts.path):
        return None
    in_system = bool(_SYSTEMS.search(host)) and len(segments) > 1
    specific = named or any(_SPECIFIC.match(segment) for segment in segments[-2:])
    words = f"{host}{parts.path}"
    if not in_system and not (specific and _JOB_PATH.search(words)):
        return None
    url = without_followers(parts.geturl())
    return PostingLink(host.removeprefix("www."), url.split("://", 1)[1], url)
