"""A posting that a person wrote in a forum: its first line, its first link, whether it offers."""

from __future__ import annotations

import html
import re

from upslope.formats.html import to_text

LONGEST_TITLE = 200
_LINK = re.compile(r"href=[\"'](https?://[^\"'<>\s]+)|(https?://[^\"'<>\s]+)", re.I)
_BREAK = re.compile(r"<(?:p|br|pre|ul|li|div)\b[^>]*>|\n", re.I)
_HIRED = r"engineer|scientist|developer|researcher|analyst|candidate|people|someone|talent|expert"
_HIRED += r"|freelancer|contractor|postdoc|manager|designer|lead\b|interns?\b"
_SEEKS = re.compile(
    r"^\W*(?:\[[^\]]{0,40}\]\W*){0,3}(?:(?:i['’]?m|i am|anyone|who)?\s*)?(?:for[- ]hire\b"
    r"|(?:want(?:s|ing)?|seeking|looking|open|available|hoping)\s+(?:to be|for|to)\s+"
    rf"(?:hired|get hired|hire me|work\b|(?:an?\s|any\s|my\s|new\s)*(?:(?!{_HIRED})\S+\s){{0,3}}"
    r"(?:jobs?|work|gigs?|positions?|internships?|opportunit\w+|employment|roles?)\b))"
    r"|\[\s*(?:for[- ]hire|hire me|seeking(?: work)?|wants? to be hired|looking for work)\s*\]"
    r"|^\W*(?:hire me|my (?:resume|cv)\b|seeking work\b)",
    re.I,
)
_OFFERS = re.compile(
    r"^\W*(?:\[[^\]]{0,40}\]\W*){0,3}(?:we(?:['’]re| are)\s+)?(?:now\s+|urgently\s+)?hiring\b"
    r"|\[\s*(?:now\s+)?(?:hiring|job|job offer|offer|vacancy|open position)\s*\]"
    r"|\b(?:is|are|we['’]re)\s+(?:now\s+|currently\s+|also\s+)?(?:hiring|recruiting)\b",
    re.I,
)


def seeks(line: str) -> bool:
    """Say whether a first line is of a person who looks for work.

    >>> [seeks(line) for line in ("[For Hire] ML engineer", "Want to be Hired: Oslo, Remote",
    ...     "I'm looking for a new ML role", "Hiring: Oslo", "Looking for an ML engineer")]
    [True, True, True, False, False]
    """
    return bool(_SEEKS.search(line[:300]))


def offers(line: str) -> bool:
    """Say whether a first line says that somebody is hired, and not who wants to be.

    >>> [offers(line) for line in ("Hiring: Oslo, Salary: 90k", "[Hiring] ML engineer",
    ...     "Quillfish is hiring two engineers", "Want to be hired: Oslo", "Nice thread!")]
    [True, True, True, False, False]
    """
    return bool(_OFFERS.search(line[:300])) and not seeks(line)


def first_line(said: str) -> str | None:
    """Give the first line with words in it, as plain text; a link alone only if there is no other.

    >>> first_line("https:&#x2F;&#x2F;acme.example<p>Acme &amp; Co | Oslo<p>We ...")
    'Acme & Co | Oslo'
    """
    lines = [" ".join(to_text(piece).split()) for piece in _BREAK.split(said[:20_000])[:20]]
    worded = [line for line in lines if line and not re.fullmatch(r"https?://\S+", line)]
    return next(iter(worded), None) or next(filter(None, lines), None)


def shortened(line: str) -> str:
    """Cut a line that is a whole text after its first sentence, or at a word."""
    if len(line) <= LONGEST_TITLE:
        return line
    sentence = re.match(rf".{{20,{LONGEST_TITLE}}}?[.!?](?=\s)", line)
    return sentence[0] if sentence else line[:LONGEST_TITLE].rpartition(" ")[0] or line[:200]


def first_link(said: str) -> str | None:
    """Give the first address in a comment; slashes in it may be written as ``&#x2F;``.

    >>> first_link("See https:&#x2F;&#x2F;acme.example&#x2F;jobs, or call.")
    'https://acme.example/jobs'
    """
    found = _LINK.search(html.unescape(said))
    return (found[1] or found[2].rstrip(".,;:!?)]")) if found else None
