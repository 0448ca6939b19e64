"""One alert mail, read into adverts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from upslope.formats.alerts.cards import Card, cards, is_button, titled
from upslope.formats.alerts.details import Details, read_details
from upslope.formats.alerts.lines import Line, html_lines, text_lines
from upslope.formats.alerts.links import PostingLink, portal_of, without_followers
from upslope.formats.alerts.words import ELSEWHERE, HEADER, MENU
from upslope.formats.postings.headline import read_headline
from upslope.formats.postings.jobposting import digest
from upslope.records.mail import Mail

_AT = re.compile(r"^(?P<title>.{3,120}?)\s+(?:at|@|bei|chez)\s+(?P<company>[A-Z0-9].{0,60})$")
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Advert:
    """One posting of an alert: the portal it leads to, its key there, and what its card says."""

    link: PostingLink
    title: str
    details: Details

    @property
    def key(self) -> str:
        """Portal and the posting's own key there; else what its card says, as a digest."""
        said = (self.title, self.details.company, *self.details.places)
        return f"{self.link.portal}:{self.link.key or digest(*said)}"


def adverts(mail: Mail) -> list[Advert]:
    """Read the postings that a mail lists, each once; an empty list if it lists none.

    >>> mail = Mail(html='<a href="https://www.linkedin.com/comm/jobs/view/123456/?trk=x">'
    ...     'ML Engineer</a><p>Quillfish · Oslo (Remote)</p>')
    >>> [advert] = adverts(mail)
    >>> advert.key, advert.title, advert.details.company, advert.details.way
    ('linkedin:123456', 'ML Engineer', 'Quillfish', 'remote')
    """
    lines = html_lines(mail.html)
    marked, plain = _read(lines), _read(text_lines(mail.text))
    clearer = {advert.key: advert for advert in plain if advert.details.company}
    found = [one if one.details.company else clearer.get(one.key, one) for one in marked]
    found = found or plain or _by_shape(lines)
    return list({advert.key: advert for advert in reversed(found)}.values())[::-1]


def _read(lines: list[Line]) -> list[Advert]:
    return [_advert(card) for card in cards(lines) if len(card.title) <= _LONGEST_TITLE]


def _advert(card: Card) -> Advert:
    details = read_details(card.lines, _country(card.link.url))
    named = _AT.match(card.title) if card.link.portal != "linkedin" else None
    if named and details.company in {None, named["company"]}:
        details.company = named["company"]
        return Advert(card.link, named["title"], details)
    return Advert(card.link, card.title, details)


def _country(url: str) -> str:
    """Give the country that a host names: ``au.indeed.com``, ``www.glassdoor.ca``, else "us"."""
    labels = (urlsplit(url).hostname or "").split(".")
    named = next((label for label in (labels[0], labels[-1]) if len(label) == 2), "")
    american = labels[-2:] in (["indeed", "com"], ["glassdoor", "com"], ["monster", "com"])
    return named or ("us" if american else "")


def _by_shape(lines: list[Line]) -> list[Advert]:
    """Read a mail whose links all lead over a counter: cards are told by their shape alone.

    A title that is a link, and below it a company and a place: three times, or with a role named.
    """
    new = [n for n, line in enumerate(lines) if line.link and (not n or lines[n - 1][1] != line[1])]
    at = [n for n in new if _may_be_title(lines[n].text)]
    found = []
    for start, end in pairwise([*at, len(lines)]):
        address = without_followers(lines[start].link or "")
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        link = PostingLink(portal_of(host) or host, None, address)
        title, below = titled(_card_at(lines[start : min(end, start + 8)]), link.portal)
        details = read_details(below, _country(address))
        if details.company and details.places:
            found.append(Advert(link, title, details))
    roles = [advert for advert in found if read_headline(advert.title).role]
    return found if len(found) >= 3 and roles else roles


def _card_at(lines: list[Line]) -> list[str]:
    """Give a title and the lines below it, as far as none leads or belongs elsewhere."""
    held = [lines[0].text]
    for line in lines[1:]:
        if line.link not in {None, lines[0].link}:
            break
        if ELSEWHERE.search(line.text) or HEADER.search(line.text):
            break
        held.append(line.text)
    return held


def _may_be_title(text: str) -> bool:
    return (
        3 < len(text) <= 120
        and not is_button(text)
        and not (ELSEWHERE.search(text) or MENU.fullmatch(text))
        and not HEADER.search(text)
        and "@" not in text
    )
